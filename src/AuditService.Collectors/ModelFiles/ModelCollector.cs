using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.ModelFiles;

/// <summary>States what each model file of the dossier is and what loading it would do. One step a file; the file is read, never loaded.</summary>
internal sealed class ModelCollector(TimeProvider time) : IFactCollector
{
    private const string Count = "dossier.modelFiles";

    private const string NameMismatch = "model.containerFaults";

    private static readonly (string Key, ModelTopic Topic)[] Topics =
    [
        ("model.kerasCode", ModelTopic.KerasCode),
        ("model.graphOperations", ModelTopic.GraphOperations),
        ("model.templateCode", ModelTopic.Template),
        ("model.outsideData", ModelTopic.OutsideData),
        ("model.customOperators", ModelTopic.CustomOperators),
        ("model.headerFaults", ModelTopic.Header),
    ];

    private static readonly string[] Keys =
        ["model.format", "model.verdict", "model.scanComplete", "model.dangerousGlobals", "model.unknownGlobals", "model.doubts", "model.unread", "model.safeFormat", "model.hash", NameMismatch, .. Topics.Select(topic => topic.Key)];

    public CollectorIdentity Identity { get; } = new("model-files", 8);

    public IReadOnlyCollection<string> States { get; } = [Count, .. Keys];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var files = context.Dossier.Of(FileKind.Model).ToList();
        yield return new(Count, InputHash: null, [], _ => Task.FromResult<IReadOnlyList<Fact>>(
            [Fact.Known(Subject.Dossier, Count, new NumberValue(files.Count), new(Identity, EvidenceGrade.MachineChecked))]));
        foreach (var file in files)
        {
            var subject = new Subject(SubjectKind.Model, file.Path);
            yield return new(
                file.Path,
                $"{file.Sha256}|{context.Settings.MaximumFile}|{context.Settings.MaximumObservations}",
                [subject],
                cancellation => Task.Run(() => State(subject, file, context, cancellation), cancellation));
        }
    }

    private IReadOnlyList<Fact> State(Subject subject, DossierFile file, CollectionContext context, CancellationToken cancellation)
    {
        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked, Location.File(file.Path));
        if (file.Size > context.Settings.MaximumFile)
        {
            var why = new Unavailability(UnavailableBecause.RefusedByLimit, new($"{file.Path} dépasse la taille permise", $"{file.Path} is larger than allowed"));
            return [.. Keys.Select(key => Fact.Unavailable(subject, key, why, provenance))];
        }

        using var stream = context.Content.Open(file.Sha256);
        var verdict = new ModelFileScanner(time).Scan(stream, file.Path, cancellation)[0];
        return
        [
            Known("model.format", new TextValue(verdict.Format)),
            Known("model.verdict", new TextValue(verdict.Verdict.ToString().ToLowerInvariant())),
            Known("model.scanComplete", new BooleanValue(verdict.Complete)),
            Known("model.dangerousGlobals", Observed([.. Imports(ModelRisk.Dangerous), .. Reasons(reason => reason.Weight == ModelRisk.Dangerous)])),
            Known("model.unknownGlobals", Observed([.. Imports(ModelRisk.Review)])),
            Known("model.doubts", Observed([.. Reasons(reason => reason is { Weight: ModelRisk.Review, IsGap: false })])),
            Known("model.unread", Observed([.. Reasons(reason => reason.IsGap)])),
            ModelFormats.AreNoModels.Contains(verdict.Format)
                ? Fact.Unavailable(subject, "model.safeFormat", new(UnavailableBecause.NotFound, new("le format du fichier n'est pas celui d'un modèle connu", "the format of the file is that of no known model")), provenance)
                : Known("model.safeFormat", new BooleanValue(verdict.IsSafeByDesign)),
            Known("model.hash", new TextValue(file.Sha256)),
            Told(NameMismatch, [.. About(ModelTopic.Container), .. Misnamed()]),
            .. Topics.Select(topic => Told(topic.Key, [.. About(topic.Topic)])),
        ];

        Fact Known(string key, FactValue value) => Fact.Known(subject, key, value, provenance);

        IEnumerable<Observation> Imports(ModelRisk risk) => verdict.Globals.Where(import => import.Verdict == risk)
            .Select(import => new Observation(Location.File(file.Path), Excerpt: import.ToString(), Detail: new("nom Python importé au chargement", "Python name imported on loading")));

        // What is wrong without being an import (a Lambda layer, a path that leads out) is a reason only: it is evidence all the same.
        IEnumerable<Observation> Reasons(Func<ModelReason, bool> test) => verdict.Reasons.Where(test)
            .Select(reason => new Observation(Location.File(file.Path), Detail: reason.Text));

        IEnumerable<Observation> About(ModelTopic topic) => verdict.Reasons.Where(reason => reason.Topic == topic && reason.Weight != ModelRisk.Safe)
            .Select(reason => new Observation(Location.File(file.Path), Detail: reason.Text, Confidence: reason.Weight == ModelRisk.Dangerous || reason.Topic == ModelTopic.Header ? 1 : 0.5));

        IEnumerable<Observation> Misnamed() => ModelNames.Contradiction(file.Path, verdict.Format) is { } told ? [new(Location.File(file.Path), Detail: told)] : [];

        // What was found stays found; "nothing found" is not known of a file that was not read to its end.
        Fact Told(string key, Observation[] found) => found.Length == 0 && !verdict.Complete
            ? Fact.Unavailable(subject, key, new(UnavailableBecause.Unreadable, new("le fichier n'a pas pu être lu jusqu'au bout", "the file could not be read to its end")), provenance)
            : Known(key, Observed(found));

        ObservationsValue Observed(Observation[] all) => new([.. all.Take(context.Settings.MaximumObservations)], all.Length);
    }
}
