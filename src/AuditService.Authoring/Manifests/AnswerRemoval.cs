using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AuditService.Authoring.Manifests;

/// <summary>
/// Takes answers out of a file that its author wrote by hand: everything else, comments included, stays as it is. Blocks lose whole lines, a mapping in braces (JSON
/// as well) loses its entries.
/// </summary>
/// <remarks>What is left is read again by whoever keeps it: a layout that this does not foresee must be refused there, not kept.</remarks>
public static class AnswerRemoval
{
    private const string AnswersKey = "answers";

    /// <param name="text">A sheet of answers, or <c>dossier.yaml</c>, that <see cref="ManifestReader"/> reads without a mistake.</param>
    /// <param name="keys">Questions whose answers go.</param>
    /// <returns>The text without them; the same text where it holds none of them.</returns>
    public static string Without(string text, IReadOnlySet<string> keys)
    {
        if (AnswersOf(text) is not { } answers || !answers.Entries.Any(entry => Goes(entry, keys)))
            return text;
        return answers.IsFlow ? WithoutInBraces(text, answers, keys) : WithoutLines(text, answers, keys);
    }

    private static bool Goes(Entry entry, IReadOnlySet<string> keys) => !entry.IsEmpty && keys.Contains(entry.Key);

    private static string WithoutInBraces(string text, Answers answers, IReadOnlySet<string> keys)
    {
        var kept = answers.Entries.Where(entry => !Goes(entry, keys)).Select(entry => text[entry.Start..entry.End].TrimEnd());
        return $"{text[..(answers.Start + 1)]}\n    {string.Join(",\n    ", kept)}\n  {text[answers.End..]}";
    }

    private static string WithoutLines(string text, Answers answers, IReadOnlySet<string> keys)
    {
        var lines = text.Split('\n');
        var gone = new HashSet<int>();
        for (var index = 0; index < answers.Entries.Count; index++)
        {
            var entry = answers.Entries[index];
            if (!Goes(entry, keys))
                continue;
            var next = index + 1 < answers.Entries.Count ? answers.Entries[index + 1].Line : Math.Min(answers.EndLine, lines.Length + 1);
            // Comments and blank lines before the next entry are about that one.
            while (next - 1 > entry.Line && lines[next - 2].TrimStart() is "" or "\r" or ['#', ..])
                next--;
            for (var line = entry.Line; line < next; line++)
                gone.Add(line - 1);
        }

        var left = new StringBuilder(text.Length);
        var isEmpty = answers.Entries.All(entry => Goes(entry, keys));
        for (var line = 0; line < lines.Length; line++)
        {
            if (gone.Contains(line))
                continue;
            var isHead = isEmpty && line == answers.HeadLine - 1;
            left.Append(isHead ? lines[line].TrimEnd('\r').TrimEnd() + " {}" : lines[line]);
            if (line < lines.Length - 1)
                left.Append('\n');
        }

        return left.ToString();
    }

    /// <summary>The mapping under <c>answers</c>, or the root where it is a sheet of bare answers.</summary>
    private static Answers? AnswersOf(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _) || !parser.Accept<MappingStart>(out _))
                return null;
            var root = Mapping(parser, headLine: 0, text, out var inner);
            return inner ?? root;
        }
        catch (YamlException)
        {
            return null;
        }
    }

    private static Answers Mapping(Parser parser, int headLine, string text, out Answers? inner)
    {
        inner = null;
        var start = parser.Consume<MappingStart>();
        var entries = new List<Entry>();
        while (!parser.Accept<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            if (headLine == 0 && key.Value == AnswersKey && parser.Accept<MappingStart>(out _))
                inner = Mapping(parser, (int)key.Start.Line, text, out _);
            else
                entries.Add(new(key.Value, (int)key.Start.Line, (int)key.Start.Index, IsEmpty(parser), EndOfNode(parser, text)));
        }

        var end = parser.Consume<MappingEnd>();

        // A block ends where the parser met what follows it: at the line of the next key, or after the last line.
        var endLine = end.Start.Column == 1 || end.Start.Index >= text.Length ? (int)end.Start.Line : (int)end.Start.Line + 1;
        if (end.Start.Index >= text.Length && !text.EndsWith('\n'))
            endLine++;
        return new(entries, start.Style == MappingStyle.Flow, (int)start.Start.Index, Closing(text, end.Start), headLine, endLine);
    }

    private static bool IsEmpty(Parser parser) => parser.Accept<Scalar>(out var scalar) && scalar.Style is ScalarStyle.Plain or ScalarStyle.Any && scalar.Value is "" or "~" or "null";

    /// <summary>Passes over a value, however deep it goes.</summary>
    private static int EndOfNode(Parser parser, string text)
    {
        var depth = 0;
        while (true)
        {
            var passed = parser.Consume<ParsingEvent>();
            depth += passed.NestingIncrease;
            if (depth == 0)
                return passed is Scalar ? (int)passed.End.Index : Closing(text, passed.Start) + 1;
        }
    }

    /// <summary>Where the bracket or brace that ends a collection stands; of a block, whatever follows it.</summary>
    private static int Closing(string text, Mark at) => (int)at.Index is var index && index < text.Length && text[index] is (']' or '}') ? index : Math.Max(0, index - 1);

    /// <param name="IsEmpty">A key that waits for its answer: it says nothing, and stays.</param>
    private sealed record Entry(string Key, int Line, int Start, bool IsEmpty, int End);

    /// <param name="HeadLine">Line of the key over the mapping; 0 for the root.</param>
    /// <param name="EndLine">First line after it.</param>
    private sealed record Answers(IReadOnlyList<Entry> Entries, bool IsFlow, int Start, int End, int HeadLine, int EndLine);
}
