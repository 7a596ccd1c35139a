using AuditService.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AuditService.Authoring.Yaml;

/// <summary>
/// Reads YAML that was written for other programs (compose, Kubernetes, Threagile), within bounds: anchors, aliases, merge keys, tags and several
/// documents are part of it. An alias is the node it names, not a copy; a reader that walks a tree bounds its walk. A document whose aliases would
/// unfold beyond what its own programs accept (a "billion laughs") is refused as they refuse it, and said.
/// </summary>
public static class ForeignYaml
{
    public const int MaximumNodes = 200_000;

    private const int MaximumDocuments = 2_000;
    private const int MaximumFaults = 50;
    private const int MaximumMerges = 20_000;

    /// <summary>Values that a document may unfold into, and how many times those that it writes: honest settings share a block between a few services.</summary>
    private const double MaximumUnfolded = 1_000_000;

    private const double HonestSharing = 100;

    /// <returns>The roots of the documents that could be read; <paramref name="problems"/> says why there are no more.</returns>
    public static IReadOnlyList<YamlNode> Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        if (text.Length > YamlText.MaximumCharacters)
        {
            problems.Add(new(new(file, 1, 1), $"Le fichier dépasse {YamlText.MaximumCharacters} caractères.", $"The file is longer than {YamlText.MaximumCharacters} characters."));
            return [];
        }

        var roots = new List<YamlNode>();
        var reading = new Reading(file);
        for (var (from, line, faults) = (0, 0, 0); from >= 0;)
        {
            reading.Open(text[from..], line);
            try
            {
                while (roots.Count < MaximumDocuments && reading.Next() is { } root)
                    roots.Add(root);
                break;
            }
            catch (YamlException broken)
            {
                var told = YamlFaults.Told(broken);
                problems.Add(new(new(file, line + (int)Math.Max(1, broken.Start.Line), (int)Math.Max(1, broken.Start.Column)), told.Fr, told.En));
            }

            if (++faults == MaximumFaults || reading.IsFull)
                break;
            (from, line) = NextDocument(text, from, line, reading.DocumentLine);
        }

