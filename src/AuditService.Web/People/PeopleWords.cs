using AuditService.Core;
using AuditService.Core.People;

namespace AuditService.Web.People;

/// <summary>What roles, rights and what was just done are called on a page.</summary>
public static class PeopleWords
{
    public static LocalizedText Of(Role role) => role switch
    {
        Role.Candidate => new("Candidat", "Candidate"),
        Role.Dpo => new("Délégué à la protection des données (DPO)", "Data protection officer (DPO)"),
        Role.AccessibilityAuditor => new("Auditeur de l'accessibilité", "Accessibility auditor"),
        Role.SecurityReviewer => new("Relecteur de la cybersécurité", "Security reviewer"),
        Role.Jury => new("Jury", "Jury"),
        Role.Operator => new("Exploitant du service", "Operator of the service"),
        Role.Admin => new("Administrateur des personnes", "Administrator of people"),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, message: null),
    };

    public static LocalizedText Of(Right right) => right switch
    {
        Right.Read => new("lire les projets, constats et rapports", "read projects, findings and reports"),
        Right.Submit => new("déposer des dossiers", "submit dossiers"),
        Right.Review => new("écrire sur les constats", "write on findings"),
        Right.Operate => new("exploiter le service", "run the service"),
        Right.Administer => new("gérer les personnes", "manage people"),
        _ => throw new ArgumentOutOfRangeException(nameof(right), right, message: null),
    };

    public static LocalizedText Of(Done done) => done switch
    {
        Done.TokenRevoked => new("Le jeton est révoqué.", "The token is revoked."),
        Done.PasswordChanged => new("Le mot de passe est changé ; vos autres sessions sont fermées.", "The password is changed; your other sessions are ended."),
        Done.SecondFactorRemoved => new("Le second facteur est retiré.", "The second factor is removed."),
        Done.PasskeyAdded => new("La clé d'accès est enregistrée ; vos autres sessions sont fermées.", "The passkey is registered; your other sessions are ended."),
        Done.PasskeyRenamed => new("La clé d'accès a un nouveau nom.", "The passkey has a new name."),
        Done.PasskeyRemoved => new("La clé d'accès est supprimée ; vos autres sessions sont fermées.", "The passkey is removed; your other sessions are ended."),
        Done.PersonDisabled => new("Le compte est désactivé : sessions et jetons ne valent plus.", "The account is disabled: its sessions and tokens are ended."),
        Done.PersonEnabled => new("Le compte est réactivé.", "The account is enabled again."),
        Done.RolesChanged => new("Les rôles sont changés, aussi pour les sessions ouvertes.", "The roles are changed, for open sessions as well."),
        Done.SecondFactorTaken => new("Le second facteur est retiré : sessions fermées, la personne se connecte avec son mot de passe.", "The second factor is taken away: sessions are ended, the person signs in with the password."),
        _ => throw new ArgumentOutOfRangeException(nameof(done), done, message: null),
    };
}

/// <summary>What a form did that tells nothing secret: the page after it says so.</summary>
public enum Done
{
    TokenRevoked,
    PasswordChanged,
    SecondFactorRemoved,
    PasskeyAdded,
    PasskeyRenamed,
    PasskeyRemoved,
    PersonDisabled,
    PersonEnabled,
    RolesChanged,
    SecondFactorTaken,
}
