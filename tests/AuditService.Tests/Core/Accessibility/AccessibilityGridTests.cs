using AuditService.Core.Accessibility;
using CsCheck;

namespace AuditService.Tests.Core.Accessibility;

public sealed class AccessibilityGridTests
{
    private const double Tolerance = 1e-9;

    private static readonly string[] Criteria = ["1.1", "1.2", "2.1", "2.2"];
    private static readonly string[] Pages = ["a", "b", "c"];
    private static readonly Gen<CriterionStatus> AnyStatus = Gen.Enum<CriterionStatus>();

    /// <summary>A status for each criterion on each page, filled by hand.</summary>
    private static readonly Gen<CriterionStatus[][]> AnyGrid = AnyStatus.Array[Pages.Length].Array[Criteria.Length];

    [Fact]
    public void A_criterion_over_the_sample_is_what_the_official_grid_computes() => AnyStatus.List[0, 5].Sample(statuses =>
    {
        var codes = statuses.ConvertAll(status => status.Code());
        var official = codes.Contains("NC") ? "NC" : codes.Contains("C") ? "C" : codes.Contains("NT") ? "NT" : "NA";
        Assert.Equal(official, CriterionStatuses.Over(statuses).Code());
    });

    [Fact]
    public void The_rate_is_the_share_of_compliant_criteria_and_is_withheld_while_one_could_still_turn_out_otherwise() => AnyGrid.Sample(statuses =>
    {
        var grid = Filled(statuses);
        var left = statuses.Count(row => !row.Contains(CriterionStatus.NonCompliant) && row.Contains(CriterionStatus.NotTested));
        var failed = statuses.Count(row => row.Contains(CriterionStatus.NonCompliant));
        var compliant = statuses.Count(row => !row.Contains(CriterionStatus.NonCompliant) && row.Contains(CriterionStatus.Compliant));

        Assert.Equal(left, grid.Left.Count);
        if (left > 0 || compliant + failed == 0)
            Assert.Null(grid.Rate);
        else
            Assert.Equal((double)compliant / (compliant + failed), grid.Rate!.Value, Tolerance);
        Assert.Equal(grid.Rate is null, grid.RateWithheld is not null);
    });

    [Fact]
    public void No_way_of_testing_what_is_left_gives_more_than_the_proven_maximum() => Gen.Select(AnyGrid, AnyGrid).Sample((known, rest) =>
    {
        var before = Filled(known);
        var after = Filled([.. known.Zip(rest, (row, others) => row.Zip(others, (status, other) => status != CriterionStatus.NotTested ? status : other).ToArray())]);
        if (before.ProvenMaximum is { } maximum && after.Rate is { } rate)
            Assert.True(rate <= maximum + Tolerance, $"{rate} > {maximum}");
    });

    [Fact]
    public void The_order_of_pages_never_matters() => Gen.Select(AnyGrid, Gen.Shuffle(Enumerable.Range(0, Pages.Length).ToArray())).Sample((statuses, order) =>
    {
        var (one, other) = (Filled(statuses), Filled([.. statuses.Select(row => order.Select(index => row[index]).ToArray())]));
        Assert.Equal((one.Rate, one.ProvenMaximum, one.MeanRate), (other.Rate, other.ProvenMaximum, other.MeanRate));
    });

    [Fact]
    public void The_mean_rate_leaves_out_pages_where_nothing_applies_and_is_rounded_to_a_tenth_of_a_percent()
    {
        var grid = Filled([[CriterionStatus.Compliant, CriterionStatus.NotApplicable, CriterionStatus.Compliant], [CriterionStatus.Compliant, CriterionStatus.NotApplicable, CriterionStatus.NonCompliant], [CriterionStatus.NonCompliant, CriterionStatus.NotApplicable, CriterionStatus.NonCompliant], [CriterionStatus.NotApplicable, CriterionStatus.NotApplicable, CriterionStatus.NotApplicable]]);

        Assert.Equal(0.5, grid.MeanRate);
        Assert.Equal(1 / 3d, grid.Rate!.Value, Tolerance);
        Assert.Equal(0.667, Filled([[CriterionStatus.Compliant], [CriterionStatus.Compliant], [CriterionStatus.NonCompliant], [CriterionStatus.NotApplicable]], "a").MeanRate);
    }

    [Fact]
    public void A_state_and_another_window_of_a_page_are_columns_of_their_own()
    {
        RgaaPage Look(string state, string viewport, RgaaOutcome outcome) => new("ui/a.html", state, viewport, [new("1.1.1", outcome, 1)]);
        var grid = AccessibilityGrid.Of(
            SomeGrid.Referential("1.1"),
            SamplePage.Numbered([("ui/a.html", "A"), ("ui/a.html[360x740]", "A"), ("ui/a.html[ouvert]", "Ouvert")]),
            new([Look("initial", "1280x800", RgaaOutcome.Compliant), Look("initial", "360x740", RgaaOutcome.NotApplicable), Look("ouvert", "1280x800", RgaaOutcome.NonCompliant)]),
            (_, page) => page,
            []);

        Assert.Equal(CriterionStatus.Compliant, grid.Find("1.1", "ui/a.html")!.Machine);
        Assert.Equal(CriterionStatus.NotApplicable, grid.Find("1.1", "ui/a.html[360x740]")!.Machine);
        Assert.Equal(CriterionStatus.NonCompliant, grid.Find("1.1", "ui/a.html[ouvert]")!.Machine);
    }

