namespace AuditService.Core.Risks;

/// <summary>The columns of a risk analysis in words.</summary>
public static class RiskFieldWords
{
    public static LocalizedText Of(RiskField field) => field switch
    {
        RiskField.Id => new("identifiant", "id"),
        RiskField.Title => new("risque", "risk"),
        RiskField.Event => new("événement redouté", "feared event"),
        RiskField.Asset => new("bien", "asset"),
        RiskField.Category => new("catégorie", "category"),
        RiskField.Source => new("source", "source"),
        RiskField.Gravity => new("gravité", "gravity"),
        RiskField.Likelihood => new("vraisemblance", "likelihood"),
        RiskField.Level => new("niveau", "level"),
        RiskField.ResidualGravity => new("gravité résiduelle", "residual gravity"),
        RiskField.ResidualLikelihood => new("vraisemblance résiduelle", "residual likelihood"),
        RiskField.ResidualLevel => new("niveau résiduel", "residual level"),
        RiskField.CurrentGravity => new("gravité actuelle", "current gravity"),
        RiskField.CurrentLikelihood => new("vraisemblance actuelle", "current likelihood"),
        RiskField.CurrentLevel => new("niveau actuel", "current level"),
        RiskField.Measure => new("mesures", "measures"),
        RiskField.InPlace => new("mesures en place", "measures in place"),
        RiskField.Owner => new("responsable", "owner"),
        RiskField.Deadline => new("échéance", "deadline"),
        RiskField.Status => new("avancement", "status"),
        RiskField.Decision => new("décision", "decision"),
        _ => new("accepté par", "accepted by"),
    };
}
