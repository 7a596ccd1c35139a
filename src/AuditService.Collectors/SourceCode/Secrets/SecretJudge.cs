using AuditService.Collectors.Inventory;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode.Secrets;

/// <summary>Decides whether a value that a masked detector found is a secret, and how sure that is.</summary>
internal static class SecretJudge
{
    /// <summary>Below this a sighting is not worth a reader's time.</summary>
    private const double Least = 0.3;

    /// <summary>A key that everybody knows proves nothing; that it is written here a person should see.</summary>
    private const double PublishedKey = 0.5;

    /// <summary>Names that end so hold something about a secret, not the secret.</summary>
    private static readonly string[] NamesOfOtherThings =
    [
        "name", "names", "id", "ids", "url", "uri", "path", "file", "filename", "dir", "type", "types", "length", "len", "size", "limit", "count", "expiry", "expires", "expiration", "expire", "ttl", "timeout", "age", "header", "headers", "prefix", "suffix",
        "label", "env", "var", "variable", "field", "column", "hash", "hashed", "format", "template", "regex", "pattern", "policy", "min", "max", "endpoint", "algorithm", "alg", "method", "mode", "version", "index", "idx", "ref", "arn",
        "hint", "message", "error", "description", "title", "help", "text", "placeholder", "input", "form", "page", "class", "classname", "selector", "status", "state", "scope", "scopes", "issuer", "audience", "reset", "confirm", "validator",
        "strength", "required", "enabled", "model", "provider", "service", "manager", "store", "location", "strategy", "schema", "rotation", "public", "test", "generator", "encoder", "hasher", "example",
    ];

    private static readonly string[] NotSecrets =
    [
        "public", "publishable", "anon", "has", "is", "no", "not", "show", "hide", "forgot", "reset", "change", "invalid", "wrong", "missing", "require", "label", "placeholder", "verify", "validate", "check", "generate", "example", "i18n", "pad",
    ];

    /// <summary>Passwords that products ship with: known to all, and still written down.</summary>
    private static readonly string[] FactoryPasswords =
    [
        "admin", "root", "postgres", "guest", "minioadmin", "neo4j", "redis", "mysql", "mongo", "mongodb", "test", "dev", "demo", "rabbitmq", "elastic", "sa", "oracle", "airflow", "mlflow", "superset", "grafana", "docker",
    ];

    /// <summary>With this before the noun, it is a unit of text, a public half, a key of a table or an action.</summary>
    private static readonly string[] NamesOfOtherKinds =
    [
        "pad", "eos", "bos", "unk", "cls", "sep", "mask", "special", "next", "page", "stop", "start", "end", "continuation", "csrf", "public", "primary", "foreign", "sort", "partition", "cache", "num", "max", "min", "total", "prompt", "completion",
        "input", "output", "image", "audio", "object", "dict", "lookup", "group", "row", "column", "index", "translation", "i18n", "idempotency", "hot", "short", "sync", "cursor", "tokenizer", "forgot", "reset", "change", "update", "invalid", "wrong",
        "missing", "no", "has", "is", "show", "hide", "require", "use", "enable", "verify", "check", "validate", "generate", "get", "fetch", "create", "delete", "label", "placeholder", "type", "site", "publishable", "anon", "subject", "thumbprint", "authenticity", "xsrf", "forgery", "antiforgery", "verification",
    ];

    /// <summary>The confidence (0 to 1) that the value is a secret, or null when it is none.</summary>
    /// <param name="detector">What found it.</param>
    /// <param name="evidence">What makes it a secret.</param>
    /// <param name="name">The name that the value is given to, or its user; empty when there is none.</param>
    /// <param name="value">The value itself.</param>
    /// <param name="context">Where the file stands.</param>
    /// <param name="host">The machine that the value opens; empty when the match does not say.</param>
    public static double? Assess(Detector detector, SecretEvidence evidence, string name, string value, SecretContext context, string host = "")
    {
        if (value.Length == 0 || SecretValue.IsReference(value))
            return null;
        if (detector.MinimumEntropy is { } minimum && SecretValue.Entropy(value) < minimum)
            return null;
        var confidence = evidence switch
        {
            SecretEvidence.Format => OfFormat(value),
            SecretEvidence.Name => OfName(name, value),
            SecretEvidence.Use => context == SecretContext.Template ? null : OfUse(name, value),
            _ => OfPosition(name, value, host),
        };
        if (confidence is null)
            return null;
        var result = detector.Confidence * confidence.Value * Weight(context, isCertain: evidence == SecretEvidence.Format);
        return result < Least ? null : Math.Round(Math.Min(1, result), 2);
    }

