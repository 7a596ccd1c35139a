using AuditService.Core.Reviews;

namespace AuditService.Core.Risks;

/// <summary>Puts what people rate on a map.</summary>
public static class RiskRatings
{
    /// <param name="map">As the machine weighs it.</param>
    /// <param name="reviews">Of the project, the oldest first: the last of a value counts.</param>
    /// <param name="authorNames">Names of those who rated, by their ids.</param>
    public static RiskMap With(this RiskMap map, IEnumerable<Review> reviews, IReadOnlyDictionary<string, string> authorNames)
    {
        var said = reviews.Where(review => review is { Kind: ReviewKind.Rate, Rating: not null }).ToLookup(review => review.FindingId, StringComparer.Ordinal);
        return said.Count == 0 ? map : map with { Risks = [.. map.Risks.Select(Rated)] };

        Risk Rated(Risk risk)
        {
            List<ForcedValue> forced =
            [
                .. said[Review.SubjectOf(risk.Id)]
                    .GroupBy(review => review.Rating!.Value)
                    .Select(same => same.Last())
                    .Where(review => review.Rating!.Step is { } step && map.Catalogue.Grid.IsOnScale(step))
                    .OrderBy(review => review.Rating!.Value)
                    .Select(review => new ForcedValue(
                        review.Rating!.Value, risk.Of(review.Rating.Value), review.Rating.Step!.Value, authorNames.GetValueOrDefault(review.Author, review.Author), review.At, review.Reason,
                        review.Rating.Machine != risk.Of(review.Rating.Value))),
            ];
            return forced.Count == 0 ? risk : risk.Rated(forced, map.Catalogue.Grid);
        }
    }
}
