using AuditService.Collectors.Documents;
using AuditService.Core;

namespace AuditService.App.Scans;

/// <summary><c>audit scan document</c>: what each document is and what its accessibility rules see.</summary>
public sealed class ScanDocuments
{
    public async Task<DocumentScanResult> RunAsync(IReadOnlyList<string> paths, Language language, CancellationToken cancellation)
    {
        var files = ScannedFiles.Under(paths);
        var documents = new ScannedDocument[files.Count];
        await Parallel.ForAsync(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, async (index, token) =>
        {
            var file = files[index];
            documents[index] = new FileInfo(file.FullPath).Length > Math.Max(DocumentLimits.Default.FileBytes, DocumentLimits.Default.PdfBytes)
                ? new(file.Path, "unknown", null, null, null, 0, [], [], "too large")
                : Shown(DocumentReader.Read(file.Path, await File.ReadAllBytesAsync(file.FullPath, token)), language);
        });
        return new(documents);
    }

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
