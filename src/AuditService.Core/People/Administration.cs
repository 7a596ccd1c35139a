namespace AuditService.Core.People;

/// <summary>Who may manage whom. An operator sees every organisation, so nobody may become one, or take over the account of one, through an administrator who is none.</summary>
public static class Administration
{
    /// <summary>True when this administrator may act in the organisation.</summary>
    public static bool Reaches(Viewer administrator, string organisation) =>
        administrator.Roles.Contains(Role.Admin) && (administrator.Organisation == organisation || administrator.Roles.Contains(Role.Operator));

    /// <summary>True when this administrator may disable the account, change its roles, or send it a new invitation.</summary>
    public static bool MayManage(Viewer administrator, string organisation, IEnumerable<Role> roles) =>
        Reaches(administrator, organisation) && MayGive(administrator, roles);

    public static bool MayGive(Viewer administrator, IEnumerable<Role> roles) =>
        administrator.Roles.Contains(Role.Operator) || !roles.Contains(Role.Operator);
}
