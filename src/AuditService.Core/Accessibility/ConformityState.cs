namespace AuditService.Core.Accessibility;

/// <summary>The three states of article 47 of law 2005-102, by the rate of a complete audit: all criteria, at least half of them, fewer or no valid audit.</summary>
public enum ConformityState
{
    NonCompliant,
    Partial,
    Total,
}

/// <summary>The states in the words that the law's decree and the RGAA give them.</summary>
public static class ConformityStates
{
    private const double LeastPartial = 0.5;

    /// <summary>The state that a grid supports: <see cref="ConformityState.NonCompliant"/> without a complete grid filled by a person; null where verdicts contradict proven failures so far that the rate exceeds the proven maximum.</summary>
    public static ConformityState? Supported(AccessibilityGrid grid) =>
        grid.Rate is not { } rate || grid.HumanVerdicts == 0 ? ConformityState.NonCompliant
        : rate > grid.ProvenMaximum ? null
        : Of(rate);

    /// <param name="rate">0 to 1.</param>
    public static ConformityState Of(double rate) => rate >= 1 ? ConformityState.Total : rate >= LeastPartial ? ConformityState.Partial : ConformityState.NonCompliant;

    /// <summary>As the declaration says it: <c>partiellement conforme</c>.</summary>
    public static string Words(this ConformityState state) => state switch
    {
        ConformityState.Total => "totalement conforme",
        ConformityState.Partial => "partiellement conforme",
        _ => "non conforme",
    };

    /// <summary>The exact words that the home page must show.</summary>
    public static string HomePageMention(this ConformityState state) => "Accessibilité : " + state.Words();
}
