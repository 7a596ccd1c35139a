namespace AuditService.Collectors.WebPages.Dom;

/// <summary>How surely a page is the source of a template that a server fills in.</summary>
internal enum TemplateTrace
{
    None,

    /// <summary>Only expressions, which a script of the page may fill in as well: a browser tells, by what is left of them.</summary>
    Possible,

    /// <summary>Instructions that no browser and no script of the page understands.</summary>
    Certain,
}
