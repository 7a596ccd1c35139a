using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AuditService.Core.Accessibility;

namespace AuditService.Authoring.Grids;

/// <summary>Reads a filled accessibility grid: a workbook in the layout of the official one, or a CSV file as Ara writes it.</summary>
public static partial class GridFileReader
{
    /// <summary>The largest file (bytes).</summary>
    public const int MostBytes = 20 * 1024 * 1024;

    private const string AuditLabel = "identifiant de l'audit";
    private const int HeaderRows = 12;
    private const int PageColumnsMost = 100;
    private const int CsvRowsMost = 5_000;

    /// <param name="name">Name of the file, for messages.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="criteria">Numbers of the referential's criteria, in their order.</param>
    /// <param name="problems">Gets what is wrong with the layout, each with its place.</param>
    /// <remarks>Throws <see cref="GridRefusedException"/> for a file that cannot be read at all.</remarks>
    public static GridFile Read(string name, byte[] content, IReadOnlyList<string> criteria, List<GridProblem> problems)
    {
        if (content.Length > MostBytes)
            throw new GridRefusedException(name, $"fichier de {content.Length} octets ; {MostBytes} au plus", $"file of {content.Length} bytes; {MostBytes} at most");
        return content.AsSpan().StartsWith("PK"u8)
            ? Workbook(name, WorkbookReader.Read(name, new MemoryStream(content, writable: false)), criteria, problems)
            : Csv(name, content, criteria, problems);
    }

    private static GridFile Workbook(string name, IReadOnlyList<WorkbookSheet> sheets, IReadOnlyList<string> criteria, List<GridProblem> problems)
    {
        var sample = sheets.FirstOrDefault(sheet => Plain(sheet.Name) == "echantillon")
            ?? throw new GridRefusedException(name, "la feuille « Échantillon » manque", "the sheet \"Échantillon\" is missing");
        var pages = new Dictionary<string, (string At, string Title, string Id)>(StringComparer.OrdinalIgnoreCase);
        for (var row = 1; row <= sample.LastRow; row++)
        {
            if (SheetNumber().IsMatch(sample.TextAt(row, 1)) && sample.TextAt(row, 3).Length > 0 && !pages.TryAdd(sample.TextAt(row, 1), (sample.Place(row, 3), sample.TextAt(row, 2), sample.TextAt(row, 3))))
                problems.Add(new(sample.Place(row, 1), new($"« {sample.TextAt(row, 1)} » est numéroté deux fois", $"\"{sample.TextAt(row, 1)}\" is numbered twice")));
        }

        var columns = new List<GridFileColumn>();
        foreach (var sheet in sheets.Where(sheet => SheetNumber().IsMatch(sheet.Name) || Plain(sheet.Name) == Plain(SamplePage.Shared.Sheet)))
        {
            var cells = Cells(sheet, criteria, problems);
            if (!SheetNumber().IsMatch(sheet.Name))
                columns.Add(new($"{sheet.Name}!A1", SamplePage.Shared.Id, SamplePage.Shared.Name, cells));
            else if (pages.TryGetValue(sheet.Name, out var page))
                columns.Add(new(page.At, page.Id, page.Title, cells));
            // The official grid holds twenty sheets, used or not.
            else if (cells.Any(cell => cell.Status.Trim() is not ("" or "NT" or "nt")))
                problems.Add(new($"{sheet.Name}!A1", new($"la feuille est remplie, mais « {sheet.Name} » n'est pas dans l'échantillon", $"the sheet is filled, but \"{sheet.Name}\" is not in the sample")));
        }

        if (columns.Count == 0)
            throw new GridRefusedException(name, "aucune feuille de page (P01, P02 ...)", "no sheet of a page (P01, P02 ...)");
        return new(Labelled(sample, AuditLabel), Labelled(sample, "referentiel"), VersionIn(sample), columns);
    }

    private static List<GridFileCell> Cells(WorkbookSheet sheet, IReadOnlyList<string> criteria, List<GridProblem> problems)
    {
        var cells = new List<GridFileCell>();
        var header = Enumerable.Range(1, Math.Min(HeaderRows, sheet.LastRow)).FirstOrDefault(row => ColumnOf(sheet, row, "critere") > 0 && ColumnOf(sheet, row, "statut") > 0);
        if (header == 0)
        {
            problems.Add(new($"{sheet.Name}!A1", new("en-tête introuvable : il faut les colonnes « Critère » et « Statut »", "no header: the columns \"Critère\" and \"Statut\" are needed")));
            return cells;
        }

        var (criterion, status, derogation, changes, comment) =
            (ColumnOf(sheet, header, "critere"), ColumnOf(sheet, header, "statut"), ColumnOf(sheet, header, "derogation"), ColumnOf(sheet, header, "modifications"), ColumnOf(sheet, header, "commentaires"));
        var numbers = new CriterionNumbers(criteria);
        for (var row = header + 1; row <= sheet.LastRow; row++)
        {
            if (sheet.At(row, criterion) is { } number)
                cells.Add(new(sheet.Place(row, status), numbers.Read(number), sheet.TextAt(row, status), TextIn(sheet, row, derogation), TextIn(sheet, row, changes), TextIn(sheet, row, comment)));
            else if (sheet.TextAt(row, status).Length > 0)
                problems.Add(new(sheet.Place(row, criterion), new("statut sans numéro de critère", "status without a criterion number")));
        }

        return cells;
    }

