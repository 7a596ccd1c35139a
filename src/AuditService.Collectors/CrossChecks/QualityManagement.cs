using System.Text.RegularExpressions;
using AuditService.Collectors.Datasets;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Reads how data quality is managed: the declared risks that concern it with their measures, and what each data set is for.</summary>
internal sealed class QualityManagement : ICrossCheck
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private static readonly BoundedRegex AboutQuality = new(
        @"\bqualit[éey]|\bbiais|\bbias|\bdoublon|\bduplicat|\bd[ée]rive|\bdrift|[ée]tiquet|\blabel|annotation|valeurs?\s+manquante|missing\s+value|incompl[eè]t|donn[ée]es\s+(p[ée]rim|obsol|erron|fausse)|outdated|inexact|inaccura|repr[ée]sentativ|representativ",
        Options);

    private readonly DerivedFacts derived;

    public QualityManagement()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("quality-management", 1);

    public IReadOnlyCollection<string> States { get; } = ["quality.risks", "quality.risksWithoutMeasure", "quality.dataSetUses"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        foreach (var fact in Risks(dossier.Manifest.Risks))
            yield return fact;
        yield return DataSetUses(dossier.Manifest.DataSets);
    }

    private IEnumerable<Fact> Risks(IReadOnlyList<RiskEntry> risks)
    {
        if (risks.Count == 0)
        {
            yield return derived.NotDeclared(Subject.Dossier, "quality.risks", "risks");
            yield return derived.NotDeclared(Subject.Dossier, "quality.risksWithoutMeasure", "risks");
            yield break;
        }

        var quality = risks.Where(risk => AboutQuality.IsMatch($"{risk.Category} {risk.Description}")).ToList();
        var orphans = quality.Where(risk => risk.Measures.All(Hollow.Says) || Hollow.Says(risk.Owner)).ToList();
        yield return derived.Declared(Subject.Dossier, "quality.risks", Names(quality), DerivedFacts.In(quality.FirstOrDefault()));
        yield return derived.Declared(Subject.Dossier, "quality.risksWithoutMeasure", Names(orphans), DerivedFacts.In(orphans.FirstOrDefault()));
    }

    private static TextListValue Names(IEnumerable<RiskEntry> risks) => new([.. risks.Select(risk => risk.Id ?? risk.Description ?? "?")]);

    /// <summary>Not known while a set does not say what it is for, unless both sides of an evaluation are already there.</summary>
    private Fact DataSetUses(IReadOnlyList<DataSetEntry> dataSets)
    {
        const string Key = "quality.dataSetUses";
        var uses = DataSetUse.In(string.Join('\n', dataSets.Select(dataSet => dataSet.Use))).ToList();
        var known = dataSets.Count > 0 && dataSets.All(dataSet => !string.IsNullOrWhiteSpace(dataSet.Use));
        return known || (uses.Contains(DataSetUse.Training) && uses.Contains("test"))
            ? derived.Declared(Subject.Dossier, Key, new TextListValue(uses))
            : derived.NotDeclared(Subject.Dossier, Key, "dataSets[].use");
    }
}