    [Fact]
    public void A_sample_without_a_page_has_no_rate()
    {
        var grid = SomeGrid.Of(SomeGrid.Referential(Criteria), [], []);

        Assert.Equal((null, null, Criteria.Length), (grid.Rate, grid.ProvenMaximum, grid.Left.Count));
    }

    [Fact]
    public void The_machine_decides_a_criterion_only_where_every_test_is_decided_and_fails_it_by_one()
    {
        var grid = SomeGrid.Of(SomeGrid.Referential(Criteria), ["a"],
        [
            ("a", "1.1.1", RgaaOutcome.Compliant), ("a", "1.1.2", RgaaOutcome.NotApplicable),
            ("a", "1.2.1", RgaaOutcome.NotApplicable), ("a", "1.2.2", RgaaOutcome.NeedsReview),
            ("a", "2.1.1", RgaaOutcome.NotTested), ("a", "2.1.2", RgaaOutcome.NonCompliant),
            ("a", "2.2.1", RgaaOutcome.NotApplicable),
        ]);

        Assert.Equal("C NT NC NA", string.Join(' ', grid.Referential.Criteria.Select(criterion => grid.StatusOf(criterion).Code())));
        Assert.Equal(2 / 3d, grid.ProvenMaximum!.Value, Tolerance);
        Assert.Null(grid.Rate);
    }

    [Fact]
    public void A_person_counts_over_the_machine_but_a_proven_failure_still_bounds_the_rate()
    {
        var grid = SomeGrid.Of(SomeGrid.Referential("1.1", "1.2"), ["a"], [("a", "1.1.1", RgaaOutcome.NonCompliant)], new("1.1", "a", CriterionStatus.Compliant), new("1.2", "a", CriterionStatus.Compliant));

        Assert.Equal(1, grid.Rate);
        Assert.Equal(0.5, grid.ProvenMaximum);
        Assert.Equal("1.1", Assert.Single(grid.Contradictions).Criterion.Number);
    }

    [Fact]
    public void A_failure_under_derogation_with_an_accessible_alternative_is_excused_and_one_without_is_not()
    {
        (string, string, RgaaOutcome)[] seen = [("a", "1.1.1", RgaaOutcome.NonCompliant), ("a", "1.2.1", RgaaOutcome.Compliant)];
        var excused = SomeGrid.Of(SomeGrid.Referential("1.1", "1.2"), ["a"], seen, new GridVerdict("1.1", "a", CriterionStatus.NotApplicable, Derogation: true));
        var burden = SomeGrid.Of(SomeGrid.Referential("1.1", "1.2"), ["a"], seen, new GridVerdict("1.1", "a", CriterionStatus.NonCompliant, Derogation: true));

        Assert.Equal((1d, 1d, 0), (excused.ProvenMaximum, excused.Rate, excused.Contradictions.Count));
        Assert.Equal((0.5, 0.5, 0), (burden.ProvenMaximum, burden.Rate, burden.Contradictions.Count));
    }

    [Fact]
    public void Shared_elements_count_once_they_are_tested()
    {
        var referential = SomeGrid.Referential("1.1", "1.2");
        GridVerdict[] tested = [new("1.1", "a", CriterionStatus.Compliant), new("1.2", "a", CriterionStatus.Compliant)];

        Assert.Equal(1, SomeGrid.Of(referential, ["a"], [], tested).Rate);
        Assert.Equal(0.5, SomeGrid.Of(referential, ["a"], [], [.. tested, new(("1.2"), SamplePage.Shared.Id, CriterionStatus.NonCompliant)]).Rate);
    }

    [Fact]
    public void The_last_word_of_a_person_counts_and_words_on_another_referential_do_not()
    {
        var referential = SomeGrid.Referential("1.1");
        var grid = SomeGrid.Of(referential, ["a"], [], new("1.1", "a", CriterionStatus.NonCompliant), new("1.1", "a", CriterionStatus.Compliant));
        var older = GridEntry.After(null, SomeGrid.Audit, "rgaa-4.1 4.1.2", new("1.1", "a", CriterionStatus.NonCompliant), "Anne", DateTimeOffset.UnixEpoch, "f");

        Assert.Equal(CriterionStatus.Compliant, grid.Find("1.1", "a")!.Status);
        Assert.Equal(CriterionStatus.NotTested, AccessibilityGrid.Of(referential, SamplePage.Numbered([("a", "a")]), new([]), (_, _) => "", [older]).Find("1.1", "a")!.Status);
    }

    private static AccessibilityGrid Filled(CriterionStatus[][] statuses, params string[] pages)
    {
        var sample = pages.Length == 0 ? Pages : pages;
        return SomeGrid.Of(SomeGrid.Referential(Criteria), sample, [],
            [.. statuses.SelectMany((row, criterion) => row.Select((status, page) => new GridVerdict(Criteria[criterion], sample[page], status)))]);
    }
}
