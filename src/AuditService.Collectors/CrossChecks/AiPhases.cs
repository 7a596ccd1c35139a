using System.Text.RegularExpressions;
using AuditService.Authoring.Privacy;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// The phases of an AI system that the CNIL tells apart (fiches IA 1 and 3): development, where a model learns, and deployment, where it serves; the role
/// declared for each against the contracts; the models of others that are in use (CEPD opinion 28/2024); the sets that were withdrawn or leaked (fiche 4b);
/// and what a vector index holds.
/// </summary>
internal sealed class AiPhases : ICrossCheck
{
    private readonly DerivedFacts derived;

    public AiPhases()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("ai-phases", 1);

    public IReadOnlyCollection<string> States { get; } = ["privacy.phases", "privacy.roleContradictions", "privacy.thirdPartyModels", "privacy.withdrawnSets", "dataset.provenanceMissing", "privacy.logRetentionDeclared"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var phases = Phases(facts, dossier).ToList();
        yield return phases.Count == 0 && !dossier.IsDeclared
            ? derived.NotDeclared(Subject.Dossier, "privacy.phases", "models, deployment")
            : derived.Declared(Subject.Dossier, "privacy.phases", new TextListValue(phases));
        yield return Contradictions(phases, facts, dossier);
        yield return ThirdPartyModels(dossier);
        yield return WithdrawnSets(dossier);
        var links = new DataSetLinks(facts, dossier);
        foreach (var subject in facts.Subjects(SubjectKind.Dataset))
            yield return Provenance(subject, links.EntryOf(subject));
        yield return LogRetention(dossier);
    }

    private static IEnumerable<string> Phases(FactSet facts, Dossier dossier)
    {
        var manifest = dossier.Manifest;
        if (manifest.Models.Any(model => model.TrainedOn.Count > 0) || manifest.DataSets.Any(set => Training.IsMatch(set.Use ?? "")) || facts.Find(Subject.Dossier, "quality.trainingInCode")?.Value is ObservationsValue { Total: > 0 })
            yield return "development";
        if (manifest.Deployment is { Hosting: not null } or { Since: not null } || manifest.Project?.Stage is ProjectStage.Pilot or ProjectStage.Production)
            yield return "deployment";
    }

    private static readonly BoundedRegex Training = new(@"entra[iî]n|apprentiss|\btrain", RegexOptions.IgnoreCase);

    /// <summary>A joint controller has an arrangement, a processor has a contract: where contracts were handed in and hold none, the role is contradicted.</summary>
    private Fact Contradictions(List<string> phases, FactSet facts, Dossier dossier)
    {
        const string Key = "privacy.roleContradictions";
        var found = new List<Observation>();
        Fact? open = null;
        var openKey = "";
        foreach (var (phase, key) in new[] { ("development", "privacy.developmentRole"), ("deployment", "privacy.deploymentRole") }.Where(pair => phases.Contains(pair.Item1)))
        {
            var answer = facts.Find(Subject.Dossier, key);
            if (answer?.Value is not TextValue { Value: var role })
            {
                if (openKey.Length == 0)
                    (open, openKey) = (answer, key);
                continue;
            }

            var needed = role switch { "jointController" => "privacy.jointArrangement", "processor" => "contract.aboutPersonalData", _ => null };
            if (needed is null)
                continue;
            var contract = facts.Find(Subject.Dossier, needed);
            if (contract?.Value is ObservationsValue { Total: > 0 })
                continue;
            if (contract?.Value is null && contract?.Why is { Because: not (UnavailableBecause.NotDeclared or UnavailableBecause.NotFound) })
                (open, openKey) = (contract, needed);
            else
                found.Add(new(Location.File(Dossier.ManifestFileName), role, new($"rôle « {role} » déclaré pour la phase {(phase == "development" ? "de développement" : "de déploiement")}, et aucun accord ni contrat du dossier ne l'établit", $"role \"{role}\" declared for {phase}, and no arrangement or contract of the dossier establishes it")));
        }

        if (found.Count == 0 && openKey.Length > 0)
            return derived.Unknown(Subject.Dossier, Key, openKey, open);
        return derived.Compared(Subject.Dossier, Key, new ObservationsValue(found));
    }

