using System.Text.Json.Serialization;

namespace AuditService.Core.Facts;

/// <summary>
/// One sighting. <paramref name="Excerpt"/> is what a reader may see: personal data and secrets in it are masked before it is made.
/// </summary>
/// <param name="Where">Where it was seen.</param>
/// <param name="Excerpt">A short masked quotation (at most <see cref="MaximumExcerpt"/> characters), or null.</param>
/// <param name="Detail">What was seen, in both languages, or null where the fact's title says it all.</param>
/// <param name="Confidence">0 to 1: how sure the collector is that this is what the fact claims.</param>
/// <param name="ValueHash">SHA-256 (hexadecimal) of the raw value when the excerpt is masked, so that two sightings can be told equal.</param>
/// <param name="Screenshot">Content hash of a PNG in the content store, or null.</param>
public sealed record Observation(
    Location Where,
    string? Excerpt = null,
    LocalizedText? Detail = null,
    double Confidence = 1,
    string? ValueHash = null,
    string? Screenshot = null)
{
    public const int MaximumExcerpt = 300;

    /// <summary>From this confidence on a sighting proves what its fact claims; below it a person has to look.</summary>
    public const double Sure = 0.6;
}

/// <summary>A place in the dossier. Paths are relative to it, with forward slashes; lines, columns, pages and slides count from 1.</summary>
public sealed record Location
{
    /// <summary>Path of the file in the dossier.</summary>
    public string? Path { get; init; }

    public int? Line { get; init; }

    /// <summary>Character column in the line.</summary>
    public int? Character { get; init; }

    /// <summary>Path or URL of the web page.</summary>
    public string? Page { get; init; }

    /// <summary>CSS selector of the element in the page.</summary>
    public string? Selector { get; init; }

    /// <summary>Page or slide of a document.</summary>
    public int? Sheet { get; init; }

    /// <summary>Column of a data set.</summary>
    public string? DataColumn { get; init; }

    public static Location File(string path, int? line = null, int? character = null) => new() { Path = path, Line = line, Character = character };

    public static Location Element(string page, string? selector) => new() { Page = page, Selector = selector };

    public static Location DocumentSheet(string path, int? sheet) => new() { Path = path, Sheet = sheet };

    public static Location InDataset(string path, string? column = null) => new() { Path = path, DataColumn = column };

    /// <summary>Identity of the place for a finding's fingerprint and for ordering.</summary>
    [JsonIgnore]
    public string Key => $"{Path}|{Line:D9}|{Character:D6}|{Page}|{Selector}|{Sheet:D6}|{DataColumn}";

    /// <summary>The place as a reader is told it.</summary>
    public string In(Language language)
    {
        var isFrench = language == Language.French;
        string?[] parts =
        [
            Path ?? Page ?? "?",
            Line is { } line ? (isFrench ? $"ligne {line}" : $"line {line}") : null,
            Sheet is { } sheet ? $"page {sheet}" : null,
            Selector is { Length: > 0 } selector ? (isFrench ? $"élément {selector}" : $"element {selector}") : null,
            DataColumn is { Length: > 0 } column ? (isFrench ? $"colonne {column}" : $"column {column}") : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    public override string ToString()
    {
        var place = Path ?? Page ?? "?";
        if (Line is { } line)
            place += Character is { } character ? $":{line}:{character}" : $":{line}";
        if (Sheet is { } sheet)
            place += $" p. {sheet}";
        if (Selector is { Length: > 0 } selector)
            place += $" › {selector}";
        if (DataColumn is { Length: > 0 } column)
            place += $" › {column}";
        return place;
    }
}
