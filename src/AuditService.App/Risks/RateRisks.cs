using AuditService.App.RulePacks;
using AuditService.Core.Audits;
using AuditService.Core.People;
using AuditService.Core.Reviews;
using AuditService.Core.Risks;
using AuditService.Core.Runs;
using AuditService.Reports;
using AuditService.Storage.Audits;
using AuditService.Storage.People;
using AuditService.Storage.Reviews;
using AuditService.Storage.Runs;

namespace AuditService.App.Risks;

/// <summary>What people rate on the risk map otherwise than the machine, with a reason; an event of the trail of reviews, and the machine's value beside it.</summary>
public sealed class RateRisks(AuditStore audits, ReviewStore reviews, PersonStore people, ProjectStore projects, RunStore runs, RiskMaps maps, RuleLibraries libraries, TimeProvider time)
{
    private const string Reviewer = "security";
    private const int LongestAuthor = 200;

    /// <summary>Rates a value of a risk of the project's newest audit. Throws <see cref="RefusedException"/>.</summary>
    /// <param name="step">Null to leave the value to the machine again.</param>
    public async Task<Risk> AddAsync(Viewer viewer, string projectId, string riskId, RatedValue value, int? step, string reason, CancellationToken cancellation)
    {
        var (project, audit) = await FindAsync(viewer, projectId, cancellation);
        if (!ReviewRules.May(viewer, ReviewKind.Rate, Reviewer, project.Owner))
            throw RefusedException.Forbidden("Coter un risque revient à un relecteur de la sécurité, et jamais sur son propre projet.", "Rating a risk is for a security reviewer, and never on a project of one's own.");
        return await WriteAsync(audit, project.Id, viewer.UserId, riskId, value, step, reason, cancellation);
    }

    /// <summary>The risk of the project's newest audit as people rate it. Throws <see cref="RefusedException"/>.</summary>
    public async Task<Risk> FindAsync(Viewer viewer, string projectId, string riskId, CancellationToken cancellation)
    {
        var (project, audit) = await FindAsync(viewer, projectId, cancellation);
        return await RatedAsync(audit, project.Id, riskId, cancellation);
    }

    /// <summary>The same from the command line, where the author gives a name. Throws <see cref="RefusedException"/>.</summary>
    public async Task<Risk> AddAsync(Audit audit, string author, string riskId, RatedValue value, int? step, string reason, CancellationToken cancellation)
    {
        author = author.Trim();
        if (author.Length is 0 or > LongestAuthor || author.Any(char.IsControl))
            throw new RefusedException(Refusal.Invalid, $"Un nom est nécessaire, de {LongestAuthor} caractères au plus.", $"A name is needed, of at most {LongestAuthor} characters.");
        return await WriteAsync(audit, await ScopeOfAsync(audit, cancellation), author, riskId, value, step, reason, cancellation);
    }

    /// <summary>The report with what people rated, and the names of those who did.</summary>
    public async Task<ReportContext> WithAsync(ReportContext report, CancellationToken cancellation)
    {
        var said = (await reviews.ListAsync(await ScopeOfAsync(report.Audit, cancellation), findingId: null, cancellation)).Select(entry => entry.Review).Where(review => review.Kind == ReviewKind.Rate).ToList();
        if (said.Count == 0)
            return maps.With(report);
        var names = new Dictionary<string, string>(report.Reviews?.AuthorNames ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var author in said.Select(review => review.Author).Distinct(StringComparer.Ordinal))
            names[author] = (await people.FindByIdAsync(author, cancellation))?.Name ?? author;
        var machine = report.Reviews?.Audit ?? new ReviewedAudit(report.Audit, report.Audit.Scorecard, new Dictionary<string, ReviewedFinding>(StringComparer.Ordinal));
        return maps.With(report with { Reviews = new(machine, names) { Ratings = said } });
    }

    private async Task<Risk> WriteAsync(Audit audit, string scope, string author, string riskId, RatedValue value, int? step, string reason, CancellationToken cancellation)
    {
        var map = Machine(audit);
        var risk = Known(map, riskId);
        if (step is { } wanted && !map.Catalogue.Grid.IsOnScale(wanted))
            throw new RefusedException(Refusal.Invalid, $"Une cote va de 1 à {map.Catalogue.Grid.Size}.", $"A rating goes from 1 to {map.Catalogue.Grid.Size}.");
        var review = new Review(scope, Review.SubjectOf(risk.Id), audit.Id, Core.Outcome.NeedsReview, "", ReviewKind.Rate, author, time.GetUtcNow(), reason.Trim()) { Rating = new(value, risk.Of(value), step) };
        if (ReviewRules.Problem(review, DateOnly.FromDateTime(time.GetLocalNow().DateTime)) is { } problem)
            throw new RefusedException(Refusal.Invalid, problem.Fr, problem.En);
        await reviews.AppendAsync(review, cancellation);
        return await RatedAsync(audit, scope, risk.Id, cancellation);
    }

    private async Task<Risk> RatedAsync(Audit audit, string scope, string riskId, CancellationToken cancellation)
    {
        var said = (await reviews.ListAsync(scope, findingId: null, cancellation)).Select(entry => entry.Review).ToList();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var author in said.Select(review => review.Author).Distinct(StringComparer.Ordinal))
            names[author] = (await people.FindByIdAsync(author, cancellation))?.Name ?? author;
        return Known(Machine(audit).With(said, names), riskId);
    }

    /// <summary>The map that a rating is set against: as the machine alone weighs it.</summary>
    private RiskMap Machine(Audit audit) => maps.With(ReportContext.Of(audit, libraries.Load(), Core.Language.French)).Risks?.Map ?? throw RefusedException.NotFound();

    /// <summary>By its id, or by the beginning that the map shows: RISK-01.</summary>
    private static Risk Known(RiskMap map, string id) =>
        map.Risks.FirstOrDefault(risk => string.Equals(risk.Id, id, StringComparison.OrdinalIgnoreCase) || risk.Id.StartsWith(id + "-", StringComparison.OrdinalIgnoreCase)) ?? throw RefusedException.NotFound();

    /// <summary>Ratings last from one audit of a project to the next. What the command line audits belongs to no project of the service: its name stands for it.</summary>
    private async Task<string> ScopeOfAsync(Audit audit, CancellationToken cancellation) =>
        await runs.FindByAuditAsync(audit.Id, cancellation) is { } run ? run.ProjectId : "local:" + audit.Project;

    private async Task<(Project Project, Audit Audit)> FindAsync(Viewer viewer, string projectId, CancellationToken cancellation)
    {
        var project = await projects.FindAsync(projectId, viewer, cancellation) ?? throw RefusedException.NotFound();
        var latest = await runs.LatestAuditAsync(project.Id, cancellation) ?? throw RefusedException.NotFound();
        return (project, await audits.FindAsync(latest, cancellation) ?? throw RefusedException.NotFound());
    }
}
