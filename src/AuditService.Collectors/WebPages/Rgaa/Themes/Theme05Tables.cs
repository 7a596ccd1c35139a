using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 5. Whether a table holds data or lays out is the author's to say; header cells and a role say it in the markup.</summary>
internal static class Theme05Tables
{
    private const int BoldWeight = 600;
    private const int MaximumTitle = 150;

    private static readonly HashSet<string> GenericTitles = new(StringComparer.Ordinal)
    {
        "tableau", "table", "titre", "title", "caption", "legende", "titre du tableau", "table title", "table caption", "resume", "summary", "sans titre", "untitled", "donnees", "data", "null",
    };

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("5.1.1", page => Each(page, HasSummary)),
        new("5.2.1", page => Each(page, SummaryIsRelevant)),
        new("5.3.1", page => CheckResult.Of(page.Tables.Select(table => table.Element), element => IsLinear(TableOf(page, element)))),
        new("5.4.1", page => Each(page, TitleIsAssociated)),
        new("5.5.1", page => Each(page, TitleIsRelevant)),
        new("5.6.1", page => Each(page, ColumnHeadersAreDeclared)),
        new("5.6.2", page => Each(page, RowHeadersAreDeclared)),
        new("5.6.3", page => Each(page, (_, _) => Verdict.Review("les en-têtes partiels sont-ils des th ?", "are partial headers th elements?"))),
        new("5.6.4", page => Each(page, (_, _) => Verdict.Review("les cellules à plusieurs en-têtes sont-elles des td ou th ?", "are cells with several headers td or th elements?"))),
        new("5.7.1", page => EachHeader(page, (_, table, header) => IsPartial(table, header) ? Verdict.Skip : HeaderIsIdentified(page, table, header))),
        new("5.7.2", page => EachHeader(page, (_, table, header) => IsPartial(table, header) || !header.Element.HasAttribute("scope") ? Verdict.Skip : ScopeIsRight(table, header))),
        new("5.7.3", page => EachHeader(page, (_, table, header) => IsPartial(table, header) ? PartialHeaderIsIdentified(page, header) : Verdict.Skip)),
        new("5.7.4", CellsPointAtTheirHeaders),
        new("5.7.5", HeaderRolesAreRight),
        new("5.8.1", page => CheckResult.Of(page.Tables.Select(table => table.Element), element => HasNoDataMarkup(TableOf(page, element)))),
    ];

    private static PageTable TableOf(AuditedPage page, IElement element) => page.Tables.First(table => table.Element == element);

    /// <summary>Judges each table as one of data, and takes back what depends on a nature that nobody settled.</summary>
    private static CheckResult Each(AuditedPage page, Func<AuditedPage, PageTable, Verdict> judge) =>
        CheckResult.Of(page.Tables.Select(table => table.Element), element =>
        {
            var table = TableOf(page, element);
            return table.Nature == TableNature.Layout ? Verdict.Skip : Settled(table, judge(page, table));
        }).With(CheckResult.ReviewEach(DrawnTables(page), "tableau de données fait de rôles ARIA (glossaire) : ce test s'y applique-t-il ?", "data table made of ARIA roles (glossary): does this test concern it?"));

    private static IEnumerable<IElement> DrawnTables(AuditedPage page) => page.Elements.Where(element => element.LocalName != "table" && element.HasRole("table") && page.Visibility.IsExposed(element));

    private static CheckResult EachHeader(AuditedPage page, Func<AuditedPage, PageTable, TableCell, Verdict> judge)
    {
        var headers = page.Tables.Where(table => table.Nature != TableNature.Layout)
            .SelectMany(table => table.Grid.Headers.Where(header => header.Element.LocalName == "th").Select(header => (Table: table, Header: header)))
            .ToDictionary(pair => pair.Header.Element);
        return CheckResult.Of(headers.Keys, element => Settled(headers[element].Table, judge(page, headers[element].Table, headers[element].Header)));
    }

    private static Verdict Settled(PageTable table, Verdict verdict) => (table.Nature, verdict.Kind) switch
    {
        (TableNature.Open, VerdictKind.Pass) => Verdict.Review("nature du tableau non déclarée : données ou mise en forme ?", "nature of the table not declared: data or layout?"),
        (TableNature.Open, VerdictKind.Fail) => verdict.OnlyIf(settled: false),
        _ => verdict,
    };

    // 5.1, 5.2: summaries.

    private static Verdict HasSummary(AuditedPage page, PageTable table)
    {
        if (!table.IsComplex)
            return Verdict.Skip;
        var hasAttribute = table.Element.Has("summary");
        if (hasAttribute && !page.IsHtml5)
            return Verdict.Pass;
        if (TextOf(table.Caption).Length > 0)
            return Verdict.Review("la légende contient-elle le résumé du tableau complexe ?", "does the caption hold the summary of the complex table?");
        if (hasAttribute || page.Names.TextOfReferences(table.Element, "aria-describedby") is { Length: > 0 })
            return Verdict.Review("résumé donné par un moyen qu'HTML5 ou le support des aides techniques écarte", "summary given by a means that HTML5 or the support of assistive technology rules out");
        return Verdict.Fail("tableau complexe sans résumé", "complex table without a summary");
    }

    private static Verdict SummaryIsRelevant(AuditedPage page, PageTable table)
    {
        var caption = TextOf(table.Caption);
        var summary = Plain.Text(table.Element.GetAttribute("summary"));
        if (!table.IsComplex || (summary.Length == 0 && caption.Length == 0 && page.Names.TextOfReferences(table.Element, "aria-describedby") is not { Length: > 0 }))
            return Verdict.Skip;
        if (summary.Length > 0 && summary.Equals(caption, StringComparison.OrdinalIgnoreCase))
            return Verdict.Fail("résumé égal au titre", "summary equal to the title");
        if (summary.Length > 0 && IsGeneric(summary))
            return Verdict.Fail("résumé générique", "generic summary");
        return Verdict.Review("le résumé aide-t-il à comprendre le tableau ?", "does the summary help to understand the table?");
    }

    // 5.3, 5.8: layout tables.

    private static Verdict IsLinear(PageTable table)
    {
        if (table.Nature == TableNature.Data)
            return Verdict.Skip;
        if (table.Nature == TableNature.Open && IsLayout(table))
            return Verdict.Fail("cellules d'une seule ligne ou colonne qui contiennent des titres, des tableaux ou des zones : mise en forme sans role=\"presentation\"", "cells of a single row or column that hold headings, tables or zones: layout without role=\"presentation\"");
        if (table.Nature == TableNature.Open)
            return Verdict.Review("tableau de nature non déclarée : s'il met en forme, il lui faut role=\"presentation\"", "table of undeclared nature: if it lays out, it needs role=\"presentation\"");
        return table.Element.HasRole("presentation") || table.Element.HasRole("none")
            ? Verdict.Review("le contenu linéarisé reste-t-il compréhensible ?", "does the linearised content still make sense?")
            : Verdict.Fail("tableau de mise en forme sans role=\"presentation\"", "layout table without role=\"presentation\"");
    }

    /// <summary>One row or one column relates nothing to a header; with parts of a page in most of its cells, it only places them.</summary>
    private static bool IsLayout(PageTable table) => table.Grid is { RowCount: 1, ColumnCount: > 1 } or { ColumnCount: 1, RowCount: > 1 }
        && table.Grid.Cells.Where(cell => !cell.IsEmpty).ToList() is { Count: > 1 } cells
        && cells.Count(cell => cell.Element.QuerySelector("h1, h2, h3, h4, h5, h6, table, form, nav, main, article, section, header, footer") is not null) * 2 >= cells.Count;

    private static Verdict HasNoDataMarkup(PageTable table)
    {
        if (table.Nature == TableNature.Data)
            return Verdict.Skip;
        var misused = PageTables.Own(table.Element, "caption, th, thead, tfoot, [role=rowheader], [role=columnheader], td[scope], td[headers], td[axis]").FirstOrDefault();
        var verdict = misused is not null || table.Element.Has("summary")
            ? Verdict.Fail("tableau de mise en forme avec des éléments de tableau de données", "layout table with markup of data tables")
            : Verdict.Pass;
        return Settled(table, verdict);
    }

    // 5.4, 5.5: titles.

    private static string? Title(AuditedPage page, PageTable table) =>
        TextOf(table.Caption) is { Length: > 0 } caption ? caption : Naming.TitleAttribute(table.Element) ?? page.Names.Aria(table.Element);

    private static Verdict TitleIsAssociated(AuditedPage page, PageTable table)
    {
        if (Title(page, table) is not null)
            return Verdict.Pass;
        if (table.Element.HasAttribute("aria-labelledby"))
            return Verdict.Fail("aria-labelledby ne mène à aucun texte", "aria-labelledby leads to no text");
        var first = table.Grid.Row(0).ToList();
        var hasSpanningTitle = first is [{ IsEmpty: false } only] && only.ColumnSpan >= table.Grid.ColumnCount && table.Grid.ColumnCount > 1;
        var hasNeighbour = new[] { table.Element.PreviousElementSibling, table.Element.NextElementSibling }.OfType<IElement>()
            .Any(neighbour => neighbour.LocalName is "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "p" or "div" or "figcaption" && TextOf(neighbour) is { Length: > 0 and < MaximumTitle });
        return hasSpanningTitle || hasNeighbour
            ? Verdict.Review("un texte semble être le titre du tableau sans lui être associé", "a text looks like the title of the table without being associated with it")
            : Verdict.Skip;
    }

    private static Verdict TitleIsRelevant(AuditedPage page, PageTable table)
    {
        if (Title(page, table) is not { } title)
            return Verdict.Skip;
        return IsGeneric(title)
            ? Verdict.Fail("titre de tableau générique", "generic table title")
            : Verdict.Review("le titre dit-il ce que contient le tableau ?", "does the title tell what the table holds?");
    }

    private static bool IsGeneric(string text) => !Plain.HasLetterOrDigit(text) || GenericTitles.Contains(Plain.Words(text).TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ' '));

    // 5.6: headers are th.

    private static Verdict ColumnHeadersAreDeclared(AuditedPage page, PageTable table)
    {
        var head = table.Element.Children.FirstOrDefault(child => child.LocalName == "thead");
        if (head is not null && head.QuerySelectorAll("td").Any(cell => TextOf(cell).Length > 0 && !cell.HasRole("columnheader", "rowheader")) && head.QuerySelector("th, [role=columnheader], [role=rowheader]") is null)
            return Verdict.Fail("en-têtes de colonne déclarés par des td", "column headers declared by td elements");
        var first = table.Grid.Row(0).ToList();
        var others = table.Grid.Cells.Where(cell => cell.Row > 0 && cell.Column > 0).ToList();
        return table.Grid is { RowCount: > 1, ColumnCount: > 1 } && LookLikeHeaders(page, first, others)
            ? Verdict.Fail("première ligne en gras faite de td", "bold first row made of td elements")
            : Verdict.Review("chaque en-tête de colonne est-il un th ?", "is each column header a th element?");
    }

    private static Verdict RowHeadersAreDeclared(AuditedPage page, PageTable table)
    {
        var first = table.Grid.Column(0).Where(cell => cell.Row >= Math.Max(1, table.Grid.HeaderRowCount)).ToList();
        var others = table.Grid.Cells.Where(cell => cell.Row > 0 && cell.Column > 0).ToList();
        return table.Grid is { RowCount: > 2, ColumnCount: > 1 } && LookLikeHeaders(page, first, others)
            ? Verdict.Fail("première colonne en gras faite de td", "bold first column made of td elements")
            : Verdict.Review("chaque en-tête de ligne est-il un th ?", "is each row header a th element?");
    }

    /// <summary>All of them filled, bold and not headers, while the others are not bold.</summary>
    private static bool LookLikeHeaders(AuditedPage page, List<TableCell> cells, List<TableCell> others) =>
        cells.Count > 1 && cells.TrueForAll(cell => !cell.IsHeader && (cell.IsEmpty ? cell.Column == 0 : IsBold(page, cell.Element)))
        && cells.Exists(cell => !cell.IsEmpty) && others.Exists(cell => !cell.IsEmpty) && !others.Exists(cell => !cell.IsEmpty && IsBold(page, cell.Element));

    private static bool IsBold(AuditedPage page, IElement cell)
    {
        if (page.BoxOf(cell) is { FontWeight: >= BoldWeight })
            return true;
        var text = TextOf(cell);
        return text.Length > 0 && cell.QuerySelectorAll("b, strong").Any(bold => TextOf(bold) == text);
    }

    // 5.7: headers are tied to their cells.

    private static bool IsPartial(PageTable table, TableCell header) => table.Grid.ReachOf(header) == HeaderReach.Part;

    private static Verdict HeaderIsIdentified(AuditedPage page, PageTable table, TableCell header)
    {
        var element = header.Element;
        if (element.HasAttribute("scope") || element.HasRole("rowheader", "columnheader") || (element.Id is { Length: > 0 } id && page.Names.CountOfId(id) == 1))
            return Verdict.Pass;
        // Particular case of 5.7: headers on a single row or column may go without.
        return table.Grid.HasHeadersOnOneLine ? Verdict.Skip : Verdict.Fail("en-tête sans scope, id unique ni rôle", "header without scope, unique id or role");
    }

    private static Verdict ScopeIsRight(PageTable table, TableCell header)
    {
        var scope = header.Element.GetAttribute("scope")!.Trim().ToLowerInvariant();
        var isRight = table.Grid.ReachOf(header) switch
        {
            HeaderReach.Column => scope == "col",
            HeaderReach.Row => scope == "row",
            _ => scope is "col" or "row",
        };
        return isRight ? Verdict.Pass : Verdict.Fail($"scope=\"{scope}\" ne convient pas à la place de l'en-tête", $"scope=\"{scope}\" does not fit the place of the header");
    }

    private static Verdict PartialHeaderIsIdentified(AuditedPage page, TableCell header)
    {
        var element = header.Element;
        return element.Id is { Length: > 0 } id && page.Names.CountOfId(id) == 1 && !element.HasAttribute("scope") && !element.HasRole("rowheader", "columnheader")
            ? Verdict.Pass
            : Verdict.Fail("en-tête partiel avec un scope ou un rôle, ou sans id unique", "partial header with a scope or a role, or without a unique id");
    }

    private static CheckResult CellsPointAtTheirHeaders(AuditedPage page)
    {
        var cells = page.Tables.Where(table => table.Nature != TableNature.Layout && PointsById(table))
            .SelectMany(table => table.Grid.Cells.Select(cell => (Table: table, Cell: cell))).ToDictionary(pair => pair.Cell.Element);
        return CheckResult.Of(cells.Keys, element => Settled(cells[element].Table, PointsAtHeaders(cells[element].Table, cells[element].Cell)));
    }

    /// <summary>Some cell points at headers, or headers can be found by their id alone.</summary>
    private static bool PointsById(PageTable table) =>
        table.Grid.Cells.Any(cell => cell.Element.HasAttribute("headers"))
        || (!table.Grid.HasHeadersOnOneLine && table.Grid.Headers.Any(HasOnlyItsId));

    private static bool HasOnlyItsId(TableCell header) =>
        header.Element.Has("id") && !header.Element.HasAttribute("scope") && !header.Element.HasRole("rowheader", "columnheader");

    private static Verdict PointsAtHeaders(PageTable table, TableCell cell)
    {
        var ids = Naming.References(cell.Element, "headers");
        if (cell.Element.HasAttribute("headers"))
        {
            var own = table.Grid.Cells.Where(other => other != cell).ToLookup(other => other.Element.Id ?? "", StringComparer.Ordinal);
            if (ids.Count == 0 || ids.Any(id => !own[id].Any()))
                return Verdict.Fail("headers nomme un id absent du tableau", "headers names an id that is not in the table");
            if (LeavesOutItsOwn(table, cell, ids))
                return Verdict.Fail("headers nomme l'en-tête d'une autre colonne ou d'une autre ligne, et pas celui de la cellule", "headers names the header of another column or row, and not that of the cell");
            return ids.All(id => own[id].Any(other => other.IsHeader))
                ? Verdict.Pass
                : Verdict.Review("headers nomme une cellule qui n'est pas un en-tête", "headers names a cell that is no header");
        }
        if (cell.IsHeader || cell.IsEmpty || table.Grid.HasHeadersOnOneLine)
            return Verdict.Skip;
        return table.Grid.HeadersOf(cell).Any(HasOnlyItsId)
            ? Verdict.Fail("cellule sans headers, alors que son en-tête n'a qu'un id", "cell without headers, while its header has an id alone")
            : Verdict.Skip;
    }

    /// <summary>
    /// None of the headers of its column and row is named though they have an id, while one that heads a whole other column or row is. Where cells are missing, the place of the others tells nothing.
    /// </summary>
    private static bool LeavesOutItsOwn(PageTable table, TableCell cell, IReadOnlyList<string> ids)
    {
        var own = table.Grid.HeadersOf(cell).ToList();
        var isWhole = Enumerable.Range(0, table.Grid.RowCount).All(row => Enumerable.Range(0, table.Grid.ColumnCount).All(column => table.Grid.At(row, column) is not null));
        return isWhole && own.Count > 0 && own.TrueForAll(header => header.Element.Has("id") && !ids.Contains(header.Element.Id, StringComparer.Ordinal))
            && table.Grid.Headers.Any(other => ids.Contains(other.Element.Id, StringComparer.Ordinal)
                && table.Grid.ReachOf(other) is HeaderReach.Column or HeaderReach.Row && !own.Contains(other) && !other.Rows.Intersect(cell.Rows).Any() && !other.Columns.Intersect(cell.Columns).Any());
    }

    private static CheckResult HeaderRolesAreRight(AuditedPage page)
    {
        var native = page.Tables.Where(table => table.Nature != TableNature.Layout)
            .SelectMany(table => table.Grid.Headers.Where(header => header.Element.HasRole("rowheader", "columnheader")).Select(header => (Table: table, Header: header)))
            .ToDictionary(pair => pair.Header.Element);
        var inTables = CheckResult.Of(native.Keys, element => Settled(native[element].Table, RoleFits(native[element].Table, native[element].Header)));
        var elsewhere = CheckResult.Of(page.Elements.Where(element => element.HasRole("rowheader", "columnheader") && !native.ContainsKey(element) && element.Closest("table") is null), RoleFitsInRow);
        return inTables.With(elsewhere);
    }

    private static Verdict RoleFits(PageTable table, TableCell header) => (table.Grid.ReachOf(header), header.Element.Role()) switch
    {
        (HeaderReach.Part, _) => Verdict.Skip,
        (HeaderReach.Corner, _) or (HeaderReach.Column, "columnheader") or (HeaderReach.Row, "rowheader") => Verdict.Pass,
        _ => Verdict.Fail("rôle d'en-tête contraire à sa place", "header role contrary to its place"),
    };

    /// <summary>In a table made of roles: a row with data cells is headed by a rowheader, a row of headers holds columnheaders.</summary>
    private static Verdict RoleFitsInRow(IElement header)
    {
        if (header.Closest("[role=row]") is not { } row)
            return Verdict.Review("en-tête hors d'une ligne", "header outside a row");
        var hasData = row.QuerySelector("[role=cell], [role=gridcell], td") is not null;
        return (hasData, header.Role()) switch
        {
            (true, "rowheader") or (false, "columnheader") => Verdict.Pass,
            (true, _) => Verdict.Fail("role=\"columnheader\" dans une ligne de données", "role=\"columnheader\" in a row of data"),
            _ => Verdict.Review("role=\"rowheader\" dans une ligne d'en-têtes", "role=\"rowheader\" in a row of headers"),
        };
    }

    private static string TextOf(IElement? element) => Plain.Text(element?.TextContent);
}
