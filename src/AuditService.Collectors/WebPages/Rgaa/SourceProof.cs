using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>
/// What the source of a template proves by itself: failures of single elements that no expression touches. Everything else of the page, and
/// every absence of a failure, waits for the page that the server makes of it.
/// </summary>
internal static class SourceProof
{
    private const string Label = "11.1.1";

    /// <summary>Tests whose failure lies in the element itself, its attributes and its content.</summary>
    private static readonly HashSet<string> OfOneElement = new(StringComparer.Ordinal)
    {
        "1.1.1", "1.1.2", "1.1.3", "1.1.6", "1.1.7", "1.2.1", "1.9.1", "1.9.2", "1.9.3", "1.9.4", "1.9.5", "2.1.1", "2.2.1", "5.7.2", "5.8.1", "6.1.5", "6.2.1", "8.8.1", "8.10.2", "9.1.3", "10.1.1", "10.1.2",
        Label, "11.2.5", "11.8.2", "11.9.1", "11.9.2", "11.13.1", "13.8.1", "13.8.2",
    };

    public static bool LiesInOneElement(string test) => OfOneElement.Contains(test);

    public static CheckResult Of(AuditedPage page, RgaaCheck check)
    {
        if (!OfOneElement.Contains(check.Test))
            return CheckResult.Hindered(page.WhyUnfinished!);
        var result = check.Run(page);
        var proven = result.Outcome == RgaaOutcome.NonCompliant
            ? result.Sightings.Where(sighting => sighting.Element is { } element && TemplateSyntax.IsPlain(element) && (check.Test != Label || HasNoOtherLabel(page, element))).ToList()
            : [];
        return proven.Count > 0 ? result with { Sightings = proven, Elements = proven.Count } : CheckResult.Hindered(page.WhyUnfinished!);
    }

    /// <summary>No label of another part of the page, or with an address made by an expression, can lead to the field.</summary>
    private static bool HasNoOtherLabel(AuditedPage page, IElement field) =>
        !field.Has("id")
        || (TemplateSyntax.IsWholeDocument(page.SourceText) && !page.Document.QuerySelectorAll("label").Any(label => label.Attributes.Any(attribute => TemplateSyntax.HoldsSyntax(attribute.Name) || TemplateSyntax.HoldsSyntax(attribute.Value))));
}
