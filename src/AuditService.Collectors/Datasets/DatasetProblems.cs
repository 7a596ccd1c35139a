using AuditService.Core;

namespace AuditService.Collectors.Datasets;

/// <summary>Why a data set was not read, or not to its end.</summary>
internal static class DatasetProblems
{
    public static LocalizedText OpenQuote { get; } = new("un guillemet n'est jamais refermé : la lecture s'arrête là", "a quote is never closed: reading stopped there");

    public static LocalizedText Empty { get; } = new("le fichier est vide", "the file is empty");

    public static LocalizedText NoRows { get; } = new("le fichier ne contient aucune donnée tabulaire", "the file holds no tabular data");

    public static LocalizedText TimedOut { get; } = new("temps de lecture épuisé : les chiffres portent sur le début du fichier", "time is up: the figures are of the beginning of the file");

    public static LocalizedText TooManyColumns(int count, int maximum) =>
        new($"{count} colonnes, dont les {maximum} premières sont lues", $"{count} columns, of which the first {maximum} are read");

    public static LocalizedText TooManyRows(long rows) =>
        new($"les {rows} premières lignes sont lues", $"the first {rows} rows are read");

    /// <param name="exact">Rows up to which nothing is estimated.</param>
    public static LocalizedText Estimated(long exact) => new(
        $"au-delà de {exact} lignes sont estimés : les nombres de valeurs différentes des colonnes qui en ont beaucoup et les quasi-doublons (une classe de valeurs égales sur seize), le plus petit groupe de colonnes révélateur (de même) et les quartiles (lignes réparties sur tout le jeu)",
        $"beyond {exact} rows these are estimated: numbers of different values of columns that have many and near duplicates (one class of equal values in sixteen), the smallest revealing set of columns (likewise) and quartiles (rows spread over the whole set)");

    public static LocalizedText BrokenLines(long lines) =>
        new($"{lines} lignes illisibles laissées de côté", $"{lines} unreadable lines left out");

    public static LocalizedText Ragged(long rows, long cells) => cells > 0
        ? new($"{rows} lignes n'ont pas autant de cellules que l'en-tête : {cells} cellules en trop ne sont pas lues", $"{rows} rows do not have as many cells as the header: {cells} cells too many are not read")
        : new($"{rows} lignes ont moins de cellules que l'en-tête", $"{rows} rows have fewer cells than the header");

    public static LocalizedText BrokenTail(long rows, string message) =>
        new($"fichier endommagé après {rows} lignes : {Brief(message)}", $"file damaged after {rows} rows: {Brief(message)}");

    public static LocalizedText Unreadable(string message) =>
        new($"contenu illisible : {Brief(message)}", $"unreadable content: {Brief(message)}");

    /// <summary>A library's message without what stands in quotes: values of the file, paths of this machine.</summary>
    private static string Brief(string message)
    {
        var line = message.AsSpan();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0) line = line[..end];
        var brief = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            if (c is '"' or '\'')
            {
                quoted = !quoted;
                if (quoted) brief.Append('…');
            }
            else if (!quoted)
            {
                brief.Append(c);
            }

            if (brief.Length >= 160) break;
        }

        // A path of this machine is nobody's business.
        return string.Join(' ', brief.ToString().Split(' ').Select(word => word.StartsWith('/') && word.Count(c => c == '/') > 1 ? "…" : word));
    }
}
