using AuditService.App.Runs;
using AuditService.Core.Runs;

namespace AuditService.Tests.App;

public sealed class NextMomentTests
{
    private static readonly Schedule Night = Schedule.Default("p") with { WindowMinutes = 0 };

    private static DateTimeOffset Now => At("2026-11-29T12:00:00Z");

    [Theory]
    [InlineData("2026-11-29T12:00:00Z", "2026-11-30T01:00:00Z")]
    [InlineData("2026-07-01T12:00:00Z", "2026-07-02T00:00:00Z")]
    [InlineData("2026-11-30T01:00:00Z", "2026-12-01T01:00:00Z")]
    public void Two_at_night_is_two_in_Paris_in_winter_and_in_summer(string after, string next) => Assert.Equal(At(next), NextMoment.After(Night, At(after)));

    /// <summary>02:30 does not exist on 2027-03-28 in Paris, and exists twice on 2026-10-25.</summary>
    [Fact]
    public void A_night_whose_clock_changes_has_its_audit_once()
    {
        var half = Night with { Cron = "30 2 * * *" };

        Assert.Equal(At("2027-03-28T01:00:00Z"), NextMoment.After(half, At("2027-03-27T12:00:00Z")));
        Assert.Equal(At("2027-03-29T00:30:00Z"), NextMoment.After(half, At("2027-03-28T01:00:00Z")));
        Assert.Equal(At("2026-10-25T00:30:00Z"), NextMoment.After(half, At("2026-10-24T12:00:00Z")));
        Assert.Equal(At("2026-10-26T01:30:00Z"), NextMoment.After(half, At("2026-10-25T00:30:00Z")));
    }

    [Fact]
    public void Projects_of_the_same_hour_are_spread_and_each_keeps_its_moment()
    {
        var moments = Enumerable.Range(0, 200).Select(project => NextMoment.After(Schedule.Default($"p{project}"), At("2026-11-29T12:00:00Z"))!.Value).ToList();

        Assert.All(moments, moment => Assert.InRange(moment, At("2026-11-30T01:00:00Z"), At("2026-11-30T03:00:00Z")));
        Assert.True(moments.Distinct().Count() > 60);
        var first = NextMoment.After(Schedule.Default("p1"), At("2026-11-29T12:00:00Z"))!.Value;
        Assert.Equal(first.AddDays(1), NextMoment.After(Schedule.Default("p1"), first));
    }

    [Fact]
    public void A_schedule_that_is_off_has_no_moment_and_one_that_makes_no_sense_is_told_whole()
    {
        Assert.Null(NextMoment.After(Night with { IsOn = false }, At("2026-11-29T12:00:00Z")));
        Assert.Equal(["cron", "zone", "windowMinutes"], NextMoment.Problems(new("p", true, "every night", "Europe/Pari", 9_999, null), Now).Select(problem => problem.At.File));
        Assert.Empty(NextMoment.Problems(Night, Now));
    }

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("0,30 9 * * 1")]
    [InlineData("0 0 31 2 *")]
    public void A_schedule_that_never_comes_or_never_rests_is_refused(string cron)
    {
        Assert.Equal("cron", Assert.Single(NextMoment.Problems(Night with { Cron = cron }, Now)).At.File);
        Assert.Empty(NextMoment.Problems(Night with { Cron = cron, IsOn = false }, Now));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
