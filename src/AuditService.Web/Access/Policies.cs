namespace AuditService.Web.Access;

/// <summary>The policies that endpoints name: a right each, from roles and, for an API token, its scopes. An endpoint without one is for nobody anonymous, and a test refuses it.</summary>
public static class Policies
{
    /// <summary>See what <see cref="Core.People.Viewer"/> allows.</summary>
    public const string Read = "read";

    public const string Submit = "submit";

    public const string Review = "review";

    public const string Operate = "operate";

    public const string Administer = "administer";

    /// <summary>One's own account, by somebody who has signed in: no API token reaches it, whatever its scopes.</summary>
    public const string Account = "account";

    public static IReadOnlyList<string> All { get; } = [Read, Submit, Review, Operate, Administer, Account];
}
