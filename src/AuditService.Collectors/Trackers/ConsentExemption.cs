namespace AuditService.Collectors.Trackers;

/// <summary>Whether a product may do without consent (loi Informatique et Libertés, art. 82; CNIL, délib. 2020-091, art. 5).</summary>
public enum ConsentExemption
{
    /// <summary>Consent is needed whatever the configuration.</summary>
    Never,

    /// <summary>Exempt when it is set up for the publisher alone; the name of the product proves nothing.</summary>
    Configured,

    /// <summary>Strictly necessary by nature, or no tracker at all.</summary>
    Always,
}