    private static string? TextIn(WorkbookSheet sheet, int row, int column) => column == 0 ? null : sheet.TextAt(row, column);

    /// <summary>The column whose header begins so, or 0.</summary>
    private static int ColumnOf(WorkbookSheet sheet, int row, string beginning) =>
        Enumerable.Range(1, 20).FirstOrDefault(column => Plain(sheet.TextAt(row, column)).StartsWith(beginning, StringComparison.Ordinal));

    private static string? Labelled(WorkbookSheet sheet, string label) =>
        Enumerable.Range(1, Math.Min(HeaderRows, sheet.LastRow)).Where(row => Plain(sheet.TextAt(row, 1)) == label).Select(row => sheet.TextAt(row, 2)).FirstOrDefault(text => text.Length > 0);

    /// <summary>It stands beside the identifier of the audit.</summary>
    private static long? VersionIn(WorkbookSheet sample) =>
        Enumerable.Range(1, Math.Min(HeaderRows, sample.LastRow)).Where(row => Plain(sample.TextAt(row, 1)) == AuditLabel)
            .Select(row => VersionText().Match(sample.TextAt(row, 3)) is { Success: true } said && long.TryParse(said.Groups["version"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : (long?)null)
            .FirstOrDefault();

    private static GridFile Csv(string name, byte[] content, IReadOnlyList<string> criteria, List<GridProblem> problems)
    {
        var rows = CsvRows.Of(Decoded(content), CsvRowsMost) ?? throw new GridRefusedException(name, $"plus de {CsvRowsMost} lignes, ou un guillemet jamais fermé", $"more than {CsvRowsMost} rows, or a quote never closed");
        if (rows is not [var header, ..] || header.Count < 2 || Plain(header[0]) is not ("criteres" or "critere"))
            throw new GridRefusedException($"{name}!A1", "en-tête attendu : Critères, Éléments transverses, puis les pages", "header expected: Critères, Éléments transverses, then the pages");
        if (header.Count > PageColumnsMost)
            throw new GridRefusedException(name, $"{header.Count} colonnes ; {PageColumnsMost} au plus", $"{header.Count} columns; {PageColumnsMost} at most");

        var numbers = new CriterionNumbers(criteria);
        var lines = new List<(int Row, string Criterion, IReadOnlyList<string> Cells)>();
        foreach (var (index, cells) in rows.Skip(1).Index().Where(line => line.Item.Any(cell => cell.Trim().Length > 0)))
        {
            var row = index + 2;
            if (cells[0].Trim().Length == 0)
                problems.Add(new($"{name}!A{row}", new("ligne sans numéro de critère", "row without a criterion number")));
            else
                lines.Add((row, numbers.Read(new(cells[0])), cells));
        }

        return new(
            AuditId: null,
            Referential: null,
            Version: null,
            [
                .. header.Index().Skip(1).Where(column => column.Item.Trim().Length > 0).Select(column => new GridFileColumn(
                    $"{name}!{WorkbookSheet.ColumnName(column.Index + 1)}1",
                    Plain(column.Item) == Plain(SamplePage.Shared.Name) ? SamplePage.Shared.Id : null,
                    Unquoted(column.Item.Trim()),
                    [.. lines.Select(line => new GridFileCell($"{name}!{WorkbookSheet.ColumnName(column.Index + 1)}{line.Row}", line.Criterion, column.Index < line.Cells.Count ? line.Cells[column.Index] : ""))])),
            ]);
    }

    /// <summary>UTF-8, or what French spreadsheets write when nobody asked them for it.</summary>
    private static string Decoded(byte[] content)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(content);
        }
    }

    /// <summary>The apostrophe that keeps a spreadsheet from taking a text for a formula is no part of it.</summary>
    private static string Unquoted(string text) => text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;

    /// <summary>Lower case, without accents, typographic apostrophes as plain ones.</summary>
    private static string Plain(string text) => string.Concat(text.Trim().Normalize(NormalizationForm.FormD)
        .Where(character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark))
        .Replace('\u2019', '\'').ToLowerInvariant();

    [GeneratedRegex("^P[0-9]{1,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SheetNumber();

    [GeneratedRegex(@"n°\s*(?<version>[0-9]{1,18})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex VersionText();
}
