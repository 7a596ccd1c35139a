using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Questionnaires;

/// <summary>
/// The answers of a dossier to the questions of the loaded packs, as facts. An answer with a document of the dossier as evidence is stronger than a bare
/// one, and stronger still when someone reviewed it; one that names a document which is not there is no stronger than a bare one.
/// </summary>
public static class AnswerFacts
{
    /// <summary>Key of the list of the documents that answers name and the dossier does not hold.</summary>
    public const string AbsentEvidence = "dossier.absentAnswerEvidence";

    /// <summary>Key of the number of answers that name a document.</summary>
    public const string WithEvidence = "dossier.answersWithEvidence";

    internal static readonly CollectorIdentity Identity = new("answers", 2);

    public static IEnumerable<Fact> State(Dossier dossier, FactCatalogue catalogue)
    {
        foreach (var question in catalogue.Questions)
        {
            var answer = dossier.Manifest.Answers.GetValueOrDefault(question.Key);
            if (question.SubjectKind == SubjectKind.Dossier)
            {
                yield return State(dossier, question, Subject.Dossier, answer);
                continue;
            }

            foreach (var (id, one) in answer?.For ?? new Dictionary<string, AnswerEntry>(StringComparer.Ordinal))
                yield return State(dossier, question, new(question.SubjectKind, id), one);
        }

        foreach (var fact in Evidence(dossier))
            yield return fact;
    }

    private static Fact State(Dossier dossier, FactDeclaration question, Subject subject, AnswerEntry? answer)
    {
        if (answer is null)
            return Fact.Unavailable(subject, question.Key, NotAnswered(question), new(Identity, EvidenceGrade.Declared));

        var provenance = new Provenance(Identity, GradeOf(dossier, answer), Pointer(dossier, answer));
        if (IsPlaceholder(answer))
            return Fact.Unavailable(subject, question.Key, new(UnavailableBecause.NotAnswered, new($"la réponse à « {question.Key} » reste à écrire", $"the answer to \"{question.Key}\" is still to be written")), provenance);
        if (Answers.ValueOf(question, answer) is { } value)
            return Fact.Known(subject, question.Key, value, provenance);
        var expected = Answers.Expected(question);
        return Fact.Unavailable(
            subject,
            question.Key,
            new(UnavailableBecause.Unreadable, new($"la réponse à « {question.Key} » n'est pas lisible ; attendu : {expected.Fr}", $"the answer to \"{question.Key}\" cannot be read; expected: {expected.En}")),
            provenance);
    }

    private static IEnumerable<Fact> Evidence(Dossier dossier)
    {
        var given = dossier.Manifest.Answers.Values.SelectMany(answer => answer.For.Values.Prepend(answer)).Where(answer => answer.Evidence is not null).ToList();
        var absent = given.Where(answer => dossier.Find(answer.Evidence!) is null).ToList();
        var at = (absent.Count > 0 ? absent : given).Select(answer => answer.At).FirstOrDefault();
        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked, at is null ? null : Location.File(at.File, at.Line, at.Column));
        yield return Fact.Known(Subject.Dossier, WithEvidence, new NumberValue(given.Count), provenance);
        yield return Fact.Known(Subject.Dossier, AbsentEvidence, new TextListValue([.. absent.Select(answer => answer.Evidence!).Distinct(StringComparer.Ordinal)]), provenance);
    }

    private static Unavailability NotAnswered(FactDeclaration question) => new(
        UnavailableBecause.NotAnswered,
        new($"question sans réponse ({question.Key}) : {question.Question!.Text.Fr}", $"question without an answer ({question.Key}): {question.Question.Text.En}"));

    /// <summary>"À compléter" and the like hold the place of an answer and are none; "aucun" is one.</summary>
    private static bool IsPlaceholder(AnswerEntry answer) => answer.Value is { } text && Placeholder.IsMatch(text);

    private static readonly BoundedRegex Placeholder = new(@"^\W*(todo|tbd|\?+|\.{3}|…|[àa]\s+(d[ée]finir|faire|pr[ée]ciser|compl[ée]ter|r[ée]diger|venir|d[ée]signer)|to\s+(do|be\s+(done|defined|completed|written)))\W*$", RegexOptions.IgnoreCase);

    private static EvidenceGrade GradeOf(Dossier dossier, AnswerEntry answer)
    {
        if (answer.Evidence is not { } path || dossier.Find(path) is null)
            return EvidenceGrade.Declared;
        return string.IsNullOrWhiteSpace(answer.ReviewedBy) ? EvidenceGrade.Attached : EvidenceGrade.Reviewed;
    }

    private static Location? Pointer(Dossier dossier, AnswerEntry answer)
    {
        if (answer.Evidence is { } path && dossier.Find(path) is not null)
            return Location.File(path);
        return answer.At is { } at ? Location.File(at.File, at.Line, at.Column) : null;
    }
}