        return roots;
    }

    /// <summary>
    /// Where the document after a broken one begins: "---" at the start of a line ends whatever was open (YAML 1.2.2, 9.1.2). A negative offset when there is none.
    /// </summary>
    private static (int From, int Line) NextDocument(string text, int from, int line, int after)
    {
        for (var end = text.IndexOf('\n', from); end >= 0; end = text.IndexOf('\n', end + 1))
        {
            line++;
            var rest = text.AsSpan(end + 1);
            if (line + 1 > after && rest.StartsWith("---", StringComparison.Ordinal) && (rest.Length == 3 || char.IsWhiteSpace(rest[3])))
                return (end + 1, line);
        }

        return (-1, line);
    }

    private sealed class Reading(string file)
    {
        private Parser parser = new(new StringReader(""));
        private int linesBefore;
        private readonly Dictionary<string, (YamlNode Node, double Unfolded)> anchors = new(StringComparer.Ordinal);
        private double unfolded;
        private int nodesBefore;
        private bool isOpen;
        private int nodes;
        private int merged;

        /// <summary>The line (from 1) on which the document that is being read begins.</summary>
        public int DocumentLine { get; private set; }

        /// <summary>True once no more values are read.</summary>
        public bool IsFull => nodes > MaximumNodes || merged > MaximumMerges;

        /// <param name="text">From the start of a document on.</param>
        /// <param name="lines">Lines of the file before it.</param>
        public void Open(string text, int lines)
        {
            (parser, linesBefore, DocumentLine, isOpen) = (new(new StringReader(text)), lines, lines + 1, false);
        }

        public YamlNode? Next()
        {
            // The end of a document is read with the next one: what is wrong there must not cost the one that was read.
            if (isOpen)
                parser.Consume<DocumentEnd>();
            else
                parser.Consume<StreamStart>();
            isOpen = false;
            if (parser.TryConsume<StreamEnd>(out _))
                return null;
            anchors.Clear();
            (unfolded, nodesBefore) = (0, nodes);
            if (parser.Accept<DocumentStart>(out var start))
                DocumentLine = linesBefore + (int)start.Start.Line;
            parser.Consume<DocumentStart>();
            var root = Node(0);
            isOpen = true;
            return root;
        }

        private YamlNode Node(int depth)
        {
            if (depth > YamlText.MaximumDepth || ++nodes > MaximumNodes)
                throw new YamlException(parser.Current!.Start, parser.Current.End, depth > YamlText.MaximumDepth ? YamlFaults.TooDeep : YamlFaults.TooMany);
            var before = unfolded++;
            if (parser.TryConsume<AnchorAlias>(out var alias))
                return Again(alias);
            if (parser.TryConsume<Scalar>(out var scalar))
                return Named(scalar, new YamlScalar(At(scalar), scalar.Value, IsText(scalar)), before);
            if (parser.TryConsume<SequenceStart>(out var sequence))
            {
                var items = new List<YamlNode>();
                while (!parser.TryConsume<SequenceEnd>(out _))
                    items.Add(Node(depth + 1));
                return Named(sequence, new YamlSequence(At(sequence), items), before);
            }

            var mapping = parser.Consume<MappingStart>();
            return Named(mapping, new YamlMapping(At(mapping), Entries(depth)), before);
        }

        /// <summary>The node of an anchor, once more. Programs that copy it, as most do, have as many values as all its uses unfold into.</summary>
        private YamlNode Again(AnchorAlias alias)
        {
            if (!anchors.TryGetValue(alias.Value.Value, out var named))
                return new YamlScalar(At(alias), "", Quoted: false);
            unfolded += named.Unfolded;
            if (unfolded > MaximumUnfolded && unfolded > HonestSharing * (nodes - nodesBefore))
                throw new YamlException(alias.Start, alias.End, YamlFaults.Unfolds);
            return named.Node;
        }

        private List<YamlEntry> Entries(int depth)
        {
            var own = new List<YamlEntry>();
            var defaults = new List<YamlEntry>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = Node(depth + 1);
                var value = Node(depth + 1);
                if (key is YamlScalar { Value: "<<", Quoted: false })
                    defaults.AddRange(Merged(value));
                else if (key is YamlScalar name)
                    own.Add(new(name.At, name.Value, value));
            }

            // What a mapping says itself goes before what it merges; the last of two values of one key stands, as other programs have it.
            var entries = own.AsEnumerable().Reverse().DistinctBy(entry => entry.Key, StringComparer.Ordinal).Reverse().ToList();
            if (defaults.Count == 0)
                return entries;
            var said = entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
            entries.AddRange(defaults.Where(entry => said.Add(entry.Key)));
            return entries;
        }

        private IEnumerable<YamlEntry> Merged(YamlNode value)
        {
            IEnumerable<YamlMapping> sources = value is YamlSequence several ? several.Items.OfType<YamlMapping>() : value is YamlMapping one ? [one] : [];
            foreach (var entry in sources.SelectMany(source => source.Entries))
            {
                if (++merged > MaximumMerges)
                    throw new YamlException(parser.Current!.Start, parser.Current.End, YamlFaults.TooMany);
                yield return entry;
            }
        }

        private YamlNode Named(NodeEvent node, YamlNode read, double before)
        {
            if (!node.Anchor.IsEmpty)
                anchors[node.Anchor.Value] = (read, unfolded - before);
            return read;
        }

        /// <summary>What a tag says of a value goes before its quotes: <c>!!bool "true"</c> is a boolean, <c>!!str true</c> a text.</summary>
        private static bool IsText(Scalar scalar) => scalar.Tag is { IsEmpty: false, IsNonSpecific: false } tag && tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal)
            ? tag.Value["tag:yaml.org,2002:".Length..] is not ("bool" or "int" or "float" or "null")
            : scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any);

        private SourcePosition At(ParsingEvent at) => new(file, linesBefore + (int)at.Start.Line, (int)at.Start.Column);
    }
}
