using System.Text.Json;
using System.Text.Json.Serialization;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Storage.Audits;

/// <summary>
/// Conditions in JSON, close to how a rule writes them: <c>{"all":[...]}</c>, <c>{"not":{...}}</c>, and for a comparison its fact, the name of its
/// operator, and its operand under <c>value</c>, <c>values</c>, <c>otherFact</c> or <c>pattern</c>. Where the author wrote them is not kept.
/// </summary>
internal sealed class ConditionConverter : JsonConverter<Condition>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(Condition));

    public override Condition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonElement.ParseValue(ref reader), options);

    public override void Write(Utf8JsonWriter writer, Condition value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case All all:
                WriteProperty(writer, "all", all.Conditions, options);
                break;
            case Any any:
                WriteProperty(writer, "any", any.Conditions, options);
                break;
            case Not not:
                WriteProperty(writer, "not", not.Condition, options);
                break;
            case Comparison comparison:
                writer.WriteString("fact", comparison.FactKey);
                writer.WriteString("operator", comparison.Operator.Name);
                WriteOperand(writer, comparison.Operand, options);
                break;
            default:
                throw new NotSupportedException($"No JSON for {value.GetType().Name}");
        }

        writer.WriteEndObject();
    }

    private static void WriteOperand(Utf8JsonWriter writer, Operand operand, JsonSerializerOptions options)
    {
        switch (operand)
        {
            case ScalarOperand scalar:
                WriteProperty(writer, "value", scalar.Value, options);
                break;
            case ListOperand list:
                WriteProperty(writer, "values", list.Values, options);
                break;
            case FactOperand other:
                writer.WriteString("otherFact", other.Key);
                break;
            case PatternOperand pattern:
                writer.WriteString("pattern", pattern.Pattern);
                break;
            default:
                throw new NotSupportedException($"No JSON for {operand.GetType().Name}");
        }
    }

    private static void WriteProperty<T>(Utf8JsonWriter writer, string name, T value, JsonSerializerOptions options)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, options);
    }

    private static Condition Read(JsonElement json, JsonSerializerOptions options)
    {
        if (json.TryGetProperty("all", out var all))
            return new All([.. all.EnumerateArray().Select(each => Read(each, options))]);
        if (json.TryGetProperty("any", out var any))
            return new Any([.. any.EnumerateArray().Select(each => Read(each, options))]);
        if (json.TryGetProperty("not", out var not))
            return new Not(Read(not, options));
        return new Comparison(Text(json, "fact"), Operator.Table[Text(json, "operator")], ReadOperand(json, options));
    }

    private static Operand ReadOperand(JsonElement json, JsonSerializerOptions options)
    {
        if (json.TryGetProperty("value", out var value))
            return new ScalarOperand(value.Deserialize<FactValue>(options)!);
        if (json.TryGetProperty("values", out var values))
            return new ListOperand(values.Deserialize<List<FactValue>>(options)!);
        return json.TryGetProperty("otherFact", out var other) ? new FactOperand(other.GetString()!) : new PatternOperand(Text(json, "pattern"));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new InvalidDataException($"A stored condition has no {name}");
}
