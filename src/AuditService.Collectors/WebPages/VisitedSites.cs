using System.Collections.Concurrent;
using AuditService.Browser.Network;
using AuditService.Collectors.WebPages.Sites;
using AuditService.Collectors.WebPages.States;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Collectors.WebPages;

/// <summary>The hosts that one audit visits: where they may call, who is signed in, which pages they name.</summary>
internal sealed class VisitedSites(CollectionContext context, SharedChromium chromium)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(string? State, LocalizedText? WhyNot)>>> signedIn = new(StringComparer.OrdinalIgnoreCase);

    public static LocalizedText NotAllowed { get; } = new("les adresses ne sont pas visitées : réseau ou navigateur non permis", "addresses are not visited: network or browser not allowed");

    private InterfaceEntry? Face => context.Dossier.Manifest.Interface;

    /// <summary>What the sign-ins type may stand on any page after them.</summary>
    public IReadOnlyCollection<string> Secrets => [.. SampledPage.VariablesOf((Face?.Logins ?? []).SelectMany(login => login.Steps)).Select(variable => context.Settings.StepValues.GetValueOrDefault(variable)).OfType<string>()];

    public NetworkPolicy PolicyFor(Uri address) => new(
        context.Settings.TrustedEndpoints.Contains($"{address.IdnHost}:{address.Port}", StringComparer.OrdinalIgnoreCase) ? [(address.IdnHost, address.Port)] : [], [address.IdnHost, .. Face?.AllowedHosts ?? []], []);

    /// <summary>The cookies and stored data of who is signed in, kept in memory: one sign-in a host, by the first page that asks. Null where nobody signs in.</summary>
    public Task<(string? State, LocalizedText? WhyNot)> SignedInAsync(Uri address)
    {
        var login = (Face?.Logins ?? []).FirstOrDefault(login => Uri.TryCreate(login.Url, UriKind.Absolute, out var form) && form.Port == address.Port && string.Equals(form.IdnHost, address.IdnHost, StringComparison.OrdinalIgnoreCase));
        return login is null
            ? Task.FromResult((context.Settings.StorageState, (LocalizedText?)null))
            : signedIn.GetOrAdd(address.Authority, _ => new(() => SignInAsync(new Uri(login.Url!), login))).Value;
    }

    /// <summary>Not of one step, which may end before another that waits for the same: bounded by itself.</summary>
    public async Task<SitemapPages> PagesOfAsync(PageEntry entry)
    {
        if (!context.Settings.AllowNetwork)
            return new([], NotAllowed);
        using var bound = new CancellationTokenSource(context.Settings.StepTimeout);
        var (sitemap, host) = await ReadAsync(entry.Sitemap!, bound.Token);
        var site = host ?? sitemap.Pages.Concat(sitemap.Sitemaps).FirstOrDefault();
        if (site is null)
            return new([], sitemap.Fault ?? new("le plan de site ne nomme aucune page", "the sitemap names no page"));
        await using var answers = new SiteAnswers(PolicyFor(site));
        return await SitemapPages.FindAsync(sitemap, site, answers, Face?.RespectRobots != false, bound.Token);
    }

    private async Task<(Sitemap Sitemap, Uri? Host)> ReadAsync(string name, CancellationToken cancellation)
    {
        if (Uri.TryCreate(name, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            await using var answers = new SiteAnswers(PolicyFor(address));
            var (status, bytes) = await answers.GetAsync(address, Sitemap.MaximumBytes, cancellation);
            return (status == 200 ? Sitemap.Read(bytes) : new Sitemap([], [], new($"plan de site non lu (réponse {status})", $"sitemap not read (answer {status})")), address);
        }

        if (context.Dossier.Find(name) is not { } file || file.Size > Sitemap.MaximumBytes)
            return (new Sitemap([], [], new("plan de site absent du dossier, ou trop grand", "sitemap absent from the dossier, or too large")), null);
        await using var stream = context.Content.Open(file.Sha256);
        var content = new byte[(int)file.Size];
        await stream.ReadExactlyAsync(content, cancellation);
        return (Sitemap.Read(content), null);
    }

    private async Task<(string? State, LocalizedText? WhyNot)> SignInAsync(Uri form, LoginEntry login)
    {
        using var bound = new CancellationTokenSource(context.Settings.StepTimeout);
        var values = context.Settings.StepValues.Where(pair => SampledPage.VariablesOf(login.Steps).Contains(pair.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);
        var options = new VisitOptions { StorageState = context.Settings.StorageState, Preparation = new VisitPreparation(login.Steps, values, MayWrite: true) };
        var (result, whyNot) = await chromium.VisitAsync(context.Settings, session => new PageVisitor(session, options).SignInAsync(form, PolicyFor(form), bound.Token), bound.Token);
        return result is { } signed
            ? (signed.StorageState, signed.WhyNot is { } why ? new($"connexion à {form.Host} impossible : {why.Fr}", $"signing in to {form.Host} failed: {why.En}") : null)
            : (null, whyNot);
    }
}
