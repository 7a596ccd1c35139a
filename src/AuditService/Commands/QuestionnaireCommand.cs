using System.CommandLine;
using System.Text;
using System.Text.Json;
using AuditService.App.Questionnaires;
using AuditService.Core.Questionnaires;
using AuditService.Reports.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit questionnaire list | new | check</c>: the questions that only people can answer.</summary>
internal static class QuestionnaireCommand
{
    private const int ShownGaps = 12;

    private static readonly Option<string?> Json = new("--json") { Description = "Écrit aussi en JSON | Write as JSON too", HelpName = "F" };

    public static Command Command() => new("questionnaire", "Les questions auxquelles seul un humain répond | The questions that only people can answer") { List(), New(), Check() };

    private static Command List()
    {
        var list = new Command("list", "Questionnaires, versions et poids | Questionnaires, versions and weights");
        list.SetAction((parsed, _) => AuditProgram.InSessionAsync(parsed, session =>
        {
            var table = Tables.New(session.Say("Questionnaire", "Questionnaire"), "Version", session.Say("Questions", "Questions"), session.Say("Poids", "Weight"), session.Say("Titre", "Title"), session.Say("Source", "Source"));
            foreach (var set in session.Services.GetRequiredService<CheckQuestionnaires>().Sets([]))
            {
                table.AddRow(
                    new Text(set.Id),
                    new Text(set.Version),
                    new Text(set.Questions.Count().ToString(session.Culture)),
                    new Text(set.Questions.Sum(question => question.Weight).ToString("0.##", session.Culture)),
                    new Text(set.Title.In(session.Language)),
                    new Text(set.Source));
            }

            session.Output.Write(table);
            return Task.FromResult(ExitCode.Done);
        }));
        return list;
    }

    private static Command New()
    {
        var sets = new Argument<string[]>("sets") { Description = "Questionnaires (tous si aucun) | Questionnaires (all if none)", Arity = ArgumentArity.ZeroOrMore };
        var dossier = new Option<string?>("--for") { Description = "Dossier dont les réponses sont laissées de côté | Dossier whose answers are left out", HelpName = "PATH" };
        var file = new Option<string?>("--out") { Description = "Fichier à écrire | File to write", HelpName = "F" };
        var command = new Command("new", "Écrit une feuille de réponses à remplir | Write a sheet of answers to fill in") { sets, dossier, file };
        command.SetAction((parsed, token) => AuditProgram.InSessionAsync(parsed, async session =>
        {
            var path = parsed.GetValue(file);
            if (path is not null && File.Exists(path))
                throw AuditProgram.BadUsage(path, "Ce fichier existe déjà : rien n'est écrasé.", "This file is there already: nothing is overwritten.");
            var sheet = await session.Services.GetRequiredService<CheckQuestionnaires>().TemplateAsync(parsed.GetValue(sets) ?? [], parsed.GetValue(dossier), session.Language, token);
            if (path is null)
            {
                session.Output.Profile.Out.Writer.Write(sheet);
                return ExitCode.Done;
            }

            await Run.WriteAsync(path, stream => stream.WriteAsync(Encoding.UTF8.GetBytes(sheet), token).AsTask());
            session.Output.WriteLine(session.Say($"Écrit : {path}. Répondez, puis : audit questionnaire check {path}", $"Written: {path}. Answer, then: audit questionnaire check {path}"));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Check()
    {
        var path = new Argument<string[]>("path") { Description = "Dossier, zip, ou feuilles de réponses (YAML, JSON) | Dossier, zip, or sheets of answers (YAML, JSON)", Arity = ArgumentArity.OneOrMore };
        var set = new Option<string[]>("--set") { Description = "Questionnaire à regarder (tous si aucun) | Questionnaire to look at (all if none)", HelpName = "ID", AllowMultipleArgumentsPerToken = true };
        var command = new Command("check", "Ce que les réponses obtiennent, et ce qui manque | What the answers earn, and what is missing") { path, set, Json };
        command.SetAction((parsed, token) => AuditProgram.InSessionAsync(parsed, async session =>
        {
            var check = session.Services.GetRequiredService<CheckQuestionnaires>();
            var (scores, contradictions, inert) = await check.CheckAsync(parsed.GetValue(path)!, parsed.GetValue(set) ?? [], token);
            foreach (var score in scores)
                Tell(session, check, score);
            if (inert.Count > 0)
                session.Output.WriteLine(session.Say($"sans effet, la question n'est pas posée ({inert.Count}) : {string.Join(", ", inert)}", $"without effect, the question is not asked ({inert.Count}): {string.Join(", ", inert)}"));
            if (contradictions.Count > 0)
            {
                session.Output.WriteLine(session.Say($"se contredisent ({contradictions.Count})", $"contradict each other ({contradictions.Count})"));
                foreach (var one in contradictions)
                    session.Output.WriteLine($"  {one.Where} · {one.Detail!.In(session.Language)}");
            }

            if (parsed.GetValue(Json) is { } json)
            {
                var document = new QuestionnairesDocument([.. scores.Select(score => QuestionnaireEntry.Of(score, check.Library.Catalogue, session.Language))])
                {
                    Contradictions = [.. contradictions.Select(one => one.Detail!.In(session.Language))],
                };
                await Run.WriteAsync(json, stream => JsonSerializer.SerializeAsync(stream, document, AuditJson.Options, token));
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static void Tell(Session session, CheckQuestionnaires check, QuestionSetScore score)
    {
        var set = score.Set;
        session.Output.WriteLine(session.Say(
            $"{set.Id} {set.Version} · {set.Title.Fr} : {score.Answered.Count()} réponse(s) sur {score.Asked.Count()}, {RateOf(session, score)}",
            $"{set.Id} {set.Version} · {set.Title.En}: {score.Answered.Count()} answer(s) of {score.Asked.Count()}, {RateOf(session, score)}"));
        if (!score.Answered.Any())
            return;
        Gaps(session.Say("sans réponse", "without an answer"), score.Unanswered);
        Gaps(session.Say("n'obtient pas tous ses points", "does not earn all its points"), score.Shortfalls);
        Gaps(session.Say("sans pièce du dossier", "without a document of the dossier"), score.Unproven);

        void Gaps(string what, IEnumerable<QuestionState> questions)
        {
            var keys = questions.Select(question => question.Question.Key).ToList();
            if (keys.Count == 0)
                return;
            session.Output.WriteLine($"  {what} ({keys.Count})");
            foreach (var key in keys.Take(ShownGaps))
                session.Output.WriteLine($"    {key} · {check.Library.Catalogue.Title(key).In(session.Language)}");
            if (keys.Count > ShownGaps)
                session.Output.WriteLine("    …");
        }
    }

    private static string RateOf(Session session, QuestionSetScore score)
    {
        if (!score.Answered.Any())
            return session.Say("pas de taux sans réponse", "no rate without an answer");
        if (score.Floor is not { } floor || score.Ceiling is not { } ceiling)
            return session.Say("rien de noté ne s'applique", "nothing that is scored applies");
        return score.Open.Any()
            ? session.Say($"taux de {Percent(floor)} à {Percent(ceiling)} % selon ce qui manque", $"rate {Percent(floor)} to {Percent(ceiling)} % depending on what is missing")
            : session.Say($"taux {Percent(floor)} %", $"rate {Percent(floor)} %");

        string Percent(double share) => Math.Round(share * 100, 1, MidpointRounding.AwayFromZero).ToString("0.#", session.Culture);
    }
}
