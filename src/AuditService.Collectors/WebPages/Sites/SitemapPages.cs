using AuditService.Core;

namespace AuditService.Collectors.WebPages.Sites;

/// <summary>The pages of a site that its sitemap names and that may be visited.</summary>
/// <param name="Pages">At most <see cref="MaximumPages"/>, in the order of the sitemap.</param>
/// <param name="LeftOut">Why others are not among them; null when all are.</param>
internal sealed record SitemapPages(IReadOnlyList<Uri> Pages, LocalizedText? LeftOut)
{
    public const int MaximumPages = 20;

    private const int MaximumSitemaps = 20;

    /// <param name="first">The sitemap, already read.</param>
    /// <param name="host">Whose pages are visited; null for that of the first page.</param>
    /// <param name="respectRobots">False when the author says that robots.txt is not to be heeded.</param>
    public static async Task<SitemapPages> FindAsync(Sitemap first, Uri? host, SiteAnswers site, bool respectRobots, CancellationToken cancellation)
    {
        var reasons = new List<LocalizedText>();
        Note(first.Fault);
        host ??= first.Pages.Concat(first.Sitemaps).FirstOrDefault();
        var named = first.Pages.ToList();
        foreach (var further in first.Sitemaps.Where(IsHere).Take(MaximumSitemaps))
        {
            var (status, bytes) = await site.GetAsync(further, Sitemap.MaximumBytes, cancellation);
            var read = status == 200 ? Sitemap.Read(bytes) : new Sitemap([], [], new($"{further.AbsolutePath} : réponse {status}", $"{further.AbsolutePath}: answer {status}"));
            Note(read.Fault);
            named.AddRange(read.Pages);
        }

        Count(first.Sitemaps.Count(IsHere) - MaximumSitemaps, $"plan(s) au-delà des {MaximumSitemaps} premiers", $"sitemap(s) beyond the first {MaximumSitemaps}");
        var all = named.Distinct().ToList();
        var here = all.Where(IsHere).ToList();
        Count(all.Count - here.Count, "page(s) d'un autre hôte", "page(s) of another host");
        var allowed = here;
        if (respectRobots && host is not null && here.Count > 0)
        {
            var robots = await RobotsAsync(host, site, cancellation);
            allowed = [.. here.Where(robots.Allows)];
            Count(here.Count - allowed.Count, "page(s) que robots.txt demande de ne pas visiter", "page(s) that robots.txt asks not to visit");
        }

        Count(allowed.Count - MaximumPages, $"page(s) au-delà des {MaximumPages} premières", $"page(s) beyond the first {MaximumPages}");
        return new([.. allowed.Take(MaximumPages)], reasons.Count == 0 ? null : new(
            "non visitées : " + string.Join(" ; ", reasons.Select(reason => reason.Fr)), "not visited: " + string.Join("; ", reasons.Select(reason => reason.En))));

        bool IsHere(Uri address) => host is not null && address.Port == host.Port && string.Equals(address.IdnHost, host.IdnHost, StringComparison.OrdinalIgnoreCase);

        void Note(LocalizedText? reason)
        {
            if (reason is not null)
                reasons.Add(reason);
        }

        void Count(int count, string fr, string en)
        {
            if (count > 0)
                reasons.Add(new($"{count} {fr}", $"{count} {en}"));
        }
    }

    /// <summary>No such file allows all; a site that does not answer for it allows nothing (RFC 9309, 2.3.1).</summary>
    private static async Task<RobotsRules> RobotsAsync(Uri host, SiteAnswers site, CancellationToken cancellation)
    {
        var (status, bytes) = await site.GetAsync(new Uri(host, "/robots.txt"), RobotsRules.MaximumBytes, cancellation);
        return status switch
        {
            >= 200 and < 300 => RobotsRules.Parse(bytes),
            >= 400 and < 500 => RobotsRules.Everything,
            _ => RobotsRules.Nothing,
        };
    }
}
