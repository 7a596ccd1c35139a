using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Risks;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Sets the declared risks against what they should cover (components, personal data, models), against their own measures and against the grid:
/// what an attentive reader of a risk map would cross-read (EBIOS Risk Manager, workshops 1, 4 and 5).
/// </summary>
internal sealed class RiskAnalysis : ICrossCheck
{
    private static readonly string[] Everything = ["*", "all", "tout", "tous", "toutes", "everything", "ensemble du systeme", "tous composants", "all components", "systeme", "system", "whole system", "solution"];

    private static readonly (string Key, Func<RiskEntry, bool> Holds)[] PerRisk =
    [
        ("risks.withoutRating", risk => risk.Gravity is null || risk.Likelihood is null),
        ("risks.outOfScale", risk => new[] { risk.Gravity, risk.Likelihood, risk.ResidualGravity, risk.ResidualLikelihood }.Any(value => value is { } known && !RiskGrid.EbiosRm.IsOnScale(known))),
        ("risks.withoutMeasure", risk => !HasMeasure(risk)),
        ("risks.highWithoutMeasure", risk => Initial(risk) == RiskLevel.High && !HasMeasure(risk)),
        ("risks.withoutOwner", risk => Hollow.Says(risk.Owner)),
        ("risks.withoutResidual", risk => risk.ResidualGravity is null || risk.ResidualLikelihood is null),
        ("risks.raisedResidual", IsRaised),
        ("risks.loweredWithoutMeasure", risk => IsLowered(risk) && !HasMeasure(risk)),
        ("risks.highResidual", risk => Residual(risk) == RiskLevel.High),
    ];

    public CollectorIdentity Identity { get; } = new("risk-analysis", 1);

    public IReadOnlyCollection<string> States { get; } =
    [
        .. PerRisk.Select(row => row.Key),
        "risks.uncoveredComponents", "risks.uncoveredCriticalComponents", "risks.uncoveredData", "risks.unknownAssets",
        "risks.categories", "risks.topics", "risks.documents", "risks.policyDocuments",
    ];

    /// <summary>True where the author lists something that answers the risk.</summary>
    public static bool HasMeasure(RiskEntry risk) => risk.Measures.Any(measure => !Hollow.Says(measure));

    public static string NameOf(RiskEntry risk, int index) => risk.Id ?? Shortened(risk.Description) ?? $"#{index + 1}";

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        yield return Documents(state, dossier, "risks.documents", DocumentRole.RiskMap);
        yield return Documents(state, dossier, "risks.policyDocuments", DocumentRole.SecurityPolicy, DocumentRole.QualityFramework);

        var risks = dossier.Manifest.Risks;
        if (risks.Count == 0)
        {
            foreach (var key in States.Where(key => key is not ("risks.documents" or "risks.policyDocuments")))
                yield return state.NotDeclared(Subject.Dossier, key, "risks");
            yield break;
        }

        var named = risks.Select((risk, index) => (Name: NameOf(risk, index), Risk: risk)).ToList();
        foreach (var (key, holds) in PerRisk)
        {
            var those = named.Where(pair => holds(pair.Risk)).ToList();
            yield return Names(state, key, those.Select(pair => pair.Name), those.Count > 0 ? those[0].Risk : null);
        }

