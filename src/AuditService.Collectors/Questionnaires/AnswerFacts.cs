using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Questionnaires;

/// <summary>
/// The answers of a dossier to the questions of the loaded packs, as facts. An answer with a document of the dossier as evidence is stronger than a bare
/// one, and stronger still when someone reviewed it; one that names a document which is not there, or which is too short for all that it is to show, is no stronger than a bare one.
/// </summary>
public static class AnswerFacts
{
    /// <summary>Key of the list of the documents that answers name and the dossier does not hold.</summary>
    public const string AbsentEvidence = "dossier.absentAnswerEvidence";

    /// <summary>Key of the number of answers that name a document.</summary>
    public const string WithEvidence = "dossier.answersWithEvidence";

    /// <summary>Key of the list of the documents that more answers name than they can be evidence of.</summary>
    public const string ThinEvidence = "dossier.thinAnswerEvidence";

    /// <summary>Key of the list of the texts that answer several questions word for word.</summary>
    public const string RepeatedTexts = "answers.repeatedTexts";

    /// <summary>A document with fewer bytes than this for each answer that names it (two or three words) shows none of them.</summary>
    private const int BytesAnAnswer = 15;

    /// <summary>Fewer answers than this may well rest on one short line.</summary>
    private const int ManyAnswers = 5;

    /// <summary>A shorter text ("service du courrier") may well be the answer to two questions.</summary>
    private const int TellingCharacters = 25;

    internal static readonly CollectorIdentity Identity = new("answers", 3);

    public static IEnumerable<Fact> State(Dossier dossier, FactCatalogue catalogue)
    {
        var thin = Thin(dossier);
        foreach (var question in catalogue.Questions)
        {
            var answer = dossier.Manifest.Answers.GetValueOrDefault(question.Key);
            if (question.SubjectKind == SubjectKind.Dossier)
            {
                yield return State(dossier, question, Subject.Dossier, answer, thin);
                continue;
            }

            foreach (var (id, one) in answer?.For ?? new Dictionary<string, AnswerEntry>(StringComparer.Ordinal))
                yield return State(dossier, question, new(question.SubjectKind, id), one, thin);
        }

        foreach (var fact in Evidence(dossier, thin))
            yield return fact;
        yield return Repeated(dossier, catalogue);
    }

    private static Fact State(Dossier dossier, FactDeclaration question, Subject subject, AnswerEntry? answer, Dictionary<string, int> thin)
    {
        if (answer is null)
            return Fact.Unavailable(subject, question.Key, NotAnswered(question), new(Identity, EvidenceGrade.Declared));

        var provenance = new Provenance(Identity, GradeOf(dossier, answer, thin), Pointer(dossier, answer));
        if (answer.Value is { } written && Answers.IsPlaceholder(written))
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

    private static List<AnswerEntry> WithDocument(Dossier dossier) =>
        [.. dossier.Manifest.Answers.Values.SelectMany(answer => answer.For.Values.Prepend(answer)).Where(answer => answer.Evidence is not null)];

    /// <summary>The documents that are too short for what is asked of them, with the number of answers that name each.</summary>
    private static Dictionary<string, int> Thin(Dossier dossier) => WithDocument(dossier)
        .GroupBy(answer => answer.Evidence!, StringComparer.Ordinal)
        .Where(same => same.Count() >= ManyAnswers && dossier.Find(same.Key) is { } file && file.Size < (long)BytesAnAnswer * same.Count())
        .ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);

    /// <summary>One sentence under several questions: whoever meant each would have written another. The text itself stays where it is.</summary>
    private static Fact Repeated(Dossier dossier, FactCatalogue catalogue)
    {
        var texts = dossier.Manifest.Answers
            .Where(answer => answer.Value is { Value.Length: >= TellingCharacters, At: not null } && catalogue.Find(answer.Key) is { Type: FactType.Text, Choices.Count: 0 })
            .GroupBy(answer => string.Join(' ', answer.Value.Value!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Skip(1).Any());
        List<Observation> found = [];
        foreach (var same in texts)
        {
            var last = same.Select(answer => answer.Value.At!).OrderBy(at => at.File, StringComparer.Ordinal).ThenBy(at => at.Line).ThenBy(at => at.Column).Last();
            var keys = string.Join(", ", same.Select(answer => answer.Key).Order(StringComparer.Ordinal));
            found.Add(new(Location.File(last.File, last.Line, last.Column), Detail: new($"le même texte répond à {keys}", $"the same text answers {keys}")));
        }

        return Fact.Known(Subject.Dossier, RepeatedTexts, new ObservationsValue([.. found.OrderBy(one => one.Where.Key, StringComparer.Ordinal)]), new(Identity, EvidenceGrade.MachineChecked));
    }

    private static IEnumerable<Fact> Evidence(Dossier dossier, Dictionary<string, int> thin)
    {
        var given = WithDocument(dossier);
        var absent = given.Where(answer => dossier.Find(answer.Evidence!) is null).ToList();
        var at = (absent.Count > 0 ? absent : given).Select(answer => answer.At).FirstOrDefault();
        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked, at is null ? null : Location.File(at.File, at.Line, at.Column));
        yield return Fact.Known(Subject.Dossier, WithEvidence, new NumberValue(given.Count), provenance);
        yield return Fact.Known(
            Subject.Dossier,
            ThinEvidence,
            new ObservationsValue([.. thin.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new Observation(
                Location.File(one.Key),
                Detail: new($"{one.Value} réponses citent ce fichier de {dossier.Find(one.Key)!.Size} octets", $"{one.Value} answers name this file of {dossier.Find(one.Key)!.Size} bytes")))]),
            provenance);
        yield return Fact.Known(Subject.Dossier, AbsentEvidence, new TextListValue([.. absent.Select(answer => answer.Evidence!).Distinct(StringComparer.Ordinal)]), provenance);
    }

    private static Unavailability NotAnswered(FactDeclaration question) => new(
        UnavailableBecause.NotAnswered,
        new($"question sans réponse ({question.Key}) : {question.Question!.Text.Fr}", $"question without an answer ({question.Key}): {question.Question.Text.En}"));

    private static EvidenceGrade GradeOf(Dossier dossier, AnswerEntry answer, Dictionary<string, int> thin)
    {
        if (answer.Evidence is not { } path || dossier.Find(path) is null || thin.ContainsKey(path))
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
