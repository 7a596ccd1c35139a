using AuditService.Core.Comparisons;
using AuditService.Storage.Audits;

namespace AuditService.App.Audits;

/// <summary>Compares two stored audits, with the history of their project behind them.</summary>
public sealed class CompareAudits(StoredAudits audits, AuditStore store)
{
    /// <summary>The newest audit of the store.</summary>
    public const string Latest = "latest";

    /// <summary>The audit of the same project just before the other one.</summary>
    public const string Previous = "previous";

    /// <param name="before">An id, its beginning, <see cref="Latest"/> or <see cref="Previous"/>.</param>
    /// <param name="after">The same.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <remarks>Throws <see cref="AuthorMistakesException"/> when one of them names no audit, or several.</remarks>
    public async Task<AuditComparison> ExecuteAsync(string before, string after, CancellationToken cancellation)
    {
        if (before == Previous && after == Previous)
            throw StoredAudits.Mistake(Previous, "« previous » est l'audit qui précède l'autre : nommez l'autre.", "\"previous\" is the audit before the other one: name the other one.");
        var later = after == Previous ? null : await audits.FindAsync(after, cancellation);
        var earlier = before == Previous ? await audits.BeforeAsync(later!, cancellation) : await audits.FindAsync(before, cancellation);
        later ??= await audits.BeforeAsync(earlier, cancellation);
        return AuditComparer.Compare(earlier, later, await store.HistoryAsync(earlier, later, cancellation));
    }
}
