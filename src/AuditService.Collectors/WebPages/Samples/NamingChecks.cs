using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Samples;

/// <summary>What pages and fields are called, from page to page: RGAA 8.6 and 11.3.</summary>
internal static class NamingChecks
{
    private const int MostNamed = 5;

    public static IReadOnlyList<SampleCheck> Checks { get; } =
    [
        new("8.6.1", TitleIsUnique),
        new("11.3.2", LabelsAgree),
    ];

    /// <summary>A title tells one page from the others (glossary): the same one on two pages that speak of different things fails.</summary>
    private static SampleResult? TitleIsUnique(SampledSite site, PageOutline page)
    {
        if (page.Title.Length == 0 || site.IsHome(page))
            return null;
        var same = site.SetOf(page).Where(other => other != page && Plain.Words(other.Title) == Plain.Words(page.Title)).ToList();
        if (same.Count == 0)
            return null;
        var different = same.Where(other => page.Heading.Length > 0 && other.Heading.Length > 0 && Plain.Words(other.Heading) != Plain.Words(page.Heading)
            && WithoutQuery(other.Source) != WithoutQuery(page.Source)).ToList();
        return different.Count > 0
            ? SampleResult.Failure(SampleResult.Seen(null, $"même titre « {page.Title} » que {Names(different)}, dont le premier titre diffère", $"same title \"{page.Title}\" as {Names(different)}, whose first heading differs"))
            : SampleResult.Review("le titre identifie-t-il la page ?", "does the title identify the page?", SampleResult.Seen(null, $"même titre que {Names(same)}", $"same title as {Names(same)}"));
    }

    private static SampleResult? LabelsAgree(SampledSite site, PageOutline page)
    {
        if (page.Fields.Count == 0)
            return null;
        var others = site.SetOf(page).Where(other => other != page).ToList();
        if (site.IsAlone(page) || (site.IsClosed && site.Pages.All(other => other == page || other.Fields.Count == 0)))
            return SampleResult.NotApplicable("aucun champ sur une autre page du site", "no field on another page of the site");
        var differing = page.Fields.Where(field => field.Purpose.Length > 0).SelectMany(field => others.SelectMany(other => other.Fields
                .Where(twin => twin.Purpose == field.Purpose && Plain.Words(twin.Label) != Plain.Words(field.Label)).Select(twin => (Field: field, Other: other, Twin: twin))))
            .DistinctBy(pair => (pair.Field.Selector, Plain.Words(pair.Twin.Label))).Take(MostNamed).ToList();
        return SampleResult.Review(
            "les champs de même fonction ont-ils des étiquettes cohérentes d'une page à l'autre ?",
            "do fields of the same purpose have consistent labels from page to page?",
            [.. differing.Select(pair => new Rgaa.RgaaObservation(pair.Field.Selector, "", new(
                $"« {pair.Field.Label} » ici, « {pair.Twin.Label} » dans {pair.Other.Source} ({pair.Field.Purpose})",
                $"\"{pair.Field.Label}\" here, \"{pair.Twin.Label}\" in {pair.Other.Source} ({pair.Field.Purpose})"), Element: null))]);
    }

    private static string WithoutQuery(string source) => PageAddress.Canonical(source.Split('?')[0]);

    private static string Names(List<PageOutline> pages) => string.Join(", ", pages.Take(MostNamed).Select(page => page.Source)) + (pages.Count > MostNamed ? " ..." : "");
}
