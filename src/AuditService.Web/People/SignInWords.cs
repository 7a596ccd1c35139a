using AuditService.Core;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.People;

/// <summary>What somebody is told who does not get in.</summary>
internal static class SignInWords
{
    public static LocalizedText Of(SignInAnswer answer) => answer == SignInAnswer.TooMany
        ? new("Trop d'essais : attendez une minute.", "Too many attempts: wait a minute.")
        : new("L'adresse, le mot de passe ou le code ne va pas, ou le compte est bloqué quelques minutes.", "The address, the password or the code is wrong, or the account is locked for some minutes.");

    /// <param name="isSent">False when the form came without what the script of the page puts in.</param>
    public static LocalizedText OfPasskey(SignInAnswer answer, bool isSent) => answer switch
    {
        SignInAnswer.TooMany => Of(answer),
        _ when !isSent => new("Une clé d'accès ne peut servir que dans un navigateur qui exécute JavaScript.", "A passkey can only be used in a browser that runs JavaScript."),
        _ => new("Cette clé d'accès n'ouvre pas de compte ici, ou le compte est bloqué.", "This passkey opens no account here, or the account is locked."),
    };

    public static int StatusOf(SignInAnswer answer) => answer == SignInAnswer.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized;
}