    public static SecretContext ContextOf(string path)
    {
        var name = Names.Name(path);
        var folders = Names.Folders(path);
        foreach (var folder in folders)
        {
            if (folder is "test" or "tests" or "__tests__" or "testing" or "spec" or "specs" or "fixtures" or "fixture" or "testdata" or "test-data" or "test_data" or "mocks" or "__mocks__" or "e2e" or "cypress" or ".devcontainer")
                return SecretContext.Tests;
        }
        if (name.StartsWith("test_", StringComparison.Ordinal) || name.Contains("_test.", StringComparison.Ordinal) || name.Contains(".test.", StringComparison.Ordinal) || name.Contains(".spec.", StringComparison.Ordinal)
            || name is "conftest.py" || name.EndsWith("tests.cs", StringComparison.Ordinal) || name.EndsWith("test.java", StringComparison.Ordinal))
            return SecretContext.Tests;
        if (name.Contains("example", StringComparison.Ordinal) || name.Contains("sample", StringComparison.Ordinal) || name.Contains("template", StringComparison.Ordinal) || name.EndsWith(".dist", StringComparison.Ordinal) || name.Contains(".tpl", StringComparison.Ordinal))
            return SecretContext.Template;
        foreach (var folder in folders)
        {
            if (folder is "docs" or "doc" or "documentation" or "examples" or "example" or "samples" or "cookbook" or "tutorials")
                return SecretContext.Documentation;
        }
        return Names.Extension(name) is "md" or "mdx" or "rst" or "adoc" or "txt" ? SecretContext.Documentation : SecretContext.Product;
    }

    /// <summary>A format that cannot be anything else: only a value made up to show the format is set aside.</summary>
    private static double? OfFormat(string value)
    {
        if (value.StartsWith("eyJ", StringComparison.Ordinal))
            return OfToken(value);
        var random = value.AsSpan(Math.Min(value.Length / 3, 8));
        return SecretValue.IsPlaceholder(value) || SecretValue.IsMonotonous(random) || Wordiness.Of(random) > 0.25 ? null : 1;
    }

    private static double? OfToken(string value) => SecretValue.IsJsonWebToken(value) ? 1 : SecretValue.IsPublishedServiceKey(value) ? PublishedKey : null;

    /// <summary>A value that its name calls a secret must also look like one.</summary>
    private static double? OfName(string name, string value)
    {
        var words = Words(name);
        if (!NamesSecret(words) || SecretValue.IsPlaceholder(value))
            return null;
        if (value.StartsWith("eyJ", StringComparison.Ordinal) && value.Contains('.'))
            return OfToken(value);
        if (IsDigest(words, value) || IsLocator(value))
            return null;
        var isPassword = words.Exists(word => word is "password" or "passwd" or "pwd" or "passphrase" or "pass" or "mdp" or "passe" or "motdepasse" or "pw" || word.EndsWith("pass", StringComparison.Ordinal) && word is not ("bypass" or "compass" or "trespass" or "surpass"));
        if (isPassword)
            return SecretValue.LooksRandom(value) ? 1 : SecretValue.LooksLikePassword(value) ? 0.9 : null;
        return value.Length >= 12 && SecretValue.LooksRandom(value) && SecretValue.Entropy(value) >= (value.Length < 20 ? 2.9 : 3.1) ? 1 : null;
    }

    private static bool NamesSecret(List<string> words) =>
        words.Count > 0 && !NamesOfOtherThings.Contains(words[^1]) && (words.Count == 1 || !NamesOfOtherKinds.Contains(words[^2]) && !NotSecrets.Contains(words[0]));

