using System.Text;
using AuditService.App.Questionnaires;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Web.Access;
using AuditService.Web.People;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AuditService.Web.Questionnaires;

/// <summary>
/// The questions that only people can answer, as forms without a script. Nothing is kept here: the answers travel in the form, and leave as a sheet that its
/// author puts into a dossier.
/// </summary>
internal static class QuestionnairePages
{
    public const string Path = "/questionnaires";

    /// <summary>After the key of a question: the field for the document that shows its answer.</summary>
    public const string EvidenceSuffix = ".evidence";

    private const int LargestRequest = 64 * 1024;

    public static void MapQuestionnairePages(this WebApplication app)
    {
        var pages = app.MapGroup(Path).ExcludeFromDescription().RequireAuthorization(Policies.Read).WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        pages.MapGet("", (HttpContext context, IAntiforgery antiforgery, FillInQuestionnaire fill) => PeoplePages.Page<QuestionnairesPage>(new
        {
            Form = FormState.Of(context, antiforgery, error: null),
            Viewer = Principals.ViewerOf(context.User),
            fill.Sets,
        }));
        pages.MapGet("/{id}", IResult (string id, HttpContext context, IAntiforgery antiforgery, FillInQuestionnaire fill) =>
            fill.Fill(id, _ => null) is { } empty ? Page(context, antiforgery, empty, FormCollection.Empty, isRefused: false) : TypedResults.NotFound());
        pages.MapPost("/{id}", async Task<IResult> (string id, HttpContext context, IAntiforgery antiforgery, FillInQuestionnaire fill) =>
        {
            var sent = await Forms.ReadAsync(context);
            if (fill.Fill(id, question => Answer(question, sent)) is not { } filled)
                return TypedResults.NotFound();
            var wanted = sent["do"].ToString();
            if (wanted is not ("yaml" or "json") || filled.Problems.Count > 0)
                return Page(context, antiforgery, filled, sent, isRefused: filled.Problems.Count > 0);
            var isJson = wanted == "json";
            return TypedResults.File(
                Encoding.UTF8.GetBytes(filled.Sheet(isJson)), isJson ? "application/json; charset=utf-8" : "application/yaml; charset=utf-8", $"answers-{filled.Set.Id}.{(isJson ? "json" : "yaml")}");
        });
    }

    /// <summary>Id of the field of a question in its page.</summary>
    public static string IdOf(string key) => "q-" + key.Replace('.', '-');

    private static RazorComponentResult<QuestionnairePage> Page(HttpContext context, IAntiforgery antiforgery, FilledQuestionnaire filled, IFormCollection sent, bool isRefused)
    {
        LocalizedText? error = isRefused ? new($"{filled.Problems.Count} réponse(s) à corriger.", $"{filled.Problems.Count} answer(s) to mend.") : null;
        return PeoplePages.Page<QuestionnairePage>(
            new
            {
                Form = FormState.Of(context, antiforgery, error) with { Sent = sent, ErrorField = isRefused ? IdOf(filled.Problems[0].Key) : null },
                Viewer = Principals.ViewerOf(context.User),
                Filled = filled,
            },
            isRefused ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
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
