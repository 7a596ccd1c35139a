namespace AuditService.Web.Access;

/// <summary>The policies that an endpoint may state; without one, everybody is refused.</summary>
public static class Policies
{
    public const string Read = "read";
    public const string Submit = "submit";
    public const string Operate = "operate";
}
