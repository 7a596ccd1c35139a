using System.Security.Cryptography;
using System.Text.Json;
using AuditService.App;
using AuditService.App.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.Access;

/// <summary>
/// Keeps a challenge between the question and the answer, encrypted in a cookie: whoever only asks costs no memory here. Each is answered once, so that
/// an answer and its cookie that somebody has copied let nobody in.
/// </summary>
internal sealed class PasskeyCeremonies(IDataProtectionProvider protection, Sessions sessions, AuditServiceSettings settings, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly IDataProtector protector = protection.CreateProtector("AuditService.PasskeyCeremony.v1");

    public void Begin(HttpContext context, string state, string? personId = null, string? name = null)
    {
        var ceremony = new PasskeyCeremony(Guid.NewGuid().ToString("N"), state, time.GetUtcNow() + Lifetime, personId, name);
        var cookie = Cookie();
        context.Response.Cookies.Append(cookie.Name!, protector.Protect(JsonSerializer.Serialize(ceremony)), cookie.Build(context));
    }

    /// <summary>The challenge of this browser, or null when there is none that still counts.</summary>
    public PasskeyCeremony? Find(HttpContext context)
    {
        if (context.Request.Cookies[Cookie().Name!] is not { } kept)
            return null;
        try
        {
            return JsonSerializer.Deserialize<PasskeyCeremony>(protector.Unprotect(kept)) is { } ceremony && time.GetUtcNow() < ceremony.Until ? ceremony : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>True for the one caller who answers it.</summary>
    public Task<bool> EndAsync(HttpContext context, PasskeyCeremony ceremony)
    {
        var cookie = Cookie();
        context.Response.Cookies.Delete(cookie.Name!, cookie.Build(context));
        return sessions.EndAsync(ceremony.Id, context.RequestAborted);
    }

    private CookieBuilder Cookie()
    {
        var cookie = new CookieBuilder();
        AccessExtensions.Protect(cookie, settings.Access, "passkey");
        cookie.SameSite = SameSiteMode.Strict;
        return cookie;
    }
}
