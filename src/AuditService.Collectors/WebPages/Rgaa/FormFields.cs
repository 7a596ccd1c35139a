using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>Form fields as the RGAA glossary counts them, with the labels that it accepts.</summary>
internal static class FormFields
{
    private static readonly string[] NotFields = ["submit", "reset", "hidden", "image", "button"];

    private static readonly string[] Roles = ["progressbar", "slider", "spinbutton", "textbox", "listbox", "searchbox", "combobox", "checkbox", "radio", "switch"];

    /// <summary>Roles that make something else of a native field.</summary>
    private static readonly string[] OtherRoles = ["button", "link", "tab", "menuitem", "none", "presentation", "img"];

    /// <summary>Roles whose name may be their content.</summary>
    private static readonly string[] NamedByContent = ["checkbox", "radio", "switch"];

    public static IReadOnlyList<IElement> Of(AuditedPage page) => [.. page.Elements.Where(element => IsField(element) && page.Visibility.IsExposed(element))];

    /// <summary>Fields that a person fills in: those that show a result are left out.</summary>
    public static IReadOnlyList<IElement> ToFillIn(AuditedPage page) => [.. Of(page).Where(field => field.LocalName is not ("output" or "progress" or "meter") && !field.HasRole("progressbar"))];

    public static bool IsField(IElement element) => element.LocalName switch
    {
        "input" => !NotFields.Contains(element.InputType(), StringComparer.Ordinal) && !element.HasRole(OtherRoles),
        "select" or "textarea" => !element.HasRole(OtherRoles),
        "progress" or "meter" or "output" => true,
        _ => element.HasRole(Roles) && !IsInnerPart(element),
    };

    public static bool IsNamedByContent(IElement field) => field.HasRole(NamedByContent) && field.LocalName is not "input";

    public static bool IsChoice(IElement field) =>
        field.HasRole("checkbox", "radio", "switch") || (field.LocalName == "input" && field.Role() is null && field.InputType() is "checkbox" or "radio");

    public static bool IsText(IElement field) => field.LocalName is "textarea" or "select" || field.HasRole("textbox", "searchbox", "combobox")
        || (field.LocalName == "input" && field.InputType() is not ("checkbox" or "radio" or "range" or "color" or "file"));

    /// <summary>The label elements whose <c>for</c> is the id of the field.</summary>
    public static IReadOnlyList<IElement> LabelsFor(AuditedPage page, IElement field) =>
        IsLabelable(field) && field.Id is { Length: > 0 } id && page.Names.ById(id, field) == field ? [.. page.Document.QuerySelectorAll("label[for]").Where(label => label.GetAttribute("for") == id && page.Names.ById(id, label) == field)] : [];

    /// <summary>A label element names only what HTML calls labelable.</summary>
    private static bool IsLabelable(IElement field) => field.LocalName is "input" or "select" or "textarea" or "button" or "meter" or "progress" or "output" || field.LocalName.Contains('-', StringComparison.Ordinal);

    /// <summary>The label element around the field.</summary>
    public static IElement? Wrapping(IElement field) => field.Ancestors().FirstOrDefault(around => around.LocalName == "label");

    /// <summary>Both ways of labelling, by <c>for</c> and by wrapping.</summary>
    public static IReadOnlyList<IElement> Labels(AuditedPage page, IElement field) =>
        [.. LabelsFor(page, field).Concat(IsLabelable(field) && Wrapping(field) is { } around && (!around.HasAttribute("for") || around.GetAttribute("for") == field.Id) ? [around] : []).Distinct()];

    /// <summary>The name by the glossary's order: aria-labelledby, aria-label, label, title.</summary>
    public static string? Name(AuditedPage page, IElement field) =>
        page.Names.Aria(field)
        ?? Labels(page, field).Select(page.Names.Content).FirstOrDefault(text => text.Length > 0)
        ?? (IsNamedByContent(field) && page.Names.Content(field) is { Length: > 0 } content ? content : null)
        ?? Naming.TitleAttribute(field);

    /// <summary>What is told of the field besides its label: described-by text, legend of its group.</summary>
    public static string Help(AuditedPage page, IElement field) =>
        Plain.Text($"{page.Names.TextOfReferences(field, "aria-describedby")} {page.Names.TextOfReferences(field, "aria-errormessage")}");

    public static IElement? FormOf(AuditedPage page, IElement element) =>
        (element.GetAttribute("form") is { Length: > 0 } id ? page.Names.ById(id, element) : null) ?? element.Closest("form, [role=form], [role=search]");

    public static bool IsRequired(IElement field) => field.HasAttribute("required") || field.Is("aria-required", "true");

    /// <summary>The text box or list inside a combobox is the same field.</summary>
    private static bool IsInnerPart(IElement element) => element.HasRole("listbox", "textbox", "searchbox") && element.Ancestors().Any(around => around.HasRole("combobox"));
}
