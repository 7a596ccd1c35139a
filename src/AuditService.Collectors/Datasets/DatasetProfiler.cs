using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Texts;
using AuditService.Core;

namespace AuditService.Collectors.Datasets;

/// <summary>
/// Reads a data file once and states its figures and the personal data of its columns. CSV, TSV, JSON Lines, JSON, Parquet and XLSX, told apart by
/// content, gzip unpacked. What is broken gives a reason, not an exception. No value leaves it but masked.
/// </summary>
public sealed class DatasetProfiler(TimeProvider time, DatasetLimits limits)
{
    /// <summary>Part of the version of whatever is computed from these profiles: it changes when the same file gives other figures.</summary>
    public const int Version = 4;

    /// <summary>Texts of one column that are searched for personal data.</summary>
    private const int ExaminedTexts = 1_500;

    private const int ExamplesKept = 20;

    private readonly PersonalDataDetector detector = new(time);

    /// <param name="path">The file on this machine; its name does not matter.</param>
    /// <param name="source">How its author names it.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>One reading, or one for each sheet of a workbook.</returns>
    public IReadOnlyList<DatasetReading> Profile(string path, string source, CancellationToken cancellation)
    {
        IReadOnlyList<IRowReader> readers;
        try
        {
            readers = DatasetFile.Open(path, limits, cancellation);
        }
        catch (Exception exception) when (DatasetFile.IsDamage(exception))
        {
            return [new(source, "unknown", Profile: null, Problem(path, exception))];
        }

        if (readers.Count == 0) return [new(source, "xlsx", Profile: null, DatasetProblems.NoRows)];
        var readings = new List<DatasetReading>();
        foreach (var reader in readers)
        {
            using (reader) readings.Add(Profile(reader, readers.Count > 1 ? $"{source}#{reader.Part}" : source, cancellation));
        }

        return readings;
    }

    private DatasetReading Profile(IRowReader reader, string source, CancellationToken cancellation)
    {
        try
        {
            using var table = DatasetTable.Load(reader, limits, time, cancellation);
            return new(source, reader.Format, Profile(table, cancellation), Problem: null);
        }
        catch (Exception exception) when (DatasetFile.IsDamage(exception))
        {
            return new(source, reader.Format, Profile: null, DatasetProblems.Unreadable(exception.Message));
        }
    }

    private DatasetProfile Profile(DatasetTable table, CancellationToken cancellation)
    {
        var samples = new List<ColumnSample>(table.Columns.Count);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            samples.Add(new(table.Columns[i], table.Type(i), table.Rows, table.Missing(i), table.Distinct(i), table.Sample(i)));
        }

        var categories = detector.Classify(samples);
        var columns = samples.Select((sample, i) => new ColumnProfile(
            sample.Name, sample.Type, sample.Missing, table.Signs(i), sample.Distinct, categories[i], Example(sample, categories[i]), InTexts(sample, categories[i], cancellation)));
        return new(
            table.Rows, table.Incomplete is null, table.Incomplete, table.DuplicateRows(), table.RaggedRows, [.. columns],
            Children.AreIn(samples, categories, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));
    }

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

    private static LocalizedText Problem(string path, Exception exception) =>
        File.Exists(path) && new FileInfo(path).Length == 0 ? DatasetProblems.Empty : DatasetProblems.Unreadable(exception.Message);
}
