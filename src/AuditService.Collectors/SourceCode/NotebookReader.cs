using System.Text;
using System.Text.Json;
using AuditService.Core;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode;

/// <summary>
/// Reads a Jupyter notebook (nbformat 3 and 4) as texts: its code cells, the shell commands in them, its prose, and what it printed. Lines
/// point back into the file. A damaged notebook gives what stands before the damage.
/// </summary>
internal sealed class NotebookReader
{
    private const int MaximumOutputLines = 20_000;

    private readonly byte[] json;
    private readonly string path;
    private readonly Pile code = new();
    private readonly Pile shell = new();
    private readonly Pile prose = new();
    private readonly Pile output = new();
    private string language = "python";
    private int cells;
    private int countedTo;
    private int line = 1;

    private NotebookReader(string path, byte[] json) => (this.path, this.json) = (path, json);

    /// <param name="path">Its path.</param>
    /// <param name="json">Its content.</param>
    /// <param name="isDamaged">True when it is no valid JSON to its end.</param>
    public static IReadOnlyList<SourceText> Read(string path, byte[] json, out bool isDamaged)
    {
        isDamaged = false;
        var notebook = new NotebookReader(path, json);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                notebook.Root(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Invalid JSON, or a string that is no valid UTF-16: what was read stands.
            isDamaged = true;
        }
        return
        [
            .. notebook.code.Text(path, notebook.language, "notebook", DetectIn.Code, isOutput: false),
            .. notebook.shell.Text(path, "shell", "notebook", DetectIn.Code, isOutput: false),
            .. notebook.prose.Text(path, "markdown", "notebook", null, isOutput: false),
            .. notebook.output.Text(path, null, "output", null, isOutput: true),
        ];
    }

