using System.Text.Json;
using AuditService.Core;

namespace AuditService.Collectors.Questionnaires.CanadianAia;

/// <summary>Reads a JSON file of the instrument within bounds.</summary>
internal static class AiaInput
{
    public const int MaximumBytes = 8 * 1024 * 1024;
    private const int MaximumDepth = 64;

    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    /// <returns>The root object, or null; then <paramref name="problems"/> says why.</returns>
    public static JsonElement? Parse(ReadOnlyMemory<byte> bytes, string file, ICollection<AuthorProblem> problems)
    {
        if (bytes.Length > MaximumBytes)
        {
            problems.Add(new(new(file, 1, 1), $"Le fichier dépasse {MaximumBytes / 1024 / 1024} Mo.", $"The file is larger than {MaximumBytes / 1024 / 1024} MB."));
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes, Bounded);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
            problems.Add(new(new(file, 1, 1), "Un objet JSON est attendu.", "A JSON object is expected."));
        }
        catch (JsonException broken)
        {
            var at = new SourcePosition(file, (int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1);
            problems.Add(new(at, $"JSON illisible, ou plus de {MaximumDepth} niveaux, ou une clé donnée deux fois.", $"Broken JSON, or deeper than {MaximumDepth} levels, or a key given twice."));
        }

        return null;
    }
}
