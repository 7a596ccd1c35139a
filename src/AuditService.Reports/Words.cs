using AuditService.Core;
using AuditService.Core.Comparisons;
using AuditService.Core.Reviews;
using AuditService.Core.Risks;
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

    public static LocalizedText Of(ChangeState state) => state switch
    {
        ChangeState.New => new("nouveau", "new"),
        ChangeState.Reopened => new("rouvert", "reopened"),
        ChangeState.Changed => new("changé", "changed"),
        ChangeState.Resolved => new("résolu", "resolved"),
        ChangeState.NotReassessed => new("non réévalué", "not reassessed"),
        ChangeState.Unchanged => new("inchangé", "unchanged"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, message: null),
    };

    public static LocalizedText Of(ReviewState state) => state switch
    {
        ReviewState.Open => new("sans décision", "undecided"),
        ReviewState.Confirmed => new("confirmé", "confirmed"),
        ReviewState.FalsePositive => new("faux positif", "false positive"),
        ReviewState.Accepted => new("risque accepté, toujours compté", "risk accepted, still counted"),
        ReviewState.NotApplicable => new("déclaré sans objet", "declared not applicable"),
        ReviewState.Overridden => new("verdict humain", "human verdict"),
        ReviewState.Lapsed => new("acceptation échue : à revoir", "acceptance over: to be looked at again"),
        ReviewState.Outdated => new("décision dépassée : le constat a changé depuis", "decision outdated: the finding has changed since"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, message: null),
    };

    public static LocalizedText Of(Cause cause) => cause switch
    {
        Cause.Input => new("fichiers du dossier", "files of the dossier"),
        Cause.Rules => new("règles", "rules"),
        Cause.Law => new("date d'application de la loi", "date of application of the law"),
        Cause.Tools => new("outils", "tools"),
        Cause.CollectedAnew => new("nouveau relevé", "collected anew"),
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, message: null),
    };

    public static LocalizedText Of(NotReassessedBecause because) => because switch
    {
        NotReassessedBecause.RuleNotApplied => new("la règle n'a pas été appliquée cette fois", "the rule was not applied this time"),
        NotReassessedBecause.SubjectGone => new("ce dont il s'agissait n'est plus dans le dossier", "what it was about is no longer in the dossier"),
        NotReassessedBecause.NotInForce => new("la règle n'était pas en vigueur ce jour-là", "the rule was not in force on that day"),
        NotReassessedBecause.InputMissing => new("il manque de quoi en juger", "what is needed to judge it is missing"),
        NotReassessedBecause.NeedsReview => new("seul un humain peut en juger", "only a human can judge it"),
        NotReassessedBecause.RuleFailed => new("la règle a échoué", "the rule failed"),
        _ => throw new ArgumentOutOfRangeException(nameof(because), because, message: null),
    };

    /// <summary>A level of risk; null for one that is not known.</summary>
    public static LocalizedText Of(RiskLevel? level) => level switch
    {
        RiskLevel.Low => new("faible", "low"),
        RiskLevel.Medium => new("moyen", "medium"),
        RiskLevel.High => new("élevé", "high"),
        _ => new("indéterminé", "undetermined"),
    };

    public static LocalizedText Of(ProtectionNeed need) => need switch
    {
        ProtectionNeed.Confidentiality => new("confidentialité", "confidentiality"),
        ProtectionNeed.Integrity => new("intégrité", "integrity"),
        ProtectionNeed.Availability => new("disponibilité", "availability"),
        ProtectionNeed.Traceability => new("traçabilité", "traceability"),
        _ => new("qualité", "quality"),
    };

    public static LocalizedText Of(TreatmentStatus status) => status switch
    {
        TreatmentStatus.ToDo => new("à faire", "to do"),
        TreatmentStatus.ToProve => new("déclarée, à prouver", "declared, to be proven"),
        TreatmentStatus.ToCheck => new("à vérifier", "to be checked"),
        _ => new("déclarée par le dossier", "declared by the dossier"),
    };
}
