using AuditService.App.Dossiers;
using AuditService.App.RulePacks;
using AuditService.Authoring.Rgpd;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Reports;
using AuditService.Reports.Rgpd;

namespace AuditService.App.Rgpd;

/// <summary>Brings together what the papers for a DPO are made of.</summary>
public sealed class RgpdMaterials(RuleLibraries libraries, DossierReader dossiers)
{
    /// <param name="audit">A stored audit, as the machine or as people's decisions leave it.</param>
    /// <param name="language">Of the papers.</param>
    public RgpdMaterial Of(Audit audit, Language language) =>
        new(ReportContext.Of(audit, libraries.Load(), language), dossiers.FindManifest(audit.Snapshot), RgpdTextsReader.Own);
}
