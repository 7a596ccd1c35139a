namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>Words of a header that point to a category.</summary>
/// <param name="Category">Which.</param>
/// <param name="Strength">1: the words mean nothing else. About 0.5: they may, and the values have to agree.</param>
/// <param name="Phrases">Any of these; the words of one phrase must all be there.</param>
/// <param name="Unless">None of these words may be there.</param>
internal sealed record HeaderCue(PersonalDataCategory Category, double Strength, string[] Phrases, string[] Unless)
{
    public HeaderCue(PersonalDataCategory category, double strength, string phrases, string unless = "")
        : this(category, strength, Parts(phrases), Parts(unless))
    {
    }

    /// <summary>The phrase that the header says, the longest first; null when it says none or a word forbids it.</summary>
    public string? Match(ColumnHeader header)
    {
        foreach (var word in Unless)
        {
            if (header.Has(word)) return null;
        }

        string? best = null;
        foreach (var phrase in Phrases)
        {
            if (header.Says(phrase) && (best is null || phrase.Length > best.Length)) best = phrase;
        }

        return best;
    }

    private static string[] Parts(string text) => text.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
