using AuditService.Core;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.People;

/// <summary>What somebody is told who does not get in.</summary>
internal static class SignInWords
{
    public static LocalizedText Of(SignInAnswer answer) => answer == SignInAnswer.TooMany
        ? new("Trop d'essais : attendez une minute.", "Too many attempts: wait a minute.")
        : new("L'adresse, le mot de passe ou le code ne va pas, ou le compte est bloqué quelques minutes.", "The address, the password or the code is wrong, or the account is locked for some minutes.");

    public static int StatusOf(SignInAnswer answer) => answer == SignInAnswer.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized;
}
