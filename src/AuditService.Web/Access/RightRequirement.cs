using AuditService.Core.People;
using Microsoft.AspNetCore.Authorization;

namespace AuditService.Web.Access;

/// <summary>Asks for a right, which roles give and a token's scopes narrow.</summary>
internal sealed class RightRequirement(Right right) : AuthorizationHandler<RightRequirement>, IAuthorizationRequirement
{
    private readonly Right right = right;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RightRequirement requirement)
    {
        if (context.User.Identity is { IsAuthenticated: true } && Principals.RightsOf(context.User).Contains(requirement.right))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
