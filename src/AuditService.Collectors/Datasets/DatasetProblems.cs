using System.Text.Json;
using System.Xml;
using AuditService.Collectors.Datasets.Reading;
using AuditService.Core;
using DocumentFormat.OpenXml.Packaging;
using DuckDB.NET.Data;

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

    public static LocalizedText BrokenTail(long rows, Exception exception)
    {
        var why = Unreadable(exception);
        return new($"fichier endommagé après {rows} lignes : {why.Fr}", $"file damaged after {rows} rows: {why.En}");
    }

    /// <summary>What an exception by which damage shows itself means to the author of the file; a library's own words stand behind it, quoted.</summary>
    public static LocalizedText Unreadable(Exception exception) => exception switch
    {
        UnreadableDataException refused => refused.Why,
        JsonException { LineNumber: { } line } => new($"JSON non valide à la ligne {line + 1}", $"invalid JSON at line {line + 1}"),
        JsonException => new("JSON non valide", "invalid JSON"),
        XmlException or OpenXmlPackageException => Quoting(exception, "classeur endommagé", "damaged workbook"),
        InvalidDataException => Quoting(exception, "archive ou compression endommagée", "damaged archive or compression"),
        EndOfStreamException => new("le fichier s'arrête avant sa fin", "the file stops before its end"),
        UnauthorizedAccessException => new("le système refuse la lecture du fichier", "the system refuses to read the file"),
        DuckDBException => Quoting(exception, "contenu que le moteur de lecture refuse", "content that the reading engine refuses"),
        _ => Quoting(exception, "contenu illisible", "unreadable content"),
    };

    public static LocalizedText TooDeep(int levels) =>
        new($"JSON imbriqué sur plus de {levels} niveaux, le plus qui soit lu", $"JSON nested more than {levels} levels deep, the most that is read");

    public static LocalizedText NotADataset { get; } = new("ce format n'est pas lu comme jeu de données", "this format is not read as a data set");

    /// <param name="format">What the text is.</param>
    public static LocalizedText OtherText(string format) => new($"{format} : ce texte n'est pas lu comme jeu de données", $"{format}: this text is not read as a data set");

    public static LocalizedText Binary { get; } = new("contenu binaire, et non du texte", "binary content, not text");

    public static LocalizedText TooLongLine(int signs) =>
        new($"une ligne de plus de {signs} signes", $"a line longer than {signs} signs");

    public static LocalizedText TooMuchUnpacked(long bytes) =>
        new($"plus de {bytes} octets une fois décompressé", $"more than {bytes} bytes once unpacked");

    public static LocalizedText NoWorkbook { get; } = new("un paquet sans classeur Excel (le format ODS n'est pas lu)", "a package without an Excel workbook (the ODS format is not read)");

    public static LocalizedText TooManyStrings(int strings) =>
        new($"plus de {strings} textes dans le classeur", $"more than {strings} texts in the workbook");

    private static LocalizedText Quoting(Exception exception, string french, string english)
    {
        var words = Brief(exception.Message).Trim();
        return words.Length == 0 ? new(french, english) : new($"{french} (« {words} »)", $"{english} (\"{words}\")");
    }

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
