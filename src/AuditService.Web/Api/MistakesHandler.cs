using AuditService.App;
using AuditService.App.Accessibility;
using AuditService.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.Api;

/// <summary>
/// What somebody must mend in what they bring (a dossier, a schedule, a list of listeners, a filled grid) is no fault of the server: 422 with every
/// mistake and its place, in the language asked for.
/// </summary>
internal sealed class MistakesHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation) => exception switch
    {
        AuthorMistakesException author => TellAsync(context, author.Title, language => [.. author.Problems.Select(problem => new MistakeView(problem.At.File, problem.At.Line, problem.At.Column, problem.Message.In(language)))]),
        GridMistakesException grid => TellAsync(context, GridMistakesException.Title, language => [.. grid.Problems.Select(problem => new GridMistakeView(problem.At, problem.Message.In(language)))]),
        _ => ValueTask.FromResult(false),
    };

    private ValueTask<bool> TellAsync(HttpContext context, LocalizedText title, Func<Language, IReadOnlyList<object>> mistakes)
    {
        var language = RequestLanguage.Of(context.Request);
        context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = new()
            {
                Status = StatusCodes.Status422UnprocessableEntity,
                Title = title.In(language),
                Extensions = { ["mistakes"] = mistakes(language) },
            },
        });
    }
}

/// <summary>One mistake of an author.</summary>
public sealed record MistakeView(string File, int Line, int Column, string Message);
