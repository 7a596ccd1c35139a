namespace AuditService.Core.People;

/// <summary>Whoever asks, as far as the question who may see what goes. Stores take it with the query, so that no caller can forget to ask.</summary>
public sealed record Viewer(string UserId, string Organisation, IReadOnlySet<Role> Roles)
{
    /// <summary>The command line on the machine that holds the data: whoever can read the files needs no leave.</summary>
    public static Viewer LocalOperator { get; } = new("local", "", new HashSet<Role> { Role.Operator });

    /// <summary>Sees the projects of every organisation.</summary>
    public bool SeesAll => Roles.Contains(Role.Operator);

    /// <summary>Sees all projects of the own organisation.</summary>
    public bool SeesOrganisation => Roles.Any(role => role is Role.Dpo or Role.AccessibilityAuditor or Role.SecurityReviewer or Role.Jury or Role.Admin);

    /// <summary>A project is changed, and its audits ordered and cancelled, by its owner and by operators; whoever reviews it does neither.</summary>
    public bool MayChange(string owner) => SeesAll || owner == UserId;

    public bool MaySee(string organisation, string owner) => SeesAll || (organisation == Organisation && (SeesOrganisation || owner == UserId));
}
