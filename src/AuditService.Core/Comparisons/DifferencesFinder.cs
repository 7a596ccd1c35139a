using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Core.Comparisons;

/// <summary>Finds what two audits did not have in common: the dossier, the rules, the day, the tools, what live pages answered.</summary>
internal static class DifferencesFinder
{
    public const string AuditProgram = "auditService";
    public const string Axe = "axe";
    public const string Chromium = "chromium";
    public const string Scoring = "scoring";
    public const string Collector = "collector:";

    private const string Rgaa = "rgaa";

    public static AuditDifferences Between(Audit before, Audit after)
    {
        var (rulesBefore, rulesAfter) = (Rules(before), Rules(after));
        return new(
            InputOf(before.Snapshot, after.Snapshot),
            PacksOf(before.Tools, after.Tools, rulesBefore, rulesAfter),
            LawOf(before, after, rulesBefore, rulesAfter),
            ToolsOf(before, after),
            PagesOf(before.Facts, after.Facts));
    }

    /// <summary>Whether two facts say the same: pictures of a page differ each time, and who stated a fact says nothing about it.</summary>
    public static bool SayTheSame(Fact? before, Fact? after) => Equals(Said(before?.Value), Said(after?.Value)) && before?.Why?.Because == after?.Why?.Because;

    private static FactValue? Said(FactValue? value) => value is ObservationsValue observations
        ? observations with { Items = [.. observations.Items.Select(item => item with { Screenshot = null })] }
        : value;

    private static InputChange? InputOf(Snapshot before, Snapshot after)
    {
        if (before.Hash == after.Hash)
            return null;
        var (was, now) = (Entries(before), Entries(after));
        return new(
            [.. now.Keys.Where(path => !was.ContainsKey(path)).Order(StringComparer.Ordinal)],
            [.. was.Keys.Where(path => !now.ContainsKey(path)).Order(StringComparer.Ordinal)],
            [.. now.Where(entry => was.TryGetValue(entry.Key, out var old) && old != entry.Value).Select(entry => entry.Key).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Content by path; empty for what was left out.</summary>
    private static Dictionary<string, string> Entries(Snapshot snapshot)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var refused in snapshot.Refused)
            entries[refused.Path] = "";
        foreach (var file in snapshot.Files)
            entries[file.Path] = file.Sha256;
        return entries;
    }

    private static List<PackChange> PacksOf(AuditTools before, AuditTools after, Dictionary<string, Rule> rulesBefore, Dictionary<string, Rule> rulesAfter)
    {
        var changes = new List<PackChange>();
        foreach (var id in before.Packs.Concat(after.Packs).Select(pack => pack.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var was = before.Packs.FirstOrDefault(pack => pack.Id == id);
            var now = after.Packs.FirstOrDefault(pack => pack.Id == id);
            if (was == now)
                continue;
            var rules = rulesBefore.Values.Concat(rulesAfter.Values).Where(rule => rule.Pack == id).Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(rule => RuleOf(rule, rulesBefore.GetValueOrDefault(rule), rulesAfter.GetValueOrDefault(rule)))
                .OfType<RuleChange>();
            changes.Add(new(id, was?.Version, now?.Version, [.. rules]));
        }

        return changes;
    }

    private static RuleChange? RuleOf(string id, Rule? before, Rule? after)
    {
        if (before is null)
            return new(id, RuleChangeKind.Added);
        if (after is null)
            return new(id, RuleChangeKind.Removed);
        return before.Hash is null || after.Hash is null || before.Hash == after.Hash ? null : new(id, RuleChangeKind.Modified);
    }

    /// <summary>A rule may change its dates and the days differ as well: what counts is whether it was in force in each audit.</summary>
    private static List<LawChange> LawOf(Audit before, Audit after, Dictionary<string, Rule> rulesBefore, Dictionary<string, Rule> rulesAfter) => before.On == after.On ? [] :
    [
        .. rulesBefore.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal)
            .Select(rule => (Was: rule, Now: rulesAfter.GetValueOrDefault(rule.Id)))
            .Where(pair => pair.Now is not null && pair.Was.IsInForce(before.On) != pair.Now.IsInForce(after.On))
            .Select(pair => new LawChange(pair.Now!.Id, pair.Now.AppliesFrom, pair.Now.AppliesTo, pair.Now.IsInForce(after.On))),
    ];

    private static List<ToolChange> ToolsOf(Audit before, Audit after)
    {
        var (collectorsBefore, collectorsAfter) = (Collectors(before), Collectors(after));
        return
        [
            .. new ToolChange[]
            {
                new(AuditProgram, before.Tools.AuditService, after.Tools.AuditService),
                new(Axe, before.Tools.Axe, after.Tools.Axe),
                new(Chromium, before.Tools.Chromium, after.Tools.Chromium),
                new(Rgaa, before.Tools.Rgaa, after.Tools.Rgaa),
                new(Scoring, before.Tools.Scoring, after.Tools.Scoring),
            }
            .Concat(collectorsBefore.Keys.Intersect(collectorsAfter.Keys, StringComparer.Ordinal).Select(name => new ToolChange(Collector + name, collectorsBefore[name], collectorsAfter[name])))
            .Where(tool => tool.Before != tool.After)
            .OrderBy(tool => tool.Tool, StringComparer.Ordinal),
        ];
    }

    private static Dictionary<string, string> Collectors(Audit audit) => audit.Facts.All
        .Select(fact => fact.Provenance.Collector)
        .Distinct()
        .GroupBy(collector => collector.Name, StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => string.Join('+', same.Select(collector => collector.Version).Order()), StringComparer.Ordinal);

    private static List<string> PagesOf(FactSet before, FactSet after) =>
    [
        .. before.Subjects(SubjectKind.Page).Intersect(after.Subjects(SubjectKind.Page))
            .Where(page => IsAddress(page.Id) && before.Of(page).Concat(after.Of(page)).Any(fact => !SayTheSame(before.Find(page, fact.Key), after.Find(page, fact.Key))))
            .Select(page => page.Id)
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsAddress(string id) => Uri.TryCreate(id, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    /// <summary>Every rule that was applied has a finding, on the dossier at least.</summary>
    private static Dictionary<string, Rule> Rules(Audit audit) =>
        audit.Findings.Select(finding => finding.Rule).DistinctBy(rule => rule.Id, StringComparer.Ordinal).ToDictionary(rule => rule.Id, StringComparer.Ordinal);
}
