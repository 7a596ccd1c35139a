using AuditService.Core;

namespace AuditService.Collectors.SourceCode;

/// <summary>What was seen in a text, where.</summary>
/// <param name="Fact">The fact that it belongs to.</param>
/// <param name="Rule">The rule whose pattern saw it; null for what code looks for.</param>
/// <param name="Excerpt">The line, masked.</param>
/// <param name="ValueHash">Hash of a secret's value.</param>
/// <param name="Detail">What a reader needs beside the line, or null.</param>
/// <param name="IsOutput">True when a program printed it.</param>
internal sealed record Sighting(
    string Fact,
    string? Rule,
    string Path,
    int Line,
    int Column,
    string Excerpt,
    double Confidence,
    string? ValueHash = null,
    LocalizedText? Detail = null,
    bool IsOutput = false)
{
    /// <summary>Marks of the project that answer the sighting: when one of them is found in another file, it is none.</summary>
    public IReadOnlyList<string> Unless { get; init; } = [];
}
