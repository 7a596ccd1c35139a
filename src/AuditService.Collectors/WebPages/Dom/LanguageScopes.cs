using System.Text;
using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>Texts of a page by the element whose <c>lang</c> they inherit; those without any are under null.</summary>
internal sealed class LanguageScopes
{
    private const string Quoting = "blockquote, pre, figure";

    private const string Block = "p, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, caption, figcaption";

    private readonly Dictionary<IElement, List<(IElement Passage, string Text)>> texts = [];
    private readonly StringBuilder withoutLanguage = new();

    public LanguageScopes(AuditedPage page)
    {
        foreach (var element in page.Elements.Concat(page.Document.Head?.QuerySelectorAll("title").Take(1) ?? []))
        {
            if (element.LocalName is "script" or "style" or "noscript" or "template")
                continue;
            foreach (var text in element.ChildNodes.OfType<IText>())
                Append(element, text.Data);
            if (element.LocalName is "img" or "area" or "input" && page.Names.Alternative(element) is { } alternative)
                Append(element, alternative);
        }
    }

    /// <summary>Text outside every <c>lang</c>.</summary>
    public string WithoutLanguage => Plain.Text(withoutLanguage.ToString());

    public string TextOf(IElement element) => texts.TryGetValue(element, out var parts) ? Joined(parts) : "";

    /// <summary>The text of an element without the quotation or the block of it that has the most: what stays when one long passage is in another language.</summary>
    public string TextBesideTheLongest(IElement element)
    {
        if (!texts.TryGetValue(element, out var parts))
            return "";
        var longest = parts.GroupBy(part => part.Passage).MaxBy(passage => passage.Sum(part => part.Text.Length))!.Key;
        return Joined(parts.Where(part => part.Passage != longest));
    }

    /// <summary>The nearest element, from this one upwards, with a language; an empty attribute says "unknown" and ends the search.</summary>
    public static IElement? HolderFor(IElement element)
    {
        for (var current = element; current is not null; current = current.ParentElement)
        {
            if (current.HasAttribute("lang") || current.HasAttribute("xml:lang"))
                return current;
        }
        return null;
    }

    public static string? LanguageOf(IElement element) => element.GetAttribute("lang") ?? element.GetAttribute("xml:lang");

    private static string Joined(IEnumerable<(IElement Passage, string Text)> parts) => Plain.Text(string.Join(' ', parts.Select(part => part.Text)));

    private void Append(IElement element, string data)
    {
        if (HolderFor(element) is not { } holder || string.IsNullOrEmpty(LanguageOf(holder)))
        {
            withoutLanguage.Append(data).Append(' ');
            return;
        }

        if (!texts.TryGetValue(holder, out var parts))
            texts[holder] = parts = [];
        parts.Add((element.Closest(Quoting) ?? element.Closest(Block) ?? element, data));
    }
}
