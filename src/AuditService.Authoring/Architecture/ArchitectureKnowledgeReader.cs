using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Architecture;

namespace AuditService.Authoring.Architecture;

/// <summary>Reads how files show technologies and how risks are put into words. A word that means nothing, a rule without words or words without a rule are mistakes.</summary>
public static class ArchitectureKnowledgeReader
{
    private const string KnowledgeFile = "architecture.yaml";
    private const string TextsFile = "architecture-risks.yaml";

    private static readonly Lazy<ArchitectureKnowledge> BuiltKnowledge = new(() => Own(KnowledgeFile, Read));
    private static readonly Lazy<RiskTexts> BuiltTexts = new(() => Own(TextsFile, ReadTexts));

    /// <summary>What travels in the program: <c>rules/architecture.yaml</c>.</summary>
    public static ArchitectureKnowledge Knowledge => BuiltKnowledge.Value;

    /// <summary>What travels in the program: <c>rules/architecture-risks.yaml</c>.</summary>
    public static RiskTexts Texts => BuiltTexts.Value;

    public static ArchitectureKnowledge Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        var knowledge = new RecordBinder(problems).Bind<ArchitectureKnowledge>(YamlText.Parse(text, file, problems));
        var top = new SourcePosition(file, 1, 1);
        foreach (var twice in knowledge.Technologies.GroupBy(technology => technology.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            problems.Add(new(top, $"La technologie « {twice.Key} » existe deux fois.", $"The technology \"{twice.Key}\" exists twice."));
        IEnumerable<TechnologySign> signs = [.. knowledge.Images, .. knowledge.Packages, .. knowledge.Programs, .. knowledge.Hosts, .. knowledge.Products];
        foreach (var unknown in signs.Select(sign => sign.Technology).Where(id => knowledge.Catalogue.Find(id) is null).Distinct(StringComparer.Ordinal))
            problems.Add(new(top, $"« {unknown} » n'est pas une technologie du fichier.", $"\"{unknown}\" is no technology of the file."));
        foreach (var unknown in knowledge.Schemes.Where(scheme => !KebabWords.TryParse<FlowProtocol>(scheme.Protocol, out _)))
            problems.Add(new(top, $"« {unknown.Protocol} » n'est pas un protocole.", $"\"{unknown.Protocol}\" is no protocol."));
        return knowledge;
    }

    public static RiskTexts ReadTexts(string text, string file, ICollection<AuthorProblem> problems)
    {
        var texts = new RecordBinder(problems).Bind<RiskTexts>(YamlText.Parse(text, file, problems));
        var top = new SourcePosition(file, 1, 1);
        var rules = RiskRules.All.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in rules.Except(texts.Risks.Select(risk => risk.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal))
            problems.Add(new(top, $"La règle « {missing} » n'a pas de texte.", $"The rule \"{missing}\" has no words."));
        foreach (var orphan in texts.Risks.Where(risk => !rules.Contains(risk.Id)))
            problems.Add(new(orphan.At ?? top, $"« {orphan.Id} » n'est pas une règle.", $"\"{orphan.Id}\" is no rule."));
        foreach (var poor in texts.Risks.Where(risk => risk.References.Count == 0 || risk.Cwe is null || risk.Stride.Length == 0))
            problems.Add(new(poor.At ?? top, $"« {poor.Id} » doit avoir stride, cwe et references.", $"\"{poor.Id}\" must have stride, cwe and references."));
        return texts;
    }

    private static T Own<T>(string name, Func<string, string, ICollection<AuthorProblem>, T> read)
    {
        using var stream = typeof(ArchitectureKnowledgeReader).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        var problems = new List<AuthorProblem>();
        var own = read(reader.ReadToEnd(), name, problems);
        return problems.Count == 0 ? own : throw new InvalidOperationException(string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
    }
}