    /// <summary>Models that another trained: their provider is not the controller, and no training set of the project is theirs.</summary>
    private Fact ThirdPartyModels(Dossier dossier)
    {
        const string Key = "privacy.thirdPartyModels";
        if (!dossier.IsDeclared)
            return derived.NotDeclared(Subject.Dossier, Key, "models");
        var controller = ColumnNames.Fold(dossier.Manifest.People?.Controller?.Name ?? "");
        var others = dossier.Manifest.Models.Where(model => !Hollow.Says(model.Provider) && !IsOwn(ColumnNames.Fold(model.Provider!), controller)).ToList();
        if (others.Count == 0 && dossier.Manifest.Models.FirstOrDefault(model => Hollow.Says(model.Provider) && model.TrainedOn.Count == 0) is not null)
            return derived.NotDeclared(Subject.Dossier, Key, "models[].provider");
        return derived.Declared(Subject.Dossier, Key, new TextListValue([.. others.Select(model => $"{model.Name ?? model.Id} ({model.Provider})")]), DerivedFacts.In(others.FirstOrDefault()));
    }

    private static bool IsOwn(string provider, string controller) =>
        (controller.Length > 0 && (provider == controller || (provider.Length >= 5 && controller.Contains(provider, StringComparison.Ordinal)) || (controller.Length >= 5 && provider.Contains(controller, StringComparison.Ordinal))))
        || provider is "interne" or "internal" or "nous" or "equipe" or "equipeprojet" or "projet";

    private Fact WithdrawnSets(Dossier dossier)
    {
        const string Key = "privacy.withdrawnSets";
        if (dossier.Manifest.DataSets.Count == 0 && dossier.Manifest.Models.Count == 0)
            return derived.NotDeclared(Subject.Dossier, Key, "dataSets");
        var named = dossier.Manifest.DataSets
            .SelectMany(set => new[] { set.Id, set.Path, set.Description, set.Origin }.OfType<string>().Select(text => (Entry: (ManifestEntry)set, text)))
            .Concat(dossier.Manifest.Models.SelectMany(model => model.TrainedOn.Append(model.Name ?? "").Append(model.KnownLimits ?? "").Select(text => (Entry: (ManifestEntry)model, text))));
        return derived.Declared(Subject.Dossier, Key, new ObservationsValue(
        [
            .. named
                .SelectMany(pair => PrivacyReferencesReader.Own.WithdrawnSets.Where(set => set.IsNamedIn(pair.text)).Select(set => (pair.Entry, Set: set)))
                .DistinctBy(pair => (pair.Entry, pair.Set.Name))
                .Select(pair => new Observation(DerivedFacts.In(pair.Entry) ?? Location.File(Dossier.ManifestFileName), pair.Set.Name, pair.Set.Why)),
        ]));
    }

    /// <summary>What the manifest leaves out of a set's provenance: origin, date, licence, who answers for it (CNIL fiche IA 4b).</summary>
    private Fact Provenance(Subject subject, DataSetEntry? entry)
    {
        const string Key = "dataset.provenanceMissing";
        if (entry is null)
            return derived.NotDeclared(subject, Key, "dataSets");
        (string Name, bool Said)[] kept = [("origin", !Hollow.Says(entry.Origin)), ("collectedOn", entry.CollectedOn is not null), ("licence", !Hollow.Says(entry.Licence)), ("owner", !Hollow.Says(entry.Owner))];
        // An entry as `init` writes it has said nothing yet: it is no worse than none.
        if (!kept.Any(item => item.Said))
            return derived.NotDeclared(subject, Key, "dataSets[].origin");
        return derived.Declared(subject, Key, new TextListValue([.. kept.Where(item => !item.Said).Select(item => item.Name)]), DerivedFacts.In(entry));
    }

    private static readonly BoundedRegex Logs = new(@"\blogs?\b|journa(l|ux|lis)|invites?\b|prompts?\b|conversations?|requ[êe]tes|questions?\b|[ée]changes|sorties|outputs?", RegexOptions.IgnoreCase);

    /// <summary>True when a processing speaks of prompts, conversations or logs and gives a retention in figures.</summary>
    private Fact LogRetention(Dossier dossier)
    {
        const string Key = "privacy.logRetentionDeclared";
        if (dossier.Manifest.Processings.Count == 0)
            return derived.NotDeclared(Subject.Dossier, Key, "processings");
        var declaring = dossier.Manifest.Processings.FirstOrDefault(processing =>
            RetentionPeriod.Of(processing.Retention ?? "") is { Form: "duration" } && new[] { processing.Name, processing.Purpose, processing.Retention }.Concat(processing.DataCategories).OfType<string>().Any(Logs.IsMatch));
        return derived.Declared(Subject.Dossier, Key, new BooleanValue(declaring is not null), DerivedFacts.In(declaring, "retention"));
    }
}
