using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// The rights that go with the legal bases in use against those that the notice states (RGPD art. 13(2)(b) and CNIL's table), the sets that were not
/// collected from the people themselves (art. 14), the special categories that feed a solely automated decision (art. 22(4)), and the recipients that the
/// notice passes over.
/// </summary>
internal sealed class RgpdRights : ICrossCheck
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private static readonly BoundedRegex Direct = new(
        @"collecte\s+directe|directement|saisie?s?\s+par|d[ée]pos[ée]e?s?\s+par|fournie?s?\s+par\s+(la|les|l.)\s*(personne|candidat|usager|client|patient|utilisateur|int[ée]ress)|formulaires?\b|questionnaire|entretiens?\b|direct\s+collection|provided\s+by\s+the\s+(person|user|applicant|customer)|\bforms?\b",
        Options);

    private static readonly BoundedRegex Indirect = new(
        @"indirect|open\s*data|donn[ée]es\s+(ouvertes|publiques)|source\s+(ouverte|publique|tierce|externe)|\bachat|\bachet|\bacquis|courtier|partenaires?\b|\btiers\b|scrap|moissonn|aspir|r[ée]seaux\s+sociaux|linkedin|kaggle|hugging\s*face|extraction|extrait|registre|base\s+(de\s+donn[ée]es\s+)?(existante|m[ée]tier|cliente?s?)|import|transmis|data\s+broker|third[\s-]part|purchas|public(ly)?\s+(available|data)|extract",
        Options);

    private static readonly BoundedRegex Made = new(@"synth[ée]ti|fictif|fictives?|simul[ée]|g[ée]n[ée]r[ée]e?s?\b|synthetic|fictitious|generated", Options);

    private readonly DerivedFacts derived;

    public RgpdRights()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-rights", 1);

    public IReadOnlyCollection<string> States { get; } = ["notice.missingRights", "notice.rightsBeyondBasis", "privacy.indirectSets", "processing.specialFeatures", "notice.unnamedRecipients", "notice.hardToRead"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var links = new DataSetLinks(facts, dossier);
        foreach (var fact in Rights(facts, links))
            yield return fact;
        yield return IndirectSets(facts, dossier, links);
        foreach (var (subject, entry) in links.Processings)
            yield return SpecialFeatures(subject, entry, facts, links);
        yield return Unnamed(facts, dossier);
        yield return HardToRead(facts, dossier);
    }

    private IEnumerable<Fact> Rights(FactSet facts, DataSetLinks links)
    {
        const string Missing = "notice.missingRights";
        const string Beyond = "notice.rightsBeyondBasis";
        if (links.Processings.Count == 0 || links.Processings.Exists(processing => processing.Entry.LegalBasis is null))
        {
            yield return derived.NotDeclared(Subject.Dossier, Missing, "processings[].legalBasis");
            yield return derived.NotDeclared(Subject.Dossier, Beyond, "processings[].legalBasis");
            yield break;
        }

        var bases = links.Processings.Select(processing => processing.Entry.LegalBasis!.Value).ToHashSet();
        (string Right, string Fact, bool Owed)[] table =
        [
            ("access", "notice.mentionsAccess", true),
            ("rectification", "notice.mentionsRectification", true),
            ("restriction", "notice.mentionsRestriction", true),
            ("erasure", "notice.mentionsErasure", bases.Overlaps([LegalBasis.Consent, LegalBasis.Contract, LegalBasis.LegitimateInterests, LegalBasis.VitalInterests])),
            ("portability", "notice.mentionsPortability", bases.Overlaps([LegalBasis.Consent, LegalBasis.Contract])),
            ("objection", "notice.mentionsObjection", bases.Overlaps([LegalBasis.LegitimateInterests, LegalBasis.PublicTask])),
        ];
        var unread = table.FirstOrDefault(row => facts.Find(Subject.Dossier, row.Fact)?.Value is not ObservationsValue);
        if (unread.Fact is { } key)
        {
            yield return derived.Unknown(Subject.Dossier, Missing, key, facts.Find(Subject.Dossier, key));
            yield return derived.Unknown(Subject.Dossier, Beyond, key, facts.Find(Subject.Dossier, key));
            yield break;
        }

        yield return derived.Compared(Subject.Dossier, Missing, new TextListValue([.. table.Where(row => row.Owed && Seen(row.Fact).Total == 0).Select(row => row.Right)]));
        // Erasure is announced by nearly every notice, and is due in the listed cases whatever the basis: only portability and objection can mislead.
        yield return derived.Compared(Subject.Dossier, Beyond, new ObservationsValue(
        [
            .. table.Where(row => !row.Owed && row.Right is "portability" or "objection" && !row.Owed)
                .SelectMany(row => Seen(row.Fact).Items.Take(1))
                .Where(item => !Conditional.IsMatch(item.Excerpt ?? ""))
                .Select(item => item with { Detail = new("ce droit n'existe pas avec les bases légales déclarées", "this right does not exist with the declared legal bases") }),
        ]));

        ObservationsValue Seen(string fact) => (ObservationsValue)facts.Find(Subject.Dossier, fact)!.Value!;
    }

    private static readonly BoundedRegex Conditional = new(@"lorsqu|\bselon\b|\bsi\b|certains?\s+cas|le\s+cas\s+[ée]ch[ée]ant|limites|conditions|applicable|ne\s+s.appliqu|pas\s+(de|d.un|le)\s+droit|where\s+applicable|\bif\b|in\s+some\s+cases|does\s+not\s+apply", Options);

    private Fact IndirectSets(FactSet facts, Dossier dossier, DataSetLinks links)
    {
        const string Key = "privacy.indirectSets";
        var judged = dossier.Manifest.DataSets
            .Select(entry => (Entry: entry, Subject: links.Named(entry.Id ?? entry.Path ?? "")))
            .Where(set => IsPersonal(set.Entry, set.Subject, facts) && !Made.IsMatch(set.Entry.Origin ?? ""))
            .ToList();
        var indirect = judged.FindAll(set => set.Entry.Origin is { } origin && Indirect.IsMatch(origin) && !Direct.IsMatch(origin));
        if (indirect.Count == 0 && (dossier.Manifest.DataSets.Count == 0 || judged.Exists(set => Hollow.Says(set.Entry.Origin) || (!Direct.IsMatch(set.Entry.Origin!) && !Indirect.IsMatch(set.Entry.Origin!)))))
            return derived.NotDeclared(Subject.Dossier, Key, "dataSets[].origin");
        return derived.Declared(Subject.Dossier, Key, new ObservationsValue([.. indirect.Select(set => new Observation(
            DerivedFacts.In(set.Entry, "origin") ?? Location.File(Dossier.ManifestFileName), set.Entry.Id ?? set.Entry.Path, new($"origine : {set.Entry.Origin}", $"origin: {set.Entry.Origin}")))]));
    }

    private static bool IsPersonal(DataSetEntry entry, Subject? subject, FactSet facts) =>
        entry.PersonalData == true || (subject is { } set && ColumnNames.Of(facts.Find(set, "dataset.personalColumns")?.Value).Count > 0);

    /// <summary>The special categories that a solely automated decision may rest on: found in its sets, or declared of it.</summary>
    private Fact SpecialFeatures(Subject subject, ProcessingEntry entry, FactSet facts, DataSetLinks links)
    {
        const string Key = "processing.specialFeatures";
        var found = new List<Observation>();
        found.AddRange(entry.DataCategories.Where(SpecialCategories.Includes).Select(category => new Observation(DerivedFacts.In(entry, "dataCategories") ?? Location.File(Dossier.ManifestFileName), category, new("catégorie déclarée", "declared category"))));
        Fact? unread = null;
        foreach (var dataSet in links.Of(entry))
        {
            var fact = dataSet is { } named ? facts.Find(named, "dataset.specialCategoryColumns") : null;
            if (fact?.Value is ObservationsValue columns)
                found.AddRange(columns.Items.Select(item => item with { Excerpt = item.Where.DataColumn, Detail = new("colonne du jeu dont la décision se sert", "column of the set that the decision uses") }));
            else
                unread ??= fact ?? Fact.Unavailable(subject, Key, DerivedFacts.NotStated("dataset.specialCategoryColumns"), new(Identity, EvidenceGrade.Declared));
        }

        if (found.Count > 0)
            return derived.Compared(subject, Key, new ObservationsValue(found));
        if (unread is not null)
            return derived.Unknown(subject, Key, "dataset.specialCategoryColumns", unread);
        return entry.KeyPositions.ContainsKey("dataCategories") || entry.DataSets.Count > 0
            ? derived.Compared(subject, Key, new ObservationsValue([]))
            : derived.NotDeclared(subject, Key, "processing.dataCategories");
    }

    /// <summary>Services that code calls and processors that the manifest declares, of which the notice gives neither the name nor, for a declared one, the service.</summary>
    private Fact Unnamed(FactSet facts, Dossier dossier)
    {
        const string Key = "notice.unnamedRecipients";
        const string Names = "notice.namedParties";
        if (facts.Find(Subject.Dossier, Names)?.Value is not TextListValue named)
            return derived.Unknown(Subject.Dossier, Key, Names, facts.Find(Subject.Dossier, Names));
        var recipients = new DeclaredRecipients(dossier);
        var called = CalledServices.In(facts).Select(pair => (Name: pair.Provider?.Name, pair.Sighting.Where));
        var expected = recipients.Processors.Select(processor => (processor.Name, Where: DerivedFacts.In(processor) ?? Location.File(Dossier.ManifestFileName))).Concat(called)
            .Where(party => party.Name is not null)
            .DistinctBy(party => ColumnNames.Fold(party.Name!));
        var known = named.Values.Select(ColumnNames.Fold).ToHashSet(StringComparer.Ordinal);
        return derived.Compared(Subject.Dossier, Key, new ObservationsValue(
            [.. expected.Where(party => !known.Contains(ColumnNames.Fold(party.Name!)) && !KnownProvider.In(party.Name!).Any(provider => known.Contains(ColumnNames.Fold(provider.Name)))).Select(party => new Observation(party.Where, party.Name, new("la notice ne le nomme pas", "the notice does not name it")))]));
    }

    /// <summary>What stands between a person and the notice: another language, sentences that only lawyers read, a length that nobody reads.</summary>
    private Fact HardToRead(FactSet facts, Dossier dossier)
    {
        const string Key = "notice.hardToRead";
        var notices = dossier.Manifest.Documents.Where(document => document.Role == DocumentRole.PrivacyNotice && document.Path is { } path && dossier.Find(path) is not null).ToList();
        if (notices.Count == 0)
            return derived.NotDeclared(Subject.Dossier, Key, "documents[role: privacyNotice]");
        var found = new List<Observation>();
        var inFrench = false;
        foreach (var notice in notices)
        {
            var subject = new Subject(SubjectKind.Document, notice.Path!);
            if (facts.Find(subject, "document.words")?.Value is not NumberValue { Value: var words })
                return derived.Unknown(Subject.Dossier, Key, "document.words", facts.Find(subject, "document.words"));
            var where = Location.File(notice.Path!);
            if (facts.Find(subject, "document.language")?.Value is TextValue { Value: var language })
                inFrench |= language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
            if (words > LongNotice)
                found.Add(new(where, null, new($"{words} mots : trop long pour être lu, ajoutez un premier niveau court", $"{words} words: too long to be read, add a short first layer")));
            if (facts.Find(subject, "document.readabilityLix")?.Value is NumberValue { Value: > VeryHard and var lix })
                found.Add(new(where, null, new($"indice de lisibilité LIX {lix} : très difficile (au-delà de {VeryHard})", $"LIX readability index {lix}: very hard (above {VeryHard})")));
        }

        if (!inFrench && notices.TrueForAll(notice => facts.Find(new(SubjectKind.Document, notice.Path!), "document.language")?.Value is TextValue))
            found.Add(new(Location.File(notices[0].Path!), null, new("aucune notice en français", "no notice in French")));
        if (notices.TrueForAll(notice => facts.Find(new(SubjectKind.Document, notice.Path!), "document.format")?.Value is TextValue { Value: "pdf" }))
            found.Add(new(Location.File(notices[0].Path!), null, new("la notice n'existe qu'en PDF", "the notice exists as PDF only")));
        return derived.Compared(Subject.Dossier, Key, new ObservationsValue(found));
    }

    /// <summary>Above it a text is "very difficult" on Björnsson's scale.</summary>
    private const double VeryHard = 60;

    /// <summary>A quarter of an hour's reading at 240 words a minute.</summary>
    private const double LongNotice = 3600;
}
