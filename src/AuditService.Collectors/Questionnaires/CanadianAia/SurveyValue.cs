using System.Globalization;
using System.Text.Json;

namespace AuditService.Collectors.Questionnaires.CanadianAia;

/// <summary>An answer, or what a condition compares it with: nothing, one text, or several. Numbers and truths are their text in JSON.</summary>
internal sealed record SurveyValue(IReadOnlyList<string> Items, bool IsMany)
{
    public static SurveyValue Nothing { get; } = new([], IsMany: false);

    public static SurveyValue One(string text) => new([text], IsMany: false);

    public bool IsEmpty => Items.All(item => item.Length == 0);

    /// <returns>Null for an object, or a list that holds something else than plain values: no question of the instrument is answered so.</returns>
    public static SurveyValue? Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                return Nothing;
            case JsonValueKind.Array:
                var items = element.EnumerateArray().Select(Text).ToList();
                return items.Contains(null) ? null : new([.. items.OfType<string>()], IsMany: true);
            default:
                return Text(element) is { } text ? One(text) : null;
        }
    }

    /// <summary>As SurveyJS compares: numbers by value, texts without regard to case, lists without regard to order.</summary>
    public bool SameAs(SurveyValue other)
    {
        if (IsEmpty || other.IsEmpty)
            return IsEmpty && other.IsEmpty;
        return IsMany == other.IsMany && Items.Count == other.Items.Count && Items.All(other.Has);
    }

    /// <summary>A list contains all elements of the other; a text contains the other as a part.</summary>
    public bool Contains(SurveyValue other)
    {
        if (IsEmpty)
            return false;
        return IsMany
            ? other.Items.All(Has)
            : !other.IsMany && Items[0].Contains(other.Items[0], StringComparison.Ordinal);
    }

    public bool Has(string text) => Items.Any(item => Same(item, text));

    public double? Number => !IsMany && Items.Count == 1 && NumberOf(Items[0]) is { } number ? number : null;

    public static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase) || (NumberOf(left) is { } a && NumberOf(right) is { } b && a.Equals(b));

    private static double? NumberOf(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
