using System.Text.RegularExpressions;
using AuditService.Browser;

namespace AuditService.Tests.Browser;

public sealed partial class BrowserSessionTests
{
    /// <summary>Ours replaces Playwright's list, so that a new version of Playwright may ask for more.</summary>
    [Fact]
    public void Every_feature_that_Playwright_disables_stays_disabled()
    {
        var driver = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, ".playwright", "package", "lib", "coreBundle.js"));

        var theirs = Name().Matches(List().Match(driver).Groups["list"].Value).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("Translate", theirs);
        Assert.Empty(theirs.Except(BrowserSession.DisabledFeatures, StringComparer.Ordinal));
    }

    [GeneratedRegex(@"disabledFeatures = \[(?<list>.*?)\]\.filter", RegexOptions.Singleline)]
    private static partial Regex List();

    [GeneratedRegex(@"^\s*""([A-Za-z]+)"",?\s*$", RegexOptions.Multiline)]
    private static partial Regex Name();
}
