using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>The tables of a page.</summary>
internal static class PageTables
{
    public static IReadOnlyList<PageTable> Of(AuditedPage page) =>
    [
        .. page.Named("table").Where(table => page.Visibility.IsExposed(table) && table.Role() is null or "table" or "grid" or "treegrid" or "presentation" or "none").Select(table => new PageTable(
            table, NatureOf(table, page.Markers), page.Markers.SayComplex(table), mayBeComplex: !page.Markers.DeclareTables)),
    ];

    /// <summary>Elements of the table itself, those of tables in its cells left out.</summary>
    public static IEnumerable<IElement> Own(IElement table, string selector) => table.QuerySelectorAll(selector).Where(element => element.ParentElement?.Closest("table") == table || element.Closest("table") == table);

    private static TableNature NatureOf(IElement table, NatureMarkers markers)
    {
        if (markers.SayLayout(table))
            return TableNature.Layout;
        if (markers.SayData(table))
            return TableNature.Data;
        if (table.IsPresentational())
            return TableNature.Layout;
        if (markers.DeclareTables)
            return TableNature.Open;
        return table.HasRole("table", "grid", "treegrid") || table.Has("summary") || Own(table, "th, caption, thead, tfoot, [scope], [headers], [role=rowheader], [role=columnheader]").Any()
            ? TableNature.Data
            : TableNature.Open;
    }
}
