using System.Text.RegularExpressions;
using AuditService.Collectors.SourceCode.Secrets;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>Tells the variables of deployment files that hold a secret from those that name where one is.</summary>
internal static class SecretNames
{
    private static readonly BoundedRegex Secret = new(
        "(^|[_.-])(password|passwd|passphrase|pwd|pass|secret|secret_?key|token|api_?key|access_?key|private_?key|credentials?|auth_?key|encryption_?key|signing_?key)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase);

    /// <summary>True for names such as <c>DB_PASSWORD</c> or <c>OPENAI_API_KEY</c>, not for <c>PASSWORD_FILE</c> or <c>MAX_TOKENS</c>.</summary>
    public static bool IsSecret(string name) => name.Length <= 200 && Secret.IsMatch(name);

    /// <summary>How sure it is that a value is a secret that opens something: 0 for a reference or an evident placeholder.</summary>
    public static double Weigh(string value)
    {
        value = value.Trim();
        if (value.Length < 3 || value.Contains('$') || value[0] is '<' or '/' || SecretValue.IsReference(value) || value.All(c => c is '*' or 'x' or 'X' or '.'))
            return 0;
        if (SecretValue.IsEvidentPlaceholder(value))
            return 0.4;
        return SecretValue.IsPlaceholder(value) ? 0.65 : 0.85;
    }
}
