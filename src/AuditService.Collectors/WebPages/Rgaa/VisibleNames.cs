using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>
/// Whether names hold the visible text whole (tests 6.1.5, 7.1.3, 11.2.5, 11.9.2). Case and punctuation are free; a symbol stands for its function
/// and is not compared.
/// </summary>
internal static class VisibleNames
{
    private const int LongestSymbol = 1;

    public static Verdict Judge(AuditedPage page, string visible, IEnumerable<string> names, IElement element)
    {
        var spoken = Plain.Spoken(visible);
        // A figure stands for itself; a letter may be drawn for something else (x for "close").
        if ((spoken.Replace(" ", "", StringComparison.Ordinal).Length <= LongestSymbol && !spoken.Any(char.IsDigit)) || !spoken.Any(char.IsLetterOrDigit))
            return Verdict.Review("texte visible réduit à un symbole : le nom dit-il sa fonction ?", "visible text reduced to a symbol: does the name tell its function?");
        if (IsIconFont(page, element))
            return Verdict.Review("texte visible peut-être dessiné comme une icône", "visible text that may be drawn as an icon");
        var all = names.ToList();
        if (all.TrueForAll(name => Holds(name, visible) || Holds(name, page.Names.VisibleText(element, betweenBlocks: ""))))
            return Verdict.Pass;
        if (all.TrueForAll(name => HoldsAbbreviated(name, visible)))
            return Verdict.Review("le nom écrit en entier ce que le texte visible abrège", "the name spells out what the visible text abbreviates");
        return all.TrueForAll(name => Holds(name, WithoutBrackets(visible)))
            ? Verdict.Review("le nom laisse de côté ce que le texte visible met entre parenthèses", "the name leaves out what the visible text puts in brackets")
            : Verdict.Fail("le texte visible n'est pas repris en entier dans le nom accessible ou le title", "the visible text is not repeated whole in the accessible name or the title");
    }

    /// <summary>The same words in the same order without others between them; punctuation either separates words or is dropped.</summary>
    private static bool Holds(string name, string visible) =>
        HoldsWords(name, visible) || HoldsWords(WithoutSigns(name), WithoutSigns(visible));

    private static bool HoldsWords(string name, string visible) =>
        Plain.Spoken(visible).Length > 0 && ($" {Plain.Spoken(name)} ".Contains($" {Plain.Spoken(visible)} ", StringComparison.Ordinal)
        || $" {Plain.SpokenWords(name)} ".Contains($" {Plain.SpokenWords(visible)} ", StringComparison.Ordinal));

    /// <summary>The same words, those that end with a point cut short.</summary>
    private static bool HoldsAbbreviated(string name, string visible)
    {
        var shown = visible.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var spoken = Plain.Spoken(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return shown.Any(IsCut) && Enumerable.Range(0, Math.Max(0, spoken.Length - shown.Length + 1)).Any(from =>
            shown.Select((word, index) => IsCut(word) ? spoken[from + index].StartsWith(Plain.Spoken(word), StringComparison.Ordinal) : spoken[from + index] == Plain.Spoken(word)).All(matches => matches));

        static bool IsCut(string word) => word.Length > 2 && word[^1] == '.' && char.IsLetter(word[^2]);
    }

    /// <summary>Arrows, stars and pictures around words are symbols, not words.</summary>
    private static string WithoutSigns(string text) => string.Concat(text.Select(c => char.IsLetterOrDigit(c) || char.IsPunctuation(c) ? c : ' '));

    private static string WithoutBrackets(string text) => Brackets.Replace(text, " ");

    /// <summary>Fonts that draw a word as a picture, told by the name of the font or of the class.</summary>
    private static bool IsIconFont(AuditedPage page, IElement element)
    {
        var parts = element.QuerySelectorAll("*").Prepend(element).ToHashSet();
        return parts.Any(part => part.ChildElementCount == 0 && Plain.HasLetterOrDigit(part.TextContent) && part.ClassList.Any(NamesIcons))
            || page.Styles.Inline.Any(style => parts.Contains(style.Element) && style.Declarations.TryGetValue("font-family", out var font) && NamesIcons(font.Text))
            || page.Styles.Rules.Any(rule => (rule["font-family"] ?? rule["font"]) is { } font && NamesIcons(font) && rule.Selectors.SelectMany(page.Styles.Matched).Any(parts.Contains));
    }

    private static bool NamesIcons(string name) =>
        name.Contains("icon", StringComparison.OrdinalIgnoreCase) || name.Contains("symbol", StringComparison.OrdinalIgnoreCase) || name.Contains("glyph", StringComparison.OrdinalIgnoreCase)
        || name.Contains("awesome", StringComparison.OrdinalIgnoreCase) || name is "fa" or "fas" or "far" or "fab";

    private static readonly BoundedRegex Brackets = new(@"\([^)]*\)|\[[^\]]*\]");
}
