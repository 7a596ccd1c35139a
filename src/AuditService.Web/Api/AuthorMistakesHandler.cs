using AuditService.App;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace AuditService.Web.Api;

/// <summary>What the author of a dossier, a schedule or a list of listeners must mend is no fault of the server: 422 with every mistake and its place, in the language asked for.</summary>
internal sealed class AuthorMistakesHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation)
    {
        if (exception is not AuthorMistakesException mistakes)
            return ValueTask.FromResult(false);
        var language = RequestLanguage.Of(context.Request);
        context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        var details = new ProblemDetails
        {
            Status = StatusCodes.Status422UnprocessableEntity,
            Title = mistakes.Title.In(language),
            Extensions = { ["mistakes"] = mistakes.Problems.Select(problem => new MistakeView(problem.At.File, problem.At.Line, problem.At.Column, problem.Message.In(language))).ToList() },
        };
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = details });
    }
}

/// <summary>One mistake of an author.</summary>
public sealed record MistakeView(string File, int Line, int Column, string Message);