        yield return Names(state, "risks.categories", risks.SelectMany(risk => RiskWords.CategoriesIn(risk.Category)).Distinct(StringComparer.Ordinal), risks[0]);
        yield return Names(state, "risks.topics", risks.SelectMany(risk => RiskWords.ThreatsIn($"{risk.Description} {risk.Category}")).Distinct(StringComparer.Ordinal), risks[0]);
        foreach (var fact in Coverage(state, dossier.Manifest))
            yield return fact;
    }

    private static IEnumerable<Fact> Coverage(DerivedFacts state, Manifest manifest)
    {
        var components = manifest.Architecture?.Components ?? [];
        var assets = manifest.Risks.SelectMany(risk => PlainNames.List(risk.Asset)).ToHashSet(PlainNames.Comparer);
        var coversAll = assets.Overlaps(Everything);

        var open = components.Where(component => !IsCovered(component.Id, component.Name)).ToList();
        yield return components.Count == 0
            ? state.NotDeclared(Subject.Dossier, "risks.uncoveredComponents", "architecture.components")
            : Names(state, "risks.uncoveredComponents", open.Select(component => component.Id ?? component.Name ?? "?"), open.FirstOrDefault());
        var critical = open.Where(component => component.Internet == true || component.PersonalData == true).ToList();
        yield return components.Count == 0
            ? state.NotDeclared(Subject.Dossier, "risks.uncoveredCriticalComponents", "architecture.components")
            : Names(state, "risks.uncoveredCriticalComponents", critical.Select(component => component.Id ?? component.Name ?? "?"), critical.FirstOrDefault());

        // A risk on the component that runs the models is a risk on them.
        var hasRiskOnModels = components.Any(component => component.Type == ComponentType.Model && IsCovered(component.Id, component.Name));
        List<(string Name, ManifestEntry Entry, bool Covered)> data =
        [
            .. manifest.DataSets.Where(set => set.PersonalData == true).Select(set => (set.Id ?? set.Path ?? "?", (ManifestEntry)set, IsCovered(set.Id, set.Path))),
            .. manifest.Models.Select(model => (model.Id ?? model.Name ?? model.Path ?? "?", (ManifestEntry)model, hasRiskOnModels || IsCovered(model.Id, model.Name, model.Path))),
        ];
        var left = data.Where(item => !item.Covered).ToList();
        yield return data.Count == 0
            ? state.NotDeclared(Subject.Dossier, "risks.uncoveredData", "dataSets")
            : Names(state, "risks.uncoveredData", left.Select(item => item.Name), left.Select(item => item.Entry).FirstOrDefault());

        var known = new HashSet<string>(PlainNames.Comparer);
        foreach (var name in components.SelectMany(component => new[] { component.Id, component.Name })
            .Concat(manifest.DataSets.SelectMany(set => new[] { set.Id, set.Path, FileName(set.Path) }))
            .Concat(manifest.Models.SelectMany(model => new[] { model.Id, model.Name, model.Path, FileName(model.Path) }))
            .Concat((manifest.Architecture?.Flows ?? []).Select(flow => flow.Id))
            .Concat((manifest.Architecture?.TrustBoundaries ?? []).SelectMany(boundary => new[] { boundary.Id, boundary.Name }))
            .Concat(manifest.Processings.SelectMany(processing => new[] { processing.Id, processing.Name })))
        {
            if (name is not null)
                known.Add(PlainNames.Fold(name));
        }

        var strange = manifest.Risks
            .SelectMany(risk => PlainNames.List(risk.Asset).Where(asset => !known.Contains(asset) && !Everything.Contains(asset, StringComparer.Ordinal)).Select(asset => (Asset: asset, Risk: risk)))
            .Where(pair => !known.Contains(PlainNames.Fold(pair.Risk.Asset!)))
            .ToList();
        yield return known.Count == 0
            ? state.NotDeclared(Subject.Dossier, "risks.unknownAssets", "architecture.components")
            : Names(state, "risks.unknownAssets", strange.Select(pair => pair.Asset).Distinct(StringComparer.Ordinal), strange.Select(pair => pair.Risk).FirstOrDefault());

        bool IsCovered(params string?[] names) => coversAll || names.OfType<string>().Any(name =>
            assets.Contains(PlainNames.Fold(name)) || assets.Contains(PlainNames.Fold(FileName(name)!)) || manifest.Risks.Any(risk => risk.Asset is { } asset && PlainNames.Fold(asset) == PlainNames.Fold(name)));
    }

    private static Fact Documents(DerivedFacts state, Dossier dossier, string key, params DocumentRole[] roles)
    {
        if (!dossier.IsDeclared)
            return state.NotDeclared(Subject.Dossier, key, "documents");
        var found = dossier.Manifest.Documents
            .Where(document => document.Role is { } role && roles.Contains(role) && document.Path is { } path && dossier.Find(path) is not null)
            .ToList();
        return state.Compared(Subject.Dossier, key, new TextListValue([.. found.Select(document => document.Path!)]), DerivedFacts.In(found.FirstOrDefault()));
    }

    private static Fact Names(DerivedFacts state, string key, IEnumerable<string> names, ManifestEntry? entry) =>
        state.Declared(Subject.Dossier, key, new TextListValue([.. names]), DerivedFacts.In(entry));

    private static RiskLevel? Initial(RiskEntry risk) => RiskGrid.EbiosRm.LevelOf(risk.Gravity, risk.Likelihood);

    private static RiskLevel? Residual(RiskEntry risk) => RiskGrid.EbiosRm.LevelOf(risk.ResidualGravity, risk.ResidualLikelihood);

    private static bool IsLowered(RiskEntry risk) => risk.ResidualGravity < risk.Gravity || risk.ResidualLikelihood < risk.Likelihood;

    /// <summary>A treatment may trade gravity for likelihood: only a worse level, or a rating no better in one and worse in the other, is a rise.</summary>
    private static bool IsRaised(RiskEntry risk) => Residual(risk) is { } residual && Initial(risk) is { } initial
        && (residual > initial || residual == initial && !IsLowered(risk) && (risk.ResidualGravity > risk.Gravity || risk.ResidualLikelihood > risk.Likelihood));

    private static string? FileName(string? path) => path is null ? null : path[(path.LastIndexOf('/') + 1)..];

    private static string? Shortened(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length <= 60 ? text : text[..59].TrimEnd() + "…";
}
