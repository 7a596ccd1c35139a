namespace AuditService.Core.People;

/// <summary>What a person does here. A person may have several roles, all within one organisation.</summary>
public enum Role
{
    /// <summary>Submits dossiers, and sees only projects of their own.</summary>
    Candidate,

    /// <summary>Reviews RGPD findings of the organisation's projects, and signs for them.</summary>
    Dpo,

    /// <summary>Reviews accessibility findings and fills the RGAA grid.</summary>
    AccessibilityAuditor,

    /// <summary>Reviews cybersecurity findings.</summary>
    SecurityReviewer,

    /// <summary>Grades: reads all projects of the organisation.</summary>
    Jury,

    /// <summary>Runs the service: sees jobs and schedules, submits folders of the machine, of every organisation.</summary>
    Operator,

    /// <summary>Manages people and their roles.</summary>
    Admin,
}
