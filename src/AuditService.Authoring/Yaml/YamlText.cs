using AuditService.Core;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AuditService.Authoring.Yaml;

/// <summary>
/// Reads one YAML document within bounds. Aliases are refused (they fan out when the tree is walked), and so are anchors, tags, several
/// documents, duplicate keys and keys that are not scalars.
/// </summary>
public static class YamlText
{
    public const int MaximumCharacters = 1_000_000;
    public const int MaximumDepth = 40;

    /// <returns>The root, or null when the text is empty or broken; then <paramref name="problems"/> says why.</returns>
    public static YamlNode? Parse(string text, string file, ICollection<AuthorProblem> problems)
    {
        if (text.Length > MaximumCharacters)
        {
            problems.Add(new(new(file, 1, 1), $"Le fichier dépasse {MaximumCharacters} caractères.", $"The file is longer than {MaximumCharacters} characters."));
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add(new(new(file, 1, 1), "Le fichier n'est pas un texte en UTF-8 : enregistrez-le en UTF-8.", "The file is no text in UTF-8: save it as UTF-8."));
            return null;
        }

        try
        {
            return new Reading(new Parser(new StringReader(text)), file, problems).Document();
        }
        catch (YamlException broken)
        {
            var told = YamlFaults.Told(broken);
            problems.Add(new(new(file, (int)Math.Max(1, broken.Start.Line), (int)Math.Max(1, broken.Start.Column)), told.Fr, told.En));
            return null;
        }
    }

    private sealed class Reading(Parser parser, string file, ICollection<AuthorProblem> problems)
    {
        public YamlNode? Document()
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
                return null;
            parser.Consume<DocumentStart>();
            var root = Node(0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
                problems.Add(new(At(second), "Un seul document YAML par fichier.", "One YAML document a file."));
            return root;
        }

        private YamlNode Node(int depth)
        {
            if (depth > MaximumDepth)
                throw new YamlException(parser.Current!.Start, parser.Current.End, YamlFaults.TooDeep);
            if (parser.TryConsume<AnchorAlias>(out var alias))
            {
                problems.Add(new(At(alias), "Les alias YAML (*nom) ne sont pas acceptés.", "YAML aliases (*name) are not accepted."));
                return new YamlScalar(At(alias), "", Quoted: false);
            }

            if (parser.TryConsume<Scalar>(out var scalar))
            {
                RefuseAnchorAndTag(scalar, scalar.IsKey);
                return new YamlScalar(At(scalar), scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any));
            }

            if (parser.TryConsume<SequenceStart>(out var sequence))
            {
                RefuseAnchorAndTag(sequence, isKey: false);
                var items = new List<YamlNode>();
                while (!parser.TryConsume<SequenceEnd>(out _))
                    items.Add(Node(depth + 1));
                return new YamlSequence(At(sequence), items);
            }

            var mapping = parser.Consume<MappingStart>();
            RefuseAnchorAndTag(mapping, isKey: false);
            return new YamlMapping(At(mapping), Entries(depth));
        }

        private List<YamlEntry> Entries(int depth)
        {
            var entries = new List<YamlEntry>();
            var keys = new HashSet<string>(StringComparer.Ordinal);
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = Node(depth + 1);
                var value = Node(depth + 1);
                if (key is not YamlScalar name)
                    problems.Add(new(key.At, "Une clé doit être un mot.", "A key must be a word."));
                else if (!keys.Add(name.Value))
                    problems.Add(new(key.At, $"La clé « {name.Value} » est donnée deux fois.", $"The key \"{name.Value}\" is given twice."));
                else
                    entries.Add(new(name.At, name.Value, value));
            }

            return entries;
        }

        private void RefuseAnchorAndTag(NodeEvent node, bool isKey)
        {
            if (!node.Anchor.IsEmpty)
                problems.Add(new(At(node), "Les ancres YAML (&nom) ne sont pas acceptées.", "YAML anchors (&name) are not accepted."));
            if (!node.Tag.IsEmpty && !isKey)
                problems.Add(new(At(node), "Les étiquettes YAML (!type) ne sont pas acceptées.", "YAML tags (!type) are not accepted."));
        }

        private SourcePosition At(ParsingEvent at) => new(file, (int)at.Start.Line, (int)at.Start.Column);
    }
}
