namespace AuditService.Core.People;

/// <summary>What someone may do. Roles give rights; an API token narrows them to its scopes, and never adds one.</summary>
public enum Right
{
    /// <summary>See projects, findings and reports: those that <see cref="Viewer"/> allows.</summary>
    Read,

    /// <summary>Submit dossiers.</summary>
    Submit,

    /// <summary>Write on findings: who decides and who only comments, the reviews say.</summary>
    Review,

    /// <summary>Run the service: jobs, schedules, folders of the machine.</summary>
    Operate,

    /// <summary>Manage people. No token has it: people are managed by somebody who has signed in.</summary>
    Administer,
}

public static class Rights
{
    /// <summary>The scopes that a token may have.</summary>
    public static IReadOnlyList<Right> Scopes { get; } = [Right.Read, Right.Submit, Right.Review, Right.Operate];

    public static IReadOnlySet<Right> Of(IEnumerable<Role> roles) => roles.SelectMany(Of).ToHashSet();

    private static IEnumerable<Right> Of(Role role) => role switch
    {
        Role.Candidate => [Right.Read, Right.Submit, Right.Review],
        Role.Dpo or Role.AccessibilityAuditor or Role.SecurityReviewer or Role.Jury => [Right.Read, Right.Review],
        Role.Operator => [Right.Read, Right.Submit, Right.Operate],
        Role.Admin => [Right.Read, Right.Administer],
        _ => [],
    };
}
