using AuditService.Collectors.Documents;
using AuditService.Core;

namespace AuditService.App.Scans;

/// <summary><c>audit scan document</c>: what each document is and what its accessibility rules see.</summary>
public sealed class ScanDocuments(IsolatedDocumentReader reader)
{
    public async Task<DocumentScanResult> RunAsync(IReadOnlyList<string> paths, Language language, IProgress<string>? messages, CancellationToken cancellation)
    {
        var files = ScannedFiles.Under(paths);
        var readings = new Queue<DocumentReading>(await reader.ReadAsync(
            [.. files.Where(file => !IsTooLarge(file)).Select(file => new DocumentContent(file.Path, () => File.OpenRead(file.FullPath)))],
            Environment.ProcessorCount, Timeout.InfiniteTimeSpan, messages, cancellation));
        return new([.. files.Select(file => IsTooLarge(file) ? new(file.Path, "unknown", null, null, null, 0, [], [], "too large") : Shown(readings.Dequeue(), language))]);
    }

    private static bool IsTooLarge(ScannedFiles file) => new FileInfo(file.FullPath).Length > Math.Max(DocumentLimits.Default.FileBytes, DocumentLimits.Default.PdfBytes);

    private static ScannedDocument Shown(DocumentReading reading, Language language) => new(
        reading.Source,
        reading.Format.Id(),
        reading.Title,
        reading.Language,
        reading.Pages,
        reading.Words,
        [.. reading.Outline.Select(heading => new ScannedHeading(heading.Level, heading.Text, heading.Place.Page))],
        [.. reading.Observations.Select(observation => new ScannedObservation(observation.Rule, observation.Page, observation.Detail.In(language), observation.Outcome.ToString().ToLowerInvariant(), observation.Count))],
        reading.Unreadable?.Detail.In(language));
}

public sealed record DocumentScanResult(IReadOnlyList<ScannedDocument> Documents);

/// <param name="Unreadable">Why the document could not be read, or null.</param>
public sealed record ScannedDocument(
    string Source,
    string Format,
    string? Title,
    string? Language,
    int? Pages,
    int Words,
    IReadOnlyList<ScannedHeading> Outline,
    IReadOnlyList<ScannedObservation> Observations,
    string? Unreadable);

public sealed record ScannedHeading(int Level, string Text, int? Page);

/// <param name="Outcome"><c>fail</c> where the failure is proven, <c>warn</c>, or <c>review</c> where a person decides.</param>
public sealed record ScannedObservation(string Rule, int? Page, string Detail, string Outcome, int Count);
