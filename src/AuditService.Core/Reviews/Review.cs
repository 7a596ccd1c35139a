using AuditService.Core.Findings;

namespace AuditService.Core.Reviews;

/// <summary>What a person said of a finding, before it is written into the trail.</summary>
/// <param name="AuditId">The audit whose finding the author looked at.</param>
/// <param name="Machine">The machine's verdict at that time.</param>
/// <param name="Sight">What the machine had seen at that time: <see cref="SightOf"/>.</param>
/// <param name="Author">Id of the person.</param>
/// <param name="Outcome">The person's verdict, of <see cref="ReviewKind.Override"/> only.</param>
/// <param name="Owner">Who answers for the risk, of <see cref="ReviewKind.AcceptRisk"/> only.</param>
/// <param name="Until">The last day of the acceptance, of <see cref="ReviewKind.AcceptRisk"/> only.</param>
public sealed record Review(
    string Project,
    string FindingId,
    string AuditId,
    Outcome Machine,
    string Sight,
    ReviewKind Kind,
    string Author,
    DateTimeOffset At,
    string Reason,
    Outcome? Outcome = null,
    string? Owner = null,
    DateOnly? Until = null)
{
    /// <summary>The value of the risk map that the person rates otherwise, of <see cref="ReviewKind.Rate"/> only; then <see cref="FindingId"/> names the risk.</summary>
    public RiskRating? Rating { get; init; }

    public bool IsDecision => Kind is not (ReviewKind.Comment or ReviewKind.Rate);

    /// <summary>What stands in place of a finding's id where a value of a risk is rated.</summary>
    public static string SubjectOf(string risk) => "risk:" + risk;

    /// <summary>
    /// A fingerprint of the verdict and of the sightings behind it, without line numbers: a line that moves is the same sighting, a further key in
    /// the files is not. 64 hexadecimal characters.
    /// </summary>
    public static string SightOf(Finding finding) => CanonicalHash.Of(
    [
        finding.Outcome.ToString(),
        $"{finding.EvidenceTotal}",
        .. finding.Evidence
            .Select(evidence => evidence.Observation)
            .Select(seen => string.Join('|', seen.Where.Path, seen.Where.Page, seen.Where.Selector, seen.Where.DataColumn, seen.ValueHash ?? seen.Excerpt))
            .Order(StringComparer.Ordinal),
    ]);
}
