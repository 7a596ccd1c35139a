using System.Text.RegularExpressions;
using AuditService.Collectors.WebPages.States;
using AuditService.Core;

namespace AuditService.Collectors.WebPages;

/// <summary>
/// Takes the address of our own server out of what is kept of a page: its port differs from visit to visit and means nothing to a reader. What stays
/// is the path in the dossier. The secrets that steps typed go with it.
/// </summary>
internal sealed class OwnAddress(Uri address, bool isOurs, Secrets? secrets = null)
{
    private readonly BoundedRegex? origin = isOurs ? new BoundedRegex($@"(?:(?:https?|wss?):)?//{Regex.Escape(address.Authority)}\b|\b{Regex.Escape(address.Authority)}\b") : null;

    public bool IsOurs => origin is not null;

    public Secrets Secrets { get; } = secrets ?? Secrets.None;

    public string Hidden(string text) => Secrets.Hidden(WithoutOrigin(text));

    private string WithoutOrigin(string text) => origin is not null && text.Contains(address.Authority, StringComparison.Ordinal) ? origin.Replace(text, "") : text;
}
