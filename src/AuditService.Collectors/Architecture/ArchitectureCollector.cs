using AuditService.Authoring.Architecture;
using AuditService.Collectors.Inventory;
using AuditService.Core;
using AuditService.Core.Architecture;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Architecture;

/// <summary>Reads what the files of the dossier say of its architecture: Threagile models, deployment files, imports and addresses of code.</summary>
internal sealed class ArchitectureCollector : IFactCollector
{
    /// <summary>The Threagile model of the dossier, as text.</summary>
    public const string Threagile = "architecture.threagileModel";

    /// <summary>What deployment files and code show, as text.</summary>
    public const string Inferred = "architecture.inferredModel";

    /// <summary>Mistakes in Threagile models of the dossier.</summary>
    public const string Mistakes = "architecture.modelMistakes";

    /// <summary>Deployment files that were not understood: what they hold is missing from the inferred model.</summary>
    public const string Unread = "architecture.unreadFiles";

    public CollectorIdentity Identity { get; } = new("architecture", 6);

    public IReadOnlyCollection<string> States { get; } = [Threagile, Inferred, Mistakes, Unread];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var files = context.Dossier.Files
            .Where(file => file.Nature.SetApart is null && file.Path != Dossier.ManifestFileName && ArchitectureFiles.Concerns(file.Path) && file.Size <= context.Settings.MaximumTextFile)
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        var input = string.Join('\n', files.Select(file => $"{file.Path}|{file.Sha256}")) + ArchitectureKnowledgeReader.Knowledge.Version;
        yield return new("architecture", input, [], cancellation => Task.FromResult(State(files, context, cancellation)));
    }

    private static string? Text(DossierFile file, CollectionContext context)
    {
        using var stream = context.Content.Open(file.Sha256);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return TextDecoding.Decode(bytes);
    }

    private IReadOnlyList<Fact> State(IReadOnlyList<DossierFile> files, CollectionContext context, CancellationToken cancellation)
    {
        var reading = new ArchitectureFiles(ArchitectureKnowledgeReader.Knowledge, path => files.FirstOrDefault(file => file.Path == path) is { } file ? Text(file, context) : null);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Text(file, context) is { } text)
                reading.Take(file.Path, text);
        }

        var (threagile, inferred) = reading.Read();
        return
        [
            Model(Threagile, threagile, EvidenceGrade.Attached, new("aucun modèle Threagile lisible dans le dossier", "no readable Threagile model in the dossier")),
            Model(Inferred, inferred, EvidenceGrade.MachineChecked, new("ni fichier de déploiement ni appel connu dans le code", "no deployment file and no known call in the code"), reading.Unread),
            Fact.Known(Subject.Dossier, Unread, new ObservationsValue([.. reading.Unread.Take(context.Settings.MaximumObservations).Select(file => new Observation(Location.File(file.Path), Detail: file.Reason))], reading.Unread.Count), new(Identity, EvidenceGrade.MachineChecked)),
            reading.Problems.Count == 0 && threagile.IsEmpty
                ? Fact.Unavailable(Subject.Dossier, Mistakes, new(UnavailableBecause.NotFound, new("aucun modèle Threagile dans le dossier", "no Threagile model in the dossier")), new(Identity, EvidenceGrade.MachineChecked))
                : Fact.Known(Subject.Dossier, Mistakes, new ObservationsValue([.. reading.Problems.Take(context.Settings.MaximumObservations).Select(Sighting)], reading.Problems.Count), new(Identity, EvidenceGrade.MachineChecked)),
        ];
    }

    private static Observation Sighting(AuthorProblem problem) => new(Location.File(problem.At.File, problem.At.Line, problem.At.Column), Detail: problem.Message);

    private Fact Model(string key, ArchitectureModel model, EvidenceGrade grade, LocalizedText why, params IReadOnlyList<UnreadArchitectureFile> unread) => model.IsEmpty
        ? Fact.Unavailable(Subject.Dossier, key, unread is [var first, ..]
            ? new(UnavailableBecause.Unreadable, new($"{first.Path} : {first.Reason.Fr}", $"{first.Path}: {first.Reason.En}"))
            : new(UnavailableBecause.NotFound, why), new(Identity, grade))
        : Fact.Known(Subject.Dossier, key, new TextValue(ArchitectureJson.Write(model)), new(Identity, grade));
}
