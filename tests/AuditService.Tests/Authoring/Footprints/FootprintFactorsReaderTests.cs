using AuditService.Authoring.Footprints;
using AuditService.Core;

namespace AuditService.Tests.Authoring.Footprints;

public sealed class FootprintFactorsReaderTests
{
    private static readonly string Own = File.ReadAllText(Repository.PathOf("rules", "footprint.yaml"));

    [Fact]
    public void The_set_of_the_house_is_sound() => Assert.Empty(Problems(Own));

    [Theory]
    [InlineData("{ country: FR, gramsPerKWh: 57, source: bloom }", "{ country: FR, gramsPerKWh: 57 }", "\"\" is no source of the file")]
    [InlineData("{ country: FR, gramsPerKWh: 57, source: bloom }", "{ country: FR, source: bloom }", "A figure is missing")]
    [InlineData("id: bloom, date: 2022-11-03,", "id: bloom,", "The source \"bloom\" must have id, title and date")]
    [InlineData("  batch: {", "  bach: {", "The factor \"batch\" is missing")]
    [InlineData("version: 1.0.0", "", "version and date are expected")]
    public void A_figure_without_source_or_date_is_refused(string whole, string broken, string told)
    {
        Assert.Contains(whole, Own, StringComparison.Ordinal);
        Assert.Contains(Problems(Own.Replace(whole, broken, StringComparison.Ordinal)), problem => problem.Contains(told, StringComparison.Ordinal));
    }

    private static List<string> Problems(string text)
    {
        var problems = new List<AuthorProblem>();
        FootprintFactorsReader.Read(text, "footprint.yaml", problems);
        return [.. problems.Select(problem => problem.In(Language.English))];
    }
}
