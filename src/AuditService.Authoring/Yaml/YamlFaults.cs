using AuditService.Core;
using YamlDotNet.Core;

namespace AuditService.Authoring.Yaml;

/// <summary>
/// What is wrong with a text that is no YAML, in words that say how to mend it. YamlDotNet speaks English and of its scanner: its messages are told
/// apart by the words in which they differ.
/// </summary>
internal static class YamlFaults
{
    public static readonly string TooDeep = $"deeper than {YamlText.MaximumDepth} levels";

    public const string TooMany = "more values than are read";

    public const string Unfolds = "aliases that unfold into too many values";

    private static readonly LocalizedText Colon = new(
        "un « : » au milieu d'une valeur : mettez toute la valeur entre guillemets (\"...\")",
        "a \":\" within a value: put the whole value in quotes (\"...\")");

    private static readonly LocalizedText Indentation = new(
        "l'alignement ou une clé ne va pas : vérifiez que les clés d'un même groupe commencent à la même colonne, et que chacune est suivie de « : » et d'une espace",
        "the alignment or a key is wrong: keys of one group must begin at the same column, each followed by \":\" and a space");

    private static readonly (string Fragment, LocalizedText Told)[] Table =
    [
        (Unfolds, new("des alias s'emboîtent et donneraient des millions de valeurs (bombe YAML)", "nested aliases would unfold into millions of values (YAML bomb)")),
        (TooMany, new($"plus de {ForeignYaml.MaximumNodes} valeurs : la suite n'est pas lue", $"more than {ForeignYaml.MaximumNodes} values: the rest is not read")),
        ("invalid mapping", Colon),
        ("Mapping values are not allowed", Colon),
        ("tab", new("une tabulation : YAML n'accepte que des espaces pour aligner", "a tab: YAML takes only spaces to align")),
        ("quoted scalar, found unexpected end of stream", new("des guillemets ouverts ne sont pas refermés", "quotes that were opened are not closed")),
        ("unknown escape character", new("un « \\ » entre guillemets doubles : doublez-le (\\\\), ou employez des guillemets simples ('...')", "a \"\\\" within double quotes: double it (\\\\), or use single quotes ('...')")),
        ("quoted scalar", new("un texte entre guillemets est mal formé", "a quoted text is malformed")),
        ("',' or ']'", new("une liste entre crochets n'est pas refermée, ou une virgule y manque", "a list in brackets is not closed, or lacks a comma")),
        ("',' or '}'", new("des accolades ne sont pas refermées, ou une virgule y manque", "braces are not closed, or a comma is missing in them")),
        ("expected '-' indicator", new("une liste est mêlée à autre chose : chaque élément commence par « - » à la même colonne", "a list is mixed with something else: each item begins with \"-\" at the same column")),
        ("Block sequence entries", new("un « - » n'est pas à sa place : un élément de liste commence sa propre ligne", "a \"-\" is out of place: an item of a list begins a line of its own")),
        ("cannot start any token", new("un caractère ne peut pas commencer une valeur (@, `, % ...) : mettez la valeur entre guillemets", "a character cannot begin a value (@, `, % ...): put the value in quotes")),
        ("anchor or alias", new("une valeur commence par « & » ou « * » : mettez-la entre guillemets", "a value begins with \"&\" or \"*\": put it in quotes")),
        ("tag", new("une valeur commence par « ! » : mettez-la entre guillemets", "a value begins with \"!\": put it in quotes")),
        ("block scalar", new("un texte sur plusieurs lignes (après « | » ou « > ») est mal aligné", "a text of several lines (after \"|\" or \">\") is badly aligned")),
        ("could not find expected ':'", Indentation),
        ("did not find expected key", Indentation),
        (TooDeep, new($"plus de {YamlText.MaximumDepth} niveaux d'imbrication", TooDeep)),
    ];

    public static LocalizedText Told(YamlException fault)
    {
        var known = Array.Find(Table, row => fault.Message.Contains(row.Fragment, StringComparison.Ordinal)).Told
            ?? new($"la syntaxe ne va pas ici ({fault.Message})", $"the syntax is wrong here ({fault.Message})");
        return new($"YAML illisible : {known.Fr}.", $"Broken YAML: {known.En}.");
    }
}
