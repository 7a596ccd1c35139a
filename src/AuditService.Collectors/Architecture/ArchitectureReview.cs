using AuditService.Authoring.Architecture;
using AuditService.Collectors.CrossChecks;
using AuditService.Core.Architecture;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Architecture;

/// <summary>
/// Sets the described architecture beside what the files show, and states the risks that the rules see in the whole. What nobody said is not known:
/// an empty list is stated only where the model says enough for the rule to have seen something.
/// </summary>
internal sealed class ArchitectureReview : ICrossCheck
{
    private const string NotDescribed = "architecture.components";
    private const string UnguardedEntries = "architecture.unguardedEntries";
    private const int Shown = 50;

    /// <summary>How sure it is that nothing filters before a component of which the model shows no filter.</summary>
    private const double NoFilterShown = 0.5;

    private static readonly string[] EntryRules = ["unguarded-access-from-internet", "missing-waf"];

    /// <summary>The merged model as text, for the diagram of the report.</summary>
    public const string Model = "architecture.model";

    private static readonly (string Key, string[] Rules)[] ByRules =
    [
        ("architecture.mixedEnvironments", ["ai-mixed-environments"]),
        ("architecture.sharedTenants", ["ai-shared-across-tenants"]),
        ("architecture.unloggedModelUse", ["ai-unlogged-model-use"]),
        ("architecture.uncheckedDeployments", ["push-instead-of-pull-deployment", "unchecked-deployment", "code-backdooring"]),
        ("architecture.unguardedModels", ["ai-unguarded-model-registry", "ai-model-theft", "ai-unauthenticated-inference", "ai-exposed-notebook"]),
        ("architecture.injectionPaths", ["ai-prompt-injection-path", "ai-indirect-prompt-injection", "ai-rag-poisoning", "ai-training-data-poisoning"]),
        ("architecture.agentReach", ["ai-agent-reach", "ai-unauthenticated-tool", "ai-inter-agent-communication"]),
    ];

    public CollectorIdentity Identity { get; } = new("architecture-review", 4);

    public IReadOnlyCollection<string> States { get; } = [Model, "architecture.absentFromModel", "architecture.severeRisks", UnguardedEntries, .. ByRules.Select(row => row.Key)];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var knowledge = ArchitectureKnowledgeReader.Knowledge;
        var merged = MergedArchitecture.Of(DeclaredArchitecture.Of(dossier.Manifest, knowledge), Kept(facts, ArchitectureCollector.Threagile), Kept(facts, ArchitectureCollector.Inferred), knowledge);
        var derived = new DerivedFacts(Identity);
        if (merged.Model.IsEmpty)
        {
            foreach (var key in States)
                yield return derived.NotDeclared(Subject.Dossier, key, NotDescribed);
            yield break;
        }

