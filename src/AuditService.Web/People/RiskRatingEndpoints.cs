using System.Security.Claims;
using AuditService.App.Risks;
using AuditService.Core.Risks;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AuditService.Web.People;

/// <summary><c>/api/v1/projects/{project}/risks/{risk}/ratings</c>: values of the risk map that people rate otherwise than the machine.</summary>
internal static class RiskRatingEndpoints
{
    private const int LargestRequest = 64 * 1024;

    public static void MapRiskRatings(this RouteGroupBuilder api)
    {
        var ratings = api.MapGroup("/projects/{project}/risks/{risk}/ratings").WithTags("Reviews").WithMetadata(new RequestSizeLimitAttribute(LargestRequest));
        ratings.MapGet("", async (string project, string risk, ClaimsPrincipal principal, RateRisks rate, CancellationToken cancellation) =>
            Answer(await rate.FindAsync(Principals.ViewerOf(principal), project, risk, cancellation))).RequireAuthorization(Policies.Read).WithSummary("A risk of the map of the project's newest audit in its three views, with the values that people rated and the machine's.");
        ratings.MapPost("", async (string project, string risk, RiskRatingRequest request, ClaimsPrincipal principal, RateRisks rate, CancellationToken cancellation) =>
            TypedResults.Created((string?)null, Answer(await rate.AddAsync(Principals.ViewerOf(principal), project, risk, request.Value, request.Step, request.Reason, cancellation))))
            .RequireAuthorization(Policies.Review).WithSummary("Rates a value otherwise, with a reason: gravity, initialLikelihood, currentLikelihood, plannedLikelihood or plannedGravity; without a step the machine's value counts again. Nothing said is ever changed or removed.");
    }

    private static RiskRatingsAnswer Answer(Risk risk) => new(risk.Id, Stand(risk, RiskView.Initial), Stand(risk, RiskView.Current), Stand(risk, RiskView.Planned), risk.Forced);

    private static RiskStandAnswer Stand(Risk risk, RiskView view) => new(risk.In(view).Gravity, risk.In(view).Likelihood, risk.In(view).Level);
}
