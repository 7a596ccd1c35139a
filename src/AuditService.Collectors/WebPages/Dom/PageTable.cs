using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>A table of the page with its grid and nature.</summary>
internal sealed class PageTable(IElement element, TableNature nature, bool isDeclaredComplex, bool mayBeComplex)
{
    private TableGrid? grid;

    public IElement Element { get; } = element;

    public TableNature Nature { get; } = nature;

    public TableGrid Grid => grid ??= new TableGrid(Element);

    public IElement? Caption => Element.Children.FirstOrDefault(child => child.LocalName == "caption");

    /// <summary>
    /// Declared so; else, where nothing is declared of tables, headers off the first row and column, heading several lines at once, or
    /// cells that point at their headers.
    /// </summary>
    public bool IsComplex => isDeclaredComplex || (mayBeComplex && LooksComplex);

    private bool LooksComplex =>
        Grid.Cells.Any(cell => cell.Element.Has("headers"))
        || Grid.Headers.Any(header => header is { Row: > 0, Column: > 0 })
        || Grid.Headers.Any(header => header.Row == 0 && header.ColumnSpan > 1 && header.ColumnSpan < Grid.ColumnCount)
        || Grid.Headers.Any(header => header.Column == 0 && header.RowSpan > 1 && header.Row >= Grid.HeaderRowCount);
}
