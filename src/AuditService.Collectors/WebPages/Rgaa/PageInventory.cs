using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>What an auditor reads in a row whatever the tests say of it: the outline of the headings, the links with their context, the images with their alternatives.</summary>
internal static class PageInventory
{
    public const int MostEntries = 60;

    private const int LongestText = 160;

    /// <summary>Nothing of a page that is not finished: its outline would be nobody's.</summary>
    public static IEnumerable<(string Key, IReadOnlyList<RgaaObservation> Entries, int Total)> Of(AuditedPage page)
    {
        if (page.Nature != PageNature.Finished)
            yield break;
        yield return Listed(page, "headings", page.Elements.Where(element => Headings.IsHeading(element) && page.Visibility.IsExposed(element)), heading => (
            Headings.Level(heading) is { } level ? new($"niveau {level}", $"level {level}") : new("sans niveau", "without a level"), page.Names.Aria(heading) ?? page.Names.Content(heading)));
        yield return Listed(page, "links", page.Elements.Where(element => ((element.LocalName == "a" && element.HasAttribute("href")) || element.HasRole("link")) && page.Visibility.IsExposed(element)), link => (
            LocalizedText.Same(ContextOf(page, link)), page.Names.FromAnything(link) ?? ""));
        yield return Listed(page, "images", Images(page), image => (
            page.Images.IsIgnored(image) ? new("ignorée des technologies d'assistance", "ignored by assistive technology") : page.Names.Alternative(image) is null ? new("sans alternative", "without an alternative") : new("restituée", "rendered"),
            page.Names.Alternative(image) ?? ""));
    }

    /// <summary>Elements of which a picture helps to judge.</summary>
    public static IEnumerable<int> Pictured(AuditedPage page) => Images(page).Where(page.Visibility.IsSeen).Select(page.NumberOf).OfType<int>();

    private static IEnumerable<IElement> Images(AuditedPage page) => page.Images.All.Where(image => !page.Visibility.IsHidden(image));

    private static (string Key, IReadOnlyList<RgaaObservation> Entries, int Total) Listed(AuditedPage page, string key, IEnumerable<IElement> elements, Func<IElement, (LocalizedText Detail, string Text)> told)
    {
        var all = elements.ToList();
        return (key, [.. all.Take(MostEntries).Select(element =>
        {
            var (detail, text) = told(element);
            return new RgaaObservation(Selectors.Of(element, page.Names), Plain.Cut(Selectors.Masked(text), LongestText), detail, page.NumberOf(element));
        })], all.Count);
    }

    /// <summary>The paragraph, item or cell around the link, or else the heading before it.</summary>
    private static string ContextOf(AuditedPage page, IElement link)
    {
        var name = Plain.Text(link.TextContent);
        var around = link.Ancestors().FirstOrDefault(element => element.LocalName is "p" or "li" or "td" or "th" or "dd" or "dt" or "figcaption");
        if (around is not null && page.Names.Content(around) is { } text && text.Length > name.Length)
            return Plain.Cut(Selectors.Masked(text), LongestText);
        var heading = page.Elements.TakeWhile(element => element != link).LastOrDefault(element => Headings.IsHeading(element) && page.Visibility.IsExposed(element));
        return heading is null ? "" : Plain.Cut(Selectors.Masked(page.Names.Content(heading)), LongestText);
    }
}
