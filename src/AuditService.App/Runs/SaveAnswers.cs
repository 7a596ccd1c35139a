using System.Text;
using AuditService.App.Dossiers;
using AuditService.App.Questionnaires;
using AuditService.App.RulePacks;
using AuditService.Authoring.Manifests;
using AuditService.Authoring.Yaml;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.People;
using AuditService.Core.Questionnaires;
using AuditService.Core.Rules;
using AuditService.Core.Runs;
using AuditService.Storage.Audits;
using AuditService.Storage.Runs;

namespace AuditService.App.Runs;

/// <summary>
/// Answers that are given in a form, in the dossier of a project: those that the last dossier holds, and a new version of it with others, whose audit is ordered as
/// for a submission. Earlier versions stay as they are.
/// </summary>
public sealed class SaveAnswers(ProjectStore projects, RunStore runs, AuditStore audits, IContentStore content, DossierReader reader, RuleLibraries rules, SubmitDossier submit)
{
    private const int ProjectsAtOnce = 50;

    /// <summary>The projects that the viewer may change and that have a dossier, in the order of their ids.</summary>
    /// <param name="after">Id of the last project of the page before, or null to begin.</param>
    /// <returns>With what to pass to get the next page; null at the end.</returns>
    public async Task<(IReadOnlyList<Project> Projects, string? Next)> ProjectsAsync(Viewer viewer, string? after, CancellationToken cancellation)
    {
        var page = await projects.ListAsync(viewer, after, ProjectsAtOnce, cancellation);
        var filled = new List<Project>();
        foreach (var project in page.Where(project => viewer.MayChange(project.Owner)))
        {
            if (await runs.LatestAsync(project.Id, cancellation) is not null)
                filled.Add(project);
        }

        return (filled, page.Count == ProjectsAtOnce ? page[^1].Id : null);
    }

    /// <summary>What the last dossier of a project answers.</summary>
    /// <returns>Null when there is no such project for this viewer, or nothing was ever submitted to it.</returns>
    /// <remarks>Throws <see cref="RefusedException"/> for whoever only reviews the project, <see cref="AuthorMistakesException"/> when today's program refuses its answers.</remarks>
    public async Task<ProjectAnswers?> OfAsync(string projectId, Viewer viewer, CancellationToken cancellation) =>
        await projects.FindToChangeAsync(projectId, viewer, cancellation) is { } project
        && await runs.LatestAsync(projectId, cancellation) is { } last
        && await audits.FindSnapshotAsync(last.Snapshot, last.SnapshotName, cancellation) is { } snapshot
            ? new(project, last, reader.ReadManifest(snapshot).Answers)
            : null;

    /// <summary>Keeps the answers of one set of questions that differ from those of the last dossier, and orders its audit.</summary>
    /// <param name="setId">Id of a set.</param>
    /// <param name="said">What the form says of each question of the set; null where it says nothing.</param>
    /// <param name="basis">Id of the order that brought the dossier that the form was filled from.</param>
    /// <returns>Null as <see cref="OfAsync"/>, and when no set has the id.</returns>
    /// <remarks>
    /// Throws <see cref="RefusedException"/> besides when the dossier has changed since the form was filled, and when an answer that changes stands in a file that cannot be
    /// changed without its author; <see cref="AuthorMistakesException"/> when the answers do not fit their questions.
    /// </remarks>
    public async Task<SavedAnswers?> SaveAsync(string projectId, string setId, Func<FactDeclaration, AnswerEntry?> said, string basis, Viewer viewer, CancellationToken cancellation)
    {
        var library = rules.Load();
        if (library.QuestionSets.FirstOrDefault(known => known.Id == setId) is not { } set
            || await projects.FindToChangeAsync(projectId, viewer, cancellation) is not { } project
            || await runs.LatestAsync(projectId, cancellation) is not { } last
            || await audits.FindSnapshotAsync(last.Snapshot, last.SnapshotName, cancellation) is not { } snapshot)
        {
            return null;
        }

        if ((await BasisAsync(projectId, basis, cancellation))?.Snapshot != last.Snapshot)
            throw Changed();

        var before = reader.ReadManifest(snapshot).Answers;
        var changes = Changes(QuestionsOf(set, library), before, said);
        if (changes.Count == 0)
            return new(last, 0);
        var mistakes = CheckQuestionnaires.Mistakes(changes.Where(change => change.Said is not null).ToDictionary(change => change.Question.Key, change => change.Said! with { At = new(change.Question.Key, 1, 1) }, StringComparer.Ordinal), library).ToList();
        if (mistakes.Count > 0)
            throw new AuthorMistakesException(mistakes) { Title = new("Les réponses doivent être corrigées", "The answers must be mended") };
        var files = await FilesAsync(snapshot, setId, changes, cancellation);
        var dossier = ReadAgain(Snapshot.Of(snapshot.Name, files, snapshot.Refused), before, changes);
        // Asked once more where it is kept: of two forms that are saved at the same moment, one would undo the other.
        var kept = await submit.OrderAfterAsync(project, dossier, new(last.Packs, last.UseBrowser), RunTrigger.Submission, viewer.UserId, idempotencyKey: null, after: last.Snapshot, cancellation);
        return kept is var (run, _) ? new(run, changes.Count) : throw Changed();
    }

