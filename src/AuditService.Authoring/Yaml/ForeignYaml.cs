using AuditService.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AuditService.Authoring.Yaml;

/// <summary>
/// Reads YAML that was written for other programs (compose, Kubernetes, Threagile), within bounds: anchors, aliases, merge keys, tags and several
/// documents are part of it. An alias is the node it names, not a copy; a reader that walks a tree bounds its walk.
/// </summary>
public static class ForeignYaml
{
    public const int MaximumNodes = 200_000;

    private const int MaximumDocuments = 2_000;
    private const int MaximumMerges = 20_000;

    /// <returns>The roots of the documents that could be read; <paramref name="problems"/> says why there are no more.</returns>
    public static IReadOnlyList<YamlNode> Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        if (text.Length > YamlText.MaximumCharacters)
        {
            problems.Add(new(new(file, 1, 1), $"Le fichier dépasse {YamlText.MaximumCharacters} caractères.", $"The file is longer than {YamlText.MaximumCharacters} characters."));
            return [];
        }

        var roots = new List<YamlNode>();
        try
        {
            var reading = new Reading(new Parser(new StringReader(text)), file);
            while (roots.Count < MaximumDocuments && reading.Next() is { } root)
                roots.Add(root);
        }
        catch (YamlException broken)
        {
            var told = YamlFaults.Told(broken);
            problems.Add(new(new(file, (int)Math.Max(1, broken.Start.Line), (int)Math.Max(1, broken.Start.Column)), told.Fr, told.En));
        }

        return roots;
    }

    private sealed class Reading(Parser parser, string file)
    {
        private readonly Dictionary<string, YamlNode> anchors = new(StringComparer.Ordinal);
        private bool isStarted;
        private int nodes;
        private int merged;

        public YamlNode? Next()
        {
            if (!isStarted)
                parser.Consume<StreamStart>();
            isStarted = true;
            if (parser.TryConsume<StreamEnd>(out _))
                return null;
            anchors.Clear();
            parser.Consume<DocumentStart>();
            var root = Node(0);
            parser.Consume<DocumentEnd>();
            return root;
        }

        private YamlNode Node(int depth)
        {
            if (depth > YamlText.MaximumDepth || ++nodes > MaximumNodes)
                throw new YamlException(parser.Current!.Start, parser.Current.End, depth > YamlText.MaximumDepth ? YamlFaults.TooDeep : "more values than are read");
            if (parser.TryConsume<AnchorAlias>(out var alias))
                return anchors.GetValueOrDefault(alias.Value.Value) ?? new YamlScalar(At(alias), "", Quoted: false);
            if (parser.TryConsume<Scalar>(out var scalar))
                return Named(scalar, new YamlScalar(At(scalar), scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any)));
            if (parser.TryConsume<SequenceStart>(out var sequence))
            {
                var items = new List<YamlNode>();
                while (!parser.TryConsume<SequenceEnd>(out _))
                    items.Add(Node(depth + 1));
                return Named(sequence, new YamlSequence(At(sequence), items));
            }

            var mapping = parser.Consume<MappingStart>();
            return Named(mapping, new YamlMapping(At(mapping), Entries(depth)));
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
                    throw new YamlException(parser.Current!.Start, parser.Current.End, "more merged values than are read");
                yield return entry;
            }
        }

        private YamlNode Named(NodeEvent node, YamlNode read)
        {
            if (!node.Anchor.IsEmpty)
                anchors[node.Anchor.Value] = read;
            return read;
        }

        private SourcePosition At(ParsingEvent at) => new(file, (int)at.Start.Line, (int)at.Start.Column);
    }
}
