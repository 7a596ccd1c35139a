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
        var import = GridImport.Of(new("other", "rgaa-5 5.0", null, []), Grid, Grid, SomeGrid.Audit, "Anne");

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

    [Theory]
    [InlineData("", true)]
    [InlineData("Nommer le lien", false)]
    public void A_failure_without_a_description_is_kept_and_asked_for_one(string changes, bool isAsked)
    {
        var import = Import(Column("b.html", new GridFileCell("P02!D5", "1.2", "NC", "N", changes, "")));

        Assert.Single(import.Verdicts);
        Assert.Equal(isAsked, import.Warnings.Any(warning => warning.In(Language.French).Contains("sans description", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_of_statuses_alone_leaves_comments_as_they_are()
    {
        var commented = SomeGrid.Of(Grid.Referential, ["a.html"], [], new GridVerdict("1.2", "a.html", CriterionStatus.NonCompliant, true, "Nommer", "coût"));

        var import = GridImport.Of(new(null, null, null, [Column("a.html", new GridFileCell("g.csv!C3", "1.2", "C"))]), commented, null, SomeGrid.Audit, "Anne");

        Assert.Equal(new GridVerdict("1.2", "a.html", CriterionStatus.Compliant, true, "Nommer", "coût"), Assert.Single(import.Verdicts));
    }

    [Fact]
    public void Two_auditors_who_fill_the_same_export_each_add_their_part()
    {
        var import = Later(after: Said("1.1", CriterionStatus.Compliant), exportedAt: 0, author: "Paul", new("P01!D4", "1.1", "NT", "N", "", ""), new("P01!D5", "1.2", "C", "N", "", ""));

        Assert.Equal(Said("1.2", CriterionStatus.Compliant), Assert.Single(import.Verdicts));
        Assert.Empty(import.Warnings);
    }

    [Fact]
    public void Two_auditors_who_say_otherwise_of_one_cell_are_told_and_nothing_is_taken()
    {
        var import = Later(after: Said("1.1", CriterionStatus.Compliant), exportedAt: 0, author: "Paul", new("P01!D4", "1.1", "NC", "N", "", ""), new("P01!D5", "1.2", "C", "N", "", ""));

        var problem = Assert.Single(import.Problems);
        Assert.Equal("P01!D4", problem.At);
        Assert.Contains("Anne", problem.In(Language.French), StringComparison.Ordinal);
        Assert.Empty(import.Verdicts);
    }

    [Theory]
    [InlineData("NC")]
    [InlineData("NT")]
    public void An_auditor_who_brings_the_same_file_again_may_change_what_they_said(string status)
    {
        var import = Later(after: Said("1.1", CriterionStatus.Compliant), exportedAt: 0, author: "Anne", new GridFileCell("P01!D4", "1.1", status, "N", "Nommer l'image", ""));

        Assert.Equal(CriterionStatuses.Read(status), Assert.Single(import.Verdicts).Status);
        Assert.Empty(import.Warnings);
    }

    [Fact]
    public void A_file_that_knows_what_somebody_else_said_takes_its_place_with_a_warning()
    {
        var import = Later(after: Said("1.1", CriterionStatus.Compliant), exportedAt: 1, author: "Paul", new GridFileCell("P01!D4", "1.1", "NC", "N", "Nommer l'image", ""));

        Assert.Single(import.Verdicts);
        Assert.Contains("Anne", Assert.Single(import.Warnings).In(Language.English), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NT", 0)]
    [InlineData("", 0)]
    [InlineData("NC", 1)]
    public void A_file_that_does_not_tell_its_export_undoes_nothing_by_an_open_cell(string status, int verdicts)
    {
        var import = Later(after: Said("1.1", CriterionStatus.Compliant), exportedAt: null, author: "Paul", new GridFileCell("g.csv!C2", "1.1", status, Changes: "Nommer l'image"));

        Assert.Equal(verdicts, import.Verdicts.Count);
        Assert.Equal(verdicts, import.Warnings.Count);
    }

    private static GridVerdict Said(string criterion, CriterionStatus status) => new(criterion, "b.html", status);

    /// <summary>A file about the page <c>b.html</c>, brought after Anne has said something.</summary>
    private static GridImport Later(GridVerdict after, long? exportedAt, string author, params GridFileCell[] cells)
    {
        var now = SomeGrid.Of(Grid.Referential, ["b.html"], [], after);
        var exported = exportedAt == 0 ? SomeGrid.Of(Grid.Referential, ["b.html"], []) : exportedAt is null ? null : now;
        return GridImport.Of(new(SomeGrid.Audit, Grid.Referential.Name, exportedAt, [Column("b.html", cells)]), now, exported, SomeGrid.Audit, author);
    }

    private static GridImport Import(params GridFileColumn[] columns) => GridImport.Of(new(SomeGrid.Audit, Grid.Referential.Name, 0, columns), Grid, Grid, SomeGrid.Audit, "Anne");

    private static GridFileColumn Column(string page, params GridFileCell[] cells) => new(page, page, page, cells);
}
