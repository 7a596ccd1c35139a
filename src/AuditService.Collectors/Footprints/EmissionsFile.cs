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
    private const int LongestHeader = 10_000;
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
            // Version 1 gave its runs no id, and one line each.
            var id = columns.TryGetValue("run_id", out var named) ? cells[named] : line.ToString(CultureInfo.InvariantCulture);
            if (!runs.TryGetValue(id, out var earlier) || run.EnergyKWh >= earlier.EnergyKWh)
                runs[id] = run;
        }

        return parser.IsTorn ? ([], Broken(path, line)) : ([.. runs.Values.OrderBy(run => run.Line)], null);
    }

    /// <returns>What keeps a table that has the figures of CodeCarbon from being read as one; null for any other table.</returns>
    public static LocalizedText? Unlike(string path, TextReader text)
    {
        if (text.ReadLine() is not { Length: < LongestHeader } header)
            return null;
        var separator = header.Contains(';', StringComparison.Ordinal) ? ';' : header.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        var names = header.Split(separator).Select(name => name.Trim().Trim('"', '\uFEFF')).ToList();
        if (!MeasurementShape.HasFigures(names))
            return null;
        var foreign = names.Where(name => !MeasurementShape.IsColumn(name)).Concat(names.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => same.Key)).Take(3).ToList();
        var (fr, en) = separator != ','
            ? ("ses colonnes ne sont plus séparées par des virgules : joignez le fichier tel que l'outil l'a écrit", "its columns are no longer separated by commas: hand in the file as the tool wrote it")
            : foreign.Count > 0
                ? ($"colonne ajoutée, doublée ou inconnue ({string.Join(", ", foreign)}) : joignez le fichier tel que l'outil l'a écrit", $"a column was added, doubled or is unknown ({string.Join(", ", foreign)}): hand in the file as the tool wrote it")
                : ("son en-tête n'est pas celui que l'outil écrit", "its header is not the one that the tool writes");
        return new($"{path} a les chiffres d'un relevé de CodeCarbon et n'est pas lu comme tel : {fr}", $"{path} has the figures of a record of CodeCarbon and is not read as one: {en}");
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
