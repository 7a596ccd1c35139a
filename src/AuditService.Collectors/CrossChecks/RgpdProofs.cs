using System.Globalization;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>What the answers and documents of a dossier stand on (RGPD art. 5(2)): answers without a proof in the dossier, and proofs older than what they are to prove.</summary>
internal sealed class RgpdProofs : ICrossCheck
{
    private const string Answered = "privacy.answers";

    private const string Unproven = "privacy.answersWithoutProof";

    private const string Reviewed = "privacy.reviewedDocuments";

    private const string Outdated = "privacy.outdatedProofs";

    private static readonly DocumentRole[] Proofs = [DocumentRole.PrivacyNotice, DocumentRole.Register, DocumentRole.Aipd, DocumentRole.RiskMap, DocumentRole.SecurityPolicy, DocumentRole.DataDictionary, DocumentRole.ModelCard, DocumentRole.Contract];

    /// <summary>Who admits that something is not done need not prove it.</summary>
    private static readonly HashSet<string> Admissions = new(["false", "no", "non", "none", "notDone", "aucun", "aucune"], StringComparer.OrdinalIgnoreCase);

    private readonly DerivedFacts derived;

    public RgpdProofs()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-proofs", 1);

    public IReadOnlyCollection<string> States { get; } = [Answered, Unproven, Reviewed, Outdated];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var answers = dossier.Manifest.Answers.Where(answer => answer.Key.StartsWith("privacy.", StringComparison.Ordinal) || answer.Key.StartsWith("processing.", StringComparison.Ordinal) || answer.Key.StartsWith("dataset.", StringComparison.Ordinal))
            .SelectMany(answer => answer.Value.For.Count == 0 ? [(answer.Key, answer.Value)] : answer.Value.For.Select(one => (Key: $"{answer.Key} ({one.Key})", one.Value)))
            .OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList();
        yield return derived.Declared(Subject.Dossier, Answered, new TextListValue([.. answers.Select(answer => answer.Key)]));
        yield return derived.Compared(Subject.Dossier, Unproven, new ObservationsValue([.. answers.Select(answer => Lacking(answer.Key, answer.Value, dossier)).OfType<Observation>()]));

        var documents = dossier.Manifest.Documents.Where(document => document.Role is { } role && Proofs.Contains(role) && document.ReviewedOn is not null).ToList();
        yield return derived.Declared(Subject.Dossier, Reviewed, new TextListValue([.. documents.Select(document => document.Path ?? "?")]));
        yield return documents.Count == 0
            ? derived.NotDeclared(Subject.Dossier, Outdated, "documents[].reviewedOn")
            : derived.Declared(Subject.Dossier, Outdated, new ObservationsValue([.. documents.Select(document => Older(document, dossier.Manifest)).OfType<Observation>()]));
    }

    /// <summary>An answer stands on a document of the dossier that somebody has looked at.</summary>
    private static Observation? Lacking(string key, AnswerEntry answer, Dossier dossier)
    {
        if (answer.Value is { } value && Admissions.Contains(value.Trim())) return null;
        LocalizedText? why = answer.Evidence is not { } path || string.IsNullOrWhiteSpace(path)
            ? new("aucune preuve n'est citée (evidence)", "no proof is named (evidence)")
            : dossier.Find(path) is null ? new($"« {path} » n'est pas dans le dossier", $"\"{path}\" is not in the dossier") : null;
        return why is null ? null : new(
            answer.At is { } at ? Location.File(at.File, at.Line, at.Column) : Location.File(Dossier.ManifestFileName), key, new($"{key} : {why.Fr}", $"{key}: {why.En}"));
    }

    /// <summary>A document that was last read before the data were collected, or before the service opened with them.</summary>
    private static Observation? Older(DocumentEntry document, Manifest manifest)
    {
        var latest = manifest.DataSets.Where(set => set.CollectedOn is not null && set.PersonalData != false).OrderByDescending(set => set.CollectedOn).FirstOrDefault();
        return latest?.CollectedOn is { } collected && document.ReviewedOn < collected
            ? new(DerivedFacts.In(document, "reviewedOn") ?? Location.File(Dossier.ManifestFileName), document.Path, new(
                $"{document.Path} relu le {Day(document.ReviewedOn.Value)}, avant la collecte de {latest.Path ?? latest.Id} ({Day(collected)})",
                $"{document.Path} reviewed on {Day(document.ReviewedOn.Value)}, before {latest.Path ?? latest.Id} was collected ({Day(collected)})"))
            : null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
