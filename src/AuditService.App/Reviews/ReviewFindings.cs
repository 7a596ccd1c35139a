using AuditService.App.RulePacks;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Findings;
using AuditService.Core.People;
using AuditService.Core.Reviews;
using AuditService.Core.Runs;
using AuditService.Storage.Audits;
using AuditService.Storage.People;
using AuditService.Storage.Reviews;
using AuditService.Storage.Runs;

namespace AuditService.App.Reviews;

/// <summary>What people say of findings, and what becomes of the findings by it.</summary>
public sealed class ReviewFindings(AuditStore audits, ReviewStore reviews, PersonStore people, ProjectStore projects, RunStore runs, RuleLibraries libraries, TimeProvider time)
{
    /// <summary>Writes a review on a finding of the project's newest audit. Throws <see cref="RefusedException"/>.</summary>
    public async Task<FindingReviews> AddAsync(Viewer viewer, string projectId, string findingId, ReviewWords words, CancellationToken cancellation)
    {
        var (project, audit, finding) = await FindAsync(viewer, projectId, findingId, cancellation);
        var reviewer = libraries.Load().Packs.FirstOrDefault(pack => pack.Id == finding.Rule.Pack)?.Reviewer;
        if (!ReviewRules.May(viewer, words.Kind, reviewer, project.Owner))
            throw RefusedException.Forbidden("Décider de ce constat revient à un autre rôle ; vous pouvez le commenter.", "Deciding on this finding is for another role; you may comment on it.");

        var review = new Review(
            project.Id, finding.Id, audit.Id, finding.Outcome, Review.SightOf(finding), words.Kind, viewer.UserId, time.GetUtcNow(), words.Reason.Trim(), words.Outcome, words.Owner?.Trim(), words.Until);
        if (ReviewRules.Problem(review, Today()) is { } problem)
            throw new RefusedException(Refusal.Invalid, problem.Fr, problem.En);
        await reviews.AppendAsync(review, cancellation);
        return await ReadAsync(project, finding, cancellation);
    }

    /// <summary>A finding of the project's newest audit, where it stands, and everything said of it, the oldest first. Throws <see cref="RefusedException"/>.</summary>
    public async Task<FindingReviews> ListAsync(Viewer viewer, string projectId, string findingId, CancellationToken cancellation)
    {
        var (project, _, finding) = await FindAsync(viewer, projectId, findingId, cancellation);
        return await ReadAsync(project, finding, cancellation);
    }

    /// <summary>An audit as people have left it; null when there is none that the viewer may see.</summary>
    public async Task<AuditReviews?> FindAuditAsync(Viewer viewer, string auditId, CancellationToken cancellation)
    {
        if (await runs.FindByAuditAsync(auditId, cancellation) is not { } run
            || await projects.FindAsync(run.ProjectId, viewer, cancellation) is null
            || await audits.FindAsync(auditId, cancellation) is not { } audit)
        {
            return null;
        }

        var said = await reviews.ListAsync(run.ProjectId, findingId: null, cancellation);
        var today = Today();
        return new(
            ReviewedAudit.Of(audit, said.Select(entry => entry.Review), libraries.Load().Scoring, today),
            await NamesOfAsync(said, cancellation),
            $"{(said.Count == 0 ? 0 : said[^1].Sequence)}-{today:yyyyMMdd}");
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    private async Task<(Project Project, Audit Audit, Finding Finding)> FindAsync(Viewer viewer, string projectId, string findingId, CancellationToken cancellation)
    {
        var project = await projects.FindAsync(projectId, viewer, cancellation) ?? throw RefusedException.NotFound();
        var latest = await runs.LatestAuditAsync(project.Id, cancellation) ?? throw RefusedException.NotFound();
        var audit = await audits.FindAsync(latest, cancellation) ?? throw RefusedException.NotFound();
        return (project, audit, audit.Findings.FirstOrDefault(finding => finding.Id == findingId) ?? throw RefusedException.NotFound());
    }

    private async Task<FindingReviews> ReadAsync(Project project, Finding finding, CancellationToken cancellation)
    {
        var said = await reviews.ListAsync(project.Id, finding.Id, cancellation);
        return new(finding, ReviewedFinding.Of(finding, said.Select(entry => entry.Review), Today()), said, await NamesOfAsync(said, cancellation));
    }

    private async Task<IReadOnlyDictionary<string, string>> NamesOfAsync(IReadOnlyList<TrailEntry> said, CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var author in said.Select(entry => entry.Review.Author).Distinct(StringComparer.Ordinal))
            names[author] = (await people.FindByIdAsync(author, cancellation))?.Name ?? author;
        return names;
    }
}

/// <summary>An audit as people have left it.</summary>
/// <param name="AuthorNames">The names of those who decided, by their ids.</param>
/// <param name="Version">Changes whenever the audit may be counted in another way: with a review, and with the day on which an acceptance ends.</param>
public sealed record AuditReviews(ReviewedAudit Audit, IReadOnlyDictionary<string, string> AuthorNames, string Version);

/// <summary>A finding, where it stands, and what was said of it.</summary>
/// <param name="Reviews">The oldest first.</param>
/// <param name="AuthorNames">The names of their authors, by id.</param>
public sealed record FindingReviews(Finding Finding, ReviewedFinding State, IReadOnlyList<TrailEntry> Reviews, IReadOnlyDictionary<string, string> AuthorNames);

/// <summary>What a person says, before it is known whether they may.</summary>
public sealed record ReviewWords(ReviewKind Kind, string Reason, Outcome? Outcome = null, string? Owner = null, DateOnly? Until = null);
