using AuditService.Authoring.Privacy;
using AuditService.Core;

namespace AuditService.Tests.Authoring.Privacy;

public sealed class PrivacyReferencesTests
{
    [Fact]
    public void The_references_of_the_house_are_without_mistake_and_know_the_decisions_in_force()
    {
        var own = PrivacyReferencesReader.Own;
        var today = new DateOnly(2026, 11, 30);

        Assert.Equal("(UE) 2026/179", own.AdequacyOf("BR", today)!.Decision);
        Assert.Null(own.AdequacyOf("BR", new(2026, 1, 25)));
        Assert.Null(own.AdequacyOf("GB", new(2032, 1, 1)));
        Assert.True(own.AdequacyOf("US", today)!.CertifiedOnly);
        Assert.Null(own.AdequacyOf("IN", today));
        Assert.True(own.Providers.Count > 100);
    }

    [Theory]
    [InlineData("adequacy: [{ country: BR, decision: x }]")]
    [InlineData("adequacy: [{ country: Brésil, decision: x, from: 2026-01-26 }]")]
    [InlineData("adequacy: [{ country: BR, decision: x, from: 2026-01-26, until: 2025-01-01 }]")]
    [InlineData("providers: [{ name: A, country: FR, aliases: [a], subProcessors: [B] }]")]
    [InlineData("providers: [{ name: A, country: FR }]")]
    [InlineData("providers: [{ name: A, country: FR, aliases: [a] }, { name: A, country: FR, aliases: [b] }]")]
    [InlineData("regions: [{ provider: A, country: FR, names: [eu-west-3] }]")]
    [InlineData("withdrawnSets: [{ name: abcd }]")]
    public void A_mistake_is_told_with_its_place(string yaml)
    {
        var problems = new List<AuthorProblem>();

        PrivacyReferencesReader.Read($"version: 1.0.0\ndate: 2026-11-30\n{yaml}", "privacy.yaml", problems);

        Assert.NotEmpty(problems);
    }
}
