using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Authoring.Manifests;

/// <summary>Reads <c>dossier.yaml</c> and <c>answers.yaml</c>. All mistakes are found in one reading, each with its place.</summary>
public static class ManifestReader
{
    /// <param name="text">The content of <c>dossier.yaml</c>.</param>
    /// <param name="file">Its name in messages.</param>
    /// <param name="problems">Receives the author's mistakes.</param>
    public static Manifest Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        var manifest = Binder(problems).Bind<Manifest>(YamlText.Parse(text, file, problems));
        FindDuplicateIds(manifest, problems);
        var isWhole = problems.Count == 0;
        foreach (var impossible in ImpossibleValues.In(manifest).Concat(ImpossiblePages.In(manifest, isWhole)).ToList())
            problems.Add(impossible);
        return manifest;
    }

    /// <summary>Reads an answer sheet: fact keys with their answers, under <c>answers</c> or alone.</summary>
    public static IReadOnlyDictionary<string, AnswerEntry> ReadAnswers(string text, string file, ICollection<AuthorProblem> problems)
    {
        var root = YamlText.Parse(text, file, problems);
        // Every fact key has a dot: a sheet of bare answers cannot be mistaken for a mistyped "answers".
        if (root is YamlMapping bare && bare.Entries.Count > 0 && bare.Entries.All(entry => entry.Key.Contains('.', StringComparison.Ordinal)))
            root = new YamlMapping(bare.At, [new(bare.At, "answers", bare)]);
        return Binder(problems).Bind<AnswerSheet>(root).Answers;
    }

    /// <summary>
    /// Whether a file among others is an answer sheet: a mapping whose one key is <c>answers</c>. A text that says so and is broken is one too, so that its
    /// author hears of it.
    /// </summary>
    public static bool IsAnswerSheet(string text)
    {
        var broken = new List<AuthorProblem>();
        return YamlText.Parse(text, "", broken) switch
        {
            YamlMapping { Entries: [{ Key: "answers", Value: YamlMapping or YamlScalar { IsNull: true } }] } => true,
            YamlMapping or YamlSequence or YamlScalar => false,
            _ => broken.Count > 0 && text.Split('\n').Any(line => line.TrimEnd() == "answers:"),
        };
    }

    /// <summary>Reads a file of markers alone (YAML, of which JSON is a part).</summary>
    public static MarkersEntry ReadMarkers(string text, string file, ICollection<AuthorProblem> problems) =>
        Binder(problems).Bind<MarkersEntry>(YamlText.Parse(text, file, problems));

    private static RecordBinder Binder(ICollection<AuthorProblem> problems) => new RecordBinder(problems).With(node => Answer(node, problems)).With(node => new StepReader(problems).Read(node));

    private static AnswerEntry? Answer(YamlNode node, ICollection<AuthorProblem> problems)
    {
        switch (node)
        {
            case YamlScalar { IsNull: true }:
                return null;
            case YamlScalar scalar:
                return new() { At = scalar.At, Value = scalar.Value };
            case YamlSequence sequence:
                return new() { At = sequence.At, Values = Texts(sequence, problems) };
        }

        var mapping = (YamlMapping)node;
        var answer = new AnswerEntry { At = mapping.At };
        foreach (var entry in mapping.Entries)
        {
            switch (entry.Key)
            {
                case "value" when entry.Value is YamlScalar scalar:
                    answer = answer with { Value = scalar.IsNull ? null : scalar.Value };
                    break;
                case "value" when entry.Value is YamlSequence sequence:
                    answer = answer with { Values = Texts(sequence, problems) };
                    break;
                case "evidence" when entry.Value is YamlScalar path:
                    answer = answer with { Evidence = path.Value };
                    break;
                case "reviewedBy" when entry.Value is YamlScalar reviewer:
                    answer = answer with { ReviewedBy = reviewer.Value };
                    break;
                case "for" when entry.Value is YamlMapping subjects:
                    answer = answer with
                    {
                        For = subjects.Entries
                            .Select(subject => (subject.Key, Answer: Answer(subject.Value, problems)))
                            .Where(pair => pair.Answer is not null)
                            .ToDictionary(pair => pair.Key, pair => pair.Answer!, StringComparer.Ordinal),
                    };
                    break;
                default:
                    problems.Add(new(entry.At, $"« {entry.Key} » : une réponse s'écrit « clé: valeur », ou avec value, for, evidence, reviewedBy.", $"\"{entry.Key}\": an answer is written \"key: value\", or with value, for, evidence, reviewedBy."));
                    break;
            }
        }

        return answer;
    }

    private static List<string> Texts(YamlSequence sequence, ICollection<AuthorProblem> problems)
    {
        foreach (var item in sequence.Items.Where(item => item is not YamlScalar))
            problems.Add(new(item.At, "Une valeur simple est attendue ici.", "A plain value is expected here."));
        return [.. sequence.Items.OfType<YamlScalar>().Select(scalar => scalar.Value)];
    }

    private static void FindDuplicateIds(Manifest manifest, ICollection<AuthorProblem> problems)
    {
        Check(manifest.Processings, entry => entry.Id ?? entry.Name);
        Check(manifest.DataSets, entry => entry.Id);
        Check(manifest.DataSets, entry => entry.Path);
        Check(manifest.Models, entry => entry.Id);
        Check(manifest.Models, entry => entry.Path);
        Check(manifest.Architecture?.Components ?? [], entry => entry.Id);
        Check(manifest.Architecture?.Flows ?? [], entry => entry.Id);
        Check(manifest.Documents, entry => entry.Path);
        Check(manifest.Risks, entry => entry.Id);
        Check(manifest.Charts, entry => entry.Id);
        foreach (var page in manifest.Interface?.Pages ?? [])
            Check(page.States, entry => entry.Id);

        void Check<T>(IEnumerable<T> entries, Func<T, string?> id)
            where T : ManifestEntry
        {
            foreach (var twice in entries.Where(entry => id(entry) is not null).GroupBy(entry => id(entry)!, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
                problems.Add(new(twice.At!, $"« {id(twice)} » est déclaré deux fois.", $"\"{id(twice)}\" is declared twice."));
        }
    }

    /// <summary>The whole of <c>answers.yaml</c> is the one mapping.</summary>
    private sealed record AnswerSheet
    {
        public IReadOnlyDictionary<string, AnswerEntry> Answers { get; init; } = new Dictionary<string, AnswerEntry>(StringComparer.Ordinal);
    }
}
