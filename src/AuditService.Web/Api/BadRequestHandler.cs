using System.Text.Json;
using System.Text.RegularExpressions;
using AuditService.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Web.Api;

/// <summary>A body or a parameter that cannot be read: says which and where, in words of the API, never of the code behind it.</summary>
internal sealed partial class BadRequestHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public static LocalizedText OtherType { get; } = new(
        "Le corps n'est pas annoncé pour ce qui est attendu ici : « Content-Type: application/json », application/zip pour un dépôt, text/csv ou le type d'un classeur (xlsx) pour une grille.",
        "The body is not announced as what is expected here: \"Content-Type: application/json\", application/zip for a submission, text/csv or the type of a workbook (xlsx) for a grid.");

    public ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation)
    {
        if (exception is not BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest or StatusCodes.Status415UnsupportedMediaType } bad)
            return ValueTask.FromResult(false);
        context.Response.StatusCode = bad.StatusCode;
        return problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = { Status = bad.StatusCode, Detail = WordsOf(bad).In(RequestLanguage.Of(context.Request)) } });
    }

    private static LocalizedText WordsOf(BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException json)
            return WordsOf(json);
        if (bad.StatusCode == StatusCodes.Status415UnsupportedMediaType)
            return OtherType;
        if (bad.Message.Contains("body", StringComparison.OrdinalIgnoreCase))
            return new("Un corps JSON est attendu, et il n'y en a pas qui puisse être lu.", "A JSON body is expected, and there is none that can be read.");
        if (ParameterWithValue().Match(bad.Message) is { Success: true } parameter)
            return new($"La valeur du paramètre « {parameter.Groups["name"]} » ne convient pas.", $"The value of the parameter \"{parameter.Groups["name"]}\" does not fit.");
        return new("La demande est incomplète ou mal formée.", "The request is incomplete or malformed.");
    }

    private static LocalizedText WordsOf(JsonException json)
    {
        if (MissingProperties().Match(json.Message) is { Success: true } missing)
            return new($"Le corps est incomplet ; il manque : {Listed(missing)}.", $"The body is incomplete; missing: {Listed(missing)}.");
        var path = json.Path is null or "$" ? "" : json.Path;
        var (line, character) = (json.LineNumber + 1, json.BytePositionInLine + 1);
        return new(
            $"Le corps n'est pas le JSON attendu : {(path.Length == 0 ? "" : path + ", ")}ligne {line}, octet {character}.",
            $"The body is not the JSON expected: {(path.Length == 0 ? "" : path + ", ")}line {line}, byte {character}.");
    }

    private static string Listed(Match missing) => string.Join(", ", missing.Groups["name"].Captures.Select(name => name.Value));

    /// <summary>The framework tells the name in its message and nowhere else; the type before it is ours and stays here.</summary>
    [GeneratedRegex("""parameter "[^"]*?(?<name>\w+)" """, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ParameterWithValue();

    [GeneratedRegex("""missing required properties including: ('(?<name>[^']*)'[,;. ]*)+""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingProperties();
}

internal static class BadRequestExtensions
{
    public static IServiceCollection AddBadRequestWords(this IServiceCollection services) => services
        .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true)
        .AddExceptionHandler<BadRequestHandler>()
        .Configure<ProblemDetailsOptions>(options => options.CustomizeProblemDetails = context =>
        {
            // Refused by the choice of the endpoint: nothing is thrown.
            if (context.HttpContext.Response.StatusCode == StatusCodes.Status415UnsupportedMediaType)
                context.ProblemDetails.Detail ??= BadRequestHandler.OtherType.In(RequestLanguage.Of(context.HttpContext.Request));
        });
}
