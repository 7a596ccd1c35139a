using System.Globalization;
using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Authoring.RulePacks;

/// <summary>Turns YAML into conditions and fact values, typed by the catalogue: an operand of another type than its fact is the author's mistake, with its place.</summary>
internal sealed class ConditionReader(FactCatalogue catalogue, ICollection<AuthorProblem> problems)
{
    private static readonly string[] Branches = ["all", "any", "not", "fact"];

    /// <returns>The condition, or null when it is absent or mistaken.</returns>
    public Condition? Read(YamlNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case YamlMapping mapping when mapping.Find("all") is { } all:
                return Only(mapping, "all") && Many(all) is { } conditions ? new All(conditions) { At = mapping.At } : null;
            case YamlMapping mapping when mapping.Find("any") is { } any:
                return Only(mapping, "any") && Many(any) is { } alternatives ? new Any(alternatives) { At = mapping.At } : null;
            case YamlMapping mapping when mapping.Find("not") is { } not:
                return Only(mapping, "not") && Read(not) is { } condition ? new Not(condition) { At = mapping.At } : null;
            case YamlMapping mapping when mapping.Find("fact") is not null:
                return Compare(mapping);
            default:
                return Mistake<Condition>(node.At, $"Une condition commence par {string.Join(", ", Branches)}.", $"A condition starts with {string.Join(", ", Branches)}.");
        }
    }

    /// <returns>What is declared of the fact, or null.</returns>
    public FactDeclaration? Declared(string key) => catalogue.Find(key);

    /// <summary>Reads a value of an example: typed by the catalogue; sightings as a list of short texts or as their number.</summary>
    public FactValue? Value(string key, YamlNode node) => catalogue.Find(key) is { } fact
        ? ValueOf(fact, node)
        : Mistake<FactValue>(node.At, $"Le fait {key} n'est déclaré dans aucun facts.yaml.", $"The fact {key} is declared in no facts.yaml.");

    private FactValue? ValueOf(FactDeclaration fact, YamlNode node)
    {
        switch (fact.Type, node)
        {
            case (FactType.TextList, YamlSequence sequence):
                return new TextListValue([.. sequence.Items.OfType<YamlScalar>().Select(item => item.Value)]);
            case (FactType.Observations, YamlSequence sequence):
                return new ObservationsValue([.. sequence.Items.Select(Sighting)]);
            case (FactType.Observations, YamlScalar scalar) when int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count):
                return new ObservationsValue([.. Enumerable.Range(1, Math.Min(count, 10)).Select(line => new Observation(Location.File("example", line)))], count);
            case (FactType.TextList or FactType.Observations, _):
                return Mistake<FactValue>(node.At, $"Le fait {fact.Key} attend une liste.", $"The fact {fact.Key} expects a list.");
            case (_, YamlScalar scalar):
                return Scalar(fact, scalar);
            default:
                return Mistake<FactValue>(node.At, $"Le fait {fact.Key} attend une valeur simple.", $"The fact {fact.Key} expects a plain value.");
        }
    }

    /// <summary>A text, or <c>{ text: 0.4 }</c>: the same with its confidence.</summary>
    private Observation Sighting(YamlNode item, int index)
    {
        var where = Location.File("example", index + 1);
        if (item is not YamlMapping { Entries: [{ Value: YamlScalar { Value: var confidence } } entry] })
            return new(where, (item as YamlScalar)?.Value);
        if (double.TryParse(confidence, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
            return new(where, entry.Key, Confidence: share);
        problems.Add(new(item.At, "Une confiance de 0 à 1 est attendue.", "A confidence from 0 to 1 is expected."));
        return new(where, entry.Key);
    }

    private List<Condition>? Many(YamlNode node)
    {
        if (node is not YamlSequence { Items.Count: > 0 } sequence)
            return Mistake<List<Condition>>(node.At, "Une liste de conditions est attendue.", "A list of conditions is expected.");
        var conditions = sequence.Items.Select(Read).ToList();
        return conditions.TrueForAll(condition => condition is not null) ? [.. conditions.OfType<Condition>()] : null;
    }

    private Comparison? Compare(YamlMapping mapping)
    {
        if (mapping.Find("fact") is not YamlScalar { Value: var key } named)
            return Mistake<Comparison>(mapping.At, "« fact » nomme un fait.", "\"fact\" names a fact.");
        if (mapping.Entries.Where(entry => entry.Key != "fact").ToList() is not [var comparison])
            return Mistake<Comparison>(mapping.At, "Une comparaison a un fait et un seul opérateur.", "A comparison has one fact and one operator.");
        if (!Operator.Table.TryGetValue(comparison.Key, out var row))
        {
            var nearest = NearestWord.To(comparison.Key, Operator.Table.Keys);
            return Mistake<Comparison>(
                comparison.At,
                $"Opérateur inconnu « {comparison.Key} »{(nearest is null ? "" : $" (vouliez-vous dire « {nearest} » ?)")}.",
                $"Unknown operator \"{comparison.Key}\"{(nearest is null ? "" : $" (did you mean \"{nearest}\"?)")}.");
        }

        if (catalogue.Find(key) is not { } fact)
        {
            var nearest = NearestWord.To(key, catalogue.All.Select(declared => declared.Key));
            return Mistake<Comparison>(
                named.At,
                $"Le fait {key} n'est déclaré dans aucun facts.yaml{(nearest is null ? "" : $" (vouliez-vous dire {nearest} ?)")}.",
                $"The fact {key} is declared in no facts.yaml{(nearest is null ? "" : $" (did you mean {nearest}?)")}.");
        }

        if (!row.AppliesTo.Contains(fact.Type))
            return Mistake<Comparison>(comparison.At, $"L'opérateur {row.Name} ne compare pas un fait de type {Name(fact.Type)}.", $"The operator {row.Name} does not compare a fact of type {Name(fact.Type)}.");
        return Operand(row, fact, comparison.Value) is { } operand ? new Comparison(key, row, operand) { At = mapping.At } : null;
    }

    private Operand? Operand(Operator row, FactDeclaration fact, YamlNode node)
    {
        if (node is YamlMapping reference)
            return Reference(row, fact, reference);
        return row.Shape switch
        {
            OperandShape.Flag => node is YamlScalar { Value: "true" or "false" } flag
                ? new ScalarOperand(new BooleanValue(flag.Value == "true"))
                : Mistake<Operand>(node.At, "true ou false est attendu.", "true or false is expected."),
            OperandShape.Count => node is YamlScalar number && int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new ScalarOperand(new NumberValue(count))
                : Mistake<Operand>(node.At, "Un nombre entier est attendu.", "A whole number is expected."),
            OperandShape.Pattern => Pattern(node),
            OperandShape.List => ListOf(fact, node),
            _ => One(fact, node),
        };
    }

    private Operand? One(FactDeclaration fact, YamlNode node)
    {
        if (node is not YamlScalar scalar)
            return Mistake<Operand>(node.At, "Une valeur simple est attendue.", "A plain value is expected.");
        return Scalar(fact, scalar) is { } value ? new ScalarOperand(value) : null;
    }

    private Operand? ListOf(FactDeclaration fact, YamlNode node)
    {
        if (node is not YamlSequence { Items.Count: > 0 } sequence)
            return Mistake<Operand>(node.At, "Une liste de valeurs est attendue.", "A list of values is expected.");
        var values = sequence.Items.Select(item => item is YamlScalar scalar ? Scalar(fact, scalar) : Mistake<FactValue>(item.At, "Une valeur simple est attendue.", "A plain value is expected.")).ToList();
        return values.TrueForAll(value => value is not null) ? new ListOperand([.. values.OfType<FactValue>()]) : null;
    }

    private Operand? Pattern(YamlNode node) => node is YamlScalar scalar
        ? new PatternOperand(scalar.Value)
        : Mistake<Operand>(node.At, "Une expression régulière est attendue.", "A regular expression is expected.");

    private Operand? Reference(Operator row, FactDeclaration fact, YamlMapping reference)
    {
        if (reference.Entries is not [{ Key: "fact", Value: YamlScalar { Value: var key } }])
            return Mistake<Operand>(reference.At, "Une référence s'écrit { fact: autre.fait }.", "A reference is written { fact: other.fact }.");
        if (row.Shape is not (OperandShape.Scalar or OperandShape.List))
            return Mistake<Operand>(reference.At, $"L'opérateur {row.Name} ne compare pas deux faits.", $"The operator {row.Name} does not compare two facts.");
        if (catalogue.Find(key) is not { } other)
            return Mistake<Operand>(reference.At, $"Le fait {key} n'est déclaré dans aucun facts.yaml.", $"The fact {key} is declared in no facts.yaml.");
        var expected = row.Shape == OperandShape.List ? FactType.TextList : fact.Type;
        return other.Type == expected
            ? new FactOperand(key)
            : Mistake<Operand>(reference.At, $"Le fait {key} est de type {Name(other.Type)} ; {Name(expected)} est attendu.", $"The fact {key} is of type {Name(other.Type)}; {Name(expected)} is expected.");
    }

    private FactValue? Scalar(FactDeclaration fact, YamlScalar scalar)
    {
        switch (fact.Type)
        {
            case FactType.Boolean when scalar.Value is "true" or "false":
                return new BooleanValue(scalar.Value == "true");
            case FactType.Number when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                return new NumberValue(number);
            case FactType.Date when DateOnly.TryParseExact(scalar.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date):
                return new DateValue(date);
            case FactType.Text or FactType.TextList when fact.Choices.Count == 0 || fact.Choices.Any(choice => choice.Id == scalar.Value):
                return new TextValue(scalar.Value);
            case FactType.Text or FactType.TextList:
                var choices = string.Join(", ", fact.Choices.Select(choice => choice.Id));
                return Mistake<FactValue>(scalar.At, $"« {scalar.Value} » n'est pas une valeur de {fact.Key} ; valeurs : {choices}.", $"\"{scalar.Value}\" is no value of {fact.Key}; values: {choices}.");
            default:
                return Mistake<FactValue>(scalar.At, $"« {scalar.Value} » n'est pas du type {Name(fact.Type)} du fait {fact.Key}.", $"\"{scalar.Value}\" is not of the type {Name(fact.Type)} of the fact {fact.Key}.");
        }
    }

    private bool Only(YamlMapping mapping, string key)
    {
        if (mapping.Entries.Count == 1)
            return true;
        problems.Add(new(mapping.At, $"« {key} » se tient seul dans sa condition.", $"\"{key}\" stands alone in its condition."));
        return false;
    }

    private static string Name(FactType type) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(type.ToString());

    private T? Mistake<T>(SourcePosition at, string fr, string en)
        where T : class
    {
        problems.Add(new(at, fr, en));
        return null;
    }
}
