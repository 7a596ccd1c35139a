using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class TalkDurationTests
{
    [Theory]
    [InlineData(13, 2.2, false)]
    [InlineData(13, 9, true)]
    [InlineData(6, 14, true)]
    [InlineData(5, 14, false)]
    public void A_talk_that_was_timed_and_one_that_is_written_are_the_same_within_a_pace(double timed, double written, bool agree) =>
        Assert.Equal(agree, By(Some.Fact("talk.minutes", new NumberValue(timed)), Some.Fact("presentation.spokenMinutes", new NumberValue(written))).Flag("presentation.minutesAgree"));

    [Fact]
    public void Without_one_of_the_two_nothing_is_compared()
    {
        Assert.Equal(UnavailableBecause.NotFound, By(Some.Fact("talk.minutes", new NumberValue(13))).WhyUnknown("presentation.minutesAgree"));
        Assert.Equal(UnavailableBecause.NotFound, By(Some.Fact("presentation.spokenMinutes", new NumberValue(13))).WhyUnknown("presentation.minutesAgree"));
    }

    private static Declared By(params Fact[] stated) => Declared.By(new TalkDuration(), "project: { name: x }", null, stated);
}
