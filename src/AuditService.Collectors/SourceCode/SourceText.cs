using AuditService.Collectors.SourceCode.Lexing;
using AuditService.Core;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode;

/// <summary>A text to search: a file, or the code cells or the outputs of a notebook. Line feeds only.</summary>
/// <param name="Path">Path of the file in the dossier.</param>
/// <param name="Text">The text, its line ends normalised.</param>
/// <param name="Language">How it is lexed, or null for prose.</param>
/// <param name="Format">The format of the file.</param>
/// <param name="In">What detectors call it; null when only searches for secrets apply.</param>
internal sealed record SourceText(string Path, string Text, string? Language, string Format, DetectIn? In)
{
    private readonly Lazy<int[]> lineStarts = new(() => LineStarts(Text));
    private readonly Lazy<YamlDocuments> yaml = new(() => YamlDocuments.Read(Text, Path));
    private readonly Lazy<CodeView> view = new(() => CodeView.Of(Text, Language, Lexer.Map(Language, Text)));

    /// <summary>The line of the file (from 1) that each line of the text comes from, where they differ.</summary>
    public IReadOnlyList<int>? FileLines { get; init; }

    /// <summary>The place in the reader's words, where a line number does not say it: a cell of a notebook.</summary>
    public Func<int, LocalizedText>? Place { get; init; }

    /// <summary>True where only secrets that cannot be anything else are looked for: bundles, lock files, data sets.</summary>
    public bool OnlyCertainSecrets { get; init; }

    /// <summary>True for code that the author did not write: bundled, minified, built, generated. What is seen in it is never sure.</summary>
    public bool IsOfOthers { get; init; }

    /// <summary>True for what a program printed.</summary>
    public bool IsOutput { get; init; }

    /// <summary>The text read as YAML.</summary>
    public YamlDocuments Yaml => yaml.Value;

    /// <summary>The text without its comments, each character known as code or quoted.</summary>
    public CodeView View => view.Value;

    /// <summary>The index (from 0) of the line that holds an offset.</summary>
    public int LineIndex(int offset)
    {
        var found = Array.BinarySearch(lineStarts.Value, offset);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Line of the file and column, both from 1.</summary>
    public (int Line, int Column) Position(int offset)
    {
        var index = LineIndex(offset);
        var line = FileLines is null ? index + 1 : FileLines.Count == 0 ? 1 : FileLines[Math.Min(index, FileLines.Count - 1)];
        return (line, offset - lineStarts.Value[index] + 1);
    }

    /// <summary>Where a line of the text starts, counted from 1.</summary>
    public int Offset(int line) => lineStarts.Value[Math.Clamp(line - 1, 0, lineStarts.Value.Length - 1)];

    public int LineStart(int offset) => lineStarts.Value[LineIndex(offset)];

    public int LineEnd(int offset)
    {
        var end = Text.IndexOf('\n', offset);
        return end < 0 ? Text.Length : end;
    }

    /// <summary>Line feeds for all line ends, so that positions and patterns do not depend on the author's system.</summary>
    public static string Normalise(string text) =>
        text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;

    private static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = text.IndexOf('\n'); i >= 0; i = i + 1 < text.Length ? text.IndexOf('\n', i + 1) : -1)
            starts.Add(i + 1);
        return [.. starts];
    }
}
