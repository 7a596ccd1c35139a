using AuditService.Collectors.Manifests;
using AuditService.Core.Collection;
using AuditService.Core.Conditions;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Finds the models trained on personal data, declared or found: what they may give back is to be examined (CNIL fiche IA 13, CEPD opinion 28/2024).</summary>
internal sealed class RgpdModels : ICrossCheck
{
    private readonly DerivedFacts derived;

    public RgpdModels()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-models", 1);

    public IReadOnlyCollection<string> States { get; } = ["privacy.modelsOnPersonalData"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        const string Key = "privacy.modelsOnPersonalData";
        var links = new DataSetLinks(facts, dossier);
        var declared = ManifestCollector.Entries(dossier.Manifest).Where(pair => pair.Entry is ModelEntry).Select(pair => (pair.Subject, Entry: (ModelEntry)pair.Entry)).ToList();
        var judged = declared.ConvertAll(model => (model.Subject, Truth: LearntFromPeople(model.Entry, links, facts)));
        var personal = judged.Where(model => model.Truth == Truth.True).Select(model => model.Subject.Id).ToList();
        var complete = dossier.IsDeclared && facts.Subjects(SubjectKind.Model).All(found => judged.Exists(model => model.Subject == found && model.Truth == Truth.False));
        yield return personal.Count > 0 || complete
            ? derived.Declared(Subject.Dossier, Key, new TextListValue(personal))
            : derived.NotDeclared(Subject.Dossier, Key, "models[].trainedOn");
    }

    private static Truth LearntFromPeople(ModelEntry model, DataSetLinks links, FactSet facts) => model.KeyPositions.ContainsKey("trainedOn")
        ? model.TrainedOn.Select(links.Named).Aggregate(Truth.False, (truth, dataSet) => Kleene.Or(truth, IsPersonal(dataSet, links, facts)))
        : Truth.Unknown;

    private static Truth IsPersonal(Subject? named, DataSetLinks links, FactSet facts)
    {
        if (named is not { } dataSet)
            return Truth.Unknown;
        var found = facts.Find(dataSet, "dataset.personalColumns")?.Value;
        if (ColumnNames.Of(found).Count > 0)
            return Truth.True;
        return (found, links.EntryOf(dataSet)?.PersonalData) switch
        {
            (_, true) => Truth.True,
            (not null, _) or (_, false) => Truth.False,
            _ => Truth.Unknown,
        };
    }
}
