using System.Text;
using AuditService.App;
using AuditService.App.Questionnaires;
using AuditService.App.Runs;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.People;
using AuditService.Web.Access;
using AuditService.Web.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace AuditService.Web.Questionnaires;

/// <summary>
/// The questions that only people can answer, as forms without a script. The answers travel in the form, and leave as a sheet that its author puts into a dossier, or
/// for a new version of the dossier that a project has.
/// </summary>
internal static class QuestionnairePages
{
    public const string Path = "/questionnaires";

    /// <summary>After the key of a question: the field for the document that shows its answer.</summary>
    public const string EvidenceSuffix = ".evidence";

    private const int LargestRequest = 64 * 1024;

    /// <summary>Name of the field that says which dossier a form was filled from.</summary>
    public const string BasisField = "basis";

    public static void MapQuestionnairePages(this WebApplication app)
    {
        var pages = app.MapGroup(Path).ExcludeFromDescription().RequireAuthorization(Policies.Read).WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        pages.MapGet("", async (HttpContext context, IAntiforgery antiforgery, FillInQuestionnaire fill, SaveAnswers answers, string? after, CancellationToken cancellation) =>
        {
            var viewer = Principals.ViewerOf(context.User);
            var (projects, next) = Principals.RightsOf(context.User).Contains(Right.Submit) ? await answers.ProjectsAsync(viewer, after, cancellation) : ([], null);
            return PeoplePages.Page<QuestionnairesPage>(new { Form = FormState.Of(context, antiforgery, error: null), Viewer = viewer, fill.Sets, Projects = projects, Next = next });
        });
        pages.MapGet("/{id}", IResult (string id, HttpContext context, IAntiforgery antiforgery, FillInQuestionnaire fill) =>
            fill.Fill(id, _ => null) is { } empty ? Page(context, antiforgery, empty, FormCollection.Empty) : TypedResults.NotFound());
        pages.MapPost("/{id}", async Task<IResult> (string id, HttpContext context, IAntiforgery antiforgery, FillInQuestionnaire fill) =>
        {
            var sent = await Forms.ReadAsync(context);
            return fill.Fill(id, question => Answer(question, sent)) is { } filled ? Answered(context, antiforgery, filled, sent, project: null) : TypedResults.NotFound();
        });
        MapOfProject(app.MapGroup(Path + "/projects/{project}").ExcludeFromDescription().RequireAuthorization(Policies.Submit).WithMetadata(new RequestSizeLimitAttribute(LargestRequest)));
    }

    /// <summary>The same forms over the dossier of a project: filled with its answers, and kept in a new version of it.</summary>
    private static void MapOfProject(RouteGroupBuilder pages)
    {
        pages.MapGet("", async Task<IResult> (string project, HttpContext context, IAntiforgery antiforgery, FillInQuestionnaire fill, SaveAnswers answers, CancellationToken cancellation) =>
            await answers.OfAsync(project, Principals.ViewerOf(context.User), cancellation) is { } held
                ? PeoplePages.Page<QuestionnairesPage>(new { Form = FormState.Of(context, antiforgery, error: null), Viewer = Principals.ViewerOf(context.User), fill.Sets, Held = held })
                : TypedResults.NotFound());
        pages.MapGet("/{id}", async Task<IResult> (string project, string id, int? saved, HttpContext context, IAntiforgery antiforgery, FillInQuestionnaire fill, SaveAnswers answers, CancellationToken cancellation) =>
        {
            if (await answers.OfAsync(project, Principals.ViewerOf(context.User), cancellation) is not { } held || fill.Fill(id, question => held.Find(question.Key)) is not { } filled)
                return TypedResults.NotFound();
            return Page(context, antiforgery, filled, Sent(filled), new(held, held.Last.Id, saved));
        });
        pages.MapPost("/{id}", async Task<IResult> (string project, string id, HttpContext context, IAntiforgery antiforgery, FillInQuestionnaire fill, SaveAnswers answers, CancellationToken cancellation) =>
        {
            var sent = await Forms.ReadAsync(context);
            if (await answers.OfAsync(project, Principals.ViewerOf(context.User), cancellation) is not { } held || fill.Fill(id, question => Answer(question, sent)) is not { } filled)
                return TypedResults.NotFound();
            return Answered(context, antiforgery, filled, sent, new(held, sent[BasisField].ToString(), Saved: null));
        });
        pages.MapPost("/{id}/saved", SaveAsync).RequireRateLimiting(RequestLimits.Submissions);

        // The address of an answer to a form, typed again.
        pages.MapGet("/{id}/saved", (string project, string id) => TypedResults.LocalRedirect(OfProject(project, id)));
    }

    /// <summary>Address of the form of a set over the dossier of a project.</summary>
    public static string OfProject(string project, string id) => $"{Path}/projects/{Uri.EscapeDataString(project)}/{Uri.EscapeDataString(id)}";

