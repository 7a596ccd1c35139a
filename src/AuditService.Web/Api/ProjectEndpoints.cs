using AuditService.App;
using AuditService.App.Runs;
using AuditService.Core.Runs;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AuditService.Web.Api;

/// <summary>Projects, and what is submitted to them.</summary>
internal static class ProjectEndpoints
{
    private const int MostAtOnce = 100;
    private const int LongestName = 200;

    public static void MapProjects(this RouteGroupBuilder api, long largestArchive)
    {
        var projects = api.MapGroup("/projects").WithTags("projects");
        projects.MapGet("", ListAsync).RequireAuthorization(Policies.Read).WithSummary("Projects that the caller may see, by id; ?after= and ?take= page through them.");
        projects.MapPost("", CreateAsync).RequireAuthorization(Policies.Submit).WithSummary("Creates a project of the caller's.");
        projects.MapGet("/{id}", FindAsync).RequireAuthorization(Policies.Read).WithSummary("One project.");
        projects.MapGet("/{id}/runs", RunsAsync).RequireAuthorization(Policies.Read).WithSummary("Orders of the project, newest first; ?before= and ?take= page through them.");
        projects.MapPost("/{id}/runs", AgainAsync).RequireAuthorization(Policies.Submit).RequireRateLimiting(RequestLimits.Submissions).WithIdempotencyKey().TellsAuthorMistakes()
            .WithSummary("Audits the last dossier of the project once more, now, as its schedule does at night.");
        projects.MapGet("/{id}/schedule", ScheduleAsync).RequireAuthorization(Policies.Read).WithSummary("When the project is audited again by itself.");
        projects.MapPut("/{id}/schedule", ChangeScheduleAsync).RequireAuthorization(Policies.Submit).TellsAuthorMistakes().WithSummary("Changes that: five cron fields in a time zone, spread over a window.");
        projects.MapPost("/{id}/submissions", SubmitZipAsync).RequireAuthorization(Policies.Submit).RequireRateLimiting(RequestLimits.Submissions)
            .Accepts<Stream>("application/zip").WithIdempotencyKey().TellsAuthorMistakes()
            .WithMetadata(new RequestSizeLimitAttribute(largestArchive))
            .WithSummary("Submits a zip (the body itself, streamed); ?packs=a,b and ?browser=false choose; Idempotency-Key gives the same order again.");
        projects.MapPost("/{id}/submissions/folder", SubmitFolderAsync).RequireAuthorization(Policies.Operate).WithIdempotencyKey().TellsAuthorMistakes()
            .WithSummary("Submits a folder or zip of the server's machine: for operators.");
    }

    private static async Task<Ok<Page<Project>>> ListAsync(HttpContext context, StoredRuns stored, string? after, int? take, CancellationToken cancellation)
    {
        var found = await stored.ListProjectsAsync(Principals.ViewerOf(context.User), after, Bounded(take), cancellation);
        return TypedResults.Ok(new Page<Project>(found, found.Count == Bounded(take) ? found[^1].Id : null));
    }

