using AuditService.App;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.Access;

/// <summary>Turns refusals into problem details. Everything else that is thrown is our own fault: a bare 500 with the number to look for in the log.</summary>
internal sealed class RefusalHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            httpContext.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = { Detail = Texts.In(httpContext, "Ce qui est envoyé dépasse la taille permise.", "What was sent is larger than allowed.") } });
            return true;
        }
        if (exception is BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout })
        {
            httpContext.Response.StatusCode = StatusCodes.Status408RequestTimeout;
            await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = { Detail = Texts.In(httpContext, "L'envoi est trop lent : il a été interrompu.", "The upload is too slow: it was ended.") } });
            return true;
        }

        if (exception is not RefusedException refused)
            return false;
        httpContext.Response.StatusCode = StatusOf(refused.Refusal);
        await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = { Detail = refused.Why.In(Texts.LanguageOf(httpContext)) } });
        return true;
    }

    public static int StatusOf(Refusal refusal) => refusal switch
    {
        Refusal.Forbidden => StatusCodes.Status403Forbidden,
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.Gone => StatusCodes.Status410Gone,
        Refusal.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };
}
