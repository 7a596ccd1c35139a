using AuditService.Core;

namespace AuditService.Collectors.Documents;

/// <summary>
/// One finding per rule, outcome and document, however often it happens: the exact count, and the first places
/// (<see cref="DocumentLimits.PlacesPerObservation"/>).
/// </summary>
/// <param name="Rule">The rule's id: <c>OFF-08</c>, <c>PDFUA1-7.1-11</c> (clause and test number of ISO 14289-1 as commonly numbered).</param>
/// <param name="Outcome">What the check allows to say.</param>
/// <param name="Concern">Accessibility or active content.</param>
/// <param name="Detail">What was seen at the first place.</param>
/// <param name="Count">How many times.</param>
/// <param name="Sightings">The first places, in the order of the document.</param>
public sealed record DocumentObservation(
    string Rule, ObservationOutcome Outcome, ObservationConcern Concern, LocalizedText Detail, int Count, IReadOnlyList<DocumentSighting> Sightings)
{
    /// <summary>The page, slide or chapter of the first place; null where the format has none.</summary>
    public int? Page => Sightings.Count > 0 ? Sightings[0].Place.Page : null;
}

/// <summary>One place of an observation and what was seen there; excerpts are short and carry no control characters.</summary>
public sealed record DocumentSighting(DocumentPlace Place, LocalizedText Detail);

/// <summary>
/// What the rules of the document's format came to. "No failure found by n of N checks" is all that automatic checks can say; it is
/// never "accessible".
/// </summary>
public sealed record DocumentChecks(int Failed, int NoFailureFound, int NotApplicable, int NotChecked)
{
    public static DocumentChecks None { get; } = new(0, 0, 0, 0);

    public int Total => Failed + NoFailureFound + NotApplicable + NotChecked;
}

/// <summary>What a rule of ours may say: automatic checks can prove a failure, seldom a success.</summary>
public enum ObservationOutcome
{
    /// <summary>Provably wrong.</summary>
    Fail,

    /// <summary>Bad practice, or likely wrong.</summary>
    Warn,

    /// <summary>A person decides.</summary>
    Review,
}

/// <summary>What a rule concerns.</summary>
public enum ObservationConcern
{
    /// <summary>People who read with assistive technology: rules <c>OFF-*</c>, <c>PDFUA1-*</c>, <c>PDF-*</c>, <c>MD-*</c>.</summary>
    Accessibility,

    /// <summary>What the file could do to who opens it: rules <c>DOC-*</c>. Observed, never run or followed.</summary>
    ActiveContent,
}
