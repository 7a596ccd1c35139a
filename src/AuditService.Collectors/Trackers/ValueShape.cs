using AuditService.Core;

namespace AuditService.Collectors.Trackers;

/// <summary>What a stored value looks like: all that is kept of it.</summary>
public enum ValueShape
{
    Unknown,

    /// <summary>A flag, a small number, a language: nothing that tells one visitor from another.</summary>
    Short,

    /// <summary>Longer than a flag, and not shaped as an identifier.</summary>
    Text,

    /// <summary>Random or long enough to tell one visitor from all others.</summary>
    Identifier,
}

/// <summary>Tells the shape of a value, which is then forgotten.</summary>
public static class ValueShapes
{
    private const int ShortLength = 6;
    private const int LookedAt = 512;
    private const int MixedLength = 12;

    /// <summary>A UUID, sixteen hexadecimal digits, or ten digits in a row (a random number, a time in milliseconds).</summary>
    private static readonly BoundedRegex Marked = new("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}|[0-9a-fA-F]{16}|[0-9]{9}");

    private static readonly BoundedRegex Token = new("[A-Za-z0-9_-]{12,}");

    public static ValueShape Of(string? value)
    {
        if (value is null)
            return ValueShape.Unknown;
        var text = value.Length > LookedAt ? value[..LookedAt] : value;
        if (text.Length <= ShortLength)
            return ValueShape.Short;
        return Marked.IsMatch(text) || Token.Matches(text).Any(token => IsMixed(token.Value)) ? ValueShape.Identifier : ValueShape.Text;
    }

    /// <summary>Digits among letters of both cases, or many changes between the two: no word of any language.</summary>
    private static bool IsMixed(string token)
    {
        var changes = 0;
        for (var i = 1; i < token.Length; i++)
        {
            if (char.IsAsciiDigit(token[i]) != char.IsAsciiDigit(token[i - 1]) && token[i] is not ('-' or '_') && token[i - 1] is not ('-' or '_'))
                changes++;
        }

        return token.Length >= MixedLength && token.Any(char.IsAsciiDigit) && (changes >= 3 || (token.Any(char.IsAsciiLetterUpper) && token.Any(char.IsAsciiLetterLower)));
    }
}
