using System.Security.Claims;
using AuditService.App.Reviews;
using AuditService.Core.Findings;
using AuditService.Core.Reviews;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AuditService.Web.People;

/// <summary><c>/api/v1/projects/{project}/findings/{findingId}/reviews</c>: what people say of a finding.</summary>
internal static class ReviewEndpoints
{
    private const int LargestRequest = 64 * 1024;

    public static void MapReviews(this RouteGroupBuilder api)
    {
        var reviews = api.MapGroup("/projects/{project}/findings/{findingId}/reviews").WithTags("Reviews").WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        reviews.MapGet("", async (string project, string findingId, ClaimsPrincipal principal, ReviewFindings findings, CancellationToken cancellation) =>
            Answer(await findings.ListAsync(Principals.ViewerOf(principal), Whole(project), Whole(findingId), cancellation))).RequireAuthorization(Policies.Read);
        reviews.MapPost("", async (string project, string findingId, ReviewRequest request, ClaimsPrincipal principal, ReviewFindings findings, CancellationToken cancellation) =>
        {
            var words = new ReviewWords(request.Kind, request.Reason, request.Outcome, request.Owner, request.Until);
            var written = await findings.AddAsync(Principals.ViewerOf(principal), Whole(project), Whole(findingId), words, cancellation);
            return TypedResults.Json(Answer(written), statusCode: StatusCodes.Status201Created);
        }).RequireAuthorization(Policies.Review);
    }

    /// <summary>The server leaves an encoded slash alone in a path; ids of findings about files hold some.</summary>
    private static string Whole(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static object Answer((Finding Finding, ReviewedFinding State, IReadOnlyList<TrailEntry> Reviews) reviewed) => new
    {
        finding = reviewed.Finding.Id,
        machine = reviewed.State.Machine,
        outcome = reviewed.State.Outcome,
        state = reviewed.State.State,
        reviews = reviewed.Reviews.Select(ReviewAnswer.Of),
    };
}
