namespace AuditService.Core.Comparisons;

/// <summary>What two audits did not have in common: the possible causes of every change between their findings.</summary>
/// <param name="Input">Null when both looked at the same snapshot.</param>
/// <param name="Packs">By id.</param>
/// <param name="Law">By rule.</param>
/// <param name="Tools">By name.</param>
/// <param name="PagesSeenAnew">Addresses of live pages of both audits that gave other facts.</param>
public sealed record AuditDifferences(
    InputChange? Input,
    IReadOnlyList<PackChange> Packs,
    IReadOnlyList<LawChange> Law,
    IReadOnlyList<ToolChange> Tools,
    IReadOnlyList<string> PagesSeenAnew)
{
    public bool IsNone => Input is null && Packs.Count == 0 && Law.Count == 0 && Tools.Count == 0 && PagesSeenAnew.Count == 0;
}

/// <summary>Paths by what became of them; each list in ordinal order. An entry that is now left out, or no longer, counts as modified.</summary>
public sealed record InputChange(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Modified);

/// <summary>A pack whose version or files differ, or that only one of the audits applied (the other version is null).</summary>
/// <param name="Rules">The rules that differ. May be empty: then the difference is in the pack's declarations.</param>
public sealed record PackChange(string Id, string? VersionBefore, string? VersionAfter, IReadOnlyList<RuleChange> Rules);

public sealed record RuleChange(string Rule, RuleChangeKind Kind);

public enum RuleChangeKind
{
    Added,
    Removed,
    Modified,
}

/// <summary>A rule whose being in force differs between the two days.</summary>
/// <param name="IsInForceAfter">True when it came into force, false when it went out.</param>
public sealed record LawChange(string Rule, DateOnly? AppliesFrom, DateOnly? AppliesTo, bool IsInForceAfter);

/// <summary>A version that differs; null where the tool was not used.</summary>
/// <param name="Tool"><c>auditService</c>, <c>axe</c>, <c>chromium</c>, <c>rgaa</c>, <c>scoring</c>, or <c>collector:</c> and its name.</param>
public sealed record ToolChange(string Tool, string? Before, string? After);
