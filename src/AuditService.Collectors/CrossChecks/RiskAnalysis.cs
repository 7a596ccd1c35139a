using AuditService.Core;
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

    private static readonly BoundedRegex Kept = new(@"accept|toler|maintenu|conserv|retain|evit|refus|avoid|terminat");

    /// <summary>What is wrong with a risk of the manifest, and with one of a document or sheet, which is only asked for what its table has columns for.</summary>
    private static readonly (string Key, Func<RiskEntry, bool> Declared, RiskField[] Columns, Func<StatedRisk, bool> Stated)[] PerRisk =
    [
        ("risks.withoutRating", risk => risk.Gravity is null || risk.Likelihood is null,
            [RiskField.Gravity, RiskField.Likelihood], risk => !risk.Initial.IsUnread && risk.Has(RiskField.Gravity) && risk.Has(RiskField.Likelihood) && (risk.Initial.Gravity is null || risk.Initial.Likelihood is null)),
        ("risks.outOfScale", risk => new[] { risk.Gravity, risk.Likelihood, risk.ResidualGravity, risk.ResidualLikelihood }.Any(value => value is { } known && !RiskGrid.EbiosRm.IsOnScale(known)),
            [RiskField.Gravity, RiskField.Likelihood], risk => IsOff(risk.Initial, risk) || IsOff(risk.Residual, risk)),
        ("risks.withoutMeasure", risk => !HasMeasure(risk), [RiskField.Measure, RiskField.InPlace], IsUntreated),
        ("risks.highWithoutMeasure", risk => Initial(risk) == RiskLevel.High && !HasMeasure(risk), [RiskField.Measure, RiskField.InPlace], risk => risk.IsHigh(risk.Initial) == true && IsUntreated(risk)),
        ("risks.withoutOwner", risk => Hollow.Says(risk.Owner), [RiskField.Owner], risk => risk.Has(RiskField.Owner) && Hollow.Says(risk.Owner)),
        ("risks.withoutResidual", risk => risk.ResidualGravity is null || risk.ResidualLikelihood is null,
            [RiskField.ResidualGravity, RiskField.ResidualLikelihood, RiskField.ResidualLevel], risk => HasResidual(risk) && risk.Residual.IsEmpty),
        ("risks.raisedResidual", IsRaised, [RiskField.ResidualGravity, RiskField.ResidualLikelihood, RiskField.ResidualLevel], risk => risk.Residual.IsAbove(risk.Initial) == true),
        ("risks.loweredWithoutMeasure", risk => IsLowered(risk) && !HasMeasure(risk), [RiskField.Measure, RiskField.InPlace], risk => risk.Residual.IsBelow(risk.Initial) == true && IsUntreated(risk)),
        ("risks.highResidual", risk => Residual(risk) == RiskLevel.High, [RiskField.ResidualGravity, RiskField.ResidualLikelihood, RiskField.ResidualLevel], risk => risk.IsHigh(risk.Residual) == true),
    ];

    public CollectorIdentity Identity { get; } = new("risk-analysis", 2);

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
        var stated = In(facts).Risks;
        if (risks.Count == 0 && stated.Count == 0)
        {
            foreach (var key in States.Where(key => key is not ("risks.documents" or "risks.policyDocuments")))
                yield return state.NotDeclared(Subject.Dossier, key, "risks");
            yield break;
        }

        var named = risks.Select((risk, index) => (Name: NameOf(risk, index), Risk: risk)).ToList();
        foreach (var (key, declared, columns, holds) in PerRisk)
        {
            var those = named.Where(pair => declared(pair.Risk)).ToList();
            var others = stated.Where(holds).ToList();
            var asked = stated.Where(risk => risk.HasAny(columns)).ToList();
            if (those.Count + others.Count == 0 && risks.Count == 0 && asked.Count < stated.Count)
                yield return state.Unknown(Subject.Dossier, key, NotAsked(stated.First(risk => !asked.Contains(risk)), columns));
            else
                yield return Names(state, key, those.Select(pair => pair.Name).Concat(others.Select(NameOf)), At(those.Count > 0 ? those[0].Risk : null, others.Count > 0 ? others[0] : null));
        }

        var first = At(risks is [var declaredFirst, ..] ? declaredFirst : null, stated is [var statedFirst, ..] ? statedFirst : null);
        yield return Names(state, "risks.categories", risks.Select(risk => risk.Category).Concat(stated.Select(risk => risk.Category)).SelectMany(RiskWords.CategoriesIn).Distinct(StringComparer.Ordinal), first);
        yield return Names(state, "risks.topics", risks.Select(risk => $"{risk.Description} {risk.Category}").Concat(stated.Select(TextOf)).SelectMany(RiskWords.ThreatsIn).Distinct(StringComparer.Ordinal), first);
        foreach (var fact in Coverage(state, dossier.Manifest, stated))
            yield return fact;
    }

    /// <summary>The risk analyses that were read from documents and sheets.</summary>
    public static StatedAnalysis In(FactSet facts) => facts.Find(Subject.Dossier, "risks.analysis")?.Value is TextValue { Value: var text } ? StatedAnalysis.Read(text) ?? StatedAnalysis.Empty : StatedAnalysis.Empty;

    /// <summary>All that a row says of what is feared.</summary>
    public static string TextOf(StatedRisk risk) => $"{risk.Title} {risk.Event} {risk.Category}";

    /// <summary>The author keeps the risk as it is, or gives up what makes it.</summary>
    public static bool IsKept(StatedRisk risk) => new[] { risk.Decision, risk.Status }.OfType<string>().Any(text => Kept.IsMatch(PlainNames.Fold(text)));

    private static bool IsUntreated(StatedRisk risk) => risk.HasAny(RiskField.Measure, RiskField.InPlace) && risk.Measures.Count == 0 && risk.InPlace.Count == 0 && !IsKept(risk);

    private static bool HasResidual(StatedRisk risk) => risk.HasAny(RiskField.ResidualGravity, RiskField.ResidualLikelihood, RiskField.ResidualLevel);

    private static bool IsOff(StatedRating rating, StatedRisk risk) =>
        rating.Gravity is < 1 || rating.Likelihood is < 1 || (risk.GravitySize is { } gravity && rating.Gravity > gravity) || (risk.LikelihoodSize is { } likelihood && rating.Likelihood > likelihood);

    private static string NameOf(StatedRisk risk) => $"{risk.Name} ({risk.At.Path}, {risk.At.Row})";

    private static Location? At(RiskEntry? declared, StatedRisk? stated) => declared is not null ? DerivedFacts.In(declared) : stated is null ? null : Location.File(stated.At.Path, stated.At.Row);

    private static Unavailability NotAsked(StatedRisk risk, RiskField[] columns) => new(UnavailableBecause.NotFound, new(
        $"{risk.At.Path}, {risk.At.Table} : aucune colonne reconnue ne le donne ({string.Join(", ", columns.Select(column => RiskFieldWords.Of(column).Fr))})",
        $"{risk.At.Path}, {risk.At.Table}: no column that is recognised gives it ({string.Join(", ", columns.Select(column => RiskFieldWords.Of(column).En))})"));

    private static IEnumerable<Fact> Coverage(DerivedFacts state, Manifest manifest, IReadOnlyList<StatedRisk> stated)
    {
        var components = manifest.Architecture?.Components ?? [];
        var assets = manifest.Risks.SelectMany(risk => PlainNames.List(risk.Asset)).Concat(stated.SelectMany(risk => PlainNames.List(risk.Asset))).ToHashSet(PlainNames.Comparer);
        var coversAll = assets.Overlaps(Everything);
        var texts = stated.Select(risk => PlainNames.Fold($"{TextOf(risk)} {risk.Asset}")).ToList();
        // A sheet names its assets in its own words: what is not recognised in it may be there all the same.
        var isOnlyStated = manifest.Risks.Count == 0;

        var open = components.Where(component => !IsCovered(component.Id, component.Name)).ToList();
        yield return components.Count == 0
            ? state.NotDeclared(Subject.Dossier, "risks.uncoveredComponents", "architecture.components")
            : Left("risks.uncoveredComponents", open.Select(component => component.Id ?? component.Name ?? "?"), open.FirstOrDefault());
        var critical = open.Where(component => component.Internet == true || component.PersonalData == true).ToList();
        yield return components.Count == 0
            ? state.NotDeclared(Subject.Dossier, "risks.uncoveredCriticalComponents", "architecture.components")
            : Left("risks.uncoveredCriticalComponents", critical.Select(component => component.Id ?? component.Name ?? "?"), critical.FirstOrDefault());

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
            : Left("risks.uncoveredData", left.Select(item => item.Name), left.Select(item => item.Entry).FirstOrDefault());

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
        yield return known.Count == 0 || isOnlyStated
            ? state.NotDeclared(Subject.Dossier, "risks.unknownAssets", known.Count == 0 ? "architecture.components" : "risks")
            : Names(state, "risks.unknownAssets", strange.Select(pair => pair.Asset).Distinct(StringComparer.Ordinal), DerivedFacts.In(strange.Select(pair => pair.Risk).FirstOrDefault()));

        bool IsCovered(params string?[] names) => coversAll || names.OfType<string>().Any(name =>
            assets.Contains(PlainNames.Fold(name)) || assets.Contains(PlainNames.Fold(FileName(name)!)) || manifest.Risks.Any(risk => risk.Asset is { } asset && PlainNames.Fold(asset) == PlainNames.Fold(name))
            || (name.Length > 2 && texts.Exists(text => text.Contains(PlainNames.Fold(name), StringComparison.Ordinal))));

        Fact Left(string key, IEnumerable<string> names, ManifestEntry? entry)
        {
            List<string> all = [.. names];
            return isOnlyStated && all.Count > 0
                ? state.Unknown(Subject.Dossier, key, new(UnavailableBecause.NotFound, new(
                    $"l'analyse jointe nomme ses biens avec ses propres mots : {string.Join(", ", all.Take(5))} n'y sont pas reconnus", $"the attached analysis names its assets in its own words: {string.Join(", ", all.Take(5))} are not recognised in it")))
                : Names(state, key, all, DerivedFacts.In(entry));
        }
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

    private static Fact Names(DerivedFacts state, string key, IEnumerable<string> names, Location? at) => state.Declared(Subject.Dossier, key, new TextListValue([.. names]), at);

    private static RiskLevel? Initial(RiskEntry risk) => RiskGrid.EbiosRm.LevelOf(risk.Gravity, risk.Likelihood);

    private static RiskLevel? Residual(RiskEntry risk) => RiskGrid.EbiosRm.LevelOf(risk.ResidualGravity, risk.ResidualLikelihood);

    private static bool IsLowered(RiskEntry risk) => risk.ResidualGravity < risk.Gravity || risk.ResidualLikelihood < risk.Likelihood;

    /// <summary>A treatment may trade gravity for likelihood: only a worse level, or a rating no better in one and worse in the other, is a rise.</summary>
    private static bool IsRaised(RiskEntry risk) => Residual(risk) is { } residual && Initial(risk) is { } initial
        && (residual > initial || residual == initial && !IsLowered(risk) && (risk.ResidualGravity > risk.Gravity || risk.ResidualLikelihood > risk.Likelihood));

    private static string? FileName(string? path) => path is null ? null : path[(path.LastIndexOf('/') + 1)..];

    private static string? Shortened(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length <= 60 ? text : text[..59].TrimEnd() + "…";
}
