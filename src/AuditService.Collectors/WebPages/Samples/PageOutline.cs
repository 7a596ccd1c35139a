namespace AuditService.Collectors.WebPages.Samples;

/// <summary>What of a page is compared with the other pages of the sample, read from the page as it loads in the first window.</summary>
internal sealed record PageOutline
{
    /// <summary>Path in the dossier, or address.</summary>
    public required string Source { get; init; }

    /// <summary>Status of the answer; 200 for a file.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Nothing of it is missing: what is not in the outline is not on the page.</summary>
    public bool IsWhole { get; init; }

    /// <summary>A script may lead to pages that no link names, or send a form there.</summary>
    public bool MayLeadOn { get; init; }

    /// <summary>Text of <c>title</c>; empty without one.</summary>
    public string Title { get; init; } = "";

    /// <summary>Text of the first heading of level 1 or 2; empty without one.</summary>
    public string Heading { get; init; } = "";

    /// <summary>Something on it, seen or hidden, speaks of a search.</summary>
    public bool HintsAtSearch { get; init; }

    /// <summary>Something on it, seen or hidden, speaks of a site map.</summary>
    public bool HintsAtSiteMap { get; init; }

    /// <summary>Its title, its address or one of its headings speaks of a site map.</summary>
    public bool MayBeSiteMap { get; init; }

    /// <summary>Links to other addresses of the same site, hidden ones too.</summary>
    public IReadOnlyList<OutlineLink> Links { get; init; } = [];

    /// <summary>Links of the main content without an address to go to, on a page where no script could give them one.</summary>
    public IReadOnlyList<string> DeadLinks { get; init; } = [];

    /// <summary>In the order of the document.</summary>
    public IReadOnlyList<OutlinePart> Parts { get; init; } = [];

    public IReadOnlyList<OutlineField> Fields { get; init; } = [];
}

/// <param name="Name">As it is told, masked.</param>
/// <param name="Target">A path in the dossier, with a slash before it where only the root of the site is known; or an address. Without fragment.</param>
internal sealed record OutlineLink(string Name, string Target);

/// <summary>A means of navigation, or the main content beside which it stands.</summary>
/// <param name="Name">Its label, or the text of the link; may be empty.</param>
/// <param name="Links">Of a menu.</param>
/// <param name="Target">Where a link to a site map leads; empty for the others.</param>
/// <param name="Box">Left, top, width and height in CSS pixels; null where it was not drawn.</param>
internal sealed record OutlinePart(PartKind Kind, PartZone Zone, string Name, string Selector, string Excerpt, IReadOnlyList<OutlineLink> Links, string Target = "", IReadOnlyList<int>? Box = null);

/// <param name="Purpose">What tells its function: its autocomplete value, or the search of the site.</param>
internal sealed record OutlineField(string Purpose, string Label, string Selector);

internal enum PartKind
{
    Menu,
    Search,
    SiteMapLink,
    Main,
}

internal enum PartZone
{
    Unknown,
    Header,
    Main,
    Aside,
    Footer,
}
