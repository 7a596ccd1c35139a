using AuditService.Core.Advisories;

namespace AuditService.Tests.Core.Advisories;

public sealed class PackageVersionTests
{
    /// <summary>PEP 440, "Summary of permitted suffixes and relative ordering".</summary>
    [Theory]
    [InlineData("python", "1.0.dev456|1.0a1|1.0a2.dev456|1.0a12.dev456|1.0a12|1.0b1.dev456|1.0b2|1.0b2.post345.dev456|1.0b2.post345|1.0rc1.dev456|1.0rc1|1.0|1.0+abc.5|1.0+abc.7|1.0+5|1.0.post456.dev34|1.0.post456|1.0.15|1.1.dev1|1!0.5")]
    [InlineData("npm", "1.0.0-alpha|1.0.0-alpha.1|1.0.0-alpha.beta|1.0.0-beta|1.0.0-beta.2|1.0.0-beta.11|1.0.0-rc.1|1.0.0|1.0.1|1.10.0|2.0.0")]
    [InlineData("nuget", "1.0.0-beta|1.0.0|1.0.0.1|1.0.1|1.2")]
    public void Versions_follow_the_order_of_their_ecosystem(string ecosystem, string versions)
    {
        var ordered = versions.Split('|').Select(text => PackageVersion.Parse(text, ecosystem)!).ToArray();

        for (var i = 0; i < ordered.Length; i++)
        {
            for (var j = 0; j < ordered.Length; j++)
                Assert.True(Math.Sign(ordered[i].OrderAgainst(ordered[j])) == Math.Sign(i.CompareTo(j)), $"{ordered[i].Text} {ordered[j].Text}");
        }
    }

    [Theory]
    [InlineData("python", "1.0", "1.0.0")]
    [InlineData("python", "v1.0-alpha.1", "1.0a1")]
    [InlineData("python", "1.0-1", "1.0.post1")]
    [InlineData("npm", "v1.2.3+build", "1.2.3")]
    [InlineData("nuget", "1.0.0-BETA", "1.0-beta")]
    public void Two_spellings_of_one_version_are_equal(string ecosystem, string one, string other) =>
        Assert.Equal(0, PackageVersion.Parse(one, ecosystem)!.OrderAgainst(PackageVersion.Parse(other, ecosystem)));

    [Theory]
    [InlineData("python", "latest")]
    [InlineData("python", "1.0-unknown5")]
    [InlineData("npm", "1.x")]
    [InlineData("npm", "")]
    [InlineData("nuget", "$(Version)")]
    public void What_is_no_version_is_null(string ecosystem, string text) => Assert.Null(PackageVersion.Parse(text, ecosystem));
}