    /// <summary>A form that was filled from an older dossier, over the last one: what it left as it was is what the last one says, what it changed stays.</summary>
    /// <param name="setId">Id of a set.</param>
    /// <param name="said">What the form says of each question of the set; null where it says nothing.</param>
    /// <param name="basis">Id of the order that brought the dossier that the form was filled from.</param>
    /// <returns>Null as <see cref="SaveAsync"/>.</returns>
    public async Task<AnswersOverLast?> OverLastAsync(string projectId, string setId, Func<FactDeclaration, AnswerEntry?> said, string basis, Viewer viewer, CancellationToken cancellation)
    {
        var library = rules.Load();
        if (library.QuestionSets.FirstOrDefault(known => known.Id == setId) is not { } set || await OfAsync(projectId, viewer, cancellation) is not { } held)
            return null;
        // Without the dossier that the form was filled from, all that it says is its author's.
        var before = await BasisAsync(projectId, basis, cancellation) is { } run && await audits.FindSnapshotAsync(run.Snapshot, run.SnapshotName, cancellation) is { } snapshot
            ? held with { Last = run, Answers = reader.ReadManifest(snapshot).Answers }
            : null;
        var answers = new Dictionary<string, AnswerEntry>(StringComparer.Ordinal);
        var meanwhile = new List<AnswerMeanwhile>();
        foreach (var question in QuestionsOf(set, library))
        {
            var (was, now, own) = (before?.Find(question.Key), held.Find(question.Key), said(question));
            var isOwn = !IsSame(question, was, own);
            if ((isOwn ? own : now) is { } answer)
                answers[question.Key] = answer;
            if (!IsSame(question, was, now) && !IsSame(question, now, own))
                meanwhile.Add(new(question, now, isOwn));
        }

        return new(held, answers, meanwhile);
    }

    private static RefusedException Changed() => RefusedException.Conflict(
        "Le dossier a changé depuis que ce formulaire a été ouvert. Ce que vous avez changé est gardé ci-dessous, le reste est repris du dossier : relisez, puis enregistrez de nouveau.",
        "The dossier has changed since this form was opened. What you changed is kept below, the rest is taken from the dossier: read it again, then save once more.");

    /// <summary>An id from a form may be anything, that of somebody else's dossier too.</summary>
    private async Task<AuditRun?> BasisAsync(string projectId, string basis, CancellationToken cancellation) =>
        await runs.FindAsync(basis, cancellation) is { } run && run.ProjectId == projectId ? run : null;

    private static IEnumerable<FactDeclaration> QuestionsOf(QuestionSet set, RuleLibrary library) =>
        set.Questions.Select(question => library.Catalogue.Find(question.Key)).OfType<FactDeclaration>().DistinctBy(question => question.Key);

    /// <summary>Only what differs: an answer that stays keeps its file, its comments and the name of who reviewed it.</summary>
    private static List<Change> Changes(IEnumerable<FactDeclaration> questions, IReadOnlyDictionary<string, AnswerEntry> before, Func<FactDeclaration, AnswerEntry?> said)
    {
        var changes = new List<Change>();
        foreach (var question in questions)
        {
            var known = before.GetValueOrDefault(question.Key);
            var now = said(question);
            // Answers of single subjects have no field in the form.
            if (known is { For.Count: > 0 } || IsSame(question, known, now))
                continue;
            changes.Add(new(question, now));
        }

        return changes;
    }

    private static bool IsSame(FactDeclaration question, AnswerEntry? known, AnswerEntry? now)
    {
        if (now is null || known is null)
            return now is null && (known is null || !ProjectAnswers.Says(known));
        return (known.Evidence?.Trim() ?? "") == (now.Evidence ?? "") && SaysTheSame(Answers.ValueOf(question, known), Answers.ValueOf(question, now));
    }

