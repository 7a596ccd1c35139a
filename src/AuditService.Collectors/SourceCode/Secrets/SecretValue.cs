using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AuditService.Collectors.SourceCode.Secrets;

/// <summary>What can be told of a value that a pattern took for a secret: how random it is, and whether it stands for one only.</summary>
internal static class SecretValue
{
    /// <summary>What is written where the reader is asked to write.</summary>
    private static readonly string[] Invitations =
    [
        "example", "exemple", "sample", "dummy", "placeholder", "changeme", "change_me", "change-me", "changeit", "change_this", "change-this", "replace", "insert", "your_", "your-", "yourkey", "yourapi", "yoursecret", "yourpass",
        "votre", "redacted", "masked", "xxxx", "notreal", "not-real", "not_real", "not-a-real", "fakekey", "fake-", "fake_", "-fake", "_fake", "secret-here", "key-here", "key_here", "keyhere", "token-here", "token_here",
        "tokenhere", "todo", "fixme", "lorem", "foobar", "unused", "not-needed", "not_needed", "notneeded", "no-key", "nokey", "no_key", "a remplir", "à remplir", "remplacer", "modifier", "ta-cle", "ta_cle", "deadbeef",
    ];

    private static readonly SearchValues<string> EvidentPlaceholderWords = SearchValues.Create(Invitations, StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> PlaceholderWords = SearchValues.Create(
        [
            .. Invitations, "mykey", "my-key", "my_key", "mysecret", "my-secret", "my_secret", "mytoken", "my-token", "my_token", "myapikey", "my-api-key", "my_api_key", "secretkey", "secret-key", "secret_key",
            "some-key", "some_key", "somesecret", "some-secret", "some_secret", "insecure", "testkey", "test-key", "test_key", "testtoken", "test-token", "test_token", "testsecret", "test-secret", "test_secret", "invalid", "wrong",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Whole values that say that there is none.</summary>
    private static readonly HashSet<string> EvidentPlaceholderValues = new(StringComparer.OrdinalIgnoreCase)
    {
        "none", "null", "nil", "undefined", "true", "false", "empty", "string", "str", "value", "default", "foo", "bar", "baz", "fake", "mock", "localhost", "bearer", "basic", "optional", "required", "hidden", "private", "public",
        "n/a", "na", "tbd", "unset", "missing", "ollama", "lm-studio", "sk-...", "hf_...", "dummy", "empty_string", "no", "yes", "anything", "ignored", "x", "xx", "xxx",
    };

    /// <summary>Words too short to be looked for inside random text: they must be the whole value, or one of its words.</summary>
    private static readonly HashSet<string> PlaceholderValues = new(EvidentPlaceholderValues, StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwd", "pass", "pwd", "secret", "token", "key", "apikey", "api_key", "api-key", "test", "tests", "testing",
        "demo", "admin", "root", "user", "username", "login", "name", "host", "motdepasse", "mot_de_passe", "mdp", "azerty", "qwerty", "hunter2", "letmein",
        "abc", "abc123", "abcd1234", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "test123", "test1234", "password1",
        "password123", "pass123", "admin123", "secret123", "changeme123",
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

    /// <summary>True for a value that only shows where a secret would stand, or is too common to be told from one that does.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> value)
    {
        var core = Core(value);
        return IsEvidentPlaceholder(value) || PlaceholderValues.Contains(core.ToString()) || value.ContainsAny(PlaceholderWords) || IsMonotonous(core);
    }

    /// <summary>True for a value that nobody can mean as a secret: it asks to be replaced, or says that there is none.</summary>
    public static bool IsEvidentPlaceholder(ReadOnlySpan<char> value)
    {
        var core = Core(value);
        return core.IsEmpty || EvidentPlaceholderValues.Contains(core.ToString()) || value.ContainsAny(EvidentPlaceholderWords) || DistinctCharacters(core) == 1
            || value.Contains("...", StringComparison.Ordinal) || value.Contains("***", StringComparison.Ordinal) || value.Contains('…') || value.Contains('•') || IsConstantName(core);
    }

    private static ReadOnlySpan<char> Core(ReadOnlySpan<char> value) => value.Trim("\"'`<>[]{}()*_- .:;,");

    /// <summary><c>DB_PASSWORD</c> stands for a value, as the names of variables do.</summary>
    private static bool IsConstantName(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterUpper(c) && c != '_')
                return false;
        }
        return value.Contains('_') && Wordiness.Of(value) > 0;
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

    /// <summary>True for what a generator writes rather than a person. A short value, or one without digits, must be further from words.</summary>
    public static bool LooksRandom(ReadOnlySpan<char> value)
    {
        int digits = 0, letters = 0;
        foreach (var c in value)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            letters += char.IsAsciiLetter(c) ? 1 : 0;
        }
        if (letters == 0)
            return false;
        var wordiness = Wordiness.Of(value);
        return digits == 0 ? value.Length >= 16 && wordiness < -0.4 : wordiness < (value.Length < 16 ? -0.1 : 0);
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
        // The token that every tutorial copies from jwt.io, and the one that every local Supabase answers to.
        return !Says(payload, "sub", "1234567890") && !Says(payload, "iss", "supabase-demo");
    }

    /// <summary>True for the service key of every local Supabase: published, so no secret, and yet a key that opens all to who deploys with it.</summary>
    public static bool IsPublishedServiceKey(string value) =>
        value.Split('.') is [_, var part, { Length: > 0 }] && Decode(part) is { } payload && Says(payload, "iss", "supabase-demo") && Says(payload, "role", "service_role");

    /// <summary>Enough to recognise it, too little to use it: its first and last four characters when it is long, nothing when it is short.</summary>
    public static string Mask(ReadOnlySpan<char> value) => value.Length switch
    {
        >= 24 => $"{value[..4]}…{value[^4..]}",
        >= 14 => $"{value[..2]}…{value[^2..]}",
        _ => "…",
    };

    public static string Hash(ReadOnlySpan<char> value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value.ToString())));

    private static bool Says(JsonDocument payload, string claim, string value) =>
        payload.RootElement.TryGetProperty(claim, out var found) && found.ValueKind == JsonValueKind.String && string.Equals(found.GetString(), value, StringComparison.Ordinal);

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
}
