using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Tests.Core.Accessibility;

public sealed class GridImportTests
{
    private static readonly AccessibilityGrid Grid = SomeGrid.Of(SomeGrid.Referential("1.1", "1.2"), ["a.html", "b.html"], [("a.html", "1.1.1", RgaaOutcome.NonCompliant)]);

    [Fact]
    public void What_the_grid_already_says_is_not_said_again()
    {
        var import = Import(Column("a.html", new("P01!D4", "1.1", "NC", "N", "1.1 on a.html", ""), new("P01!D5", "1.2", "", "", "", "")));

        Assert.Empty(import.Verdicts);
        Assert.Empty(import.Problems);
    }

    [Fact]
    public void A_verdict_that_differs_is_taken_with_its_flag_and_comments()
    {
        var import = Import(Column("b.html", new GridFileCell("P02!D5", "1.2", " nc ", "d", "Nommer le lien\r\nsuite", "coût\u001b[2J")));

        Assert.Equal(new GridVerdict("1.2", "b.html", CriterionStatus.NonCompliant, true, "Nommer le lien\nsuite", "coût[2J"), Assert.Single(import.Verdicts));
        Assert.Empty(import.Warnings);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_each_with_its_cell()
    {
        var import = Import(
            Column("a.html", new("P01!D4", "1.1", "oui"), new("P01!D5", "1.1", "C"), new("P01!D6", "9.9", "C"), new("P01!D7", "1.2", "C", "peut-être")),
            Column("a.html"),
            Column("c.html"));

        Assert.Equal(["P01!D4", "P01!D5", "P01!D6", "P01!D7", "a.html", "c.html"], import.Problems.Select(problem => problem.At));
        Assert.Empty(import.Verdicts);
    }

    [Fact]
    public void A_grid_of_another_audit_or_another_referential_is_refused()
    {
        var import = GridImport.Of(new("other", "rgaa-5 5.0", []), Grid, SomeGrid.Audit);

        Assert.Equal(2, import.Problems.Count);
    }

    [Theory]
    [InlineData("C", "N", true)]
    [InlineData("NT", "N", true)]
    [InlineData("NA", "N", true)]
    [InlineData("NA", "D", false)]
    [InlineData("NC", "D", false)]
    public void A_verdict_against_a_proven_failure_is_kept_with_a_warning(string status, string derogation, bool isWarned)
    {
        var import = Import(Column("a.html", new GridFileCell("P01!D4", "1.1", status, derogation, "", "raison")));

        Assert.Single(import.Verdicts);
        Assert.Equal(isWarned, import.Warnings.Any(warning => warning.In(Language.French).Contains("1.1 on a.html", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_of_statuses_alone_leaves_comments_as_they_are()
    {
        var commented = SomeGrid.Of(Grid.Referential, ["a.html"], [], new GridVerdict("1.2", "a.html", CriterionStatus.NonCompliant, true, "Nommer", "coût"));

        var import = GridImport.Of(new(null, null, [Column("a.html", new GridFileCell("g.csv!C3", "1.2", "C"))]), commented, SomeGrid.Audit);

        Assert.Equal(new GridVerdict("1.2", "a.html", CriterionStatus.Compliant, true, "Nommer", "coût"), Assert.Single(import.Verdicts));
    }

    private static GridImport Import(params GridFileColumn[] columns) => GridImport.Of(new(SomeGrid.Audit, Grid.Referential.Name, columns), Grid, SomeGrid.Audit);

    private static GridFileColumn Column(string page, params GridFileCell[] cells) => new(page, page, page, cells);
}
