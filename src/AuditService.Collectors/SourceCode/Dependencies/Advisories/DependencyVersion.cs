using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Advisories;

namespace AuditService.Collectors.SourceCode.Dependencies.Advisories;

/// <summary>Which versions a dependency lets be installed, as far as its constraint settles it.</summary>
internal static class DependencyVersion
{
    private static readonly BoundedRegex Clause = new(@"^(?<operator>===|==|~=|<=|>=|<|>|=|\^|~)?\s*(?<version>[vV]?\d[\w.!+-]*(?:\.\*)?)(?:=\w+)?$", RegexOptions.ExplicitCapture);

    /// <summary>Null when any later version may answer, or when the constraint names no version.</summary>
    public static VersionSpan? Of(Dependency dependency, string ecosystem)
    {
        if (dependency.Constraint is not { } constraint || constraint.Length > 200 || constraint.Contains("||", StringComparison.Ordinal) || constraint.Contains("://", StringComparison.Ordinal))
            return null;
        constraint = constraint.Split(';')[0].Trim();
        if (ecosystem is not "maven")
            constraint = constraint.Trim('(', ')');
        if (ecosystem is "maven" && constraint.IndexOfAny(['[', '(', ']', ')']) >= 0)
            return MavenRange(constraint);
        if (ecosystem is "nuget")
            constraint = constraint.Trim('[', ']').Trim();
        PackageVersion? from = null, before = null;
        foreach (var part in constraint.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var match = Clause.Match(part);
            if (!match.Success)
            {
                // An exclusion takes versions out: what stays is touched all the same.
                if (part.StartsWith('!'))
                    continue;
                return null;
            }
            var (sign, text) = (match.Groups["operator"].Value, match.Groups["version"].Value);
            var isWild = text.EndsWith(".*", StringComparison.Ordinal);
            if (PackageVersion.Parse(isWild ? text[..^2] : text, ecosystem) is not { } version)
                return null;
            switch (sign)
            {
                case "==" or "===" or "" when !isWild:
                case "=" when dependency.IsPinned:
                    return VersionSpan.Exactly(version);
                case "==" or "=" or "":
                    // conda's =1.2 is 1.2.*, and a build after the version is no part of it.
                    (from, before) = (version, Next(isWild ? text[..^2] : text, 0, ecosystem));
                    break;
                case "~=":
                    (from, before) = (version, Next(text, 1, ecosystem));
                    break;
                case "^":
                    (from, before) = (version, Caret(text, ecosystem));
                    break;
                case "~":
                    (from, before) = (version, Next(string.Join('.', text.Split('.').Take(2)), 0, ecosystem));
                    break;
                case "<":
                    before = version;
                    break;
                case "<=":
                    before = Next(text, 0, ecosystem);
                    break;
                default:
                    from = version;
                    break;
            }
        }
        return before is null ? null : new(from, before);
    }

    /// <summary><c>[1.0]</c>, <c>[1.0,2.0)</c>, <c>(,2.0]</c>; several ranges, and one without an end, settle nothing.</summary>
    private static VersionSpan? MavenRange(string constraint)
    {
        var inner = constraint[1..^1].Trim();
        if (inner.IndexOfAny(['[', '(', ']', ')']) >= 0 || constraint[^1] is not (']' or ')') || constraint[0] is not ('[' or '('))
            return null;
        var ends = inner.Split(',', StringSplitOptions.TrimEntries);
        if (ends is [var exact])
            return PackageVersion.Parse(exact, "maven") is { } only ? VersionSpan.Exactly(only) : null;
        if (ends is not [var low, { Length: > 0 } high])
            return null;
        var before = constraint[^1] == ')' ? PackageVersion.Parse(high, "maven") : Next(high, 0, "maven");
        return before is null ? null : new(PackageVersion.Parse(low, "maven"), before);
    }

    /// <summary>The version whose last number but <paramref name="dropped"/> is one more.</summary>
    private static PackageVersion? Next(string text, int dropped, string ecosystem)
    {
        var numbers = text.TrimStart('v', 'V').Split('.').TakeWhile(part => part.Length is > 0 and < 10 && part.All(char.IsAsciiDigit)).Select(int.Parse).ToList();
        if (numbers.Count <= dropped)
            return null;
        numbers.RemoveRange(numbers.Count - dropped, dropped);
        numbers[^1]++;
        return PackageVersion.Parse(string.Join('.', numbers), ecosystem);
    }

    /// <summary>Up to the next change of the first number that is not zero.</summary>
    private static PackageVersion? Caret(string text, string ecosystem)
    {
        var parts = text.TrimStart('v', 'V').Split('.');
        var first = Array.FindIndex(parts, part => part.TrimStart('0').Length > 0);
        return Next(string.Join('.', parts.Take(first < 0 ? parts.Length : first + 1)), 0, ecosystem);
    }
}
