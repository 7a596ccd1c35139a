using System.Globalization;
using System.Text.Json.Serialization;

namespace AuditService.Core.Facts;

/// <summary>What is known. A closed family; ignorance is not a value but <see cref="Unavailability"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BooleanValue), "boolean")]
[JsonDerivedType(typeof(NumberValue), "number")]
[JsonDerivedType(typeof(TextValue), "text")]
[JsonDerivedType(typeof(DateValue), "date")]
[JsonDerivedType(typeof(TextListValue), "textList")]
[JsonDerivedType(typeof(ObservationsValue), "observations")]
public abstract record FactValue
{
    [JsonIgnore]
    public abstract FactType Type { get; }

    /// <summary>Short wording for an explanation: the value itself, or how many sightings there are.</summary>
    public abstract string In(Language language);
}

public sealed record BooleanValue(bool Value) : FactValue
{
    public override FactType Type => FactType.Boolean;

    public override string In(Language language) => (Value, language) switch
    {
        (true, Language.French) => "oui",
        (false, Language.French) => "non",
        (true, _) => "yes",
        (false, _) => "no",
    };
}

/// <summary>A number in the unit that the catalogue gives for the key.</summary>
public sealed record NumberValue(double Value) : FactValue
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public override FactType Type => FactType.Number;

    public override string In(Language language) =>
        Value.ToString("0.####", language == Language.French ? French : CultureInfo.InvariantCulture);
}

public sealed record TextValue(string Value) : FactValue
{
    public override FactType Type => FactType.Text;

    public override string In(Language language) => Value;
}

public sealed record DateValue(DateOnly Value) : FactValue
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public override FactType Type => FactType.Date;

    public override string In(Language language) =>
        language == Language.French ? $"{(Value.Day == 1 ? "1er" : Value.Day)} {Value.ToString("MMMM yyyy", French)}" : Value.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

public sealed record TextListValue(IReadOnlyList<string> Values) : FactValue
{
    public override FactType Type => FactType.TextList;

    public override string In(Language language) => Values.Count switch
    {
        0 => language == Language.French ? "aucun" : "none",
        <= 6 => string.Join(", ", Values),
        _ => string.Join(", ", Values.Take(6)) + $" … (+{Values.Count - 6})",
    };

    public bool Equals(TextListValue? other) => other is not null && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override int GetHashCode() => Values.Aggregate(17, (hash, value) => HashCode.Combine(hash, value));
}

/// <summary>
/// Located sightings. An empty list is knowledge: we looked, there is none. <paramref name="Total"/> counts them all where a collector had to
/// bound the list; it is never less than the number of items.
/// </summary>
[method: JsonConstructor]
public sealed record ObservationsValue(IReadOnlyList<Observation> Items, int Total) : FactValue
{
    public ObservationsValue(IReadOnlyList<Observation> items)
        : this(items, items.Count)
    {
    }

    public override FactType Type => FactType.Observations;

    public override string In(Language language) => (Total, language) switch
    {
        (0, Language.French) => "aucun cas relevé",
        (0, _) => "none observed",
        (1, Language.French) => "1 cas relevé",
        (1, _) => "1 observed",
        (_, Language.French) => $"{Total} cas relevés",
        _ => $"{Total} observed",
    };

    public bool Equals(ObservationsValue? other) => other is not null && Total == other.Total && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => HashCode.Combine(Total, Items.Count);
}

/// <summary>The types a fact can have, as <c>facts.yaml</c> names them.</summary>
public enum FactType
{
    Boolean,
    Number,
    Text,
    Date,
    TextList,
    Observations,
}
