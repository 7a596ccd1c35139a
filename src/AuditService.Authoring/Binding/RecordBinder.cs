using System.Collections;
using System.Globalization;
using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Authoring.Binding;

/// <summary>
/// Binds a YAML tree to the records that describe it, strictly: an unknown key, a value of another type or a word outside an enumeration is a
/// problem with its place, and with the nearest known word. All problems of the tree are found in one pass.
/// </summary>
public sealed class RecordBinder(ICollection<AuthorProblem> problems)
{
    private readonly Dictionary<Type, Func<YamlNode, object?>> readers = [];

    /// <summary>Reads values of <typeparamref name="T"/> in a way of their own.</summary>
    public RecordBinder With<T>(Func<YamlNode, T?> read)
        where T : class
    {
        readers[typeof(T)] = node => read(node);
        return this;
    }

    /// <returns>The record; what could not be read keeps its default, and is among the problems.</returns>
    public T Bind<T>(YamlNode? node)
        where T : class, new() => node is null ? new T() : (T?)Record(typeof(T), node) ?? new T();

    private object? Value(Type type, YamlNode node)
    {
        if (type == typeof(YamlNode))
            return node;
        if (readers.TryGetValue(type, out var reader))
            return reader(node);
        if (RecordShape.ElementOf(type) is { } element)
            return List(element, node);
        if (RecordShape.DictionaryValueOf(type) is { } valueType)
            return Dictionary(valueType, node);
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(LocalizedText))
            return Localized(node);
        if (plain == typeof(string) || plain.IsValueType)
            return Scalar(plain, node);
        return Record(plain, node);
    }

    private object? Record(Type type, YamlNode node)
    {
        var shape = RecordShape.Of(type);
        if (node is not YamlMapping mapping)
        {
            if (node is not YamlScalar { IsNull: true })
            {
                var keys = string.Join(", ", shape.Keys.Keys);
                Problem(node, $"Des clés sont attendues ici (« clé: valeur ») ; clés : {keys}.", $"Keys are expected here (\"key: value\"); keys: {keys}.");
            }

            return null;
        }

        var record = Activator.CreateInstance(type)!;
        var positions = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        var isSomething = false;
        foreach (var entry in mapping.Entries)
        {
            if (!shape.Keys.TryGetValue(entry.Key, out var property))
            {
                UnknownKey(entry, shape.Keys.Keys);
                isSomething = true;
                continue;
            }

            if (entry.Value is YamlScalar { IsNull: true } && property.PropertyType != typeof(YamlNode))
                continue;
            var before = problems.Count;
            var value = Value(property.PropertyType, entry.Value);
            isSomething |= value is not null || problems.Count > before;
            if (value is null)
                continue;
            property.SetValue(record, value);
            if (problems.Count == before)
                positions[entry.Key] = entry.At;
        }

        // Keys without values declare nothing, however many there are: the file that audit init writes is full of them.
        if (mapping.Entries.Count > 0 && !isSomething)
            return null;
        shape.At?.SetValue(record, mapping.At);
        shape.KeyPositions?.SetValue(record, positions);
        return record;
    }

    private IList? List(Type element, YamlNode node)
    {
        if (node is not YamlSequence sequence)
        {
            Problem(node, "Une liste est attendue ici (- élément).", "A list is expected here (- item).");
            return null;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (var value in sequence.Items.Select(item => Value(element, item)).Where(value => value is not null))
            list.Add(value);
        return list;
    }

    private IDictionary? Dictionary(Type valueType, YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            Problem(node, "Des clés sont attendues ici (clé : valeur).", "Keys are expected here (key: value).");
            return null;
        }

        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), valueType), StringComparer.Ordinal)!;
        foreach (var entry in mapping.Entries)
        {
            if (Value(valueType, entry.Value) is { } value)
                dictionary[entry.Key] = value;
        }

        return dictionary;
    }

    public LocalizedText? Localized(YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            Problem(node, "Un texte dans les deux langues est attendu : { fr: ..., en: ... }.", "A text in both languages is expected: { fr: ..., en: ... }.");
            return null;
        }

        foreach (var entry in mapping.Entries.Where(entry => entry.Key is not ("fr" or "en")))
            UnknownKey(entry, ["fr", "en"]);
        var fr = Text("fr");
        var en = Text("en");
        return fr is null || en is null ? null : new(fr, en);

        string? Text(string language)
        {
            if (mapping.Find(language) is YamlScalar { Value: { } text } && !string.IsNullOrWhiteSpace(text))
                return text.Trim();
            Problem(mapping, $"Le texte « {language} » manque.", $"The text \"{language}\" is missing.");
            return null;
        }
    }

    private object? Scalar(Type type, YamlNode node)
    {
        if (node is not YamlScalar scalar)
        {
            Problem(node, "Une valeur simple est attendue ici.", "A plain value is expected here.");
            return null;
        }

        if (type == typeof(string))
            return scalar.Value;
        if (type.IsEnum)
            return Word(type, scalar);
        if (type == typeof(bool))
            return scalar.Value.ToLowerInvariant() switch
            {
                "true" or "oui" or "yes" => true,
                "false" or "non" or "no" => false,
                _ => Wrong(scalar, "true ou false", "true or false"),
            };
        if (type == typeof(int))
            return int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : Wrong(scalar, "un nombre entier", "a whole number");
        if (type == typeof(double))
        {
            return double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? number
                : Wrong(scalar, "un nombre (avec un point décimal)", "a number (with a decimal point)");
        }

        if (type == typeof(DateOnly))
        {
            return DateOnly.TryParseExact(scalar.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : Wrong(scalar, "une date (2026-01-31)", "a date (2026-01-31)");
        }

        throw new NotSupportedException($"Values of type {type} cannot be bound");
    }

    private object? Word(Type enumeration, YamlScalar scalar)
    {
        var words = RecordShape.WordsOf(enumeration).ToList();
        var index = words.IndexOf(scalar.Value);
        if (index >= 0)
            return Enum.Parse(enumeration, Enum.GetNames(enumeration)[index]);
        var (fr, en) = Nearest(scalar.Value, words);
        Problem(scalar, $"« {scalar.Value} » n'est pas une valeur connue{fr} ; valeurs : {string.Join(", ", words)}.", $"\"{scalar.Value}\" is no known value{en}; values: {string.Join(", ", words)}.");
        return null;
    }

    private object? Wrong(YamlScalar scalar, string expectedFr, string expectedEn)
    {
        Problem(scalar, $"« {scalar.Value} » : {expectedFr} est attendu ici.", $"\"{scalar.Value}\": {expectedEn} is expected here.");
        return null;
    }

    private void UnknownKey(YamlEntry entry, IEnumerable<string> known)
    {
        var keys = known.ToList();
        var (fr, en) = Nearest(entry.Key, keys);
        problems.Add(new(entry.At, $"Clé inconnue « {entry.Key} »{fr} ; clés : {string.Join(", ", keys)}.", $"Unknown key \"{entry.Key}\"{en}; keys: {string.Join(", ", keys)}."));
    }

    private static (string Fr, string En) Nearest(string word, IEnumerable<string> candidates) =>
        NearestWord.To(word, candidates) is { } nearest ? ($" (vouliez-vous dire « {nearest} » ?)", $" (did you mean \"{nearest}\"?)") : ("", "");

    private void Problem(YamlNode node, string fr, string en) => problems.Add(new(node.At, fr, en));
}
