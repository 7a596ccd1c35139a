using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using AuditService.App.People;
using AuditService.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuditService.Web.Access;

/// <summary>Who may do what: denied unless a policy says otherwise.</summary>
internal static class AccessExtensions
{
    private const string EitherScheme = "session-or-token";
    private static readonly TimeSpan SecondFactorTime = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddAccess(this IServiceCollection services, AccessSettings settings)
    {
        services.AddPeople().AddSignInManager();
        services.AddPasskeys(settings);
        services.AddSingleton<Principals>().AddSingleton<IUserClaimsPrincipalFactory<Account>>(provider => provider.GetRequiredService<Principals>());
        services.AddScoped<SessionEvents>().AddSingleton<SignInLimits>();
        AddSchemes(services, settings);
        AddPolicies(services.AddAuthorizationBuilder());
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "X-CSRF-Token";
            Protect(options.Cookie, settings, "form");
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddRateLimiter(options => RequestLimits.AddTo(options, settings));
        services.AddProblemDetails().AddExceptionHandler<RefusalHandler>();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            options.SerializerOptions.RespectNullableAnnotations = true;
        });
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
            foreach (var proxy in settings.Proxies)
                options.KnownProxies.Add(IPAddress.Parse(proxy));
        });

        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);

        // Addresses of requests may hold the secret of a one-time link.
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
            // Encryption at rest is the disk's, as the README says; a warning at each first start would tell nobody anything.
            .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        return services;
    }

    public static void UseAccess(this WebApplication app, AccessSettings settings)
    {
        if (settings.Proxies.Count > 0)
            app.UseForwardedHeaders();
        app.Use(AskForHeadAsForAll);
        app.UseRouting();
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        if (settings.RequireHttps)
            app.UseHsts();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<CrossSiteGuard>();
        app.Use(TellOtherTypeToAnybody);
        app.UseAuthorization();
    }

    /// <summary>HEAD wherever GET is: the same headers. The server itself sends no body to who asked for none.</summary>
    private static Task AskForHeadAsForAll(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }

    /// <summary>A body of a type that no endpoint of the address takes: routing answers by an endpoint of its own, which states no policy and would ask a program to sign in that is just doing so.</summary>
    private static Task TellOtherTypeToAnybody(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint is RouteEndpoint || endpoint.DisplayName?.StartsWith("415 ", StringComparison.Ordinal) != true)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }

    private static void AddSchemes(IServiceCollection services, AccessSettings settings)
    {
        var authentication = services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, options => options.ForwardDefaultSelector = context => BearerTokenHandler.IsIn(context.Request) ? BearerTokenHandler.Scheme : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(BearerTokenHandler.Scheme, null)
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                Protect(options.Cookie, settings, "session");
                options.ExpireTimeSpan = TimeSpan.FromMinutes(settings.IdleMinutes);
                options.SlidingExpiration = true;
                options.EventsType = typeof(SessionEvents);
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
            {
                Protect(options.Cookie, settings, "second-factor");
                options.ExpireTimeSpan = SecondFactorTime;
                options.Events = new CookieAuthenticationEvents { OnRedirectToReturnUrl = _ => Task.CompletedTask };
            });
        if (settings.OpenIdConnect.IsOn)
            authentication.AddIdentityProvider(settings.OpenIdConnect);
    }

    private static void AddPolicies(AuthorizationBuilder authorization)
    {
        foreach (var (policy, right) in ((string, Right)[])[(Policies.Read, Right.Read), (Policies.Submit, Right.Submit), (Policies.Review, Right.Review), (Policies.Operate, Right.Operate), (Policies.Administer, Right.Administer)])
            authorization.AddPolicy(policy, builder => builder.RequireAuthenticatedUser().AddRequirements(new RightRequirement(right)));
        authorization.AddPolicy(Policies.Account, builder => builder.RequireAuthenticatedUser().RequireAssertion(context => Principals.IsSession(context.User)));
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>The prefix binds a cookie to this host and to https; browsers refuse it without.</summary>
    internal static void Protect(CookieBuilder cookie, AccessSettings settings, string name)
    {
        cookie.Name = (settings.RequireHttps ? "__Host-audit-" : "audit-") + name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.Path = "/";
        cookie.SecurePolicy = settings.RequireHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
