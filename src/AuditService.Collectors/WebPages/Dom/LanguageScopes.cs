using System.Text;
using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>Texts of a page by the element whose <c>lang</c> they inherit; those without any are under null.</summary>
internal sealed class LanguageScopes
{
    private readonly Dictionary<IElement, StringBuilder> texts = [];
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

    public string TextOf(IElement element) => texts.TryGetValue(element, out var text) ? Plain.Text(text.ToString()) : "";

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

    private void Append(IElement element, string data)
    {
        var target = HolderFor(element) is { } holder && !string.IsNullOrEmpty(LanguageOf(holder))
            ? (texts.TryGetValue(holder, out var known) ? known : texts[holder] = new StringBuilder())
            : withoutLanguage;
        target.Append(data).Append(' ');
    }
}
