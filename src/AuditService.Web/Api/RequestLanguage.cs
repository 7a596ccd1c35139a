using AuditService.Core;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.Api;

/// <summary>French, unless the request prefers English (<c>?lang=en</c>, or Accept-Language).</summary>
internal static class RequestLanguage
{
    public static Language Of(HttpRequest request)
    {
        if (request.Query["lang"] is [{ Length: > 0 } asked])
            return asked == "en" ? Language.English : Language.French;
        var preferred = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString())
            .FirstOrDefault(language => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) || language.StartsWith("en", StringComparison.OrdinalIgnoreCase));
        return preferred?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? Language.English : Language.French;
    }
}