    /// <summary>Boxes have no order, and a field of a browser has line ends of its own.</summary>
    private static bool SaysTheSame(FactValue? known, FactValue? now) => (known, now) switch
    {
        (null, _) or (_, null) => false,
        (TextListValue one, TextListValue other) => one.Values.ToHashSet(StringComparer.Ordinal).SetEquals(other.Values),
        (TextValue one, TextValue other) => one.Value.Trim().ReplaceLineEndings() == other.Value.Trim().ReplaceLineEndings(),
        _ => Equals(known, now),
    };

    private async Task<List<SnapshotFile>> FilesAsync(Snapshot snapshot, string setId, IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var keys = changes.Select(change => change.Question.Key).ToHashSet(StringComparer.Ordinal);
        var files = new List<SnapshotFile>();
        foreach (var file in snapshot.Files)
            files.Add(await WithoutAsync(file, keys, cancellation));
        var given = changes.Where(change => change.Said is not null).Select(change => (change.Question, change.Said!)).ToList();
        if (given.Count == 0)
            return files;

        var sheet = AnswerSheetText.Yaml(given);
        foreach (var path in Enumerable.Range(1, snapshot.Files.Count + 1).Select(number => $"{Dossier.AnswersFolder}/{setId}{(number == 1 ? "" : $"-{number}")}.yaml"))
        {
            var own = files.FindIndex(file => string.Equals(file.Path, path, StringComparison.OrdinalIgnoreCase));
            if (own < 0)
            {
                files.Add(await KeptAsync(path, sheet, cancellation));
                break;
            }

            // The file of an earlier form takes the answers; one that somebody wrote in another way is left to them.
            if (files[own].Size <= YamlText.MaximumCharacters && Appended(await TextAsync(files[own], cancellation), sheet) is { } longer)
            {
                files[own] = await KeptAsync(files[own].Path, longer, cancellation);
                break;
            }
        }

        return files;
    }

    /// <returns>Null where the sheet is not in the layout of <see cref="AnswerSheetText"/>.</returns>
    private static string? Appended(string sheet, string more)
    {
        const string Head = "answers:\n";
        if (sheet.Trim() is "" or "answers: {}")
            return more;
        return sheet.StartsWith(Head, StringComparison.Ordinal) && sheet[Head.Length..].TrimEnd('\n').Split('\n').All(line => line is [' ', ' ', not ' ', ..])
            ? sheet.TrimEnd('\n') + "\n" + more[Head.Length..]
            : null;
    }

    private async Task<SnapshotFile> WithoutAsync(SnapshotFile file, HashSet<string> keys, CancellationToken cancellation)
    {
        var mayHold = Dossier.MayHoldAnswers(file.Path) || string.Equals(file.Path, Dossier.ManifestFileName, StringComparison.OrdinalIgnoreCase);
        if (!mayHold || file.Size > YamlText.MaximumCharacters)
            return file;
        var text = await TextAsync(file, cancellation);
        var left = AnswerRemoval.Without(text, keys);
        return left == text ? file : await KeptAsync(file.Path, left, cancellation);
    }

    private async Task<string> TextAsync(SnapshotFile file, CancellationToken cancellation)
    {
        using var source = new StreamReader(content.Open(file.Sha256), Encoding.UTF8);
        return await source.ReadToEndAsync(cancellation);
    }

    private async Task<SnapshotFile> KeptAsync(string path, string text, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(path, await content.PutAsync(new MemoryStream(bytes), cancellation), bytes.Length);
    }

    /// <summary>The new version says what the form says and, for the rest, what the old one said; else nothing is kept.</summary>
    private Dossier ReadAgain(Snapshot snapshot, IReadOnlyDictionary<string, AnswerEntry> before, IReadOnlyList<Change> changes)
    {
        try
        {
            var dossier = reader.Read(snapshot);
            var after = dossier.Manifest.Answers;
            var others = before.Where(pair => ProjectAnswers.Says(pair.Value) && changes.All(change => change.Question.Key != pair.Key));
            if (others.All(pair => after.TryGetValue(pair.Key, out var kept) && ProjectAnswers.AreEqual(pair.Value, kept))
                && changes.All(change => IsSame(change.Question, after.GetValueOrDefault(change.Question.Key), change.Said)))
            {
                return dossier;
            }
        }
        catch (AuthorMistakesException)
        {
            // The same as a version that says something else: it was the removal that broke it.
        }

        throw RefusedException.Conflict(
            "Une réponse à changer se trouve dans un fichier dont la mise en forme ne permet pas de l'en retirer : téléchargez la feuille, et remplacez-la vous-même dans le dossier.",
            "An answer to change stands in a file whose layout does not let it be taken out: download the sheet, and replace it in the dossier yourself.");
    }

    /// <param name="Said">Null to take the answer away.</param>
    private sealed record Change(FactDeclaration Question, AnswerEntry? Said);
}
