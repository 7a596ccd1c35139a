using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Samples;

/// <summary>The pages of the sample and what ties them: links, and menus that they share. Pages without such a tie are never compared.</summary>
internal sealed class SampledSite
{
    /// <summary>Links that two menus must have in common to be the same one, besides those to the two pages, which a page may not write as a link to itself.</summary>
    private const int SharedLinks = 2;

    private const double Likeness = 0.8;

    /// <summary>How far the middle of a part may move, as a share of the window, before it stands in another place.</summary>
    private const double Shift = 0.4;

    private const int WindowWidth = 1280;
    private const int Tolerance = 8;

    private readonly Dictionary<string, PageOutline> byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<PageOutline, HashSet<PageOutline>> neighbours;
    private readonly Dictionary<PageOutline, IReadOnlyList<PageOutline>> sets = [];
    private readonly Dictionary<PageOutline, IReadOnlyList<PageOutline>> siblings = [];

    /// <param name="isClosed">The pages are all that there is of the site: files of a dossier or folder, each of them seen.</param>
    public SampledSite(IReadOnlyList<PageOutline> pages, bool isClosed)
    {
        Pages = pages;
        foreach (var page in pages)
            byAddress.TryAdd(PageAddress.Canonical(page.Source), page);
        IsClosed = isClosed && pages.All(page => page.IsWhole && !PageAddress.IsAddress(page.Source) && !page.MayLeadOn && page.Links.All(link => Resolve(page, link.Target) is not null || IsOtherFile(link.Target)));
        neighbours = pages.ToDictionary(page => page, _ => new HashSet<PageOutline>());
        foreach (var page in pages)
        {
            foreach (var other in page.Links.Select(link => Resolve(page, link.Target)).OfType<PageOutline>().Where(other => other != page && neighbours.ContainsKey(other)))
            {
                neighbours[page].Add(other);
                neighbours[other].Add(page);
            }
        }
    }

    public IReadOnlyList<PageOutline> Pages { get; }

    /// <summary>What no page of the sample shows is not on the site.</summary>
    public bool IsClosed { get; }

    /// <summary>The page of the sample that a link leads to.</summary>
    public PageOutline? Resolve(PageOutline from, string target)
    {
        if (target is not ['/', ..])
            return byAddress.GetValueOrDefault(PageAddress.Canonical(target));
        return PageAddress.FoldersAbove(from.Source).Select(folder => byAddress.GetValueOrDefault(PageAddress.Canonical(folder + target[1..]))).FirstOrDefault(page => page is not null);
    }

    /// <summary>It leads nowhere and nothing leads to it: no other page of its site is known, or can be reached from it.</summary>
    public bool IsAlone(PageOutline page) => IsClosed && page.Links.Count == 0 && neighbours[page].Count == 0;

    /// <summary>The set of pages of the glossary, as far as the sample shows it: all that links tie to the page, itself included.</summary>
    public IReadOnlyList<PageOutline> SetOf(PageOutline page)
    {
        if (sets.TryGetValue(page, out var known))
            return known;
        var reached = new HashSet<PageOutline> { page };
        var next = new Queue<PageOutline>(reached);
        while (next.TryDequeue(out var current))
        {
            foreach (var other in neighbours[current].Where(reached.Add))
                next.Enqueue(other);
        }
        IReadOnlyList<PageOutline> found = [.. Pages.Where(reached.Contains)];
        foreach (var member in found)
            sets[member] = found;
        return found;
    }

    /// <summary>Pages of the set that show the same menu: they are surely of one kind. The page itself is not among them.</summary>
    public IReadOnlyList<PageOutline> SiblingsOf(PageOutline page) =>
        siblings.TryGetValue(page, out var known) ? known : siblings[page] = [.. SetOf(page).Where(other => other != page && Menus(page).Any(menu => Twin(page, menu, other) is not null))];

    public static IEnumerable<OutlinePart> Menus(PageOutline page) => page.Parts.Where(part => part.Kind == PartKind.Menu);

    public static IEnumerable<OutlinePart> Of(PageOutline page, PartKind kind) => page.Parts.Where(part => part.Kind == kind);

    /// <summary>The same menu on another page; null where none or several look like it.</summary>
    public OutlinePart? Twin(PageOutline page, OutlinePart menu, PageOutline other)
    {
        var names = NamesIn(page, menu, other);
        var alike = Menus(other).Where(candidate => AreAlike(names, NamesIn(other, candidate, page))).Take(2).ToList();
        return alike.Count == 1 ? alike[0] : null;
    }

    /// <summary>The home page, which has its own layout by right: the page at the root of the site.</summary>
    public bool IsHome(PageOutline page)
    {
        if (PageAddress.IsAddress(page.Source))
            return Uri.TryCreate(page.Source, UriKind.Absolute, out var address) && PageAddress.Canonical(address.AbsolutePath) is "" or "/";
        return HomeOf(SetOf(page)) == page;
    }

