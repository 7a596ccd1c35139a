using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers;
using AuditService.Core.Rules;

namespace AuditService.Core.Collection;

/// <summary>What a collector works with.</summary>
/// <param name="Dossier">The snapshot with its manifest; all that is read comes from here.</param>
/// <param name="Content">Contents by hash; also where screenshots go.</param>
/// <param name="Catalogue">The facts that the loaded packs read, with the questions.</param>
/// <param name="Detectors">The <c>detect</c> blocks of all loaded rules.</param>
/// <param name="Settings">Limits and choices of this audit.</param>
public sealed record CollectionContext(
    Dossier Dossier,
    IContentStore Content,
    FactCatalogue Catalogue,
    IReadOnlyList<Detector> Detectors,
    CollectionSettings Settings);

/// <summary>Limits and choices of one audit; the defaults are those of <c>appsettings.json</c>.</summary>
public sealed record CollectionSettings
{
    /// <summary>False for <c>--no-browser</c>: browser facts are unavailable, the static ones are still stated.</summary>
    public bool UseBrowser { get; init; } = true;

    /// <summary>False to look at pages as they load only, without keyboard, pointer, other windows or forms: what these would tell is not tested.</summary>
    public bool ActOnPages { get; init; } = true;

    /// <summary>A Chromium to use instead of looking for one.</summary>
    public string? BrowserPath { get; init; }

    /// <summary>True when the program may install a Chromium, with the system's package manager if need be.</summary>
    public bool MayInstallBrowser { get; init; } = true;

    /// <summary>True when pages of the manifest that are URLs may be visited.</summary>
    public bool AllowNetwork { get; init; }

    /// <summary>
    /// Hosts with their port (<c>127.0.0.1:5173</c>) that the operator trusts although their address is private or reserved: a site under
    /// development on this machine. Reached only from pages of that same host.
    /// </summary>
    public IReadOnlyList<string> TrustedEndpoints { get; init; } = [];

    /// <summary>Windows in which every page is looked at besides those that the manifest names.</summary>
    public IReadOnlyList<Viewport> Viewports { get; init; } = [];

    /// <summary>What the steps of a manifest may type without its being in the dossier, by the name of the environment variable. Never kept.</summary>
    public IReadOnlyDictionary<string, string> StepValues { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Cookies and stored data with which visits of real addresses begin, as Playwright writes them; null for none. Never kept.</summary>
    public string? StorageState { get; init; }

    public int Parallelism { get; init; } = Environment.ProcessorCount;

    public TimeSpan StepTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>A text file larger than this (bytes) is not searched for patterns: an unreadable file with its reason.</summary>
    public long MaximumTextFile { get; init; } = 5 * 1024 * 1024;

    /// <summary>The largest file (bytes) that any collector opens.</summary>
    public long MaximumFile { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Bases of published flaws in the OSV format (archives, files or folders of this machine), consulted besides the program's own list.</summary>
    public IReadOnlyList<string> AdvisoryPaths { get; init; } = [];

    /// <summary>Sightings kept per fact; the rest are counted.</summary>
    public int MaximumObservations { get; init; } = 50;

    /// <summary>Told in one line what is being done (browser installation, downloads): never part of a result.</summary>
    public IProgress<string>? Progress { get; init; }
}
