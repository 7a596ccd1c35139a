using System.Text.RegularExpressions;
using AuditService.Collectors.Datasets;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// What a system of learning keeps beside its main records (training sets, logs and prompts, versions of models, annotations, backups), and which of these that the
/// dossier has no declared or announced period names (RGPD art. 5(1)(e); CNIL sheet 7).
/// </summary>
internal sealed class RgpdRetentionKinds : ICrossCheck
{
    private const string Kinds = "privacy.keptKinds";

    private const string Without = "privacy.kindsWithoutPeriod";

    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private static readonly (string Id, LocalizedText Label, BoundedRegex Words)[] Known =
    [
        ("trainingSet", new("jeu d'entraînement", "training set"), new(@"entra[iî]n|apprentissage|\btraining|\bjeux?\s+de\s+donn|\bdatasets?\b", Options)),
        ("logs", new("journaux et invites", "logs and prompts"), new(@"journa|\blogs?\b|invites?\b|prompts?\b|traces?\b|requ[êe]tes|historique\s+des\s+(questions|[ée]changes)", Options)),
        ("models", new("versions du modèle", "versions of the model"), new(@"mod[èe]les?\b|models?\b|\bpoids\b|\bweights\b", Options)),
        ("annotations", new("annotations", "annotations"), new(@"annotat|[ée]tiquet|\blabels?\b|corrections?\s+d", Options)),
        ("backups", new("sauvegardes", "backups"), new(@"sauvegarde|\bbackups?\b|\bcopies?\b", Options)),
    ];

    private static readonly BoundedRegex Development = new(@"entra[iî]n|apprentissage|\btrain(s|ing|ed)?\b|d[ée]velopp|\bdevelop|mise\s+au\s+point|am[ée]lior|\bimprov|[ée]valuation\s+(du|des|d.un)\s+mod|fine-?tun", Options);

    private readonly DerivedFacts derived;

    public RgpdRetentionKinds()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-retention-kinds", 2);

    public IReadOnlyCollection<string> States { get; } = [Kinds, Without];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        if (!dossier.HasManifest || dossier.Manifest.Processings.Count == 0)
        {
            yield return derived.NotDeclared(Subject.Dossier, Kinds, "processings");
            yield return derived.NotDeclared(Subject.Dossier, Without, "processings[].retention");
            yield break;
        }

        var links = new DataSetLinks(facts, dossier);
        var kept = Known.Where(kind => IsKept(kind.Id, dossier.Manifest, links)).ToList();
        yield return derived.Declared(Subject.Dossier, Kinds, new TextListValue([.. kept.Select(kind => kind.Id)]));

        var declared = dossier.Manifest.Processings.Where(processing => processing.Retention is not null).ToList();
        var announced = new[] { "notice.durations", "privacy.announcedPeriods" }.SelectMany(key => (facts.Find(Subject.Dossier, key)?.Value as ObservationsValue)?.Items ?? []).Select(item => item.Excerpt).OfType<string>();
        if (declared.Count == 0)
        {
            yield return derived.NotDeclared(Subject.Dossier, Without, "processings[].retention");
            yield break;
        }

        // A period, and the thing that it is for, in one breath.
        var texts = declared.Select(processing => $"{processing.Retention} ({processing.Name} {processing.Purpose})").Concat(announced).SelectMany(text => text.Split([';', '\n', '.'])).Where(part => RetentionPeriod.DurationsIn(part).Count > 0).ToList();
        yield return derived.Declared(Subject.Dossier, Without, new ObservationsValue(
        [
            .. kept.Where(kind => !texts.Exists(kind.Words.IsMatch) && !(kind.Id == "trainingSet" && AllHavePeriods(dossier.Manifest, links))).Select(kind => new Observation(
                DerivedFacts.In(declared[0], "retention") ?? Location.File(Dossier.ManifestFileName),
                Detail: new($"aucune durée pour : {kind.Label.Fr}", $"no period for: {kind.Label.En}"))),
        ]));
    }

    /// <summary>
    /// A period is set for a purpose (art. 5(1)(e), 13(2)(a)): that of a processing which makes the model is that of the set it learns from; that of using the model
    /// says how long files are kept, not how long the copy that it learnt from is.
    /// </summary>
    private static bool AllHavePeriods(Manifest manifest, DataSetLinks links)
    {
        var timed = manifest.Processings.Where(processing => processing.Retention is { } period && RetentionPeriod.DurationsIn(period).Count > 0 && Development.IsMatch($"{processing.Name} {processing.Purpose}")).SelectMany(links.Of).OfType<Subject>().ToHashSet();
        return manifest.DataSets.Where(IsTrainingSet).All(set => links.Named(set.Id ?? set.Path ?? "") is { } named && timed.Contains(named));
    }

    private static bool IsTrainingSet(DataSetEntry set) => set.PersonalData != false && DataSetUse.In(set.Use).Contains(DataSetUse.Training, StringComparer.Ordinal);

    private static bool IsKept(string kind, Manifest manifest, DataSetLinks links) => kind switch
    {
        "trainingSet" => manifest.DataSets.Any(IsTrainingSet),
        "logs" => manifest.Processings.SelectMany(processing => processing.SecurityMeasures).Concat(manifest.Architecture?.Flows.Select(flow => flow.Data ?? "") ?? []).Any(text => Known[1].Words.IsMatch(text)),
        "models" => manifest.Models.Any(model => model.TrainedOn.Any(set => links.Named(set) is { } named && links.EntryOf(named)?.PersonalData == true)),
        "annotations" => manifest.DataSets.SelectMany(set => set.Columns).Any(column => column.Role == ColumnRole.Annotation),
        "backups" => manifest.Architecture?.Components.Any(component => component.Backup == true) == true || manifest.Processings.SelectMany(processing => processing.SecurityMeasures).Any(Known[4].Words.IsMatch),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind"),
    };
}
