using System.Text.Json;
using AuditService.Collectors.PersonalData;

namespace AuditService.App.Scans;

/// <summary><c>audit scan text</c>: personal data in texts, one text a line; a <c>.jsonl</c> file gives its field <c>text</c>.</summary>
public sealed class ScanTexts(PersonalDataDetector detector)
{
    /// <exception cref="AuthorMistakesException">A file that is no text: of its bytes, "nothing found" would say nothing.</exception>
    public async Task<TextScanResult> RunAsync(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var texts = new List<ScannedText>();
        foreach (var file in files)
        {
            RequireText(file);
            var isJson = Path.GetExtension(file).Equals(".jsonl", StringComparison.OrdinalIgnoreCase);
            var number = 0;
            await foreach (var line in File.ReadLinesAsync(file, cancellation))
            {
                number++;
                var text = isJson ? TextField(line) : line;
                if (text is not null)
                    texts.Add(new(file, number, [.. detector.FindIn(text).Select(span => new ScannedSpan(span.Start, span.End, span.Category.Id(), Math.Round(span.Confidence, 3)))]));
            }
        }

        return new(texts);
    }

    private static void RequireText(string file)
    {
        Span<byte> head = stackalloc byte[4096];
        using var stream = File.OpenRead(file);
        ReadOnlySpan<byte> start = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var isWide = start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (!start.StartsWith("PK\u0003\u0004"u8) && !start.StartsWith("%PDF"u8) && (isWide || !start.Contains((byte)0))) return;
        throw new AuthorMistakesException([new(
            new(file, 1, 1),
            "Ce fichier n'est pas un texte : ses octets ne diraient rien. « audit scan document » lit les documents ; tirez-en le texte pour y chercher des données personnelles.",
            "This file is no text: its bytes would say nothing. \"audit scan document\" reads documents; take the text out of it to look for personal data.")]);
    }

    private static string? TextField(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
                ? text.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

public sealed record TextScanResult(IReadOnlyList<ScannedText> Texts);

/// <param name="Line">From 1.</param>
public sealed record ScannedText(string Source, int Line, IReadOnlyList<ScannedSpan> Spans);

/// <param name="Start">In UTF-16 code units of the text.</param>
/// <param name="End">Exclusive.</param>
public sealed record ScannedSpan(int Start, int End, string Category, double Confidence);
