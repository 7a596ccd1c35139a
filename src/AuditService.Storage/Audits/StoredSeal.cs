namespace AuditService.Storage.Audits;

/// <summary>The seal of a stored audit, as it was kept and as its rows give it now.</summary>
/// <param name="Kept">Null where the audit was stored by a version that made none.</param>
/// <param name="Computed">The hash over the rows as they stand.</param>
/// <param name="Rules">How many rules judged.</param>
/// <param name="ChangedRules">Ids of those whose text is not the one that their hash names.</param>
/// <param name="Pictures">Content hashes of the pictures that facts and findings show as evidence.</param>
public sealed record StoredSeal(string? Kept, string Computed, int Rules, IReadOnlyList<string> ChangedRules, IReadOnlyList<string> Pictures);
