using AuditService.Core.People;

namespace AuditService.Tests.Core.People;

public sealed class AdministrationTests
{
    private static readonly Viewer Admin = new("a", "here", new HashSet<Role> { Role.Admin });
    private static readonly Viewer OperatingAdmin = new("o", "here", new HashSet<Role> { Role.Admin, Role.Operator });

    [Theory]
    [InlineData(Role.Candidate, Right.Read, Right.Submit, Right.Review)]
    [InlineData(Role.Dpo, Right.Read, Right.Review)]
    [InlineData(Role.AccessibilityAuditor, Right.Read, Right.Review)]
    [InlineData(Role.SecurityReviewer, Right.Read, Right.Review)]
    [InlineData(Role.Jury, Right.Read, Right.Review)]
    [InlineData(Role.Operator, Right.Read, Right.Submit, Right.Operate)]
    [InlineData(Role.Admin, Right.Read, Right.Administer)]
    public void Each_role_has_its_rights_and_no_other(Role role, params Right[] rights) => Assert.Equal(rights.Order(), Rights.Of([role]).Order());

    [Fact]
    public void No_token_administers() => Assert.DoesNotContain(Right.Administer, Rights.Scopes);

    [Fact]
    public void Without_a_role_there_is_no_right() => Assert.Empty(Rights.Of([]));

    [Fact]
    public void An_administrator_reaches_the_own_organisation_and_one_who_operates_all()
    {
        Assert.True(Administration.Reaches(Admin, "here"));
        Assert.False(Administration.Reaches(Admin, "elsewhere"));
        Assert.True(Administration.Reaches(OperatingAdmin, "elsewhere"));
        Assert.False(Administration.Reaches(new("p", "here", new HashSet<Role> { Role.Operator }), "here"));
    }

    [Fact]
    public void Nobody_becomes_an_operator_or_takes_one_over_through_an_administrator_who_is_none()
    {
        Assert.True(Administration.MayManage(Admin, "here", [Role.Admin, Role.Jury]));
        Assert.False(Administration.MayManage(Admin, "here", [Role.Jury, Role.Operator]));
        Assert.False(Administration.MayGive(Admin, [Role.Operator]));
        Assert.True(Administration.MayManage(OperatingAdmin, "here", [Role.Operator]));
    }
}
