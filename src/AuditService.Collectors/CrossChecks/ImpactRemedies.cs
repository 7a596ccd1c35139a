using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Whether the risks to people and environment have someone who does something about them, and whether an ethics charter is there.</summary>
internal sealed class ImpactRemedies : ICrossCheck
{
    private static readonly string[] Sides = ["people", "environment"];

    public CollectorIdentity Identity { get; } = new("impact-remedies", 1);

    public IReadOnlyCollection<string> States { get; } = ["impact.risksWithoutRemedy", "impact.ethicsDocuments"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var impacts = dossier.Manifest.Risks
            .Select((risk, index) => (Name: RiskAnalysis.NameOf(risk, index), Risk: risk))
            .Where(pair => RiskWords.CategoriesIn(pair.Risk.Category).Intersect(Sides, StringComparer.Ordinal).Any())
            .ToList();
        var open = impacts.Where(pair => !RiskAnalysis.HasMeasure(pair.Risk) || Hollow.Says(pair.Risk.Owner)).ToList();
        yield return impacts.Count == 0
            ? state.NotDeclared(Subject.Dossier, "impact.risksWithoutRemedy", "risks[].category")
            : state.Declared(Subject.Dossier, "impact.risksWithoutRemedy", new TextListValue([.. open.Select(pair => pair.Name)]), DerivedFacts.In((open.Count > 0 ? open : impacts)[0].Risk));

        var charters = dossier.Manifest.Documents
            .Where(document => document is { Role: DocumentRole.EthicsCharter, Path: not null } && dossier.Find(document.Path) is not null)
            .ToList();
        yield return dossier.IsDeclared
            ? state.Compared(Subject.Dossier, "impact.ethicsDocuments", new TextListValue([.. charters.Select(document => document.Path!)]), DerivedFacts.In(charters.FirstOrDefault()))
            : state.NotDeclared(Subject.Dossier, "impact.ethicsDocuments", "documents");
    }
}
