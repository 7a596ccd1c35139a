using System.Globalization;
using AuditService.App;
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
    /// <summary>The id of the field that the error is about; null when it is about none.</summary>
    public string? ErrorField { get; init; }

    /// <summary>What was sent when the form is shown again, else empty.</summary>
    public IFormCollection Sent { get; init; } = FormCollection.Empty;

    public bool IsFrench => Language == Language.French;

    private CultureInfo Culture => CultureInfo.GetCultureInfo(IsFrench ? "fr-FR" : "en-GB");

    public string Say(string fr, string en) => IsFrench ? fr : en;

    public string Say(LocalizedText text) => text.In(Language);

    public string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", Culture);

    public string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm", Culture) + " UTC";

    internal static FormState Of(HttpContext context, IAntiforgery antiforgery, LocalizedText? error)
    {
        var language = Texts.LanguageOf(context);
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new(language, context.Request.Path + context.Request.QueryString, tokens.FormFieldName, tokens.RequestToken ?? "", error?.In(language));
    }

    /// <param name="form">Begins the ids of the fields of the form that was refused.</param>
    /// <param name="field">The field that an error is about which names none; null when there is no such field.</param>
    internal static FormState Of(HttpContext context, IAntiforgery antiforgery, RefusedException refused, IFormCollection sent, string form, string? field) =>
        Of(context, antiforgery, refused.Why) with { Sent = sent, ErrorField = refused.Refusal == Refusal.Invalid && (refused.Field ?? field) is { } wrong ? $"{form}-{wrong}" : null };
}
