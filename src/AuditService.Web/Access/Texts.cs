using AuditService.Core;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.Access;

/// <summary>The language of whoever asks: French, unless they prefer English.</summary>
internal static class Texts
{
    public static Language LanguageOf(HttpContext context)
    {
        var preferred = context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value ?? "")
            .FirstOrDefault(language => IsIn(language, "fr") || IsIn(language, "en"));
        return preferred is not null && IsIn(preferred, "en") ? Language.English : Language.French;
    }

    public static string In(HttpContext context, string fr, string en) => new LocalizedText(fr, en).In(LanguageOf(context));

    private static bool IsIn(string tag, string language) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
}
