namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>Runs all scanners over a text and settles which of two overlapping findings stays.</summary>
internal static class TextScanner
{
    /// <summary>In UTF-16 code units. What a caller gives beyond it is not read: callers split long documents.</summary>
    public const int MaximumLength = 1_000_000;

    /// <param name="text">The text.</param>
    /// <param name="recognizers">An operator's recognisers of names.</param>
    public static IReadOnlyList<PersonalDataSpan> Scan(string text, IReadOnlyList<INameRecognizer> recognizers)
    {
        if (text.Length > MaximumLength) text = text[..MaximumLength];
        if (text.Length < 3) return [];

        var scanned = new ScannedText(text);
        var found = new List<PersonalDataSpan>();
        OnlineSpans.Find(scanned, found);
        NumberSpans.Find(scanned, found);
        SpokenNumbers.Find(scanned, found);
        LabelledSpans.Find(scanned, found);
        BirthSpans.Find(scanned, found);
        AddressSpans.Find(scanned, found);
        NameSpans.Find(scanned, found);
        SpecialSpans.Find(scanned, found);
        foreach (var recognizer in recognizers)
            found.AddRange(recognizer.FindIn(text).Where(name => name.IsWithin(text)).Select(name => new PersonalDataSpan(name.Start, name.End, PersonalDataCategory.Name, name.Confidence)));
        return Settled(found);
    }

    /// <summary>The surest first, then the longest; a later one that overlaps an accepted one is dropped.</summary>
    private static List<PersonalDataSpan> Settled(List<PersonalDataSpan> found)
    {
        var settled = new SortedList<int, PersonalDataSpan>();
        foreach (var span in found.OrderByDescending(Weight).ThenByDescending(span => span.End - span.Start).ThenBy(span => span.Start).ThenBy(span => span.Category))
        {
            if (IsFree(settled, span)) settled.Add(span.Start, span);
        }

        return [.. settled.Values];
    }

    /// <summary>An address or URL swallows the names and codes inside it.</summary>
    private static double Weight(PersonalDataSpan span) =>
        span.Confidence + (span.Category is PersonalDataCategory.Url or PersonalDataCategory.Address or PersonalDataCategory.Email ? 1 : 0);

    private static bool IsFree(SortedList<int, PersonalDataSpan> settled, PersonalDataSpan span)
    {
        // The accepted spans do not overlap: only the last that starts before this one's end can touch it.
        var (low, high) = (0, settled.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (settled.Keys[middle] < span.End) low = middle + 1;
            else high = middle;
        }

        return low == 0 || settled.Values[low - 1].End <= span.Start;
    }
}
