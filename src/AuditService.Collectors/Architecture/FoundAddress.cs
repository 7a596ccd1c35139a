using System.Text.RegularExpressions;
using AuditService.Core.Architecture;

namespace AuditService.Collectors.Architecture;

/// <summary>An address found in a setting or in code. What stands before the "@" is never kept: only that it was there.</summary>
internal sealed partial record FoundAddress(string Scheme, string Host, bool HasPassword, bool? IsEncrypted)
{
    /// <summary>The addresses in a text.</summary>
    public static IEnumerable<FoundAddress> In(string text)
    {
        foreach (Match match in Address().Matches(text))
        {
            var query = text.AsSpan(match.Index, Math.Min(400, text.Length - match.Index));
            bool? isEncrypted = query.Contains("sslmode=require", StringComparison.OrdinalIgnoreCase) || query.Contains("sslmode=verify", StringComparison.OrdinalIgnoreCase) ? true
                : query.Contains("sslmode=disable", StringComparison.OrdinalIgnoreCase) ? false : null;
            yield return new(match.Groups["scheme"].Value.ToLowerInvariant(), match.Groups["host"].Value.ToLowerInvariant(), match.Groups["secret"].Success, isEncrypted);
        }
    }

    public FlowProtocol Protocol(ArchitectureKnowledge knowledge)
    {
        // "postgresql+asyncpg://": the driver says nothing.
        var plus = Scheme.IndexOf('+', StringComparison.Ordinal);
        return knowledge.ProtocolOfScheme(plus > 0 ? Scheme[..plus] : Scheme);
    }

    [GeneratedRegex(@"\b(?<scheme>[a-zA-Z][a-zA-Z0-9+]{1,30})://(?:[^\s/@:'""]{0,100}(?<secret>:[^\s/@'""]{0,200})?@)?(?<host>[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,200}[a-zA-Z0-9])?)", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
