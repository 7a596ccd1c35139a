using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// The legal basis of each purpose as the manifest, the notice and the register tell it (RGPD art. 5(1)(a), 6(1)), which purposes develop a system, and which
/// mix its development with its use.
/// </summary>
internal sealed class RgpdBases : ICrossCheck
{
    private const string Contradictions = "privacy.basisContradictions";

    private const string Mixed = "privacy.mixedPurposes";

    private const string Trains = "processing.trainsModel";

    private const int LeastShared = 2;

    private static readonly (string Key, LocalizedText Document)[] Sources =
    [
        ("notice.mentionsLegalBasis", new("la notice", "the notice")),
        ("register.legalBases", new("le registre", "the register")),
    ];

    private readonly DerivedFacts derived;

    public RgpdBases()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-bases", 1);

    public IReadOnlyCollection<string> States { get; } = [Contradictions, Mixed, Trains];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var links = new DataSetLinks(facts, dossier);
        yield return Contradicting(facts, links);
        yield return Mixing(facts, links, dossier);
        var learnt = Learnt(links, dossier);
        foreach (var (subject, entry) in links.Processings)
            yield return Training(subject, entry, links, learnt);
    }

    /// <summary>A purpose that says nothing of training beside a set that is for it: only its author knows.</summary>
    private Fact Training(Subject subject, ProcessingEntry entry, DataSetLinks links, HashSet<Subject> learnt)
    {
        if (entry.Purpose is null && entry.DataSets.Count == 0)
            return derived.NotDeclared(subject, Trains, "processing.purpose");
        if (PurposeWords.SayLearning(entry.Purpose) || PurposeWords.SayLearning(entry.Name))
            return derived.Declared(subject, Trains, new BooleanValue(true), DerivedFacts.In(entry, "purpose"));
        var isToldElsewhere = links.Processings.Any(other => PurposeWords.SayLearning(other.Entry.Purpose) || PurposeWords.SayLearning(other.Entry.Name));
        return !isToldElsewhere && links.Of(entry).OfType<Subject>().FirstOrDefault(learnt.Contains) is { Id: { } set }
            ? derived.Unknown(subject, Trains, new(UnavailableBecause.NotDeclared, new($"la finalité ne parle pas d'entraînement, mais {set} y sert", $"the purpose does not speak of training, but {set} is for it")))
            : derived.Declared(subject, Trains, new BooleanValue(false), DerivedFacts.In(entry, "purpose"));
    }

    private static HashSet<Subject> Learnt(DataSetLinks links, Dossier dossier)
    {
        var learnt = dossier.Manifest.Models.SelectMany(model => model.TrainedOn).Select(links.Named).OfType<Subject>().ToHashSet();
        foreach (var entry in dossier.Manifest.DataSets.Where(entry => Datasets.DataSetUse.In(entry.Use).Contains(Datasets.DataSetUse.Training, StringComparer.Ordinal)))
        {
            if ((entry.Id ?? entry.Path) is { } name && links.Named(name) is { } set) learnt.Add(set);
        }

        return learnt;
    }

    private Fact Contradicting(FactSet facts, DataSetLinks links)
    {
        var based = links.Processings.Where(processing => processing.Entry.LegalBasis is not null and not LegalBasis.None).ToList();
        if (based.Count == 0)
            return derived.NotDeclared(Subject.Dossier, Contradictions, "processings[].legalBasis");
        var found = TwoBases(based).ToList();
        var read = 0;
        Fact? unread = null;
        foreach (var (key, document) in Sources)
        {
            var fact = facts.Find(Subject.Dossier, key);
            if (fact?.Value is not ObservationsValue sightings)
            {
                unread ??= fact;
                continue;
            }

            read++;
            foreach (var sighting in sightings.Items)
                found.AddRange(Against(sighting, document, based));
        }

        return found.Count == 0 && read == 0
            ? derived.Unknown(Subject.Dossier, Contradictions, Sources[0].Key, unread)
            : derived.Compared(Subject.Dossier, Contradictions, new ObservationsValue([.. found.DistinctBy(one => (one.Where.Key, one.Detail!.En))]));
    }

    /// <summary>One purpose, declared twice, on two bases.</summary>
    private static IEnumerable<Observation> TwoBases(IReadOnlyList<(Subject Subject, ProcessingEntry Entry)> based)
    {
        for (var i = 0; i < based.Count; i++)
        {
            for (var j = i + 1; j < based.Count; j++)
            {
                var (first, second) = (based[i].Entry, based[j].Entry);
                if (first.LegalBasis == second.LegalBasis || string.IsNullOrWhiteSpace(first.Purpose) || ColumnNames.Fold(first.Purpose) != ColumnNames.Fold(second.Purpose ?? "")) continue;
                yield return new(DerivedFacts.In(second, "legalBasis") ?? Location.File(Dossier.ManifestFileName), first.Purpose, new(
                    $"« {based[i].Subject.Id} » et « {based[j].Subject.Id} » ont la même finalité et deux bases : {LegalBases.Label(first.LegalBasis!.Value).Fr} et {LegalBases.Label(second.LegalBasis!.Value).Fr}",
                    $"\"{based[i].Subject.Id}\" and \"{based[j].Subject.Id}\" have one purpose and two bases: {LegalBases.Label(first.LegalBasis.Value).En} and {LegalBases.Label(second.LegalBasis.Value).En}"));
            }
        }
    }

    /// <summary>A sentence about a purpose that is recognised is held against that purpose; one about none, against all of them.</summary>
    private static IEnumerable<Observation> Against(Observation sighting, LocalizedText document, IReadOnlyList<(Subject Subject, ProcessingEntry Entry)> based)
    {
        foreach (var sentence in LegalBases.AnnouncedIn(sighting.Excerpt ?? "").GroupBy(announced => announced.Sentence, announced => announced.Basis, StringComparer.Ordinal))
        {
            var words = PurposeWords.Of(sentence.Key);
            var about = based.Count == 1 ? [based[0]] : based.Where(processing => PurposeWords.Of(processing.Entry.Purpose, processing.Entry.Name).Count(words.Contains) >= LeastShared).ToList();
            var held = about.Count > 0 ? about : based;
            // Of several purposes in one sentence nobody can say whose basis is which.
            if (about.Count > 1 || sentence.Any(basis => held.Any(processing => processing.Entry.LegalBasis == basis))) continue;
            var told = sentence.Select(LegalBases.Label).ToList();
            var declared = held.Select(processing => processing.Entry.LegalBasis!.Value).Distinct().Select(LegalBases.Label).ToList();
            yield return sighting with
            {
                Detail = new(
                    $"{document.Fr} dit {string.Join(", ", told.Select(basis => basis.Fr))} ; le manifeste dit {string.Join(", ", declared.Select(basis => basis.Fr))} ({string.Join(", ", held.Select(processing => processing.Subject.Id))})",
                    $"{document.En} says {string.Join(", ", told.Select(basis => basis.En))}; the manifest says {string.Join(", ", declared.Select(basis => basis.En))} ({string.Join(", ", held.Select(processing => processing.Subject.Id))})"),
            };
        }
    }

    /// <summary>A processing that develops a system and uses it, in its own words or by the sets that it uses.</summary>
    private Fact Mixing(FactSet facts, DataSetLinks links, Dossier dossier)
    {
        if (links.Processings.Count == 0)
            return derived.NotDeclared(Subject.Dossier, Mixed, "processings");
        var learnt = Learnt(links, dossier);
        var found = new List<Observation>();
        foreach (var (subject, entry) in links.Processings)
        {
            var (learns, serves) = (PurposeWords.SayLearning(entry.Purpose), PurposeWords.SayServing(entry.Purpose));
            var sets = links.Of(entry);
            // A system that learns from nobody's data has no second purpose under the regulation.
            if (sets.Count > 0 && sets.All(set => set is { } known && IsAboutNobody(facts, links, known))) continue;
            var usesLearnt = sets.Any(set => set is { } known && learnt.Contains(known));
            if (learns && PurposeWords.SayActing(entry.Purpose))
                found.Add(Told(subject, entry, new("la finalité dit à la fois d'améliorer ou d'entraîner le système et de s'en servir", "the purpose tells both to improve or train the system and to use it"), 1));
            else if (!learns && serves && usesLearnt && !links.Processings.Any(other => PurposeWords.SayLearning(other.Entry.Purpose) || PurposeWords.SayLearning(other.Entry.Name)))
                found.Add(Told(subject, entry, new("le traitement sert le système et emploie un jeu d'entraînement, et aucun traitement ne dit l'entraînement", "the processing uses the system and a training set, and no processing tells the training"), 0.8));
        }

        return derived.Declared(Subject.Dossier, Mixed, new ObservationsValue(found));
    }

    private static bool IsAboutNobody(FactSet facts, DataSetLinks links, Subject set) =>
        links.EntryOf(set)?.PersonalData == false && facts.Find(set, "dataset.personalColumns")?.Value is ObservationsValue { Total: 0 };

    private static Observation Told(Subject subject, ProcessingEntry entry, LocalizedText why, double confidence) =>
        new(DerivedFacts.In(entry, "purpose") ?? DerivedFacts.In(entry) ?? Location.File(Dossier.ManifestFileName), entry.Purpose, new($"{subject.Id} : {why.Fr}", $"{subject.Id}: {why.En}"), confidence);
}
