using System.Diagnostics;
using AuditService.Core;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Http;

namespace AuditService.Web.People;

/// <summary>Wrong addresses, refusals and our own faults as a page for whoever looks at pages; programs get problem details.</summary>
internal sealed class ErrorPages : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => PageRequests.IsForPage(context.HttpContext);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var status = http.Response.StatusCode;
        var language = Texts.LanguageOf(http);
        var (title, sentence) = WordsOf(status);
        var form = new FormState(language, Action: "", TokenName: "", Token: "", context.ProblemDetails.Detail ?? sentence.In(language));
        var isOurs = status >= StatusCodes.Status500InternalServerError;
        await PeoplePages.Page<ErrorPage>(new { Form = form, Title = title.In(language), Number = isOurs ? Activity.Current?.Id ?? http.TraceIdentifier : null }, status).ExecuteAsync(http);
    }

    private static (LocalizedText Title, LocalizedText Sentence) WordsOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => (new("Connexion nécessaire", "Sign-in needed"), new("Votre session est finie, ou n'a pas commencé.", "Your session is over, or has not begun.")),
        StatusCodes.Status403Forbidden => (new("Accès refusé", "Access denied"), new("Vos rôles ne permettent pas de voir cette page.", "Your roles do not let you see this page.")),
        StatusCodes.Status404NotFound => (new("Page introuvable", "Page not found"), new("Il n'y a rien à cette adresse, ou pas pour vous.", "There is nothing at this address, or not for you.")),
        StatusCodes.Status413PayloadTooLarge => (new("Envoi trop grand", "Too large"), new("Ce qui a été envoyé est plus grand que ce que cette page accepte.", "What was sent is larger than this page takes.")),
        StatusCodes.Status429TooManyRequests => (new("Trop de demandes", "Too many requests"), new("Attendez une minute, puis réessayez.", "Wait a minute, then try again.")),
        >= StatusCodes.Status500InternalServerError => (new("Panne du service", "Fault of the service"), new("La faute est de notre côté ; elle est notée.", "The fault is ours; it is noted.")),
        _ => (new("Demande refusée", "Request refused"), new("Le service ne comprend pas cette demande.", "The service does not understand this request.")),
    };
}
