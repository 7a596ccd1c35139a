using System.Collections.Concurrent;
using AuditService.Collectors.SourceCode.Lexing;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode;

/// <summary>A text as its detectors see it: comments blanked, and for Python the imported names written in full.</summary>
internal sealed class CodeView
{
    private readonly Lazy<Brackets> brackets;
    private readonly ConcurrentDictionary<(BoundedRegex Source, BoundedRegex? End), PythonFlow> flows = new();
    private readonly List<(int View, int Source)> anchors;

    private CodeView(string text, Part[] parts, bool hasBraces, List<(int, int)> anchors)
    {
        Text = text;
        Parts = parts;
        HasBraces = hasBraces;
        this.anchors = anchors;
        brackets = new(() => Brackets.Of(Text, Parts));
    }

    public string Text { get; }

    public Part[] Parts { get; }

    /// <summary>True where braces enclose blocks, so that an open brace does not continue a statement.</summary>
    public bool HasBraces { get; }

    public Brackets Brackets => brackets.Value;

    /// <summary>Where the names of the text carry what an expression gives; the text is Python.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="end">An expression in which this matches carries nothing; null for none.</param>
    public PythonFlow FlowOf(BoundedRegex source, BoundedRegex? end = null) => flows.GetOrAdd((source, end), static (pattern, view) => new(view, pattern.Source, pattern.End), this);

    /// <summary>The offset in the source text of an offset in this view.</summary>
    public int ToSource(int offset)
    {
        if (anchors.Count == 0)
            return offset;
        int low = 0, high = anchors.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (anchors[middle].View <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        var (view, source) = anchors[low];
        // Inside a name that was written in full there is no offset of its own: the name's start stands for all of it.
        return low % 2 == 1 ? source : source + offset - view;
    }

    public static CodeView Of(string text, string? language, Part[] parts)
    {
        char[]? blanked = null;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] != Part.Comment || text[i] == '\n')
                continue;
            blanked ??= text.ToCharArray();
            blanked[i] = ' ';
        }
        return new(blanked is null ? text : new string(blanked), parts, Lexer.HasBraces(language), []);
    }

    /// <summary>The same view with some names replaced.</summary>
    /// <param name="replacements">Start, length and new text of each name, in ascending order, without overlap.</param>
    public CodeView With(IReadOnlyList<(int Start, int Length, string Text)> replacements)
    {
        var text = new System.Text.StringBuilder(Text.Length + replacements.Count * 16);
        var parts = new List<Part>(Text.Length + replacements.Count * 16);
        // Anchors alternate: an unchanged stretch (even), then a replaced name (odd).
        var anchored = new List<(int, int)> { (0, 0) };
        var from = 0;
        foreach (var (start, length, name) in replacements)
        {
            text.Append(Text, from, start - from);
            parts.AddRange(Parts.AsSpan(from, start - from));
            anchored.Add((text.Length, start));
            text.Append(name);
            for (var i = 0; i < name.Length; i++)
                parts.Add(Part.Code);
            from = start + length;
            anchored.Add((text.Length, from));
        }
        text.Append(Text, from, Text.Length - from);
        parts.AddRange(Parts.AsSpan(from));
        return new(text.ToString(), [.. parts], HasBraces, anchored);
    }
}
