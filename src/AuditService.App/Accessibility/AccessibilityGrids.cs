using System.Security.Cryptography;
using AuditService.App.Dossiers;
using AuditService.App.RulePacks;
using AuditService.Authoring.Grids;
using AuditService.Core.Accessibility;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Storage.Grids;

namespace AuditService.App.Accessibility;

/// <summary>The accessibility grids of stored audits: what the machine proved, and what auditors filled in.</summary>
public sealed class AccessibilityGrids(GridStore store, DossierReader dossiers, RuleLibraries libraries, TimeProvider clock)
{
    /// <summary>The largest file of a filled grid (bytes).</summary>
    public const int MostBytes = GridFileReader.MostBytes;

    /// <summary>Characters of an author's name.</summary>
    private const int LongestAuthor = 200;

    /// <summary>The grid of an audit as it counts today; null when the referential that it is pinned to is not among the loaded frameworks.</summary>
    public async Task<AccessibilityGrid?> FindAsync(Audit audit, CancellationToken cancellation) => Of(audit, await store.ListAsync(audit.Id, cancellation));

    /// <summary>As <see cref="FindAsync"/>; throws <see cref="AuthorMistakesException"/> where there is no grid, or no page in it.</summary>
    public async Task<AccessibilityGrid> GetAsync(Audit audit, CancellationToken cancellation) => Known(audit, await store.ListAsync(audit.Id, cancellation));

    private AccessibilityGrid? Of(Audit audit, IReadOnlyList<GridEntry> entries) =>
        Referential.Find(libraries.Load().Frameworks, audit.Tools.Rgaa) is { } referential
            ? AccessibilityGrid.Of(referential, SampleOf(audit), RgaaGrid.Of(audit.Facts), (criterion, page) => FailingElements.Of(audit.Facts, criterion, page), entries)
            : null;

    private AccessibilityGrid Known(Audit audit, IReadOnlyList<GridEntry> entries)
    {
        var grid = Of(audit, entries) ?? throw Mistake(
            audit.Id,
            $"Le référentiel RGAA {audit.Tools.Rgaa} de cet audit n'est pas chargé (rules/frameworks).",
            $"The referential RGAA {audit.Tools.Rgaa} of this audit is not loaded (rules/frameworks).");
        return grid.Pages.Count > 0 ? grid : throw Mistake(audit.Id, "Cet audit n'a vu aucune page : il n'y a pas de grille.", "This audit has seen no page: there is no grid.");
    }

    /// <summary>What the author declares in the dossier of an audit; nothing where it can no longer be read.</summary>
    public Manifest ManifestOf(Audit audit) => dossiers.FindManifest(audit.Snapshot);

    /// <summary>
    /// Takes a filled grid in: what it says anew is written at the end of the trail. Throws <see cref="GridMistakesException"/> with all that is
    /// wrong with it, and nothing written. Of two that come at one moment the second is read against what the first has said.
    /// </summary>
    /// <param name="author">Name of the auditor who answers for the verdicts.</param>
    /// <param name="version">The <see cref="AccessibilityGrid.Version"/> that must still be the last, else <see cref="GridChangedException"/>; null for any.</param>
    public async Task<GridImport> ImportAsync(Audit audit, string fileName, byte[] content, string author, long? version, CancellationToken cancellation)
    {
        author = author.Trim();
        if (author.Length is 0 or > LongestAuthor || author.Any(char.IsControl))
            throw Mistake("--author", $"Un nom est nécessaire, de {LongestAuthor} caractères au plus.", $"A name is needed, of at most {LongestAuthor} characters.");
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        while (true)
        {
            var entries = await store.ListAsync(audit.Id, cancellation);
            var grid = Known(audit, entries);
            if (version is { } expected && expected != grid.Version)
                throw new GridChangedException();
            var file = Read(fileName, content, grid.Referential);
            var exported = file.Version is { } then ? Known(audit, [.. entries.Where(entry => entry.Sequence <= then)]) : null;
            var import = GridImport.Of(file, grid, exported, audit.Id, author);
            if (import.Problems.Count > 0)
                throw new GridMistakesException(import.Problems);
            if (await store.TryAppendAsync(audit.Id, grid.Referential.Name, import.Verdicts, author, clock.GetUtcNow(), hash, grid.Version, cancellation))
                return import;
        }
    }

    /// <summary>The audit that a grid says it comes from, or null.</summary>
    public string? AuditNamedIn(string fileName, byte[] content)
    {
        try
        {
            return GridFileReader.Read(fileName, content, [], []).AuditId;
        }
        catch (GridRefusedException)
        {
            return null;
        }
    }

    private static GridFile Read(string fileName, byte[] content, Referential referential)
    {
        var problems = new List<GridProblem>();
        GridFile file;
        try
        {
            file = GridFileReader.Read(fileName, content, [.. referential.Criteria.Select(criterion => criterion.Number)], problems);
        }
        catch (GridRefusedException refused)
        {
            throw new GridMistakesException([refused.Problem]);
        }

        return problems.Count == 0 ? file : throw new GridMistakesException(problems);
    }

    /// <summary>The pages that the author declares, in that order, each with its states and windows; every page that was looked at where none is declared.</summary>
    private IReadOnlyList<SamplePage> SampleOf(Audit audit)
    {
        var seen = audit.Facts.Subjects(SubjectKind.Page).Select(page => page.Id).ToList();
        var entries = ManifestOf(audit).Interface?.Pages ?? [];
        // What an entry names by itself keeps that name, wherever a folder or a sitemap names it too.
        var names = entries.Where(page => (page.Path ?? page.Url) is not null && page.Name is not null).ToLookup(page => page.Path ?? page.Url!, page => page.Name, StringComparer.Ordinal);
        var declared = entries.SelectMany(entry => seen.Where(page => IsNamedBy(entry, PageSubject.Of(new(SubjectKind.Page, page)).Source)))
            .Distinct(StringComparer.Ordinal)
            .Select(page => (Id: page, Name: names[page].FirstOrDefault()))
            .ToList();
        return SamplePage.Numbered(declared.Count > 0
            ? [.. declared.Select(page => (page.Id, Named(page.Name, page.Id)))]
            : [.. seen.Select(page => (page, Named(name: null, page)))]);

        string Named(string? name, string page) =>
            !string.IsNullOrWhiteSpace(name) ? name.Trim()
            : audit.Facts.Find(new(SubjectKind.Page, page), "page.stateTitle")?.Value is TextValue { Value: { } state } && !string.IsNullOrWhiteSpace(state) ? state.Trim()
            : audit.Facts.Find(new(SubjectKind.Page, page), "page.title")?.Value is TextValue { Value: { } title } && !string.IsNullOrWhiteSpace(title) ? title.Trim()
            : page;
    }

    /// <summary>By its path or address, by a folder around it, or, an address, by a sitemap.</summary>
    private static bool IsNamedBy(PageEntry entry, string source)
    {
        var isAddress = source.StartsWith("http://", StringComparison.Ordinal) || source.StartsWith("https://", StringComparison.Ordinal);
        return source == (entry.Path ?? entry.Url)
            || (entry.Folder?.Trim('/') is { } folder && !isAddress && (folder is "" or "." || source.StartsWith(folder + "/", StringComparison.Ordinal)))
            || (entry.Sitemap is not null && isAddress);
    }

    private static AuthorMistakesException Mistake(string at, string fr, string en) => new([new(new(at, 1, 1), fr, en)]);
}
