using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Whether the talk as it was timed and the talk as it is written may be the same one.</summary>
internal sealed class TalkDuration : ICrossCheck
{
    private const string Agree = "presentation.minutesAgree";
    private const string Timed = "talk.minutes";
    private const string Written = "presentation.spokenMinutes";

    /// <summary>People speak at half or twice the usual pace, and demonstrations are not written.</summary>
    private const double Tolerance = 2.5;

    public CollectorIdentity Identity { get; } = new("talk-duration", 1);

    public IReadOnlyCollection<string> States { get; } = [Agree];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var (timed, written) = (facts.Find(Subject.Dossier, Timed), facts.Find(Subject.Dossier, Written));
        if (written?.Value is not NumberValue { Value: > 0 and var minutes })
            yield return state.Unknown(Subject.Dossier, Agree, Written, written);
        else if (timed?.Value is not NumberValue { Value: > 0 and var told })
            yield return state.Unknown(Subject.Dossier, Agree, Timed, timed);
        else
            yield return state.Compared(Subject.Dossier, Agree, new BooleanValue(told <= minutes * Tolerance && minutes <= told * Tolerance), written.Provenance.Pointer);
    }
}
