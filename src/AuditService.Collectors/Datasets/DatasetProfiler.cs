using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Texts;

namespace AuditService.Collectors.Datasets;

/// <summary>
/// Reads a data file once and states its figures and the personal data of its columns. CSV, TSV, JSON Lines, JSON, Parquet and XLSX, told apart by
/// content, gzip unpacked. What is broken gives a reason, not an exception. No value leaves it but masked.
/// </summary>
/// <param name="time">For ages and the time a reading may take.</param>
/// <param name="limits">How much of one file is looked at.</param>
/// <param name="knownDetector">The operator's, with added recognisers of names; null for the embedded lists alone.</param>
public sealed class DatasetProfiler(TimeProvider time, DatasetLimits limits, PersonalDataDetector? knownDetector = null)
{
    /// <summary>Part of the version of whatever is computed from these profiles: it changes when the same file gives other figures.</summary>
    public const int Version = 10;

    /// <summary>Texts of one column that are searched for personal data.</summary>
    private const int ExaminedTexts = 1_500;

    private const int ExamplesKept = 20;

    private const double LeastShareOfTexts = 0.2;

    private readonly PersonalDataDetector detector = knownDetector ?? new(time);

    /// <param name="path">The file on this machine; its name does not matter.</param>
    /// <param name="source">How its author names it.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>One reading, or one for each sheet of a workbook.</returns>
    public IReadOnlyList<DatasetReading> Profile(string path, string source, CancellationToken cancellation)
    {
        using var file = LoadedFile.Load(path, limits, time, detector, cancellation);
        return Profile(file, source, cancellation);
    }

    internal IReadOnlyList<DatasetReading> Profile(LoadedFile file, string source, CancellationToken cancellation) => [.. file.Parts.Select(part => Profile(part, source, cancellation))];

    private DatasetReading Profile(LoadedPart part, string source, CancellationToken cancellation)
    {
        try
        {
            return new(part.Named(source), part.Format, part.Table is null ? null : Profile(part.Table, cancellation), part.Problem);
        }
        catch (Exception exception) when (DatasetFile.IsDamage(exception))
        {
            return new(part.Named(source), part.Format, Profile: null, DatasetProblems.Unreadable(exception));
        }
    }

    private DatasetProfile Profile(DatasetTable table, CancellationToken cancellation)
    {
        var (samples, judgements) = (table.Samples, table.Judgements);
        var columns = samples.Select((sample, i) => Column(sample, judgements[i], table.Signs(i), cancellation)).ToList();
        var categories = columns.Select(column => column.Categories).ToList();
        return new(
            table.Rows, table.Incomplete is null, table.Incomplete, table.DuplicateRows, table.RaggedRows, columns,
            Children.AreIn(samples, categories, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)))
        {
            LostCells = table.LostCells,
            Estimated = table.Estimated,
        };
    }

    /// <summary>A column of texts that nothing else names is free text when people are found in many of its texts: that is proof, whatever its header.</summary>
    private ColumnProfile Column(ColumnSample sample, ColumnJudgement judgement, long signs, CancellationToken cancellation)
    {
        var texts = InTexts(sample, judgement.Found, cancellation);
        var categories = judgement.Found;
        // The address of a shop, which is nobody's, is no comment that names somebody's.
        var isOfPlace = judgement.Dismissed.Any(dismissed => dismissed.Category is PersonalDataCategory.Address or PersonalDataCategory.City);
        if (categories.Count == 0 && !isOfPlace && texts is { WithPersonalData: >= 3 } && sample.Values.Count(value => IsWritten(value.Text)) * 2 >= sample.Values.Count && texts.WithPersonalData >= LeastShareOfTexts * texts.Examined)
        {
            var share = (double)texts.WithPersonalData / texts.Examined;
            categories = [new(PersonalDataCategory.FreeText, Math.Round(0.6 + (0.3 * share), 2), share, $"personal data were found in {ColumnClassifier.Percent(share)} of the texts examined")];
        }

        return new(sample.Name, sample.Type, sample.Missing, signs, sample.Distinct, categories, Example(sample, categories), texts) { Dismissed = judgement.Dismissed };
    }

    /// <summary>Mostly letters: a list of numbers holds coordinates by chance.</summary>
    private static bool IsWritten(string text) => text.Count(char.IsLetter) * 2 >= text.Length;

    /// <summary>Looks into columns of sentences, whatever they are called: a name hides in a comment.</summary>
    private TextFindings? InTexts(ColumnSample sample, IReadOnlyList<ColumnCategory> categories, CancellationToken cancellation)
    {
        if (sample.Type != ColumnType.Text) return null;
        var free = categories.Any(category => category.Category == PersonalDataCategory.FreeText);
        if (!free && (categories.Count > 0 || sample.Values.Count == 0 || sample.Values.Average(value => value.Text.Count(c => c == ' ')) < 4)) return null;

        var byCategory = new SortedDictionary<PersonalDataCategory, int>();
        var (examples, proofs) = (new List<MaskedSighting>(), new List<MaskedSighting>());
        var (examined, hit, proven) = (0, 0, 0);
        foreach (var value in sample.Values.Take(ExaminedTexts))
        {
            cancellation.ThrowIfCancellationRequested();
            examined++;
            var spans = detector.FindIn(value.Text).Where(span => span.Category.IsAboutPeople()).ToList();
            if (spans.Count == 0) continue;
            hit++;
            foreach (var category in spans.Select(span => span.Category).Distinct()) byCategory[category] = byCategory.GetValueOrDefault(category) + 1;
            var isProven = ProofInText.IsIn(value.Text, spans);
            if (isProven) proven++;
            var kept = isProven ? proofs : examples;
            foreach (var span in spans.Take(ExamplesKept - kept.Count))
            {
                var raw = value.Text[span.Start..span.End];
                kept.Add(new(span.Category, Mask.Excerpt(span.Category, raw), span.Confidence));
            }
        }

        return new(examined, hit, proven, byCategory, [.. proofs.Concat(examples).Take(ExamplesKept)]);
    }

    private static string? Example(ColumnSample sample, IReadOnlyList<ColumnCategory> categories) =>
        categories.Count > 0 && sample.Values.Count > 0 ? Mask.Excerpt(categories[0].Category, sample.Values[sample.Values.Count / 2].Text) : null;
}
