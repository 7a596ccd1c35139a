using System.Security.Claims;
using AuditService.App.Reviews;
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
            Answer(await findings.ListAsync(Principals.ViewerOf(principal), project, findingId, cancellation))).RequireAuthorization(Policies.Read).WithSummary("What people said of a finding of the project's newest audit, the oldest first, and where it stands.");
        reviews.MapPost("", async (string project, string findingId, ReviewRequest request, ClaimsPrincipal principal, ReviewFindings findings, CancellationToken cancellation) =>
        {
            var words = new ReviewWords(request.Kind, request.Reason, request.Outcome, request.Owner, request.Until);
            var written = await findings.AddAsync(Principals.ViewerOf(principal), project, findingId, words, cancellation);
            return TypedResults.Created((string?)null, Answer(written));
        }).RequireAuthorization(Policies.Review).WithSummary("Says something of the finding: confirm, falsePositive, acceptRisk, notApplicable, override or comment. Nothing said is ever changed or removed.");
    }

    private static FindingReviewsAnswer Answer(FindingReviews reviewed) => new(
        reviewed.Finding.Id,
        reviewed.State.Machine,
        reviewed.State.Outcome,
        reviewed.State.State,
        [.. reviewed.Reviews.Select(entry => ReviewAnswer.Of(entry, reviewed.AuthorNames[entry.Review.Author]))]);
}
