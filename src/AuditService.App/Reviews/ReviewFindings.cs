using AuditService.App.People;
using AuditService.App.RulePacks;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Findings;
using AuditService.Core.People;
using AuditService.Core.Reviews;
using AuditService.Storage.Audits;
using AuditService.Storage.Reviews;

namespace AuditService.App.Reviews;

/// <summary>What people say of findings, and what becomes of the findings by it.</summary>
public sealed class ReviewFindings(AuditStore audits, ReviewStore reviews, ProjectOwners projects, RuleLibraries libraries, TimeProvider time)
{
    /// <summary>Writes a review on a finding of the project's newest audit. Throws <see cref="RefusedException"/>.</summary>
    public async Task<(Finding Finding, ReviewedFinding State, IReadOnlyList<TrailEntry> Reviews)> AddAsync(
        Viewer viewer, string project, string findingId, ReviewWords words, CancellationToken cancellation)
    {
        var (ownership, audit, finding) = await FindAsync(viewer, project, findingId, cancellation);
        var reviewer = libraries.Load().Packs.FirstOrDefault(pack => pack.Id == finding.Rule.Pack)?.Reviewer;
        if (!ReviewRules.May(viewer, words.Kind, reviewer, ownership.Owner))
            throw RefusedException.Forbidden("Décider de ce constat revient à un autre rôle ; vous pouvez le commenter.", "Deciding on this finding is for another role; you may comment on it.");

        var review = new Review(
            ownership.Project, finding.Id, audit.Id, finding.Outcome, Review.SightOf(finding), words.Kind, viewer.UserId, time.GetUtcNow(), words.Reason.Trim(), words.Outcome, words.Owner?.Trim(), words.Until);
        if (ReviewRules.Problem(review, Today()) is { } problem)
            throw new RefusedException(Refusal.Invalid, problem.Fr, problem.En);
        await reviews.AppendAsync(review, cancellation);
        return await ReadAsync(ownership, finding, cancellation);
    }

    /// <summary>A finding of the project's newest audit, where it stands, and everything said of it, the oldest first. Throws <see cref="RefusedException"/>.</summary>
    public async Task<(Finding Finding, ReviewedFinding State, IReadOnlyList<TrailEntry> Reviews)> ListAsync(Viewer viewer, string project, string findingId, CancellationToken cancellation)
    {
        var (ownership, _, finding) = await FindAsync(viewer, project, findingId, cancellation);
        return await ReadAsync(ownership, finding, cancellation);
    }

    /// <summary>Where each finding of an audit stands today, in the order of its findings. Whoever asks has been let see the audit.</summary>
    public async Task<IReadOnlyList<(Finding Finding, ReviewedFinding State)>> StatesOfAsync(Audit audit, CancellationToken cancellation)
    {
        var said = (await reviews.ListAsync(audit.Project, findingId: null, cancellation)).ToLookup(entry => entry.Review.FindingId, entry => entry.Review, StringComparer.Ordinal);
        var today = Today();
        return [.. audit.Findings.Select(finding => (finding, ReviewedFinding.Of(finding, said[finding.Id], today)))];
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    private async Task<(ProjectOwnership Ownership, Audit Audit, Finding Finding)> FindAsync(Viewer viewer, string project, string findingId, CancellationToken cancellation)
    {
        var ownership = await projects.FindAsync(project, viewer, cancellation);
        var line = await audits.LatestAsync(project, cancellation) ?? throw RefusedException.NotFound();
        var audit = await audits.FindAsync(line.Id, cancellation) ?? throw RefusedException.NotFound();
        return (ownership, audit, audit.Findings.FirstOrDefault(finding => finding.Id == findingId) ?? throw RefusedException.NotFound());
    }

    private async Task<(Finding, ReviewedFinding, IReadOnlyList<TrailEntry>)> ReadAsync(ProjectOwnership ownership, Finding finding, CancellationToken cancellation)
    {
        var said = await reviews.ListAsync(ownership.Project, finding.Id, cancellation);
        return (finding, ReviewedFinding.Of(finding, said.Select(entry => entry.Review), Today()), said);
    }
}

/// <summary>What a person says, before it is known whether they may.</summary>
public sealed record ReviewWords(ReviewKind Kind, string Reason, Outcome? Outcome = null, string? Owner = null, DateOnly? Until = null);
