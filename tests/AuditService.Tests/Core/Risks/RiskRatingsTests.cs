using AuditService.Core;
using AuditService.Core.Reviews;

namespace AuditService.Tests.Core.Risks;

public sealed class RiskRatingsTests
{
    [Fact]
    public void A_rating_is_written_and_read_alike()
    {
        foreach (var rating in new[] { new RiskRating(RatedValue.Gravity, null, 3), new RiskRating(RatedValue.PlannedLikelihood, 4, null) })
            Assert.Equal(rating, RiskRating.Parse(rating.ToString()));
        Assert.Throws<FormatException>(() => RiskRating.Parse("Gravity:3"));
    }

    [Fact]
    public void A_review_without_a_rating_keeps_the_hash_that_it_had_and_a_rating_changes_it()
    {
        var plain = TrailEntry.After(null, Review());
        var rated = TrailEntry.After(null, Review() with { Rating = new(RatedValue.Gravity, 2, 4) });
        var other = TrailEntry.After(null, Review() with { Rating = new(RatedValue.Gravity, 2, 3) });

        Assert.Equal(3, new[] { plain.Hash, rated.Hash, other.Hash }.Distinct(StringComparer.Ordinal).Count());
        Assert.False((rated with { Review = rated.Review with { Rating = new(RatedValue.Gravity, 2, 1) } }).IsIntact);
    }

    [Fact]
    public void A_rating_goes_with_the_kind_of_its_own() =>
        Assert.NotNull(ReviewRules.Problem(Review() with { Kind = ReviewKind.Comment, Rating = new(RatedValue.Gravity, 2, 4) }, new(2026, 12, 1)));

    private static Review Review() => new("p", AuditService.Core.Reviews.Review.SubjectOf("RISK-01"), "a", Outcome.NeedsReview, "", ReviewKind.Rate, "ana", DateTimeOffset.UnixEpoch, "because");
}
