using System.Globalization;
using System.Text.Json.Nodes;
using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Authoring.Manifests;

/// <summary>Reads one step: exactly one verb of a closed vocabulary, with what it acts on.</summary>
internal sealed class StepReader(ICollection<AuthorProblem> problems)
{
    private const int LongestWait = 10_000;
    private const int LongestText = 2_000;

    private static readonly Dictionary<string, StepVerb> Verbs = Enum.GetValues<StepVerb>().ToDictionary(verb => verb.ToString().ToLowerInvariant(), verb => verb, StringComparer.Ordinal);

    private static string Known => string.Join(", ", Verbs.Keys);

    public StepEntry? Read(YamlNode node)
    {
        if (node is not YamlMapping mapping)
            return Wrong(node, $"une étape s'écrit « verbe: ... » ; verbes : {Known}.", $"a step is written \"verb: ...\"; verbs: {Known}.");
        foreach (var unknown in mapping.Entries.Where(entry => !Verbs.ContainsKey(entry.Key)))
        {
            var nearest = NearestWord.To(unknown.Key, Verbs.Keys);
            problems.Add(new(
                unknown.At,
                $"Verbe inconnu « {unknown.Key} »{(nearest is null ? "" : $" (vouliez-vous dire « {nearest} » ?)")} ; verbes : {Known}.",
                $"Unknown verb \"{unknown.Key}\"{(nearest is null ? "" : $" (did you mean \"{nearest}\"?)")}; verbs: {Known}."));
        }

        if (mapping.Entries.Count > 1)
            return Wrong(mapping.Entries[1].At, "une étape a un seul verbe : commencez-en une autre (« - »).", "a step has one verb: begin another one (\"- \").");
        if (mapping.Entries is not [var entry] || !Verbs.TryGetValue(entry.Key, out var verb))
            return null;
        var step = new StepEntry { At = mapping.At, Verb = verb };
        return verb switch
        {
            StepVerb.Click or StepVerb.Check or StepVerb.Uncheck or StepVerb.Hover => Text(entry.Value) is { } selector && IsSelector(entry.Value, selector) ? step with { Selector = selector } : null,
            StepVerb.Fill or StepVerb.Choose => Field(step, entry),
            StepVerb.Press => Text(entry.Value) is { } key ? step with { Text = key } : null,
            StepVerb.Open => Text(entry.Value) is { } path && StaysHere(entry.Value, path) ? step with { Text = path } : null,
            StepVerb.Wait => Wait(step, entry),
            _ => Text(entry.Value) switch
            {
                null => null,
                "cookies" => step,
                _ => Wrong(entry.Value, $"« {entry.Key}: cookies » est attendu.", $"\"{entry.Key}: cookies\" is expected."),
            },
        };
    }

    /// <summary>The same vocabulary for editors.</summary>
    public static JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var (word, verb) in Verbs)
        {
            properties[word] = verb switch
            {
                StepVerb.Fill or StepVerb.Choose => Mapping(["selector", "value"], ("selector", Plain()), ("value", new JsonObject { ["anyOf"] = new JsonArray(Plain(), Mapping(["env"], ("env", new JsonObject { ["type"] = "string", ["pattern"] = $"^{StepValue.Prefix}" }))) })),
                StepVerb.Wait => Mapping([], ("selector", Plain()), ("text", Plain()), ("ms", new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = LongestWait })),
                StepVerb.Accept or StepVerb.Refuse => new JsonObject { ["enum"] = new JsonArray("cookies") },
                _ => Plain(),
            };
        }

        return new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["minProperties"] = 1,
            ["maxProperties"] = 1,
            ["properties"] = properties,
            ["description"] = "Un seul verbe. | One verb.",
        };
    }

    private static JsonObject Plain() => new() { ["type"] = new JsonArray("string", "number", "boolean") };

    private static JsonObject Mapping(string[] required, params (string Key, JsonObject Value)[] properties)
    {
        var mapping = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)property.Value))) };
        if (required.Length > 0)
            mapping["required"] = new JsonArray([.. required.Select(key => JsonValue.Create(key))]);
        return mapping;
    }

    private StepEntry? Field(StepEntry step, YamlEntry entry)
    {
        if (Keys(entry, "selector", "value") is not { } mapping)
            return null;
        if (mapping.Find("selector") is not { } selectorNode || mapping.Find("value") is not { } valueNode)
            return Wrong(entry.Value, $"« {entry.Key}: {{ selector: ..., value: ... }} » est attendu.", $"\"{entry.Key}: {{ selector: ..., value: ... }}\" is expected.");
        var selector = Text(selectorNode);
        var value = Value(valueNode);
        return selector is not null && IsSelector(selectorNode, selector) && value is not null ? step with { Selector = selector, Value = value } : null;
    }

    private StepEntry? Wait(StepEntry step, YamlEntry entry)
    {
        if (Keys(entry, "selector", "text", "ms") is not { } mapping)
            return null;
        if (mapping.Entries is not [var one])
            return Wrong(entry.Value, "attendre une seule chose : « wait: { selector: ... } », « { text: ... } » ou « { ms: ... } ».", "wait for one thing: \"wait: { selector: ... }\", \"{ text: ... }\" or \"{ ms: ... }\".");
        if (Text(one.Value) is not { } text)
            return null;
        if (one.Key == "selector")
            return IsSelector(one.Value, text) ? step with { Selector = text } : null;
        if (one.Key == "text")
            return step with { Text = text };
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= LongestWait
            ? step with { Milliseconds = milliseconds }
            : Wrong(one.Value, $"un nombre de millisecondes, {LongestWait} au plus, est attendu ici.", $"a number of milliseconds, at most {LongestWait}, is expected here.");
    }

    private StepValue? Value(YamlNode node)
    {
        if (node is YamlScalar { IsNull: false } scalar)
            return scalar.Value.Length <= LongestText ? new StepValue(scalar.Value, null) : TooLong(node);
        if (node is YamlMapping { Entries: [{ Key: "env", Value: YamlScalar variable }] })
        {
            if (variable.Value.StartsWith(StepValue.Prefix, StringComparison.Ordinal) && variable.Value.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                return new StepValue(null, variable.Value);
            problems.Add(new(
                variable.At,
                $"« {variable.Value} » : seules les variables d'environnement dont le nom commence par {StepValue.Prefix} sont lues.",
                $"\"{variable.Value}\": only environment variables whose name begins with {StepValue.Prefix} are read."));
            return null;
        }

        problems.Add(new(node.At, $"Une valeur simple, ou {{ env: {StepValue.Prefix}... }}, est attendue ici.", $"A plain value, or {{ env: {StepValue.Prefix}... }}, is expected here."));
        return null;
    }

    private StepValue? TooLong(YamlNode node)
    {
        problems.Add(new(node.At, $"Valeur trop longue ({LongestText} caractères au plus).", $"Value too long (at most {LongestText} characters)."));
        return null;
    }

    private YamlMapping? Keys(YamlEntry entry, params string[] known)
    {
        if (entry.Value is not YamlMapping mapping)
        {
            var keys = string.Join(", ", known);
            problems.Add(new(entry.Value.At, $"« {entry.Key} » attend des clés ({keys}).", $"\"{entry.Key}\" expects keys ({keys})."));
            return null;
        }

        var unknown = mapping.Entries.Where(key => !known.Contains(key.Key, StringComparer.Ordinal)).ToList();
        foreach (var key in unknown)
        {
            var nearest = NearestWord.To(key.Key, known);
            problems.Add(new(
                key.At,
                $"Clé inconnue « {key.Key} »{(nearest is null ? "" : $" (vouliez-vous dire « {nearest} » ?)")} ; clés : {string.Join(", ", known)}.",
                $"Unknown key \"{key.Key}\"{(nearest is null ? "" : $" (did you mean \"{nearest}\"?)")}; keys: {string.Join(", ", known)}."));
        }

        return unknown.Count == 0 ? mapping : null;
    }

    private string? Text(YamlNode node)
    {
        if (node is YamlScalar { IsNull: false, Value.Length: > 0 and <= LongestText } scalar)
            return scalar.Value;
        problems.Add(new(node.At, "Un texte est attendu ici.", "A text is expected here."));
        return null;
    }

    private bool IsSelector(YamlNode node, string selector)
    {
        if (SelectorSyntax.Fault(selector) is not { } fault)
            return true;
        problems.Add(new(node.At, $"« {selector} » n'est pas un sélecteur CSS : {fault.Fr}.", $"\"{selector}\" is no CSS selector: {fault.En}."));
        return false;
    }

    private bool StaysHere(YamlNode node, string path)
    {
        if (!path.Contains("://", StringComparison.Ordinal) && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && !path.Split('/')[0].Contains(':', StringComparison.Ordinal))
            return true;
        problems.Add(new(node.At, $"« {path} » : un chemin du même hôte est attendu, sans http://.", $"\"{path}\": a path of the same host is expected, without http://."));
        return false;
    }

    private StepEntry? Wrong(YamlNode node, string fr, string en) => Wrong(node.At, fr, en);

    private StepEntry? Wrong(SourcePosition at, string fr, string en)
    {
        problems.Add(new(at, char.ToUpperInvariant(fr[0]) + fr[1..], char.ToUpperInvariant(en[0]) + en[1..]));
        return null;
    }
}
