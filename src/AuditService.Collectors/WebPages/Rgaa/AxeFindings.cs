using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>
/// Violations of axe-core rules as failures of an RGAA test. Only what a rule finds is used; a rule that finds nothing says nothing, and its
/// result is then "not applicable" for the caller to go on.
/// </summary>
internal static class AxeFindings
{
    public static CheckResult Failing(AuditedPage page, IReadOnlyList<string> rules, Func<AxeNode, bool> concerns)
    {
        MustRun(rules);
        var nodes = rules.SelectMany(rule => page.Axe.Violations(rule).Where(concerns).Select(node => (Rule: rule, Node: node))).ToList();
        return nodes.Count == 0
            ? CheckResult.NotApplicable
            : new CheckResult(RgaaOutcome.NonCompliant, nodes.Count, [.. nodes.Select(found => Sighting(page, found.Rule, found.Node))]);
    }

    /// <summary>What a rule finds, or leaves open, as something for a person to look at.</summary>
    public static CheckResult Doubtful(AuditedPage page, params string[] rules)
    {
        MustRun(rules);
        var nodes = rules.SelectMany(rule => page.Axe.Violations(rule).Concat(page.Axe.Incomplete(rule)).Select(node => (Rule: rule, Node: node))).ToList();
        return nodes.Count == 0
            ? CheckResult.NotApplicable
            : new CheckResult(RgaaOutcome.NeedsReview, nodes.Count, [.. nodes.Select(found => Sighting(page, found.Rule, found.Node))]);
    }

    /// <summary>A rule that a quick look leaves out would be silent for a reason that nobody sees.</summary>
    private static void MustRun(IReadOnlyList<string> rules)
    {
        if (rules.FirstOrDefault(rule => !AxeScript.JudgingRules.Contains(rule, StringComparer.Ordinal)) is { } missing)
            throw new InvalidOperationException($"A test asks for axe's rule {missing}, which is not among the judging rules");
    }

    private static Sighting Sighting(AuditedPage page, string rule, AxeNode node) =>
        new(page.Numbered(node.Element), new LocalizedText($"{Plain.Cut(node.Message.Fr, 200)} (axe : {rule})", $"{Plain.Cut(node.Message.En, 200)} (axe: {rule})"));
}
