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
        [.. reading.Observations.Select(observation => new ScannedObservation(observation.Rule, observation.Page, observation.Detail.In(language), observation.Outcome.ToString().ToLowerInvariant(), observation.Count)
        {
            Places = [.. observation.Sightings.Select(sighting => new ScannedPlace(sighting.Place.Page, sighting.Place.Paragraph, sighting.Place.Part, sighting.Place.Line, sighting.Detail.In(language)))],
        })],
        reading.Unreadable?.Detail.In(language))
    {
        DeclaredLanguage = reading.DeclaredLanguage,
        DetectedLanguage = reading.DetectedLanguage,
        Checks = reading.Unreadable is null ? new(reading.Checks.Failed, reading.Checks.NoFailureFound, reading.Checks.NotApplicable, reading.Checks.NotChecked) : null,
    };
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
    string? Unreadable)
{
    /// <summary>The language that its author marked it with, or null; <c>language</c> is this one, and the one recognised where there is none.</summary>
    public string? DeclaredLanguage { get; init; }

    /// <summary>The language recognised in its text, or null.</summary>
    public string? DetectedLanguage { get; init; }

    /// <summary>How many of the rules of its format failed, found no failure, concern nothing in it, or were not checked: an empty list of observations is never "accessible".</summary>
    public ScannedChecks? Checks { get; init; }
}

public sealed record ScannedChecks(int Failed, int NoFailureFound, int NotApplicable, int NotChecked);

public sealed record ScannedHeading(int Level, string Text, int? Page);

/// <param name="Outcome"><c>fail</c> where the failure is proven, <c>warn</c>, or <c>review</c> where a person decides.</param>
/// <param name="Detail">What was seen at the first place.</param>
public sealed record ScannedObservation(string Rule, int? Page, string Detail, string Outcome, int Count)
{
    /// <summary>The first places, ten at most, in the order of the document.</summary>
    public IReadOnlyList<ScannedPlace> Places { get; init; } = [];
}

/// <summary>Where something was seen: page or slide, paragraph counted from 1, part (<c>table 2</c>), line of a text file; each null where the format has none.</summary>
public sealed record ScannedPlace(int? Page, int? Paragraph, string? Part, int? Line, string Detail);
