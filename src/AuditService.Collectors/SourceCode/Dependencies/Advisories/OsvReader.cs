using System.IO.Compression;
using System.Text.Json;
using AuditService.Core.Advisories;

namespace AuditService.Collectors.SourceCode.Dependencies.Advisories;

/// <summary>
/// Reads bases in the Open Source Vulnerability format (https://ossf.github.io/osv-schema/): a JSON file, a folder of them, or the archive of an
/// ecosystem as osv.dev publishes it. Everything is bounded; a record that is damaged or withdrawn is left out.
/// </summary>
internal static class OsvReader
{
    private const int MaximumRecords = 600_000;
    private const int MaximumRecord = 4 * 1024 * 1024;
    private const int MaximumVersions = 2_000;

    /// <param name="path">A .zip, a .json or a folder on this machine.</param>
    /// <returns>The advisories and the latest day on which one of them changed; none when nothing could be read.</returns>
    public static (IReadOnlyList<Advisory> Advisories, DateOnly? Until) Read(string path)
    {
        var advisories = new List<Advisory>();
        DateOnly? until = null;
        try
        {
            if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            {
                using var archive = ZipFile.OpenRead(path);
                foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && entry.Length is > 0 and <= MaximumRecord).Take(MaximumRecords))
                {
                    using var stream = entry.Open();
                    until = Later(until, Take(Bytes(stream), advisories));
                }
            }
            else if (Directory.Exists(path))
            {
                var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
                foreach (var file in Directory.EnumerateFiles(path, "*.json", options).Order(StringComparer.Ordinal).Take(MaximumRecords))
                {
                    using var stream = File.OpenRead(file);
                    until = Later(until, Take(Bytes(stream), advisories));
                }
            }
            else if (File.Exists(path))
            {
                using var stream = File.OpenRead(path);
                until = Take(Bytes(stream), advisories);
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // What was read before the damage counts; the date says until when.
        }
        return (advisories, until);
    }

    /// <summary>Adds what one record (or a list of records) tells; the day of its last change.</summary>
    private static DateOnly? Take(ReadOnlyMemory<byte> json, List<Advisory> advisories)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                return Take(document.RootElement, advisories);
            DateOnly? until = null;
            foreach (var record in document.RootElement.EnumerateArray().Take(MaximumRecords))
                until = Later(until, Take(record, advisories));
            return until;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static DateOnly? Take(JsonElement record, List<Advisory> advisories)
    {
        if (record.ValueKind != JsonValueKind.Object || record.TryGetProperty("withdrawn", out _) || Text(record, "id") is not { Length: > 0 } id)
            return null;
        var aliases = Items(record, "aliases").Where(alias => alias.ValueKind == JsonValueKind.String).Select(alias => alias.GetString()!).ToArray();
        var name = id.StartsWith("CVE-", StringComparison.Ordinal) ? id : Array.Find(aliases, alias => alias.StartsWith("CVE-", StringComparison.Ordinal)) ?? id;
        foreach (var affected in Items(record, "affected").Take(500))
        {
            if (!affected.TryGetProperty("package", out var package) || EcosystemOf(Text(package, "ecosystem")) is not { } ecosystem || Text(package, "name") is not { Length: > 0 } packageName)
                continue;
            var ranges = Items(affected, "ranges").Where(range => Text(range, "type") is "ECOSYSTEM" or "SEMVER").SelectMany(Ranges).Take(200).ToArray();
            advisories.Add(new()
            {
                Id = name,
                Ecosystem = ecosystem,
                Package = ecosystem is "python" ? PythonRequirement.Name(packageName) : packageName.ToLowerInvariant(),
                Ranges = ranges,
                Versions = ranges.Length > 0 ? [] : [.. Items(affected, "versions").Where(version => version.ValueKind == JsonValueKind.String).Select(version => version.GetString()!).Take(MaximumVersions)],
                Severity = Severity(record, affected),
                Source = id,
            });
        }
        return Text(record, "modified") is { Length: >= 10 } modified && DateOnly.TryParseExact(modified[..10], "yyyy-MM-dd", out var day) ? day : null;
    }

    /// <summary>Events in their order: each "introduced" opens a range, the next "fixed" or "last_affected" closes it.</summary>
    private static IEnumerable<AffectedRange> Ranges(JsonElement range)
    {
        string? from = null;
        var isOpen = false;
        foreach (var happening in Items(range, "events").Take(400))
        {
            if (Text(happening, "introduced") is { Length: > 0 } introduced)
            {
                if (isOpen)
                    yield return new() { From = from };
                (from, isOpen) = (introduced is "0" ? null : introduced, true);
            }
            else if (isOpen && Text(happening, "fixed") is { Length: > 0 } mended)
            {
                yield return new() { From = from, Before = mended };
                isOpen = false;
            }
            else if (isOpen && Text(happening, "last_affected") is { Length: > 0 } last)
            {
                yield return new() { From = from, Until = last };
                isOpen = false;
            }
        }
        if (isOpen)
            yield return new() { From = from };
    }

    /// <summary>The word of the base where it gives one, else what the CVSS 3 vector lets say; "unknown" otherwise.</summary>
    private static string Severity(JsonElement record, JsonElement affected)
    {
        foreach (var holder in (JsonElement[])[record, affected])
        {
            if (holder.TryGetProperty("database_specific", out var specific) && specific.ValueKind == JsonValueKind.Object && Text(specific, "severity") is { Length: > 0 } word)
            {
                return word.ToLowerInvariant() switch { "low" => "low", "medium" or "moderate" => "medium", "high" => "high", "critical" => "critical", _ => "unknown" };
            }
        }
        var vector = Items(record, "severity").Select(severity => Text(severity, "score")).FirstOrDefault(score => score?.StartsWith("CVSS:3", StringComparison.Ordinal) == true);
        return vector is null ? "unknown" : CvssVector.Severity(vector);
    }

    private static string? EcosystemOf(string? ecosystem) => ecosystem switch { "PyPI" => "python", "npm" => "npm", "NuGet" => "nuget", "Maven" => "maven", _ => null };

    private static IEnumerable<JsonElement> Items(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static ReadOnlyMemory<byte> Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = stream.Read(buffer); read > 0 && copy.Length < MaximumRecord; read = stream.Read(buffer))
            copy.Write(buffer, 0, read);
        return copy.ToArray();
    }

    private static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null || other > one ? other ?? one : one;
}
