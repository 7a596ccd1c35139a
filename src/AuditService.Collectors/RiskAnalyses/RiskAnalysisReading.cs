using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.Documents;
using AuditService.Core;
using AuditService.Core.Risks;

namespace AuditService.Collectors.RiskAnalyses;

/// <summary>Reads the risks, feared events, grids and matrices of one document or sheet. Pure: the same tables give the same reading.</summary>
internal sealed class RiskAnalysisReading
{
    private const int MostRisks = 2_000;
    private const int LongestText = 300;

    /// <summary>The share of a column that must be ratings for it to rate: "Impacts" may head sentences.</summary>
    private const double Rated = 0.6;

    private static readonly char[] Separators = ['\n', ';', '•'];

    private readonly string path;
    private readonly IReadOnlyList<DocumentTable> tables;
    private readonly List<StatedRisk> risks = [];
    private readonly List<StatedEvent> events = [];
    private readonly List<StatedLevel> grids = [];
    private readonly List<StatedPlacement> placements = [];
    private readonly List<UnreadAnalysis> unread = [];

    private RiskAnalysisReading(string path, IReadOnlyList<DocumentTable> tables) => (this.path, this.tables) = (path, tables);

    /// <param name="isAnalysis">The dossier or the file's name says that it is a risk analysis: then a table that cannot be recognised is said.</param>
    public static StatedAnalysis Of(string path, IReadOnlyList<DocumentTable> tables, bool isAnalysis) => new RiskAnalysisReading(path, tables).Read(isAnalysis);

    private StatedAnalysis Read(bool isAnalysis)
    {
        var legend = RiskLegend.Of(tables);
        var blocks = tables.SelectMany(Blocks).ToList();
        List<Block> rated = [.. blocks.Where(static block => block.Headers.IsRisks)];
        var gravity = Scale(rated, legend.Gravity, RiskField.Gravity, RiskField.ResidualGravity, RiskField.CurrentGravity);
        var likelihood = Scale(rated, legend.Likelihood, RiskField.Likelihood, RiskField.ResidualLikelihood, RiskField.CurrentLikelihood);
        var level = Scale(rated, null, RiskField.Level, RiskField.ResidualLevel, RiskField.CurrentLevel);
        foreach (var block in rated)
            ReadRisks(block, gravity, likelihood, level);
        foreach (var block in blocks.Where(static block => block.Headers.IsEvents))
        {
            events.AddRange(block.Rows
                .Select(row => new StatedEvent(new(path, block.Name, row.Number), block.Cell(row, RiskField.Id), block.Cell(row, RiskField.Event) ?? ""))
                .Where(static stated => stated.Title.Length > 0));
        }

        Complete([.. blocks.Where(static block => block.Headers.IsPlan)]);
        ReadMatrices(legend);
        if (isAnalysis && risks.Count == 0)
        {
            unread.Add(new(path, null, tables.Count == 0
                ? new("aucun tableau n'y est lisible : les risques y sont en texte ou en image", "no table can be read in it: its risks are text or pictures")
                : new("aucun tableau n'a d'en-tête reconnu (un risque ou un scénario, sa gravité, sa vraisemblance ou son niveau)", "no table has a header that is recognised (a risk or scenario, its gravity, likelihood or level)")));
        }

        return new(risks, events, grids, placements, unread);
    }

    private IEnumerable<Block> Blocks(DocumentTable table, int number)
    {
        var name = table.Name ?? (table.Place.Part is { } part ? table.Place.In(Language.French) : $"tableau {number + 1}");
        var from = 0;
        while (RiskHeaders.Find(table.Rows, from) is { } headers)
        {
            var end = headers.Row + 1;
            // A further table starts after a blank row or a title of its own.
            while (end < table.Rows.Count && !(IsApart(table.Rows, end) && RiskHeaders.Find([.. table.Rows.Skip(end).Take(2)], 0) is not null))
                end++;
            yield return new(name, headers, [.. table.Rows.Take(end).Skip(headers.Row + 1)]);
            from = end;
        }
    }

