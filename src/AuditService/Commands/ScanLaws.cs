using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AuditService.App.Scans;
using AuditService.Collectors.Questionnaires.CanadianAia;
using AuditService.Reports.Json;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary>
/// <c>audit scan aiact [answers.yaml]</c> and <c>audit scan aia [definition.json] [answers.json]</c>: what answers mean under a law. The result is told in
/// words too: on standard output when the JSON goes to a file, otherwise beside it, on the error stream.
/// </summary>
internal static class ScanLaws
{
    public static Command AiAct(Option<string?> json)
    {
        var answers = new Argument<string?>("answers") { Description = "Réponses (YAML) | Answers (YAML)", Arity = ArgumentArity.ZeroOrOne };
        var on = new Option<string?>("--on") { Description = "Jour où le classement est regardé (2027-12-02) | Day at which the classification is looked at (2027-12-02)", HelpName = "DATE" };
        var template = new Option<bool>("--template") { Description = "Écrit un fichier de réponses à remplir | Write a file of answers to fill in" };
        var command = new Command("aiact", "Classement selon le règlement européen sur l'IA | Classification under the AI Act") { answers, on, template };
        command.Validators.Add(result =>
        {
            if (result.GetValue(answers) is null && !result.GetValue(template))
                result.AddError("Nommez un fichier de réponses, ou demandez-en un avec --template. | Name a file of answers, or ask for one with --template.");
        });
        command.SetAction((parsed, token) => AuditProgram.InSessionAsync(parsed, async session =>
        {
            var scan = session.Services.GetRequiredService<ScanAiAct>();
            if (parsed.GetValue(template))
            {
                await WriteTemplateAsync(session, scan.Template(session.Language), parsed.GetValue(answers), token);
                return ExitCode.Done;
            }

            var result = await scan.RunAsync(parsed.GetValue(answers)!, DayOf(parsed.GetValue(on)), session.Language, token);
            await WriteAsync(session, parsed.GetValue(json), result, words => Tell(words, session, result), token);
            return ExitCode.Done;
        }));
        return command;
    }

    public static Command Aia(Option<string?> json)
    {
        var definition = new Argument<string>("definition") { Description = "Définition SurveyJS (JSON) | SurveyJS definition (JSON)" };
        var answers = new Argument<string>("answers") { Description = "Réponses enregistrées (JSON) | Saved answers (JSON)" };
        var command = new Command("aia", "Évaluation de l'incidence algorithmique du Canada | Canada's Algorithmic Impact Assessment") { definition, answers };
        command.SetAction((parsed, token) => AuditProgram.InSessionAsync(parsed, async session =>
        {
            var score = await ScanAia.RunAsync(parsed.GetValue(definition)!, parsed.GetValue(answers)!, token);
            await WriteAsync(session, parsed.GetValue(json), score, words => Tell(words, session, score), token);
            return ExitCode.Done;
        }));
        return command;
    }

    private static DateOnly DayOf(string? text)
    {
        if (text is null)
            return DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw AuditProgram.BadUsage("--on", $"« {text} » n'est pas une date ; attendu : 2027-12-02.", $"\"{text}\" is no date; expected: 2027-12-02.");
    }

