using AuditService.Authoring.Manifests;
using AuditService.Collectors.WebPages;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.App.Scans;

/// <summary><c>audit scan page</c>: the RGAA tests of pages, on disk or on the web.</summary>
public sealed class ScanPages(AuditServiceSettings settings)
{
    /// <param name="paths">Files, folders, http or https addresses.</param>
    /// <param name="useBrowser">False for <c>--static</c>.</param>
    /// <param name="markersFile">YAML or JSON that tells the role of elements, or null.</param>
    /// <param name="sample">Windows, a session to begin with, sitemaps, how much is done to a page.</param>
    public async Task<PageScanResult> RunAsync(IReadOnlyList<string> paths, bool useBrowser, string? markersFile, PageSample sample, Language language, IProgress<string>? messages, CancellationToken cancellation)
    {
        var collection = new CollectionSettings
        {
            UseBrowser = useBrowser,
            ActOnPages = sample.ActOnPages,
            BrowserPath = settings.Browser.Path,
            MayInstallBrowser = settings.Browser.MayInstall,
            AllowNetwork = true,
            Viewports = PageSample.Windows(sample.Viewports),
            StorageState = await PageSample.StorageStateAsync(sample.StorageStateFile, dossier: null, cancellation),
            Progress = messages,
        };
        return await new PageScan(collection, markersFile is null ? null : await ReadMarkersAsync(markersFile, cancellation), language).RunAsync(paths, PageSample.Addresses(sample.Sitemaps), sample.RespectRobots, cancellation);
    }

    private static async Task<MarkersEntry> ReadMarkersAsync(string file, CancellationToken cancellation)
    {
        var problems = new List<AuthorProblem>();
        if (!File.Exists(file))
            throw new AuthorMistakesException([new AuthorProblem(new(file, 1, 1), "Ce fichier n'existe pas.", "There is no such file.")]);
        var markers = ManifestReader.ReadMarkers(await File.ReadAllTextAsync(file, cancellation), file, problems);
        return problems.Count == 0 ? markers : throw new AuthorMistakesException(problems);
    }
}
