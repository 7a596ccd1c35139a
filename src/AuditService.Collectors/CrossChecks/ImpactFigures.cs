using AuditService.Collectors.Footprints;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>What is missing from the declared figures of training, use and deployment, and whether those that are there give a yearly energy.</summary>
internal sealed class ImpactFigures : ICrossCheck
{
    private const string Trained = "impact.trainsModels";

    public CollectorIdentity Identity { get; } = new("impact-figures", 4);

    public IReadOnlyCollection<string> States { get; } =
        [Trained, "training.missing", "usage.missing", "deployment.missing", "impact.energyEstimated"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var manifest = dossier.Manifest;
        yield return TrainsModels(dossier);
        yield return MissingOfTraining(state, manifest.Training, facts.Find(Subject.Dossier, MeasuredRunsCollector.TotalEnergy));
        yield return Missing(state, "usage.missing", "usage", manifest.Usage, MissingOf(manifest.Usage));
        yield return Missing(state, "deployment.missing", "deployment", manifest.Deployment, MissingOf(manifest.Deployment));

        var isEstimated = FootprintFigures.GivesEnergy(manifest, facts);
        var nothingSaid = manifest.Training is null && manifest.Usage is null && !isEstimated;
        yield return nothingSaid
            ? state.NotDeclared(Subject.Dossier, "impact.energyEstimated", "training, usage")
            : state.Declared(Subject.Dossier, "impact.energyEstimated", new BooleanValue(isEstimated), DerivedFacts.In(manifest.Training ?? (ManifestEntry?)manifest.Usage));
    }

    /// <summary>Whether the project trains models, which the manifest alone says.</summary>
    public Fact TrainsModels(Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var manifest = dossier.Manifest;
        return Trains(manifest) is { } trains
            ? state.Declared(Subject.Dossier, Trained, new BooleanValue(trains), DerivedFacts.In(manifest.Training ?? (ManifestEntry)manifest.Models[0]))
            : state.NotDeclared(Subject.Dossier, Trained, "models[].trainedOn");
    }

    /// <summary>True when a model is said to be trained on something; false when every declared model is a provider's, not handed in, or said to be trained on nothing.</summary>
    private static bool? Trains(Manifest manifest)
    {
        if (manifest.Training is not null || manifest.Models.Any(model => model.TrainedOn.Count > 0))
            return true;
        return manifest.Models.Count > 0 && manifest.Models.All(model => model is { Provider: not null, Path: null } || model.KeyPositions.ContainsKey("trainedOn")) ? false : null;
    }

    /// <summary>An energy that a tool measured beside the manifest is as good as one written in it; one that could not be read may be.</summary>
    private static Fact MissingOfTraining(DerivedFacts state, TrainingEntry? training, Fact? measured)
    {
        var missing = MissingOf(training, measured?.Value is NumberValue { Value: > 0 });
        return training is not null && measured is { Value: null, Why.Because: not UnavailableBecause.NotFound } && missing.Count > MissingOf(training, isMeasured: true).Count
            ? state.Unknown(Subject.Dossier, "training.missing", MeasuredRunsCollector.TotalEnergy, measured)
            : Missing(state, "training.missing", "training", training, missing);
    }

    private static List<string> MissingOf(TrainingEntry? training, bool isMeasured)
    {
        var hasEnergy = training?.EnergyKWh is not null || isMeasured;
        return Names(
            ("hours", training?.Hours is null && !hasEnergy),
            ("hardware", string.IsNullOrWhiteSpace(training?.Hardware)),
            ("power", training?.PowerW is null && !hasEnergy),
            ("country", string.IsNullOrWhiteSpace(training?.Country)),
            ("runsPerYear", training?.RunsPerYear is null));
    }

    private static List<string> MissingOf(UsageEntry? usage) => Names(
        ("requestsPerYear", usage?.RequestsPerYear is null),
        ("perRequest", usage?.OutputTokens is null && usage?.EnergyWhPerRequest is null),
        ("users", usage?.Users is null),
        ("years", usage?.Years is null));

    private static List<string> MissingOf(DeploymentEntry? deployment) => Names(
        ("hosting", Hollow.Says(deployment?.Hosting)),
        ("country", Hollow.Says(deployment?.Country)),
        ("internet", deployment?.Internet is null),
        ("since", deployment?.Since is null),
        ("rollback", Hollow.Says(deployment?.Rollback)),
        ("monitoring", Hollow.Says(deployment?.Monitoring)),
        ("incidentPlan", Hollow.Says(deployment?.IncidentPlan)));

    private static List<string> Names(params (string Name, bool IsMissing)[] figures) => [.. figures.Where(figure => figure.IsMissing).Select(figure => figure.Name)];

    private static Fact Missing(DerivedFacts state, string key, string section, ManifestEntry? entry, IReadOnlyList<string> missing) => entry is null
        ? state.NotDeclared(Subject.Dossier, key, section)
        : state.Declared(Subject.Dossier, key, new TextListValue(missing), DerivedFacts.In(entry));
}
