using AuditService.Core;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.People;

/// <summary>What each form needs to be shown.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="TokenName">Name of the antiforgery field.</param>
/// <param name="Error">Why it is shown again, or null.</param>
public sealed record FormState(Language Language, string Action, string TokenName, string Token, string? Error)
{
    public bool IsFrench => Language == Language.French;

    public string Say(string fr, string en) => IsFrench ? fr : en;

    internal static FormState Of(HttpContext context, IAntiforgery antiforgery, LocalizedText? error)
    {
        var language = Texts.LanguageOf(context);
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new(language, context.Request.Path + context.Request.QueryString, tokens.FormFieldName, tokens.RequestToken ?? "", error?.In(language));
    }
}