    private void Root(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString();
            reader.Read();
            if (key is "cells" && reader.TokenType == JsonTokenType.StartArray)
                Cells(ref reader);
            else if (key is "worksheets" && reader.TokenType == JsonTokenType.StartArray)
                Worksheets(ref reader);
            else if (key is "metadata" && reader.TokenType == JsonTokenType.StartObject)
                Metadata(ref reader);
            else
                reader.Skip();
        }
    }

    private void Worksheets(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            Root(ref reader);
    }

    private void Metadata(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString();
            reader.Read();
            if (key is not ("kernelspec" or "language_info") || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && (name is "language" || name is "name" && key is "language_info"))
                    language = Known(reader.GetString()) ?? language;
                reader.Skip();
            }
        }
    }

    private static string? Known(string? kernel) => kernel?.ToLowerInvariant() switch
    {
        "python" or "ipython" => "python",
        "r" => "r",
        "julia" => "julia",
        "javascript" => "javascript",
        "typescript" => "typescript",
        "c#" or "csharp" => "csharp",
        "scala" => "scala",
        "bash" => "shell",
        _ => null,
    };

    private void Cells(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            cells++;
            var kind = "code";
            var source = new List<(string Text, int Line)>();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString();
                reader.Read();
                if (key is "cell_type" && reader.TokenType == JsonTokenType.String)
                    kind = reader.GetString() ?? kind;
                else if (key is "source" or "input")
                    Lines(ref reader, source);
                else if (key is "outputs" && reader.TokenType == JsonTokenType.StartArray)
                    Outputs(ref reader);
                else
                    reader.Skip();
            }
            Place(kind, source);
        }
    }

    private void Place(string kind, List<(string Text, int Line)> source)
    {
        if (kind is not "code")
        {
            prose.Add(cells, source);
            return;
        }
        var magic = source.Count > 0 ? source[0].Text.Trim() : "";
        if (magic.StartsWith("%%", StringComparison.Ordinal))
        {
            source[0] = ("", source[0].Line);
            var isShell = magic.StartsWith("%%bash", StringComparison.Ordinal) || magic.StartsWith("%%sh", StringComparison.Ordinal) || magic.StartsWith("%%script", StringComparison.Ordinal);
            var isOther = magic.StartsWith("%%html", StringComparison.Ordinal) || magic.StartsWith("%%latex", StringComparison.Ordinal) || magic.StartsWith("%%svg", StringComparison.Ordinal)
                || magic.StartsWith("%%markdown", StringComparison.Ordinal) || magic.StartsWith("%%sql", StringComparison.Ordinal) || magic.StartsWith("%%javascript", StringComparison.Ordinal) || magic.StartsWith("%%js", StringComparison.Ordinal)
                || magic.StartsWith("%%writefile", StringComparison.Ordinal) && !magic.EndsWith(".py", StringComparison.Ordinal);
            (isShell ? shell : isOther ? prose : code).Add(cells, source);
            return;
        }
        var commands = new List<(string, int)>();
        for (var i = 0; i < source.Count; i++)
        {
            var text = source[i].Text.AsSpan().TrimStart();
            if (text.IsEmpty || text[0] is not ('!' or '%'))
                continue;
            commands.Add((text[1..].ToString(), source[i].Line));
            source[i] = ("", source[i].Line);
        }
        code.Add(cells, source);
        shell.Add(cells, commands);
    }

    private void Outputs(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString();
                reader.Read();
                if (key is "text" or "traceback" or "evalue")
                    Printed(ref reader);
                else if (key is "data" && reader.TokenType == JsonTokenType.StartObject)
                    Rich(ref reader);
                else
                    reader.Skip();
            }
        }
    }

    private void Rich(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Images and widgets are no text; HTML repeats the plain form.
            var isText = reader.GetString() is "text/plain" or "text/markdown" or "application/json";
            reader.Read();
            if (isText && reader.TokenType is JsonTokenType.String or JsonTokenType.StartArray)
                Printed(ref reader);
            else
                reader.Skip();
        }
    }

    private void Printed(ref Utf8JsonReader reader)
    {
        var lines = new List<(string, int)>();
        Lines(ref reader, lines);
        if (output.Count < MaximumOutputLines)
            output.Add(cells, lines);
    }

    private void Lines(ref Utf8JsonReader reader, List<(string, int)> lines)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            Split(reader.GetString()!, LineOf(reader.TokenStartIndex), lines);
            return;
        }
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
                Split(reader.GetString()!, LineOf(reader.TokenStartIndex), lines);
            else
                reader.Skip();
        }
    }

    private static void Split(string text, int fileLine, List<(string, int)> lines)
    {
        text = SourceText.Normalise(text);
        if (text.EndsWith('\n'))
            text = text[..^1];
        foreach (var part in text.Split('\n'))
            lines.Add((part, fileLine));
    }

    private int LineOf(long index)
    {
        var to = (int)Math.Min(index, json.Length);
        line += json.AsSpan(countedTo, Math.Max(0, to - countedTo)).Count((byte)'\n');
        countedTo = Math.Max(countedTo, to);
        return line;
    }

    /// <summary>The lines of one kind of cell, with where each comes from.</summary>
    private sealed class Pile
    {
        private readonly StringBuilder text = new();
        private readonly List<int> fileLines = [];
        private readonly List<(int Cell, int Line)> places = [];

        public int Count => fileLines.Count;

        public void Add(int cell, List<(string Text, int Line)> lines)
        {
            for (var i = 0; i < lines.Count; i++)
            {
                text.Append(lines[i].Text).Append('\n');
                fileLines.Add(lines[i].Line);
                places.Add((cell, i + 1));
            }
        }

        public IEnumerable<SourceText> Text(string path, string? language, string format, DetectIn? detectIn, bool isOutput)
        {
            if (fileLines.Count == 0)
                yield break;
            yield return new(path, text.ToString(), language, format, detectIn)
            {
                FileLines = fileLines,
                IsOutput = isOutput,
                Place = index =>
                {
                    var (cell, at) = places[Math.Min(index, places.Count - 1)];
                    return new LocalizedText($"cellule {cell}, ligne {at}", $"cell {cell}, line {at}");
                },
            };
        }
    }
}
