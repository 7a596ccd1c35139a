using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AuditService.Web.Access;

/// <summary>
/// Refuses requests that change something and that another site may have made a browser send. A program shows the header <see cref="Header"/>, which no
/// other site can add without being asked about first; a form carries an antiforgery token; an API token proves itself.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next, IAntiforgery antiforgery, IProblemDetailsService problems)
{
    /// <summary>Any value will do.</summary>
    public const string Header = "X-AuditService";

    /// <summary>No form of this service is larger, and a form is read into memory before anybody is known.</summary>
    private const long LargestForm = 64 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!await IsOursAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await problems.TryWriteAsync(new()
            {
                HttpContext = context,
                ProblemDetails = { Detail = Texts.In(context, $"Cette requête peut venir d'un autre site : joignez l'en-tête {Header}, ou rechargez le formulaire.", $"This request may come from another site: add the header {Header}, or reload the form.") },
            });
            return;
        }

        await next(context);
    }

    private async Task<bool> IsOursAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || BearerTokenHandler.IsIn(request))
            return true;
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none"))
            return false;
        if (request.Headers.ContainsKey(Header))
            return true;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = LargestForm;
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            // A body that says it is a form and cannot be read as one.
            return false;
        }
    }
}
