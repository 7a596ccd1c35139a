namespace AuditService.Collectors.WebPages.Dom;

/// <summary>What the audit holds of a page.</summary>
internal enum PageNature
{
    /// <summary>What its readers get.</summary>
    Finished,

    /// <summary>The source of a template that a server fills in: parts of a page, and expressions in the place of texts.</summary>
    Template,

    /// <summary>A piece of markup without any sign of a whole document, for another page to take in.</summary>
    Part,

    /// <summary>An empty frame that scripts were to fill, and did not.</summary>
    Shell,

    /// <summary>More elements than can be judged within the time of an audit.</summary>
    Oversized,
}
