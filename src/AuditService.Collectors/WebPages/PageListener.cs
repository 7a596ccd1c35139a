namespace AuditService.Collectors.WebPages;

/// <summary>Something in the page listens to an event.</summary>
/// <param name="Element">Null for the window, the document, and what is not among the numbered elements.</param>
/// <param name="Type">Name of the event, for example <c>click</c>.</param>
/// <param name="LooksClickable">The pointer becomes a hand over it.</param>
public sealed record PageListener(int? Element, string Type, bool LooksClickable);