    private static async Task<IResult> SaveAsync(string project, string id, HttpContext context, IAntiforgery antiforgery, FillInQuestionnaire fill, SaveAnswers answers, CancellationToken cancellation)
    {
        var viewer = Principals.ViewerOf(context.User);
        var sent = await Forms.ReadAsync(context);
        if (await answers.OfAsync(project, viewer, cancellation) is not { } held || fill.Fill(id, question => Answer(question, sent)) is not { } filled)
            return TypedResults.NotFound();
        var action = OfProject(project, id);
        if (filled.Problems.Count > 0)
            return Page(context, antiforgery, filled, sent, new(held, sent[BasisField].ToString(), Saved: null), Mistaken(filled), StatusCodes.Status400BadRequest, action);
        try
        {
            return await answers.SaveAsync(project, id, question => Answer(question, sent), sent[BasisField].ToString(), viewer, cancellation) is { } saved
                ? TypedResults.LocalRedirect($"{action}?saved={saved.Changed}")
                : TypedResults.NotFound();
        }
        catch (RefusedException refused) when (refused.Refusal == Refusal.Conflict)
        {
            // What was changed is shown again, over the dossier as it is now: who saves once more means it.
            if (await answers.OverLastAsync(project, id, question => Answer(question, sent), sent[BasisField].ToString(), viewer, cancellation) is not { } over
                || fill.Fill(id, question => over.Answers.GetValueOrDefault(question.Key)) is not { } again)
            {
                return TypedResults.NotFound();
            }

            return Page(context, antiforgery, again, Sent(again), new(over.Held, over.Held.Last.Id, Saved: null) { Meanwhile = over.Meanwhile }, refused.Why, StatusCodes.Status409Conflict, action);
        }
    }

    private static IResult Answered(HttpContext context, IAntiforgery antiforgery, FilledQuestionnaire filled, IFormCollection sent, QuestionnaireOfProject? project)
    {
        var wanted = sent["do"].ToString();
        if (filled.Problems.Count > 0)
            return Page(context, antiforgery, filled, sent, project, Mistaken(filled), StatusCodes.Status400BadRequest);
        if (wanted is not ("yaml" or "json"))
            return Page(context, antiforgery, filled, sent, project);
        var isJson = wanted == "json";
        return TypedResults.File(
            Encoding.UTF8.GetBytes(filled.Sheet(isJson)), isJson ? "application/json; charset=utf-8" : "application/yaml; charset=utf-8", $"answers-{filled.Set.Id}.{(isJson ? "json" : "yaml")}");
    }

    /// <summary>Id of the field of a question in its page.</summary>
    public static string IdOf(string key) => "q-" + key.Replace('.', '-');

    private static RazorComponentResult<QuestionnairePage> Page(
        HttpContext context, IAntiforgery antiforgery, FilledQuestionnaire filled, IFormCollection sent, QuestionnaireOfProject? project = null, LocalizedText? error = null, int status = StatusCodes.Status200OK, string? action = null)
    {
        var form = FormState.Of(context, antiforgery, error);
        return PeoplePages.Page<QuestionnairePage>(
            new
            {
                Form = form with { Sent = sent, Action = action ?? context.Request.Path.ToString(), ErrorField = error is not null && filled.Problems.Count > 0 ? IdOf(filled.Problems[0].Key) : null },
                Viewer = Principals.ViewerOf(context.User),
                Filled = filled,
                Project = project,
            },
            status);
    }

    private static LocalizedText Mistaken(FilledQuestionnaire filled) => new($"{filled.Problems.Count} réponse(s) à corriger.", $"{filled.Problems.Count} answer(s) to mend.");

    /// <summary>The fields as <see cref="Answer"/> would have read these answers from them.</summary>
    private static FormCollection Sent(FilledQuestionnaire filled)
    {
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var (key, answer) in filled.Answers)
        {
            var question = filled.Catalogue.Find(key)!;
            fields[key] = Answers.ValueOf(question, answer) switch
            {
                BooleanValue said => said.Value ? "true" : "false",
                TextListValue list when question.Choices.Count == 0 => string.Join('\n', list.Values),
                TextListValue list => new StringValues(list.Values.ToArray()),
                TextValue text => text.Value,
                _ => answer.Value ?? "",
            };
            fields[key + EvidenceSuffix] = answer.Evidence ?? "";
        }

        return new(fields);
    }

    /// <summary>An answer as its field sends it: a list by its boxes, or a line each; a number with a comma as it is written in French.</summary>
    private static AnswerEntry? Answer(FactDeclaration question, IFormCollection sent)
    {
        var given = sent[question.Key].Select(value => value?.Trim() ?? "").Where(value => value.Length > 0).ToList();
        if (given.Count == 0)
            return null;
        var evidence = sent[question.Key + EvidenceSuffix].ToString().Trim();
        var answer = new AnswerEntry { Evidence = evidence.Length == 0 ? null : evidence };
        return question.Type switch
        {
            FactType.TextList => answer with { Values = [.. given.SelectMany(value => value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))] },
            FactType.Number => answer with { Value = string.Concat(given[0].Where(letter => !char.IsWhiteSpace(letter))).Replace(',', '.') },
            _ => answer with { Value = given[0] },
        };
    }
}
