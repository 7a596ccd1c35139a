using AuditService.Core;
using AuditService.Core.Rules;

namespace AuditService.Reports;

/// <summary>What the closed words of the domain are called on a screen or in a report.</summary>
public static class Words
{
    public static LocalizedText Of(Outcome outcome) => outcome switch
    {
        Outcome.Compliant => new("conforme", "compliant"),
        Outcome.Partial => new("partiel", "partial"),
        Outcome.NonCompliant => new("non conforme", "non-compliant"),
        Outcome.NotApplicable => new("sans objet", "not applicable"),
        Outcome.NeedsReview => new("à examiner par un humain", "needs a human review"),
        Outcome.MissingEvidence => new("élément manquant", "missing evidence"),
        Outcome.Error => new("erreur de la règle", "rule error"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, message: null),
    };

    public static LocalizedText Of(Severity severity) => severity switch
    {
        Severity.Blocking => new("bloquant", "blocking"),
        Severity.Major => new("majeur", "major"),
        Severity.Minor => new("mineur", "minor"),
        Severity.Info => new("information", "information"),
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, message: null),
    };

    public static LocalizedText Of(RuleMode mode) => mode switch
    {
        RuleMode.Automatic => new("automatique", "automatic"),
        RuleMode.Assisted => new("assisté", "assisted"),
        RuleMode.Human => new("humain", "human"),
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, message: null),
    };

    public static LocalizedText Of(Effort effort) => effort switch
    {
        Effort.Low => new("faible", "low"),
        Effort.Medium => new("moyen", "medium"),
        Effort.High => new("élevé", "high"),
        _ => throw new ArgumentOutOfRangeException(nameof(effort), effort, message: null),
    };

    public static LocalizedText Of(ControlStatus status) => status switch
    {
        ControlStatus.Automatic => new("automatique", "automatic"),
        ControlStatus.Assisted => new("assisté", "assisted"),
        ControlStatus.Human => new("humain", "human"),
        ControlStatus.OutOfScope => new("non couvert", "not covered"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
    };

    public static LocalizedText Of(Verdict verdict) => verdict switch
    {
        Verdict.Acquis => new("Acquis", "Acquired"),
        Verdict.Partiel => new("Partiel", "Partial"),
        Verdict.Indetermine => new("Indéterminé", "Undetermined"),
        Verdict.NonAcquis => new("Non acquis", "Not acquired"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, message: null),
    };
}
