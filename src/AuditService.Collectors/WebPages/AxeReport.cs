using AuditService.Core;

namespace AuditService.Collectors.WebPages;

/// <summary>What axe-core found, by rule. Its silence is never taken for conformity.</summary>
public sealed record AxeReport(string Version, IReadOnlyList<AxeRuleResult> Rules)
{
    public static AxeReport None { get; } = new("", []);

    /// <summary>Failing elements of a rule; empty when the rule did not run or found nothing.</summary>
    public IReadOnlyList<AxeNode> Violations(string rule) => Rules.FirstOrDefault(result => result.Rule == rule)?.Violations ?? [];

    /// <summary>The same, what a rule says of these elements left to a person: they were about to change.</summary>
    public AxeReport LeavingOpen(string rule, IReadOnlyCollection<int> elements) => elements.Count == 0 ? this : this with
    {
        Rules = [.. Rules.Select(result => result.Rule != rule ? result : result with
        {
            Violations = [.. result.Violations.Where(node => node.Element is not { } element || !elements.Contains(element))],
            Incomplete = [.. result.Incomplete, .. result.Violations.Where(node => node.Element is { } element && elements.Contains(element))],
        })],
    };

    /// <summary>Elements that the rule leaves to a person.</summary>
    public IReadOnlyList<AxeNode> Incomplete(string rule) => Rules.FirstOrDefault(result => result.Rule == rule)?.Incomplete ?? [];
}

/// <summary>What a rule found; one that found nothing is not told of.</summary>
public sealed record AxeRuleResult(string Rule, string? Impact, IReadOnlyList<AxeNode> Violations, IReadOnlyList<AxeNode> Incomplete);

/// <summary>One element of a finding.</summary>
/// <param name="Element">Its number in the page; null when it lies in a frame or was left out.</param>
/// <param name="Html">Start of its source.</param>
/// <param name="Message">What axe says of it.</param>
/// <param name="Contrast">Set by <c>color-contrast</c> only.</param>
public sealed record AxeNode(int? Element, string Html, LocalizedText Message, AxeContrast? Contrast);

/// <summary>What <c>color-contrast</c> measured. Sizes in CSS pixels.</summary>
public sealed record AxeContrast(string? Foreground, string? Background, double? Ratio, double FontSize, bool IsBold, double Expected);
