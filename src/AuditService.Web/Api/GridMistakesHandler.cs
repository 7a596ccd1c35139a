using AuditService.App.Accessibility;
using AuditService.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace AuditService.Web.Api;

/// <summary>A filled grid with mistakes: 422 with each of them and its cell, in the language asked for; nothing was taken in.</summary>
internal sealed class GridMistakesHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation)
    {
        if (exception is not GridMistakesException mistakes)
            return ValueTask.FromResult(false);
        var language = RequestLanguage.Of(context.Request);
        context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        var details = new ProblemDetails
        {
            Status = StatusCodes.Status422UnprocessableEntity,
            Title = language == Language.French ? "Cette grille est à corriger ; rien n'a été importé." : "This grid is to be mended; nothing was imported.",
            Extensions = { ["mistakes"] = mistakes.Problems.Select(problem => new GridMistakeView(problem.At, problem.Message.In(language))).ToList() },
        };
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = details });
    }
}
