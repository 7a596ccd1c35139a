using System.Globalization;
using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.Inventory;
using AuditService.Core;

namespace AuditService.Collectors.Footprints;

/// <summary>Reads the <c>emissions.csv</c> of CodeCarbon.</summary>
internal static class EmissionsFile
{
    private const int MostLines = 100_000;
    private const int LongestCell = 500;
    private const double SecondsPerHour = 3600;

    /// <summary>More than a hundred thousand households use in a year: no run of a dossier.</summary>
    private const double MostKWh = 1e9;

    /// <returns>The runs, or what is wrong and where.</returns>
    public static (IReadOnlyList<MeasuredRun> Runs, LocalizedText? Problem) Read(string path, TextReader text)
    {
        var parser = new DelimitedParser(text, new(',', Backslash: false), LongestCell);
        var runs = new Dictionary<string, MeasuredRun>(StringComparer.Ordinal);
        Dictionary<string, int>? columns = null;
        var line = 0;
        foreach (var cells in parser.Records())
        {
            line++;
            if (columns is null)
            {
                if (!MeasurementShape.IsHeader(cells))
                    return ([], Broken(path, line));
                columns = cells.Select((name, index) => (Name: name.Trim(), Index: index)).ToDictionary(column => column.Name, column => column.Index, StringComparer.Ordinal);
                continue;
            }

            if (cells is [""])
                continue;
            if (line > MostLines)
                return ([], new($"{path} : plus de {MostLines} lignes", $"{path}: more than {MostLines} lines"));
            if (cells.Count != columns.Count || Run(path, line, cells, columns) is not { } run)
                return ([], Broken(path, line));
            var id = cells[columns["run_id"]];
            if (!runs.TryGetValue(id, out var earlier) || run.EnergyKWh >= earlier.EnergyKWh)
                runs[id] = run;
        }

        return parser.IsTorn ? ([], Broken(path, line)) : ([.. runs.Values.OrderBy(run => run.Line)], null);
    }

    private static MeasuredRun? Run(string path, int line, List<string> cells, Dictionary<string, int> columns)
    {
        if (Number("energy_consumed") is not { } energy || Number("emissions") is not { } carbon || Number("duration") is not { } seconds || energy > MostKWh)
            return null;
        var pue = columns.ContainsKey("pue") ? Number("pue") ?? 1 : 1;
        return new(path, line, MeasuringTool.CodeCarbon, energy / Math.Max(1, pue), carbon, seconds / SecondsPerHour);

        double? Number(string column) =>
            double.TryParse(cells[columns[column]], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= 0 ? value : null;
    }

    private static LocalizedText Broken(string path, int line) =>
        new($"{path}, ligne {line} : ce n'est pas une ligne de CodeCarbon (énergie, durée et émissions, positives)", $"{path}, line {line}: this is no line of CodeCarbon (energy, duration and emissions, positive)");
}
