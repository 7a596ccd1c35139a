using AuditService.Core;

namespace AuditService.Collectors.WebPages.Consent;

/// <summary>One page seen three times, each in a profile of its own: without any choice, after refusing, after accepting. The last two only where something asks for a choice.</summary>
public sealed record ConsentLook
{
    public required TrackingLook Before { get; init; }

    /// <summary>The layer that asks; null when none was seen.</summary>
    public ConsentLayer? Banner { get; init; }

    /// <summary>Why no banner does not mean that there is none; null when it does.</summary>
    public LocalizedText? WhyNoBanner { get; init; }

    /// <summary>The scripts say that measuring is denied until consent is given (Google's consent mode).</summary>
    public bool DeniesByDefault { get; init; }

    public RefusalLook? Refusal { get; init; }

    public AcceptanceLook? Acceptance { get; init; }
}

/// <summary>The visit that refused, or tried to.</summary>
/// <param name="Clicks">How many it took; null when no way was found.</param>
/// <param name="SecondLayer">Where it had to go to refuse; null when the first layer was enough.</param>
/// <param name="After">What is kept at the end, after loading the page again, and asked for since the refusal.</param>
/// <param name="AsksAgain">Whether the banner is back when the page is loaded again.</param>
/// <param name="MemoryDays">For how long the refusal is kept, unlimited being infinite; null when nothing new was kept.</param>
/// <param name="WhyNot">Why it could not be done; null when it was.</param>
public sealed record RefusalLook(int? Clicks, ConsentLayer? SecondLayer, TrackingLook? After, bool? AsksAgain, double? MemoryDays, LocalizedText? WhyNot);

/// <summary>The visit that accepted.</summary>
/// <param name="Clicks">Null when it could not be done.</param>
/// <param name="Settings">The layer of choices as it opens before anything is chosen; null when there is none or it did not open.</param>
/// <param name="Recall">Links or buttons that lead back to the choices.</param>
/// <param name="Recalled">The layer that the first of them opened; null when nothing did.</param>
public sealed record AcceptanceLook(int? Clicks, ConsentLayer? Settings, TrackingLook? After, IReadOnlyList<RecallLink> Recall, ConsentLayer? Recalled, LocalizedText? WhyNot);

/// <summary>Something to press by which one may change one's mind.</summary>
public sealed record RecallLink(int Number, string Label, string Hint, string Selector);
