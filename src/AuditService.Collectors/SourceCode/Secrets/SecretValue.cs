using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AuditService.Collectors.SourceCode.Secrets;

/// <summary>What can be told of a value that a pattern took for a secret: how random it is, and whether it stands for one only.</summary>
internal static class SecretValue
{
    private static readonly SearchValues<string> PlaceholderWords = SearchValues.Create(
        [
            "example", "exemple", "sample", "dummy", "placeholder", "changeme", "change_me", "change-me", "changeit", "replace", "insert", "your_", "your-", "yourkey", "yourapi", "yoursecret", "yourpass",
            "votre", "redacted", "masked", "xxxx", "notreal", "not-real", "not_real", "not-a-real", "fakekey", "fake-", "fake_", "-fake", "_fake", "mykey", "my-key", "my_key", "mysecret", "my-secret", "my_secret",
            "mytoken", "my-token", "my_token", "myapikey", "my-api-key", "my_api_key", "secretkey", "secret-key", "secret_key", "secret-here", "key-here", "key_here", "keyhere", "token-here", "token_here",
            "tokenhere", "some-key", "some_key", "somesecret", "some-secret", "some_secret", "todo", "fixme", "lorem", "foobar", "insecure", "testkey", "test-key", "test_key", "testtoken", "test-token", "test_token", "testsecret", "test-secret",
            "test_secret", "unused", "not-needed", "not_needed", "notneeded", "no-key", "nokey", "no_key", "a remplir", "à remplir", "remplacer", "modifier", "ta-cle", "ta_cle", "invalid", "wrong", "deadbeef",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyAEIOUY");

    /// <summary>Words too short to be looked for inside random text: they must be the whole value, or one of its words.</summary>
    private static readonly HashSet<string> PlaceholderValues = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwd", "pass", "pwd", "secret", "token", "key", "apikey", "api_key", "api-key", "none", "null", "nil", "undefined", "true", "false", "empty", "string", "str", "value", "test", "tests", "testing",
        "demo", "default", "foo", "bar", "baz", "fake", "mock", "admin", "root", "user", "username", "login", "name", "host", "localhost", "motdepasse", "mot_de_passe", "mdp", "azerty", "qwerty", "hunter2", "letmein",
        "bearer", "basic", "optional", "required", "hidden", "private", "public", "abc", "abc123", "abcd1234", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "test123", "test1234", "password1",
        "password123", "pass123", "admin123", "secret123", "changeme123", "n/a", "na", "tbd", "unset", "missing", "ollama", "lm-studio", "sk-...", "hf_...", "dummy", "empty_string", "no", "yes", "anything", "ignored", "x", "xx", "xxx",
    };

    private static readonly string[] References =
    [
        "${", "{{", "}}", "%(", "$(", "#{", "<%", "%s", "%d", "{0}", "os.environ", "os.getenv", "getenv", "process.env", "import.meta", "env(", "secrets.", "vault:", "enc[", "@microsoft.keyvault", "secretsmanager", "op://",
        "ref+", "!sub", "!ref", "valuefrom", "config[", "config.", "settings.", "st.secrets", "keyring", "ssm:", "azurekeyvault", "sops", "$ansible_vault", "fn::", "self.", "args.", "this.", "request.", "var.", "data.", "local.",
    ];

    /// <summary>Shannon entropy in bits per character.</summary>
    public static double Entropy(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
            return 0;
        Span<int> ascii = stackalloc int[128];
        ascii.Clear();
        var others = 0;
        foreach (var c in value)
        {
            if (c < 128)
                ascii[c]++;
            else
                others++;
        }
        var entropy = 0.0;
        foreach (var count in ascii)
        {
            if (count > 0)
                entropy -= (double)count / value.Length * Math.Log2((double)count / value.Length);
        }
        return others == 0 ? entropy : entropy - (double)others / value.Length * Math.Log2(1.0 / value.Length);
    }

    /// <summary>True for a value that is fetched at run time, or written by a template.</summary>
    public static bool IsReference(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || value[0] is '$' or '<' or '%' && (value.Length < 2 || value[^1] == value[0] || value[^1] == '>' || char.IsAsciiLetterUpper(value[1])) || value[0] == '{' && value[^1] == '}' || value[0] == '[' && value[^1] == ']')
            return true;
        foreach (var mark in References)
        {
            if (value.Contains(mark, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>True for a value that only shows where a secret would stand.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> value)
    {
        var core = value.Trim("\"'`<>[]{}()*_- .:;,");
        if (core.IsEmpty || PlaceholderValues.Contains(core.ToString()) || value.ContainsAny(PlaceholderWords))
            return true;
        if (value.Contains("...", StringComparison.Ordinal) || value.Contains("***", StringComparison.Ordinal) || value.Contains('…') || value.Contains('•'))
            return true;
        return IsMonotonous(core);
    }

    /// <summary>Sequences (<c>abcdef</c>, <c>123456</c>) and repetitions make up most of it.</summary>
    public static bool IsMonotonous(ReadOnlySpan<char> value)
    {
        if (value.Length < 4)
            return false;
        var regular = 0;
        var run = 1;
        for (var i = 1; i <= value.Length; i++)
        {
            var step = i < value.Length ? value[i] - value[i - 1] : int.MinValue;
            var isRegular = step is 0 or 1 || i >= 2 && i < value.Length && step == -1 && value[i - 1] - value[i - 2] == -1 || i < value.Length && value[i - 1] == '9' && value[i] == '0';
            if (isRegular)
            {
                run++;
                continue;
            }
            if (run >= 4)
                regular += run;
            run = 1;
        }
        return regular * 2 >= value.Length || DistinctCharacters(value) <= Math.Min(5, value.Length / 4 + 1) || IsPeriodic(value);
    }

    /// <summary>The share of the value made of parts that can be pronounced: identifiers and sentences, not random text.</summary>
    public static double WordShare(ReadOnlySpan<char> value)
    {
        var words = 0;
        var i = 0;
        while (i < value.Length)
        {
            if (!char.IsAsciiLetter(value[i]))
            {
                i++;
                continue;
            }
            var start = i++;
            // A word is all of one case, save for its first letter.
            if (i < value.Length && char.IsAsciiLetterUpper(value[start]) && char.IsAsciiLetterUpper(value[i]))
            {
                while (i < value.Length && char.IsAsciiLetterUpper(value[i]))
                    i++;
            }
            else
            {
                while (i < value.Length && char.IsAsciiLetterLower(value[i]))
                    i++;
            }
            if (IsPronounceable(value[start..i]))
                words += i - start;
        }
        return value.IsEmpty ? 0 : (double)words / value.Length;
    }

    /// <summary>Digits among letters, or letters of both cases mixed beyond what a name has: what a generator writes.</summary>
    public static bool LooksRandom(ReadOnlySpan<char> value)
    {
        int digits = 0, upper = 0, lower = 0, switches = 0;
        var last = 0;
        foreach (var c in value)
        {
            var kind = char.IsAsciiDigit(c) ? 1 : char.IsAsciiLetterUpper(c) ? 2 : char.IsAsciiLetterLower(c) ? 3 : 0;
            digits += kind == 1 ? 1 : 0;
            upper += kind == 2 ? 1 : 0;
            lower += kind == 3 ? 1 : 0;
            if (kind != 0 && last != 0 && kind != last)
                switches++;
            last = kind;
        }
        if (upper + lower == 0)
            return false;
        if (digits == 0)
            return switches * 4 >= value.Length && WordShare(value) < 0.4;
        return switches >= Math.Max(3, value.Length / 10) && WordShare(value) < 0.5;
    }

    /// <summary>What a person makes up when told to mix: at least eight characters of three kinds, without blanks.</summary>
    public static bool LooksLikePassword(ReadOnlySpan<char> value)
    {
        if (value.Length is < 8 or > 64)
            return false;
        bool digit = false, upper = false, lower = false, symbol = false;
        foreach (var c in value)
        {
            if (char.IsWhiteSpace(c))
                return false;
            digit |= char.IsDigit(c);
            upper |= char.IsUpper(c);
            lower |= char.IsLower(c);
            symbol |= !char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.' or '/' or ':');
        }
        return (digit ? 1 : 0) + (upper ? 1 : 0) + (lower ? 1 : 0) + (symbol ? 1 : 0) >= 3 && (digit || symbol);
    }

    /// <summary>True when the first part decodes to a JOSE header (RFC 7519, section 5) that is no published example.</summary>
    public static bool IsJsonWebToken(string value)
    {
        var parts = value.Split('.');
        if (parts.Length < 3 || parts[2].Length == 0)
            return false;
        if (Decode(parts[0]) is not { } header || !header.RootElement.TryGetProperty("alg", out _))
            return false;
        if (Decode(parts[1]) is not { } payload)
            return parts[0].Contains("ImVuYyI", StringComparison.Ordinal);
        // The token that every tutorial copies from jwt.io.
        return !(payload.RootElement.TryGetProperty("sub", out var subject) && subject.ValueKind == JsonValueKind.String && subject.GetString() is "1234567890");
    }

    /// <summary>Enough to recognise it, too little to use it: its first and last four characters when it is long, nothing when it is short.</summary>
    public static string Mask(ReadOnlySpan<char> value) => value.Length switch
    {
        >= 24 => $"{value[..4]}…{value[^4..]}",
        >= 14 => $"{value[..2]}…{value[^2..]}",
        _ => "…",
    };

    public static string Hash(ReadOnlySpan<char> value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value.ToString())));

    private static JsonDocument? Decode(string part)
    {
        if (part.Length is 0 or > 16_384 || !Base64Url.IsValid(part))
            return null;
        try
        {
            var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int DistinctCharacters(ReadOnlySpan<char> value)
    {
        var seen = new HashSet<char>();
        foreach (var c in value)
            seen.Add(char.ToLowerInvariant(c));
        return seen.Count;
    }

    private static bool IsPeriodic(ReadOnlySpan<char> value)
    {
        for (var period = 1; period <= value.Length / 3 && period <= 12; period++)
        {
            var matches = 0;
            for (var i = period; i < value.Length; i++)
                matches += value[i] == value[i - period] ? 1 : 0;
            if (matches >= (value.Length - period) * 0.95)
                return true;
        }
        return false;
    }

    private static bool IsPronounceable(ReadOnlySpan<char> word)
    {
        if (word.Length < 4)
            return word.Length == 3 && word.ContainsAny(Vowels);
        int vowels = 0, consonants = 0, longest = 0;
        foreach (var c in word)
        {
            if (Vowels.Contains(c))
            {
                vowels++;
                consonants = 0;
            }
            else
                longest = Math.Max(longest, ++consonants);
        }
        return longest <= 4 && vowels * 5 >= word.Length && vowels * 4 <= word.Length * 3;
    }
}