    private static async Task<Results<Created<Project>, ValidationProblem>> CreateAsync(HttpContext context, StoredRuns stored, NewProject project, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(project.Name) || project.Name.Length > LongestName || project.Name.Any(char.IsControl))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["name"] = [$"1 à {LongestName} caractères, sans caractère de contrôle | 1 to {LongestName} characters, no control character"] });
        var created = await stored.CreateProjectAsync(project.Name.Trim(), Principals.ViewerOf(context.User), cancellation);
        return TypedResults.Created($"/api/v1/projects/{created.Id}", created);
    }

    private static async Task<Results<Ok<Project>, NotFound>> FindAsync(HttpContext context, StoredRuns stored, string id, CancellationToken cancellation) =>
        await stored.FindProjectAsync(id, Principals.ViewerOf(context.User), cancellation) is { } project ? TypedResults.Ok(project) : TypedResults.NotFound();

    private static async Task<Results<Ok<Page<RunView>>, NotFound>> RunsAsync(HttpContext context, StoredRuns stored, string id, string? before, int? take, CancellationToken cancellation)
    {
        if (await stored.RunsOfAsync(id, Principals.ViewerOf(context.User), before, Bounded(take), cancellation) is not { } runs)
            return TypedResults.NotFound();
        var language = RequestLanguage.Of(context.Request);
        return TypedResults.Ok(new Page<RunView>([.. runs.Select(run => RunView.Of(run, language))], runs.Count == Bounded(take) ? runs[^1].Id : null));
    }

    private static async Task<Results<Ok<Schedule>, NotFound>> ScheduleAsync(HttpContext context, StoredRuns stored, string id, CancellationToken cancellation) =>
        await stored.FindScheduleAsync(id, Principals.ViewerOf(context.User), cancellation) is { } schedule ? TypedResults.Ok(schedule) : TypedResults.NotFound();

    private static async Task<Results<Ok<Schedule>, NotFound>> ChangeScheduleAsync(HttpContext context, StoredRuns stored, string id, NewSchedule schedule, CancellationToken cancellation)
    {
        var wanted = new Schedule(id, schedule.IsOn ?? true, schedule.Cron ?? Schedule.EveryNight, schedule.Zone ?? Schedule.Paris, schedule.WindowMinutes ?? Schedule.UsualWindowMinutes, NextAt: null);
        return await stored.ChangeScheduleAsync(wanted, Principals.ViewerOf(context.User), cancellation) is { } kept ? TypedResults.Ok(kept) : TypedResults.NotFound();
    }

    private static async Task<Results<Accepted<RunView>, Ok<RunView>, NotFound, StatusCodeHttpResult>> SubmitZipAsync(
        HttpContext context, StoredRuns stored, SubmitDossier submit, UploadedZips uploads, string id, string? packs, bool? browser, CancellationToken cancellation)
    {
        var viewer = Principals.ViewerOf(context.User);
        if (await stored.FindProjectAsync(id, viewer, cancellation) is not { } project)
            return TypedResults.NotFound();
        using var zip = await uploads.ReceiveAsync(context.Request.Body, project.Name, cancellation);
        if (zip is null)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        try
        {
            return Answer(context, await submit.ExecuteAsync(id, zip.Path, OptionsOf(packs, browser), viewer, context.Request.Headers["Idempotency-Key"].FirstOrDefault(), cancellation));
        }
        catch (AuthorMistakesException mistakes)
        {
            throw zip.AsSent(mistakes);
        }
    }

    private static async Task<Results<Accepted<RunView>, Ok<RunView>, NotFound, StatusCodeHttpResult>> AgainAsync(HttpContext context, AuditAgain auditAgain, string id, CancellationToken cancellation) =>
        Answer(context, await auditAgain.ExecuteAsync(id, Principals.ViewerOf(context.User), context.Request.Headers["Idempotency-Key"].FirstOrDefault(), cancellation));

    private static async Task<Results<Accepted<RunView>, Ok<RunView>, NotFound, StatusCodeHttpResult>> SubmitFolderAsync(
        HttpContext context, SubmitDossier submit, string id, FolderSubmission folder, CancellationToken cancellation) =>
        Answer(context, await submit.FromMachineAsync(id, folder.Path, new([.. folder.Packs ?? []], folder.Browser ?? true), Principals.ViewerOf(context.User), context.Request.Headers["Idempotency-Key"].FirstOrDefault(), cancellation));

    private static Results<Accepted<RunView>, Ok<RunView>, NotFound, StatusCodeHttpResult> Answer(HttpContext context, (AuditRun Run, bool IsNew)? submitted)
    {
        if (submitted is not { } order)
            return TypedResults.NotFound();
        var view = RunView.Of(order.Run, RequestLanguage.Of(context.Request));
        if (order.IsNew)
            return TypedResults.Accepted($"/api/v1/runs/{order.Run.Id}", view);
        return TypedResults.Ok(view);
    }

    private static SubmissionOptions OptionsOf(string? packs, bool? browser) =>
        new(packs?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [], browser ?? true);

    private static int Bounded(int? take) => Math.Clamp(take ?? MostAtOnce, 1, MostAtOnce);
}

public sealed record NewProject(string Name);

/// <summary>What is left out has its default: on, every night at 02:00 in Paris, spread over two hours.</summary>
public sealed record NewSchedule(bool? IsOn = null, string? Cron = null, string? Zone = null, int? WindowMinutes = null);

/// <param name="Path">A folder or zip of the server's machine.</param>
public sealed record FolderSubmission(string Path, IReadOnlyList<string>? Packs = null, bool? Browser = null);

/// <param name="Next">What to pass to get the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