    public PageOutline? HomeOf(IReadOnlyList<PageOutline> set) => PageAddress.IsAddress(set[0].Source)
        ? set.FirstOrDefault(IsHome)
        : set.Where(page => NameOf(page.Source) is "index.html" or "index.htm" or "accueil.html" or "home.html").OrderBy(page => page.Source.Count(c => c == '/')).ThenBy(page => NameOf(page.Source).StartsWith("index", StringComparison.Ordinal) ? 0 : 1).ThenBy(page => page.Source, StringComparer.Ordinal).FirstOrDefault();

    public bool LinksTo(PageOutline page, PageOutline other) => page.Links.Any(link => Resolve(page, link.Target) == other);

    public static bool IsSiteMapPage(PageOutline page) => OutlineReader.IsSiteMap(page.Title) || OutlineReader.IsSiteMap(page.Heading) || OutlineReader.IsSiteMap(page.Source[(page.Source.TrimEnd('/').LastIndexOf('/') + 1)..]);

    /// <summary>True when the two parts stand in places that nobody would call the same: above the content and below it, at its left and at its right.</summary>
    public static bool StandElsewhere(PageOutline page, OutlinePart part, PageOutline other, OutlinePart twin)
    {
        if ((part.Zone, twin.Zone) is (PartZone.Header, PartZone.Footer) or (PartZone.Footer, PartZone.Header))
            return true;
        if (part.Box is not { } here || twin.Box is not { } there)
            return false;
        if (Beside(page, here) is { } side && Beside(other, there) is { } otherSide && side != otherSide)
            return true;
        return Math.Max(here[2], there[2]) < WindowWidth / 2 && Math.Abs(here[0] + (here[2] / 2) - there[0] - (there[2] / 2)) > Shift * WindowWidth;
    }

    /// <summary>True when a part comes before another that both pages have, and after it on the other page.</summary>
    public bool IsReordered(PageOutline page, OutlinePart part, PageOutline other, OutlinePart twin, bool besideMenus)
    {
        var mark = Single(page, PartKind.Main);
        var otherMark = Single(other, PartKind.Main);
        if (mark is not null && otherMark is not null && IsBefore(page, part, mark) != IsBefore(other, twin, otherMark))
            return true;
        return besideMenus && Menus(page).Where(menu => menu != part).Any(menu => Twin(page, menu, other) is { } same && !ReferenceEquals(same, twin) && IsBefore(page, part, menu) != IsBefore(other, twin, same));
    }

    public static OutlinePart? Single(PageOutline page, PartKind kind)
    {
        var found = Of(page, kind).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>A document, picture or data file: no page of the site.</summary>
    private static bool IsOtherFile(string target) => target.LastIndexOf('.') is var dot and > 0 && dot > target.LastIndexOf('/') && target.Length - dot is >= 3 and <= 6
        && !((string[])[".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".jsp", ".do", ".cgi"]).Contains(target[dot..].ToLowerInvariant(), StringComparer.Ordinal);

    private static bool IsBefore(PageOutline page, OutlinePart part, OutlinePart mark) => IndexOf(page, part) < IndexOf(page, mark);

    private static int IndexOf(PageOutline page, OutlinePart part)
    {
        for (var index = 0; index < page.Parts.Count; index++)
        {
            if (ReferenceEquals(page.Parts[index], part))
                return index;
        }
        return -1;
    }

    private static string? Beside(PageOutline page, IReadOnlyList<int> box)
    {
        if (Single(page, PartKind.Main)?.Box is not { } main)
            return null;
        if (box[1] + box[3] <= main[1] + Tolerance)
            return "above";
        if (box[1] >= main[1] + main[3] - Tolerance)
            return "below";
        if (box[0] + box[2] <= main[0] + Tolerance)
            return "left";
        return box[0] >= main[0] + main[2] - Tolerance ? "right" : null;
    }

    /// <summary>The links of a menu in their order, without those to its own page and to the one with which it is compared.</summary>
    private IReadOnlyList<string> NamesIn(PageOutline page, OutlinePart menu, PageOutline other) =>
        [.. menu.Links.Where(link => Resolve(page, link.Target) is not { } there || (there != page && there != other)).Select(link => Plain.Words(link.Name)).Distinct(StringComparer.Ordinal)];

    public static IReadOnlyList<string> NamesIn(OutlinePart menu) => [.. menu.Links.Select(link => Plain.Words(link.Name)).Distinct(StringComparer.Ordinal)];

    private static bool AreAlike(IReadOnlyList<string> names, IReadOnlyList<string> others)
    {
        var common = names.Intersect(others, StringComparer.Ordinal).Count();
        return common >= SharedLinks && common >= Likeness * (names.Count + others.Count - common);
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..].ToLowerInvariant();
}
