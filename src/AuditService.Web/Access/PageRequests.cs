using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AuditService.Web.Access;

/// <summary>Tells people who look at pages from programs: what the one is led to or told in a sentence, the other gets as a status and problem details.</summary>
internal static class PageRequests
{
    /// <summary>On an endpoint of the API whose answer people open in a browser, from the link of a mail for instance.</summary>
    public sealed class IsReadByPeople;

    public static bool IsForPage(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.ContainsKey(HeaderNames.Authorization) || !request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html"))
            return false;
        return !request.Path.StartsWithSegments("/api") || context.GetEndpoint()?.Metadata.GetMetadata<IsReadByPeople>() is not null;
    }
}
