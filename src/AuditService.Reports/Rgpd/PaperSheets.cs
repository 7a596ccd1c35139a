using AuditService.Core.Rgpd;
using AuditService.Reports.Files;

namespace AuditService.Reports.Rgpd;

/// <summary>The register and the dictionary as lines and columns: one CSV table, or a workbook that also holds every statement with its source.</summary>
internal static class PaperSheets
{
    public static IReadOnlyList<SheetRow> Register(RgpdMaterial material, out IReadOnlyList<string> headers)
    {
        var items = material.Texts.Register;
        headers = [material.Say("Traitement", "Processing"), material.Say("Nom", "Name"), .. items.Select(item => $"{material.Say(item.Title)} [{item.Article}]")];
        return
        [
            .. ProcessingRegister.Entries(material).Select(entry => new SheetRow([entry.Id, entry.Name], [.. entry.Items.Select(item => item.Statements)])),
            .. ProcessingRegister.Orphans(material).Select(dataSet => new SheetRow(
                ["", material.Say($"Hors de tout traitement déclaré : {dataSet.Id}", $"Outside any declared processing: {dataSet.Id}")],
                [.. items.Select(item => item.Id == RegisterItem.DetectedData ? (IReadOnlyList<Statement>)[.. ProcessingRegister.Personal(material, dataSet)] : [])])),
        ];
    }

    public static IReadOnlyList<SheetRow> Dictionary(RgpdMaterial material, out IReadOnlyList<string> headers)
    {
        headers =
        [
            material.Say("Jeu de données", "Data set"), material.Say("Colonne", "Column"), material.Say("Type", "Type"), material.Say("Part manquante", "Share missing"), material.Say("Valeurs distinctes", "Distinct values"),
            material.Say("Catégories détectées", "Categories detected"), material.Say("Sens déclaré", "Meaning declared"), material.Say("Valeurs déclarées", "Values declared"), material.Say("Donnée personnelle déclarée", "Personal datum declared"),
            material.Say("Nécessité", "Necessity"), material.Say("Finalité", "Purpose"), material.Say("Conservation", "Retention"), material.Say("Contradictions", "Contradictions"),
        ];
        return
        [
            .. DataDictionary.Sets(material).SelectMany(set => set.Columns.Select(column => new SheetRow(
                [set.Name, column.Name],
                [One(column.Type), One(column.Missing), One(column.Distinct), column.Detected, [column.Meaning], One(column.Values), [column.Personal], One(column.Necessity), column.Purposes, column.Retentions, column.Contradictions]))),
        ];

        static IReadOnlyList<Statement> One(Statement? statement) => statement is null ? [] : [statement];
    }

    public static Task WriteCsvAsync(IReadOnlyList<SheetRow> rows, IReadOnlyList<string> headers, RgpdMaterial material, Stream output, CancellationToken cancellation)
    {
        var csv = new CsvText();
        csv.Add([.. headers, material.Say("Sources", "Sources"), material.Say("Statut", "Status")]);
        foreach (var row in rows)
            csv.Add([.. row.Names, .. row.Cells.Select(cell => Joined(cell, material, " | ")), Sources(row, headers, material, " | "), Draft(material)]);
        return csv.WriteAsync(output, cancellation);
    }

    public static Task WriteWorkbookAsync(Paper paper, string name, IReadOnlyList<SheetRow> rows, IReadOnlyList<string> headers, RgpdMaterial material, Stream output, CancellationToken cancellation)
    {
        var names = rows.Count == 0 ? 2 : rows[0].Names.Count;
        var table = new WorkbookPage(name, [.. headers.Select((_, index) => index < names ? 22 : 34)], FrozenRows: 3);
        table.Add(WorkbookValue.Title(paper.Title));
        table.Add(WorkbookValue.Title(Draft(material)));
        table.Add([.. headers.Select(WorkbookValue.Header)]);
        foreach (var row in rows)
            table.Add([.. row.Names.Select(WorkbookValue.Identifier), .. row.Cells.Select(cell => (WorkbookValue)Joined(cell, material, "\n"))]);

        var sources = new WorkbookPage(material.Say("Sources", "Sources"), [22, 24, 30, 16, 70, 44, 26, 22], FrozenRows: 1);
        sources.Add([.. new[] { headers[0], headers[1], material.Say("Mention", "Item"), material.Say("Nature", "Kind"), material.Say("Ce qui est dit", "What is said"), material.Say("Lieu ou raison", "Place or reason"), material.Say("Collecteur", "Collector"), material.Say("Solidité", "Strength") }.Select(WorkbookValue.Header)]);
        foreach (var row in rows)
        {
            foreach (var (index, statement) in row.Cells.Index().SelectMany(cell => cell.Item.Select(statement => (cell.Index, statement))))
                sources.Add(WorkbookValue.Identifier(row.Names[0]), WorkbookValue.Identifier(row.Names[1]), headers[names + index], Kind(statement.Kind, material), statement.Text, statement.Source?.Place ?? "", statement.Source?.Collector ?? "", statement.Source?.Grade is { } grade ? material.Word(grade) : "");
        }

        var decisions = new WorkbookPage(material.Say("À décider", "To decide"), [120], FrozenRows: 0);
        decisions.Add(WorkbookValue.Title(PaperHtml.Deciding(material)));
        foreach (var line in paper.Notes.Concat(PaperHtml.Decisions(paper, material)))
            decisions.Add(line);
        return WorkbookWriter.WriteAsync([table, sources, decisions], output, cancellation);
    }

    private static string Draft(RgpdMaterial material) => material.Say("Brouillon : à relire, compléter et signer par une personne", "Draft: for a person to read, complete and sign");

    private static string Joined(IEnumerable<Statement> statements, RgpdMaterial material, string separator) => string.Join(separator, statements.Select(material.Word));

    private static string Sources(SheetRow row, IReadOnlyList<string> headers, RgpdMaterial material, string separator) => string.Join(
        separator,
        row.Cells.Index().SelectMany(cell => cell.Item.Where(statement => statement.Source is not null).Select(statement => $"{headers[row.Names.Count + cell.Index]}{material.Colon}{material.Word(statement.Source)}")).Distinct(StringComparer.Ordinal));

    private static string Kind(StatementKind kind, RgpdMaterial material) => kind switch
    {
        StatementKind.Said => material.Say("dit", "said"),
        StatementKind.Found => material.Say("relevé", "seen"),
        StatementKind.Conflict => material.Say("contradiction", "contradiction"),
        _ => material.Say("à compléter", "to fill in"),
    };
}

/// <summary>One line: what names it, then its cells.</summary>
internal sealed record SheetRow(IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<Statement>> Cells);
