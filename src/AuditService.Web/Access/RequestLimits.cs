using System.Globalization;
using System.Threading.RateLimiting;
using AuditService.App.People;
using AuditService.Core.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace AuditService.Web.Access;

/// <summary>How much one caller may ask for: a person, whatever their sessions and tokens, and for nobody yet their address.</summary>
internal static class RequestLimits
{
    public const string Submissions = "submissions";
    public const string Streams = "streams";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StreamWait = TimeSpan.FromSeconds(10);

    public static void AddTo(RateLimiterOptions options, AccessSettings access)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = TellWhenAsync;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => PerMinute(context, access.RequestsPerMinute));
        options.AddPolicy(SignInLimits.Policy, context => SignInLimits.ByAddress(context, access));
        // Whoever runs the service feeds it in bulk, from folders as well.
        options.AddPolicy(Submissions, context => Principals.RightsOf(context.User).Contains(Right.Operate) ? RateLimitPartition.GetNoLimiter(CallerOf(context)) : PerMinute(context, access.SubmissionsPerMinute));
        options.AddPolicy(Streams, context => RateLimitPartition.GetConcurrencyLimiter(CallerOf(context), _ => new() { PermitLimit = access.StreamsAtOnce }));
    }

    private static RateLimitPartition<string> PerMinute(HttpContext context, int most) => RateLimitPartition.GetFixedWindowLimiter(CallerOf(context), _ => new() { PermitLimit = most, Window = Window });

    private static string CallerOf(HttpContext context) => Principals.IdOf(context.User) ?? SignInLimits.Subnet(context.Connection.RemoteIpAddress);

    private static ValueTask TellWhenAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        // A place among the streams is free when another stream ends, which nobody can foresee.
        if (!rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            wait = StreamWait;
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
