using AuditService.Web.Access;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace AuditService.Web.Api;

/// <summary>The OpenAPI document: what programs that are made from it must know beside paths and bodies.</summary>
internal static class ApiDescription
{
    private const string Token = "token";
    private const string Session = "session";
    private const string IdempotencyKey = "Idempotency-Key";

    private const string Words = """
        Audite les dossiers de projets d'IA : déposez une archive zip, suivez la demande, lisez constats, grille et rapport. Un programme montre un jeton personnel
        (`Authorization: Bearer aud_…`, créé sur la page `/account`) ; une session de navigateur joint l'en-tête `X-AuditService` à ce qui change quelque chose.

        Audits dossiers of AI projects: submit a zip, watch the order, read findings, grid and report. A program shows a personal token
        (`Authorization: Bearer aud_…`, created on the page `/account`); a browser's session adds the header `X-AuditService` to what changes anything.
        """;

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options => options
        .AddDocumentTransformer((document, context, _) =>
        {
            document.Info.Title = "AuditService";
            document.Info.Version = "v1";
            document.Info.Description = Words;
            document.AddComponent<IOpenApiSecurityScheme>(Token, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "aud_…",
                Description = "A personal API token, created on the page /account.",
            });
            document.AddComponent<IOpenApiSecurityScheme>(Session, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = context.ApplicationServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme).Cookie.Name,
                Description = "The session of a browser, begun by people/sign-in. What changes anything needs the header X-AuditService as well.",
            });
            return Task.CompletedTask;
        })
        .AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (!metadata.OfType<IAllowAnonymous>().Any())
                operation.Security = [.. SchemesOf(metadata).Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] })];
            return Task.CompletedTask;
        }));

    /// <summary>Says of each endpoint what may be answered in place of what was asked for, from what the endpoint itself states.</summary>
    public static RouteGroupBuilder DescribeRefusals(this RouteGroupBuilder api)
    {
        ((IEndpointConventionBuilder)api).Finally(endpoint =>
        {
            foreach (var status in RefusalsOf((RouteEndpointBuilder)endpoint))
                endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        });
        return api;
    }

    /// <summary>Describes the header by which a program that asks again gets the order that there is.</summary>
    public static RouteHandlerBuilder WithIdempotencyKey(this RouteHandlerBuilder endpoint) => endpoint.ProducesProblem(StatusCodes.Status409Conflict).AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.Parameters ??= [];
        if (operation.Parameters.All(parameter => parameter.Name != IdempotencyKey))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotencyKey,
                In = ParameterLocation.Header,
                Description = "The same key of the same person gives the order that there is (200) in place of a new one (202); with other contents it is refused (409).",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        return Task.CompletedTask;
    });

    /// <summary>What a dossier's or a schedule's author must mend is told with every mistake and its place.</summary>
    public static RouteHandlerBuilder TellsAuthorMistakes(this RouteHandlerBuilder endpoint) => endpoint.ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>No token reaches an account or the administration of people.</summary>
    private static string[] SchemesOf(IEnumerable<object> metadata) =>
        metadata.OfType<IAuthorizeData>().Any(authorize => authorize.Policy is Policies.Account or Policies.Administer) ? [Session] : [Token, Session];

    private static IEnumerable<int> RefusalsOf(RouteEndpointBuilder endpoint)
    {
        var isForAnybody = endpoint.Metadata.OfType<IAllowAnonymous>().Any();
        var changes = endpoint.Metadata.OfType<HttpMethodMetadata>().Any(methods => methods.HttpMethods.Any(method => !HttpMethods.IsGet(method)));
        var hasBody = endpoint.Metadata.OfType<IAcceptsMetadata>().Any();
        var stated = endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Select(response => response.StatusCode).ToHashSet();
        (int Status, bool Applies)[] refusals =
        [
            (StatusCodes.Status400BadRequest, changes),
            (StatusCodes.Status401Unauthorized, !isForAnybody),
            (StatusCodes.Status403Forbidden, !isForAnybody),
            (StatusCodes.Status404NotFound, endpoint.RoutePattern.Parameters.Count > 0),
            (StatusCodes.Status413PayloadTooLarge, hasBody),
            (StatusCodes.Status429TooManyRequests, true),
        ];
        return refusals.Where(refusal => refusal.Applies && !stated.Contains(refusal.Status)).Select(refusal => refusal.Status).ToList();
    }
}