    private static bool IsApart(IReadOnlyList<DocumentTableRow> rows, int row) => rows[row].Number > rows[row - 1].Number + 1 || rows[row - 1].Cells.Distinct(StringComparer.Ordinal).Count(static cell => cell.Length > 0) <= 1;

    private static RatingScale Scale(List<Block> blocks, Dictionary<string, int>? legend, params RiskField[] fields) =>
        RatingScale.Of(blocks.SelectMany(block => fields.Where(block.Headers.Has).SelectMany(field => block.Rows.Select(row => block.Cell(row, field) ?? ""))), legend);

    private void ReadRisks(Block block, RatingScale gravity, RatingScale likelihood, RatingScale level)
    {
        var fields = block.Headers.Columns.Keys.ToHashSet();
        foreach (var (field, scale) in new[]
        {
            (RiskField.Gravity, gravity), (RiskField.ResidualGravity, gravity), (RiskField.CurrentGravity, gravity),
            (RiskField.Likelihood, likelihood), (RiskField.ResidualLikelihood, likelihood), (RiskField.CurrentLikelihood, likelihood),
            (RiskField.Level, level), (RiskField.ResidualLevel, level), (RiskField.CurrentLevel, level),
        })
        {
            if (!fields.Contains(field))
                continue;
            var cells = block.Rows.Select(row => block.Cell(row, field)).OfType<string>().ToList();
            if (cells.Count == 0 || cells.Count(cell => scale.Read(cell) is not null) >= cells.Count * Rated)
                continue;
            fields.Remove(field);
            unread.Add(new(path, block.Name, new(
                $"la colonne « {block.Header(field)} » ne se lit sur aucune échelle connue, et aucune légende ne la définit", $"the column \"{block.Header(field)}\" stands on no scale that is known, and no legend defines it")));
        }

        if (!fields.Overlaps([RiskField.Gravity, RiskField.Likelihood, RiskField.Level, RiskField.ResidualGravity, RiskField.ResidualLikelihood, RiskField.ResidualLevel]))
            return;
        foreach (var row in block.Rows)
        {
            if (risks.Count == MostRisks)
            {
                unread.Add(new(path, block.Name, new($"plus de {MostRisks} risques : la suite n'est pas lue", $"more than {MostRisks} risks: the rest is not read")));
                return;
            }

            var title = Text(RiskField.Title) ?? Text(RiskField.Event);
            var (initial, residual, current) = (Rating(RiskField.Gravity, RiskField.Likelihood, RiskField.Level), Rating(RiskField.ResidualGravity, RiskField.ResidualLikelihood, RiskField.ResidualLevel), Rating(RiskField.CurrentGravity, RiskField.CurrentLikelihood, RiskField.CurrentLevel));
            // A line of a section, of totals or of remarks rates nothing.
            if (title is null && Text(RiskField.Id) is null || row.Cells.Count(static cell => cell.Length > 0) < 3 && initial.IsEmpty && residual.IsEmpty)
                continue;
            risks.Add(new(
                new(path, block.Name, row.Number),
                Text(RiskField.Id),
                title ?? Text(RiskField.Id)!,
                Text(RiskField.Event),
                Text(RiskField.Asset),
                Text(RiskField.Category),
                initial,
                residual,
                current,
                gravity.Size,
                likelihood.Size,
                List(RiskField.Measure),
                List(RiskField.InPlace),
                Text(RiskField.Owner),
                Text(RiskField.Deadline),
                Text(RiskField.Status),
                Text(RiskField.Decision),
                Text(RiskField.Accepter),
                [.. fields.Order()]));

            StatedRating Rating(RiskField ofGravity, RiskField ofLikelihood, RiskField ofLevel) => new(
                Step(ofGravity, gravity), Step(ofLikelihood, likelihood), Text(ofLevel), Step(ofLevel, level), RatingScale.IsHigh(Text(ofLevel)),
                IsUnread(ofGravity, gravity) || IsUnread(ofLikelihood, likelihood));

            bool IsUnread(RiskField field, RatingScale scale) => Text(field) is { } cell && !Hollow.Says(cell) && scale.Read(cell) is null;

            int? Step(RiskField field, RatingScale scale) => Text(field) is { } cell ? scale.Read(cell) : null;

            string? Text(RiskField field) => fields.Contains(field) ? block.Cell(row, field) : null;

            IReadOnlyList<string> List(RiskField field) =>
                [.. (Text(field) ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(static measure => !Hollow.Says(measure))];
        }
    }

    /// <summary>Who, when and how far, from a plan that names the risks it answers.</summary>
    private void Complete(List<Block> plans)
    {
        if (plans.Count == 0)
            return;
        var lines = plans.SelectMany(plan => plan.Rows.Select(row => (Plan: plan, Row: row, Names: row.Cells.SelectMany(static cell => cell.Split([',', ';', ' ', '/', '\n', '(', ')'], StringSplitOptions.RemoveEmptyEntries)).Select(RiskMatrixReading.IdOf).ToHashSet(StringComparer.Ordinal)))).ToList();
        for (var index = 0; index < risks.Count; index++)
        {
            var risk = risks[index];
            if (risk.Id is null || RiskMatrixReading.IdOf(risk.Id) is not { Length: > 1 } id)
                continue;
            foreach (var (plan, row, _) in lines.Where(line => line.Names.Contains(id)))
            {
                var added = plan.Headers.Columns.Keys.Where(field => field is RiskField.Measure or RiskField.Owner or RiskField.Deadline or RiskField.Status or RiskField.Accepter);
                risk = risk with
                {
                    Measures = plan.Cell(row, RiskField.Measure) is { } measure && !Hollow.Says(measure) ? [.. risk.Measures, measure] : risk.Measures,
                    Owner = risk.Owner ?? plan.Cell(row, RiskField.Owner),
                    Deadline = risk.Deadline ?? plan.Cell(row, RiskField.Deadline),
                    Status = risk.Status ?? plan.Cell(row, RiskField.Status),
                    Accepter = risk.Accepter ?? plan.Cell(row, RiskField.Accepter),
                    Columns = [.. risk.Columns.Union(added).Order()],
                };
            }

            risks[index] = risk;
        }

        if (!risks.Exists(static risk => risk.Id is not null) || !lines.Exists(line => risks.Exists(risk => risk.Id is { } id && line.Names.Contains(RiskMatrixReading.IdOf(id)))))
            unread.Add(new(path, plans[0].Name, new("le plan d'action ne cite pas les risques par leur identifiant : il n'est pas recoupé avec eux", "the plan of action does not name the risks by their ids: it is not set against them")));
    }

    private void ReadMatrices(RiskLegend legend)
    {
        var ids = risks.Select(static risk => risk.Id).OfType<string>().Select(RiskMatrixReading.IdOf).Where(static id => id.Length > 1).ToHashSet(StringComparer.Ordinal);
        foreach (var (table, number) in tables.Select((table, number) => (table, number)))
        {
            var name = table.Name ?? (table.Place.Part is not null ? table.Place.In(Language.French) : $"tableau {number + 1}");
            if (RiskHeaders.Find(table.Rows, 0) is not null || RiskMatrixReading.Of(path, name, table, legend, ids) is not { } matrix)
                continue;
            grids.AddRange(matrix.Levels);
            placements.AddRange(matrix.Placements);
            if (!matrix.AxesAreTold)
                unread.Add(new(path, name, new("rien ne dit lequel des axes de cette matrice est la gravité : elle n'est pas comparée", "nothing says which axis of this matrix is gravity: it is not compared")));
        }
    }

    private sealed record Block(string Name, RiskHeaders Headers, IReadOnlyList<DocumentTableRow> Rows)
    {
        public string? Cell(DocumentTableRow row, RiskField field) =>
            Headers.Columns.TryGetValue(field, out var column) && column < row.Cells.Count && row.Cells[column] is { Length: > 0 } text ? text.Length <= LongestText ? text : text[..LongestText] : null;

        public string Header(RiskField field) => Headers.NameOf(field);
    }
}
