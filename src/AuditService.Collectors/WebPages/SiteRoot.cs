using System.Text;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages;

/// <summary>
/// The folder that a server would show as <c>/</c> when it serves a page: the nearest one above the page in which most of the addresses that
/// begin with a slash lead to a file, be it in its <c>public</c> folder, as build tools have it. Where none does, nothing is known of it.
/// </summary>
internal sealed class SiteRoot
{
    private const int MaximumPage = 10 * 1024 * 1024;

    private readonly string? folder;

    private SiteRoot(string? folder)
    {
        this.folder = folder;
    }

    /// <param name="page">Path of the page, with forward slashes.</param>
    /// <param name="exists">Whether a path names a file.</param>
    public static SiteRoot Of(string page, IDocument source, Func<string, bool> exists)
    {
        var references = PageReferences.FromRoot(source).ToList();
        if (references.Count == 0)
            return new SiteRoot(null);
        // The first of equals is kept, which is the nearest.
        var best = FoldersAbove(page).Select(folder => (Folder: folder, Found: references.Count(reference => Places(folder, reference).Any(exists)))).MaxBy(candidate => candidate.Found);
        return new SiteRoot(best.Found > 0 ? best.Folder : null);
    }

    /// <summary>Where the browser goes: an application that looks at its address expects to be opened at the root.</summary>
    public string AddressOf(string page)
    {
        if (folder is null)
            return page;
        var path = page[folder.Length..];
        return path is "index.html" or "index.htm" ? "" : path;
    }

    /// <summary>The files that an address may mean, the likeliest first.</summary>
    public IEnumerable<string> FilesAt(string path) => folder is null ? [path] : [.. Places(folder, path), path];

    /// <summary>A page with the address of its site, as building it would write it.</summary>
    public static Stream AsPublished(string path, Stream content)
    {
        if (!path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || content.Length > MaximumPage)
            return content;
        using (content)
        {
            var bytes = new byte[content.Length];
            content.ReadExactly(bytes);
            // Latin-1 gives each byte a character and takes it back unchanged.
            return new MemoryStream(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(PageReferences.PublicUrl, "", StringComparison.Ordinal)));
        }
    }

    private static IEnumerable<string> Places(string folder, string path) => [folder + path, folder + "public/" + path];

    /// <summary>From the folder of the page to the top, which is empty; the others end with a slash.</summary>
    private static IEnumerable<string> FoldersAbove(string page)
    {
        for (var end = page.LastIndexOf('/'); end >= 0; end = end == 0 ? -1 : page.LastIndexOf('/', end - 1))
            yield return page[..(end + 1)];
        yield return "";
    }
}