        var graph = new SystemGraph(merged.Model, knowledge.Catalogue);
        var risks = RiskRules.Find(graph);
        yield return derived.Declared(Subject.Dossier, Model, new TextValue(ArchitectureJson.Write(merged.Model)));
        yield return LeftOut(derived, facts, merged);
        // The map of risks at large: what describes a model that may be incomplete is a question, not a risk.
        yield return Risks(derived, "architecture.severeRisks", merged, graph, [.. risks.Where(risk => risk.Severity >= RiskSeverity.High && !ArchitectureKnowledgeReader.Texts.Of(risk.Rule).Asks)], isTold: merged.IsSaid);
        yield return Entries(derived, merged, graph, risks);
        foreach (var (key, rules) in ByRules)
            yield return Risks(derived, key, merged, graph, [.. risks.Where(risk => rules.Contains(risk.Rule, StringComparer.Ordinal) && !IsOnlyUntold(graph, risk))], merged.IsSaid && SaysEnough(key, graph, dossier));
    }

    /// <summary>Whatever builds bears this risk until its checks are told; an import or an image tells of none, and proves no lack of them.</summary>
    private static bool IsOnlyUntold(SystemGraph graph, ArchitectureRisk risk) =>
        risk.Rule == "unchecked-deployment" && risk.Component is { } id && graph.Find(id) is { Origin: ModelOrigin.Inferred };

    private static Fact LeftOut(DerivedFacts derived, FactSet facts, MergedArchitecture merged)
    {
        const string key = "architecture.absentFromModel";
        if (!merged.IsSaid)
            return derived.NotDeclared(Subject.Dossier, key, NotDescribed);
        if (facts.Find(Subject.Dossier, ArchitectureCollector.Inferred) is not { Value: TextValue } found)
            return derived.Unknown(Subject.Dossier, key, ArchitectureCollector.Inferred, facts.Find(Subject.Dossier, ArchitectureCollector.Inferred));
        // That everything found is in the model says little while a file that shows more could not be understood.
        if (merged.LeftOut.Count == 0 && facts.Find(Subject.Dossier, ArchitectureCollector.Unread) is { Value: ObservationsValue { Items: [var first, ..] } })
            return derived.Unknown(Subject.Dossier, key, new(UnavailableBecause.Unreadable, new($"{first.Where.Path} : {first.Detail?.Fr}", $"{first.Where.Path}: {first.Detail?.En}")));
        return derived.Compared(Subject.Dossier, key, new ObservationsValue([.. merged.LeftOut.Take(Shown).Select(Sighting)], merged.LeftOut.Count), null);
    }

    private static Observation Sighting(LeftOut left)
    {
        var detail = left.Detail is null ? "" : $" ({left.Detail})";
        return new(Location.File(left.At.Path, left.At.Line), Detail: left.Kind switch
        {
            LeftOutKind.Service => new($"service « {left.Name} »{detail} absent du modèle", $"service \"{left.Name}\"{detail} absent from the model"),
            LeftOutKind.Outside => new($"service tiers « {left.Name} »{detail} absent du modèle", $"third-party service \"{left.Name}\"{detail} absent from the model"),
            LeftOutKind.Flow => new($"flux {left.Name}{detail} absent du modèle", $"flow {left.Name}{detail} absent from the model"),
            _ => new($"port {left.Detail} publié par « {left.Name} », sans flux entrant dans le modèle", $"port {left.Detail} published by \"{left.Name}\", with no incoming flow in the model"),
        });
    }

    private static Fact Risks(DerivedFacts derived, string key, MergedArchitecture merged, SystemGraph graph, IReadOnlyList<ArchitectureRisk> risks, bool isTold) => risks.Count == 0 && !isTold
        ? derived.NotDeclared(Subject.Dossier, key, NotDescribed)
        : merged.IsSaid
            ? derived.Declared(Subject.Dossier, key, Value(graph, risks))
            : derived.Compared(Subject.Dossier, key, Value(graph, risks));

    /// <summary>What comes in unfiltered: the risks of the rules, and each entry before which the model shows no filter, for a person to judge.</summary>
    private static Fact Entries(DerivedFacts derived, MergedArchitecture merged, SystemGraph graph, IReadOnlyList<ArchitectureRisk> risks)
    {
        var found = risks.Where(risk => EntryRules.Contains(risk.Rule, StringComparer.Ordinal)).ToList();
        var told = found.Select(risk => risk.Component).ToHashSet(StringComparer.Ordinal);
        var open = graph.Components.Where(component => graph.IsOpenEntry(component) && !told.Contains(component.Id)).Select(component => new Observation(
            Location.File(component.At?.Path ?? Dossier.ManifestFileName, component.At?.Line ?? 1),
            Detail: new($"{component.Title} : ouvert à internet, et rien dans le modèle ne filtre devant lui", $"{component.Title}: open to the internet, and nothing in the model filters before it"),
            Confidence: NoFilterShown)).ToList();
        if (open.Count == 0)
            return Risks(derived, UnguardedEntries, merged, graph, found, merged.IsSaid);
        return derived.Declared(Subject.Dossier, UnguardedEntries, new ObservationsValue([.. found.Select(risk => Sighting(graph, risk)).Concat(open).Take(Shown)], found.Count + open.Count));
    }

    private static ObservationsValue Value(SystemGraph graph, IReadOnlyList<ArchitectureRisk> risks) => new([.. risks.Take(Shown).Select(risk => Sighting(graph, risk))], risks.Count);

    private static Observation Sighting(SystemGraph graph, ArchitectureRisk risk)
    {
        var text = ArchitectureKnowledgeReader.Texts.Of(risk.Rule);
        var component = risk.Component is { } id ? graph.Find(id) : null;
        var flow = risk.Flow is { } name ? graph.Flows.FirstOrDefault(known => known.Id == name) : null;
        var at = flow?.At ?? component?.At ?? new ModelSource(Dossier.ManifestFileName, 1);
        var where = flow is not null ? $"{graph.From(flow).Title} → {graph.To(flow).Title}" : component?.Title ?? risk.Subject;
        return new(Location.File(at.Path, at.Line), Detail: new($"{where} : {text.Title.Fr} [{SeverityWords.Of(risk.Severity).Fr}]", $"{where}: {text.Title.En} [{SeverityWords.Of(risk.Severity).En}]"));
    }

    /// <summary>The model says what the rules of a fact look at, so that silence of the rules means something.</summary>
    private static bool SaysEnough(string key, SystemGraph graph, Dossier dossier)
    {
        var declared = dossier.Manifest.Architecture?.Components ?? [];
        var isThreagile = graph.Components.Any(component => component.Origin == ModelOrigin.Threagile);
        return key switch
        {
            "architecture.mixedEnvironments" => Any(Trait.Training) && graph.Boundaries.Count > 0,
            "architecture.sharedTenants" => Any(Trait.Ai) && (isThreagile || declared.Any(component => component.MultiTenant is not null)),
            "architecture.unloggedModelUse" => Any(Trait.Inference) && (isThreagile || declared.Any(component => component.Logging is not null)),
            "architecture.uncheckedDeployments" => Any(Trait.Development),
            "architecture.unguardedModels" => Any(Trait.Inference) || Any(Trait.KeepsModels),
            "architecture.injectionPaths" => Any(Trait.LanguageModel) || Any(Trait.TrainingSource) || Any(Trait.RetrievalSource),
            "architecture.agentReach" => Any(Trait.Autonomous) || Any(Trait.ActsForModels),
            _ => true,
        };

        bool Any(string trait) => graph.Components.Any(component => graph.Is(component, trait));
    }

    private static ArchitectureModel Kept(FactSet facts, string key) =>
        facts.Find(Subject.Dossier, key)?.Value is TextValue { Value: var text } ? ArchitectureJson.Read(text) ?? ArchitectureModel.Empty : ArchitectureModel.Empty;
}
