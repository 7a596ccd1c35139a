using AuditService.Core.People;

namespace AuditService.Core.Reviews;

/// <summary>Who may say what of a finding, and what a review must hold to be one.</summary>
public static class ReviewRules
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 4_000;

    /// <summary>Characters of the name of whoever answers for a risk.</summary>
    public const int LongestOwner = 200;

    /// <summary>No risk is accepted for longer: a year on, somebody looks again.</summary>
    public const int LongestAcceptanceDays = 366;

    /// <summary>
    /// Whoever sees the finding may comment. Deciding is for the role that the pack names, and nobody decides on a project of their own.
    /// </summary>
    /// <param name="reviewer">The pack's word: <c>dpo</c>, <c>accessibility</c>, <c>security</c>, <c>jury</c>; null when the pack is not known any more.</param>
    /// <param name="owner">Id of the person whose project it is.</param>
    public static bool May(Viewer viewer, ReviewKind kind, string? reviewer, string owner) =>
        kind == ReviewKind.Comment || (viewer.UserId != owner && RoleOf(reviewer) is { } role && viewer.Roles.Contains(role));

    /// <summary>Filling the accessibility grid decides on its criteria: for an auditor of accessibility, and on nobody's own project.</summary>
    /// <param name="owner">Id of the person whose project it is.</param>
    public static bool MayFillGrid(Viewer viewer, string owner) => viewer.UserId != owner && viewer.Roles.Contains(Role.AccessibilityAuditor);

    /// <summary>What is wrong with the review, or null.</summary>
    /// <param name="today">Acceptances end after it.</param>
    public static LocalizedText? Problem(Review review, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(review.Reason) || review.Reason.Length > LongestReason || review.Reason.Any(IsUnprintable))
            return new($"Une raison est nécessaire, de {LongestReason} caractères au plus.", $"A reason is needed, of at most {LongestReason} characters.");
        if (review.Rating is not null != (review.Kind == ReviewKind.Rate))
            return new("Une cote se donne sur un risque de la carte.", "A rating is given on a risk of the map.");
        if (review.Outcome is not null != (review.Kind == ReviewKind.Override))
            return new("Un verdict se donne avec « override », et seulement avec lui.", "A verdict is given with \"override\", and only with it.");
        if (review.Kind != ReviewKind.AcceptRisk && (review.Owner is not null || review.Until is not null))
            return new("Un responsable et une date ne se donnent qu'avec « acceptRisk ».", "An owner and a date are given with \"acceptRisk\" only.");

        return review.Kind switch
        {
            ReviewKind.FalsePositive or ReviewKind.AcceptRisk when review.Machine is not (Outcome.NonCompliant or Outcome.Partial) =>
                new("Ce constat n'accuse pas : il n'y a ni faux positif ni risque à accepter.", "This finding does not accuse: there is neither a false positive nor a risk to accept."),
            ReviewKind.AcceptRisk when string.IsNullOrWhiteSpace(review.Owner) || review.Owner.Length > LongestOwner || review.Owner.Any(IsUnprintable) =>
                new("Accepter un risque demande quelqu'un qui en répond.", "Accepting a risk needs somebody who answers for it."),
            ReviewKind.AcceptRisk when review.Until is not { } until || until <= today || until > today.AddDays(LongestAcceptanceDays) =>
                new($"Un risque s'accepte jusqu'à une date à venir, {LongestAcceptanceDays} jours au plus.", $"A risk is accepted until a coming date, {LongestAcceptanceDays} days at most."),
            ReviewKind.NotApplicable or ReviewKind.Confirm when review.Machine == (review.Kind == ReviewKind.Confirm ? Outcome.Error : Outcome.NotApplicable) =>
                new("Il n'y a rien à décider ainsi sur ce constat.", "There is nothing to decide so on this finding."),
            ReviewKind.Override when review.Outcome is not { } outcome || !outcome.IsAssessed() || outcome == review.Machine =>
                new("Un autre verdict que celui de la machine : compliant, partial ou nonCompliant.", "A verdict other than the machine's: compliant, partial or nonCompliant."),
            _ => null,
        };
    }

    /// <summary>The role that a pack's word stands for, or null for a word that stands for none.</summary>
    public static Role? RoleOf(string? reviewer) => reviewer switch
    {
        "dpo" => Role.Dpo,
        "accessibility" => Role.AccessibilityAuditor,
        "security" => Role.SecurityReviewer,
        "jury" => Role.Jury,
        _ => null,
    };

    private static bool IsUnprintable(char character) => char.IsControl(character) && character is not ('\n' or '\r' or '\t');
}
