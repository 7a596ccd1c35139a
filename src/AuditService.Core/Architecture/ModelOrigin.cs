namespace AuditService.Core.Architecture;

/// <summary>Where a part of the model comes from.</summary>
public enum ModelOrigin
{
    /// <summary><c>dossier.yaml</c>.</summary>
    Declared,

    /// <summary>A Threagile model.</summary>
    Threagile,

    /// <summary>Deployment files and code: nobody said so, and what they do not show is not known.</summary>
    Inferred,
}
