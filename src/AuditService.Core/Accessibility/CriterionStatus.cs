namespace AuditService.Core.Accessibility;

/// <summary>What an auditor says of a criterion on a page, in the four words of the official grid.</summary>
public enum CriterionStatus
{
    /// <summary>C.</summary>
    Compliant,

    /// <summary>NC: one failing element is enough.</summary>
    NonCompliant,

    /// <summary>NA: nothing concerned, exempt content, or content under derogation with an accessible alternative.</summary>
    NotApplicable,

    /// <summary>NT.</summary>
    NotTested,
}

/// <summary>The statuses as grids write them.</summary>
public static class CriterionStatuses
{
    private static readonly (CriterionStatus Status, string Code)[] Codes =
    [
        (CriterionStatus.Compliant, "C"), (CriterionStatus.NonCompliant, "NC"), (CriterionStatus.NotApplicable, "NA"), (CriterionStatus.NotTested, "NT"),
    ];

    public static string Code(this CriterionStatus status) => Codes.First(known => known.Status == status).Code;

    /// <summary>Null for a word that is none of <c>C NC NA NT</c>; case and outer blanks do not matter.</summary>
    public static CriterionStatus? Read(string code) =>
        Codes.Where(known => string.Equals(known.Code, code.Trim(), StringComparison.OrdinalIgnoreCase)).Select(known => (CriterionStatus?)known.Status).FirstOrDefault();

    /// <summary>
    /// A criterion over a sample, by the formula of the official grid: NC if NC anywhere; else C if C anywhere; else NT if NT anywhere; else NA.
    /// NA for an empty sample.
    /// </summary>
    public static CriterionStatus Over(IReadOnlyCollection<CriterionStatus> statuses)
    {
        foreach (var status in new[] { CriterionStatus.NonCompliant, CriterionStatus.Compliant, CriterionStatus.NotTested })
        {
            if (statuses.Contains(status))
                return status;
        }

        return CriterionStatus.NotApplicable;
    }
}