    /// <summary>A word put to use is a weak secret; one that only says where to write it is none, and one that may be either leaves a doubt.</summary>
    private static double? OfUse(string name, string value)
    {
        var words = Words(name);
        if (name.Length > 0 && !(NamesSecret(words) && IsSecretNoun(words) && !words.Contains("public")))
            return null;
        if (value.Length < 3 || SecretValue.IsEvidentPlaceholder(value) || IsDigest(words, value) || IsLocator(value))
            return null;
        return SecretValue.IsPlaceholder(value) || FactoryPasswords.Contains(value, StringComparer.OrdinalIgnoreCase) ? 0.7 : 1;
    }

    /// <summary>A key is a secret by what it is the key of.</summary>
    private static bool IsSecretNoun(List<string> words) => words[^1] switch
    {
        "password" or "passwd" or "pwd" or "pass" or "passphrase" or "secret" or "token" or "credential" or "credentials" or "mdp" or "passe" or "motdepasse" or "jeton" or "apikey" or "secretkey" => true,
        "key" => words.Count > 1 && words[^2] is "secret" or "api" or "private" or "signing" or "encryption" or "jwt" or "access" or "auth" or "master" or "session" or "app" or "hmac" or "crypt",
        _ => false,
    };

    /// <summary>A password of an address is one however weak; only a word that stands for it is not. A word that opens a service beside it only is a developer's habit.</summary>
    private static double? OfPosition(string user, string value, string host)
    {
        if (FactoryPasswords.Contains(value, StringComparer.OrdinalIgnoreCase) || value.Length > 2 && string.Equals(user, value, StringComparison.OrdinalIgnoreCase) && !SecretValue.IsPlaceholder(value))
            return 0.5;
        if (value.Length < 3 || SecretValue.IsPlaceholder(value))
            return null;
        return host.Length > 0 && !host.Contains('.') && !SecretValue.LooksRandom(value) && !SecretValue.LooksLikePassword(value) ? 0.6 : 1;
    }

    private static double Weight(SecretContext context, bool isCertain) => context switch
    {
        SecretContext.Tests => isCertain ? 0.6 : 0.4,
        SecretContext.Template => isCertain ? 0.8 : 0.5,
        SecretContext.Documentation => isCertain ? 0.85 : 0.6,
        _ => 1,
    };

    /// <summary>A fingerprint of something public has the looks of a key.</summary>
    private static bool IsDigest(List<string> words, string value) =>
        words.Exists(word => word is "sha" or "sha1" or "sha256" or "sha512" or "md5" or "checksum" or "digest" or "hash" or "commit" or "etag" or "integrity" or "fingerprint" or "revision" or "uuid" or "guid")
        || value.StartsWith("sha1:", StringComparison.Ordinal) || value.StartsWith("sha256:", StringComparison.Ordinal) || value.StartsWith("scrypt:", StringComparison.Ordinal) || value.StartsWith("argon2:", StringComparison.Ordinal) || value.StartsWith("sha512-", StringComparison.Ordinal) || value.StartsWith("$2", StringComparison.Ordinal) || value.StartsWith("$argon2", StringComparison.Ordinal)
        || value.StartsWith("pbkdf2", StringComparison.Ordinal) || value.StartsWith("ssh-", StringComparison.Ordinal) || value.StartsWith("pk_", StringComparison.Ordinal);

    /// <summary>A path, an address, a media type or a name with dots.</summary>
    private static bool IsLocator(string value) =>
        value.Contains("://", StringComparison.Ordinal) || value[0] is '/' or '.' or '~' or '#' || value.Contains('\\') || value.Contains(' ')
        || value.Contains('/') && Wordiness.Of(value) > 0
        || value.Count(c => c == '.') >= 2 && Wordiness.Of(value) > 0;

    /// <summary><c>aws_secretKey</c> is aws, secret, key.</summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isEnd = i == name.Length || !char.IsLetterOrDigit(name[i]);
            var isHump = i > start && i < name.Length && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (!isEnd && !isHump)
                continue;
            if (i > start)
                words.Add(name[start..i].ToLowerInvariant());
            start = isHump ? i : i + 1;
        }
        return words;
    }
}