    private static async Task WriteTemplateAsync(Session session, string template, string? file, CancellationToken cancellation)
    {
        if (file is null)
        {
            session.Output.Profile.Out.Writer.Write(template);
            return;
        }

        if (File.Exists(file))
            throw AuditProgram.BadUsage(file, "Ce fichier existe déjà : rien n'est écrasé.", "This file is there already: nothing is overwritten.");
        await Run.WriteAsync(file, stream => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(template), cancellation).AsTask());
        session.Output.WriteLine(session.Say($"Écrit : {file}. Répondez, puis : audit scan aiact {file}", $"Written: {file}. Answer, then: audit scan aiact {file}"));
    }

    private static async Task WriteAsync<T>(Session session, string? json, T result, Action<IAnsiConsole> tell, CancellationToken cancellation)
    {
        if (json is not null)
        {
            await Run.WriteAsync(json, stream => JsonSerializer.SerializeAsync(stream, result, AuditJson.Options, cancellation));
            tell(session.Output);
            return;
        }

        session.Output.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(result, AuditJson.Options));
        if (!session.Quiet)
            tell(session.Messages);
    }

    private static void Tell(IAnsiConsole words, Session session, AiActScanResult result)
    {
        words.WriteLine(session.Say($"AI Act au {Day(result.On)} (texte du {result.LawAsOf})", $"AI Act on {Day(result.On)} (text of {result.LawAsOf})"));
        words.WriteLine(session.Say("Parcours", "Walk"));
        foreach (var step in result.Walk)
            words.WriteLine($"  {Answer(session, step.Answer)} {step.Article} · {step.Title}{Reasons(step.Because)}");
        Tell(words, session, session.Say("Classement", "Classification"), result.Labels);
        Tell(words, session, session.Say("Obligations", "Duties"), result.Duties);
        if (result.Open.Count > 0)
        {
            words.WriteLine(session.Say($"Ouvert : {result.Undecided.Count} étiquettes ou obligations attendent ces réponses", $"Open: {result.Undecided.Count} labels or duties wait for these answers"));
            foreach (var question in result.Questions)
                words.WriteLine($"  {question.Key} · {question.Text}");
        }

        if (result.Unsettled.Count > 0)
            words.WriteLine(session.Say("À relire dans le texte en vigueur", "To be read again in the text in force"));
        foreach (var point in result.Unsettled)
            words.WriteLine($"  {point.Article} ({Day(point.AsOf)}) · {point.Text}");
    }

    private static void Tell(IAnsiConsole words, Session session, string heading, IReadOnlyList<AiActLabel> labels)
    {
        words.WriteLine(heading + (labels.Count == 0 ? session.Say(" : rien de décidé", ": nothing decided") : ""));
        foreach (var label in labels)
        {
            var from = label.AppliesFrom is { } day ? session.Say($"à partir du {Day(day)}", $"from {Day(day)}") : session.Say("date ouverte", "date open");
            words.WriteLine($"  {label.Article} · {label.Title} · {label.Whom} · {from}{(label.InForce == true ? session.Say(", en vigueur", ", in force") : "")}");
        }
    }

    private static void Tell(IAnsiConsole words, Session session, AiaScore score)
    {
        words.WriteLine(session.Say(
            $"Niveau {score.Level} : risque {Number(score.Raw)} sur {Number(score.Maximum)}, atténuation {Number(score.Mitigation)} sur {Number(score.MitigationMaximum / 2)}, total {Number(score.Total)}.",
            $"Level {score.Level}: risk {Number(score.Raw)} of {Number(score.Maximum)}, mitigation {Number(score.Mitigation)} of {Number(score.MitigationMaximum / 2)}, total {Number(score.Total)}."));
        if (score.UnknownAnswers.Count > 0)
        {
            var names = string.Join(", ", score.UnknownAnswers.Take(10)) + (score.UnknownAnswers.Count > 10 ? " …" : "");
            words.WriteLine(session.Say(
                $"{score.UnknownAnswers.Count} réponses ne sont celles d'aucune question de la définition et ne comptent pas : {names}",
                $"{score.UnknownAnswers.Count} answers are of no question of the definition and do not count: {names}"));
        }

        if (score.Unanswered > 0)
        {
            words.WriteLine(session.Say(
                $"{score.Unanswered} questions notées sont sans réponse et comptent pour zéro : le niveau n'est pas établi.",
                $"{score.Unanswered} scored questions have no answer and count for nothing: the level is not established."));
        }

        string Number(double value) => value.ToString("0.##", session.Culture);
    }

    private static string Answer(Session session, string answer) => answer switch
    {
        "yes" => session.Say("oui   ", "yes "),
        "no" => session.Say("non   ", "no  "),
        _ => session.Say("ouvert", "open"),
    };

    private static string Reasons(IReadOnlyList<string> because) => because.Count == 0 ? "" : $" [{string.Join(" ; ", because.Take(3))}{(because.Count > 3 ? " …" : "")}]";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
