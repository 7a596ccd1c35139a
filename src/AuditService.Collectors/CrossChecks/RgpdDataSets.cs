using System.Globalization;
using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Holds what was found in each data set against what the manifest says of it and of the processings that use it: grounds, necessity, dates, origin.</summary>
/// <param name="time">From which the age of records is counted.</param>
internal sealed class RgpdDataSets(TimeProvider time) : ICrossCheck
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private const string LegalBasesOf = "dataset.legalBases";

    private const double DaysAMonth = 365.25 / 12;

    /// <summary>Nobody updates to the day.</summary>
    private const double LateBy = 1.5;

    private static readonly BoundedRegex Anonymous = new(@"anonym", Options);

    private static readonly BoundedRegex NotAnonymous = new(@"pseudonym|(non|pas|not|jamais)\s+anonym|[àa]\s+anonymiser", Options);

    private static readonly BoundedRegex Pseudonymous = new(@"pseudonym", Options);

    private static readonly BoundedRegex NotPseudonymous = new(@"(non|pas|not|jamais|sans|never)\s+([êe]tre\s+|been\s+)?pseudonym|([àa]|[êe]tre|sera|seront|be|puis|avant\s+d.[êe]tre)\s+pseudonym", Options);

    private static readonly BoundedRegex Reused = new(@"r[ée]utilis|second(aire|ary)|d[ée]j[àa]\s+collect|\barchives?\b|open\s*data|sources?\s+(ouvertes?|publiques?)|\bachat|achet[ée]|\btiers\b|scrap|moissonn|aspir[ée]|partenaire|re-?us(ed|e)\b|third[- ]part|purchas|\bpublic\s+(data)?set|data\.gouv|kaggle|hugging|base\s+(client|m[ée]tier|existante|de\s+gestion)|registre\s+d|dossiers?\s+(des|de)\b", Options);

    private static readonly BoundedRegex Direct = new(@"collecte\s+directe|formulaire|questionnaire|aupr[èe]s\s+d|directement|direct(ly)?\s+collect|\bform\b|\bsurvey\b|synth[ée]ti|invent[ée]|fictif|fictive|g[ée]n[ée]r[ée]", Options);

    private static readonly BoundedRegex AuthorisesOffences = new(@"art(icle|\.)?\s*10\b|art(icle|\.)?\s*46\b|autorit[ée]\s+publique|official\s+authority|\bp[ée]na(l|le|les|ux)\b|infraction|condamnation|fraude|blanchiment|mon[ée]taire\s+et\s+financier|police|justice|judiciaire|criminal|\bCPP\b|auxiliaires?\s+de\s+justice|\bvictimes?\b", Options);

    private static readonly BoundedRegex LabelName = new(@"^(label|labels|etiquette|annotation|annotations|tag|classe|class|cible|target|verite|categorie_annotee)", Options);

    private readonly DerivedFacts derived = new(Who);

    private static CollectorIdentity Who { get; } = new("rgpd-data-sets", 2);

    public CollectorIdentity Identity => Who;

    public IReadOnlyCollection<string> States { get; } =
    [
        LegalBasesOf, "dataset.offenceGrounds", "dataset.nationalIdsWithoutReason", "dataset.missingDeclaredColumns", "dataset.uselessPersonalColumns", "dataset.sensitiveLabels", "dataset.claimedAnonymous", "dataset.claimedPseudonymous", "dataset.identifiersDespiteClaim",
        "dataset.isReused", "dataset.recordsPastRetention", "dataset.staleRecords",
    ];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var links = new DataSetLinks(facts, dossier);
        foreach (var dataSet in facts.Subjects(SubjectKind.Dataset))
        {
            var entry = links.EntryOf(dataSet);
            var users = links.Using(dataSet).ToList();
            var areUsersKnown = users.Count > 0 || (links.Processings.Count > 0 && links.AreComplete);
            yield return !areUsersKnown || users.Exists(user => user.Entry.LegalBasis is null)
                ? derived.NotDeclared(dataSet, LegalBasesOf, areUsersKnown ? "processings[].legalBasis" : "processings[].dataSets")
                : derived.Declared(dataSet, LegalBasesOf, new TextListValue([.. users.Select(user => LegalBases.Id(user.Entry.LegalBasis!.Value)).Distinct(StringComparer.Ordinal)]));
            yield return areUsersKnown
                ? derived.Declared(dataSet, "dataset.offenceGrounds", new TextListValue([.. users.SelectMany(user => new[] { user.Entry.SensitiveDataGround, user.Entry.LegalText }).OfType<string>().Where(ground => !Hollow.Says(ground) && AuthorisesOffences.IsMatch(ground))]))
                : derived.NotDeclared(dataSet, "dataset.offenceGrounds", "processings[].dataSets");
            yield return WithoutReason(dataSet, entry, facts, dossier);
            yield return MissingDeclared(dataSet, entry, facts);
            yield return Useless(dataSet, facts);
            yield return SensitiveLabels(dataSet, entry, facts);
            var anonymous = Claimed(dataSet, "dataset.claimedAnonymous", entry, dossier, text => Anonymous.IsMatch(text) && !NotAnonymous.IsMatch(text));
            var pseudonymous = Claimed(dataSet, "dataset.claimedPseudonymous", entry, dossier, text => Pseudonymous.IsMatch(text) && !NotPseudonymous.IsMatch(text));
            yield return anonymous;
            yield return pseudonymous;
            yield return DespiteClaim(dataSet, entry, facts, isClaimed: anonymous.Value is BooleanValue { Value: true } || pseudonymous.Value is BooleanValue { Value: true });
            yield return IsReused(dataSet, entry, users);
            yield return PastRetention(dataSet, users, facts);
            yield return Stale(dataSet, entry, facts);
        }
    }

    private Fact WithoutReason(Subject dataSet, DataSetEntry? entry, FactSet facts, Dossier dossier)
    {
        const string Key = "dataset.nationalIdsWithoutReason";
        const string Found = "dataset.nationalIdColumns";
        if (facts.Find(dataSet, Found) is not { Value: ObservationsValue found })
            return derived.Unknown(dataSet, Key, Found, facts.Find(dataSet, Found));
        if (found.Total > 0 && !dossier.IsDeclared)
            return derived.NotDeclared(dataSet, Key, "dataSets[].columns[].necessity");
        var dictionary = RgpdDeclaredData.DictionaryOf(entry);
        return derived.Compared(dataSet, Key, new ObservationsValue([.. found.Items.Where(item => Hollow.Says(dictionary.GetValueOrDefault(ColumnNames.Fold(item.Where.DataColumn ?? ""))?.Necessity))]));
    }

    private Fact MissingDeclared(Subject dataSet, DataSetEntry? entry, FactSet facts)
    {
        const string Key = "dataset.missingDeclaredColumns";
        if (facts.Find(dataSet, "dataset.columns") is not { Value: TextListValue columns })
            return derived.Unknown(dataSet, Key, "dataset.columns", facts.Find(dataSet, "dataset.columns"));
        if (entry?.KeyPositions.ContainsKey("columns") != true)
            return derived.NotDeclared(dataSet, Key, "dataSets[].columns");
        // A sheet's column is found as sheet!column, a nested one as its path.
        var found = columns.Values.SelectMany(column => new[] { column, column[(column.LastIndexOf('!') + 1)..], column[(column.LastIndexOf('.') + 1)..] }).Select(ColumnNames.Fold).ToHashSet(StringComparer.Ordinal);
        return derived.Compared(dataSet, Key, new ObservationsValue([.. entry.Columns.Where(column => column.Name is not null && !found.Contains(ColumnNames.Fold(column.Name)))
            .Select(column => new Observation(DerivedFacts.In(column) ?? Location.InDataset(dataSet.Id, column.Name), column.Name, new($"« {column.Name} » est décrite et n'est pas dans {dataSet.Id}", $"\"{column.Name}\" is described and not in {dataSet.Id}")))]));
    }

    /// <summary>Personal columns that hold nothing, or one value for all: what is not told apart is not needed.</summary>
    private Fact Useless(Subject dataSet, FactSet facts)
    {
        const string Key = "dataset.uselessPersonalColumns";
        var (personal, constant) = (facts.Find(dataSet, "dataset.personalColumns"), facts.Find(dataSet, "dataset.constantColumns"));
        if (personal?.Value is not ObservationsValue people)
            return derived.Unknown(dataSet, Key, "dataset.personalColumns", personal);
        if (constant?.Value is not ObservationsValue same)
            return derived.Unknown(dataSet, Key, "dataset.constantColumns", constant);
        var columns = people.Items.Select(item => item.Where.DataColumn).ToHashSet(StringComparer.Ordinal);
        var empty = same.Items.Where(item => columns.Contains(item.Where.DataColumn) || IsPersonalByName(item.Where.DataColumn ?? ""));
        return derived.Compared(dataSet, Key, new ObservationsValue([.. empty]));
    }

    /// <summary>Of an empty column nothing but its name tells what it was for.</summary>
    private static bool IsPersonalByName(string column)
    {
        var header = ColumnHeader.Of(column[(column.LastIndexOf('!') + 1)..]);
        return !header.IsCount && header.Words.Any(word => word is "email" or "mail" or "telephone" or "tel" or "phone" or "naissance" or "prenom" or "adresse" or "iban" or "nir" or "secu");
    }

    private Fact SensitiveLabels(Subject dataSet, DataSetEntry? entry, FactSet facts)
    {
        const string Key = "dataset.sensitiveLabels";
        const string Found = "dataset.specialCategoryColumns";
        if (facts.Find(dataSet, Found) is not { Value: ObservationsValue special })
            return derived.Unknown(dataSet, Key, Found, facts.Find(dataSet, Found));
        var dictionary = RgpdDeclaredData.DictionaryOf(entry);
        var found = special.Items.Where(item => IsLabel(item.Where.DataColumn ?? "", dictionary)).ToList();
        found.AddRange((entry?.Columns ?? [])
            .Where(column => column.Role is ColumnRole.Label or ColumnRole.Annotation && SpecialCategories.Includes($"{column.Meaning} {column.Values}") && found.TrueForAll(item => item.Where.DataColumn != column.Name))
            .Select(column => new Observation(DerivedFacts.In(column) ?? Location.InDataset(dataSet.Id, column.Name), column.Name, new($"« {column.Name} » est une étiquette : {column.Meaning}", $"\"{column.Name}\" is a label: {column.Meaning}"))));
        return derived.Compared(dataSet, Key, new ObservationsValue(found));
    }

    private static bool IsLabel(string column, Dictionary<string, ColumnEntry> dictionary) =>
        dictionary.GetValueOrDefault(ColumnNames.Fold(column))?.Role is ColumnRole.Label or ColumnRole.Annotation or ColumnRole.Prediction || LabelName.IsMatch(column[(column.LastIndexOf('!') + 1)..]);

    private Fact Claimed(Subject dataSet, string key, DataSetEntry? entry, Dossier dossier, Func<string, bool> isClaimed)
    {
        if (entry is null)
            return dossier.IsDeclared ? derived.Declared(dataSet, key, new BooleanValue(Value: isClaimed(dataSet.Id))) : derived.NotDeclared(dataSet, key, "dataSets[].description");
        return derived.Declared(dataSet, key, new BooleanValue(isClaimed($"{entry.Id} {entry.Path} {entry.Description} {entry.Origin} {entry.KnownLimits}")), DerivedFacts.In(entry, ClaimingKey(entry, isClaimed)));
    }

    /// <summary>Where the claim is read; the name or path of the set, where no sentence makes it.</summary>
    private static string ClaimingKey(DataSetEntry entry, Func<string, bool> isClaimed) =>
        isClaimed(entry.Description ?? "") ? "description" : isClaimed(entry.Origin ?? "") ? "origin" : isClaimed(entry.KnownLimits ?? "") ? "knownLimits" : isClaimed(entry.Path ?? "") ? "path" : "id";

    /// <summary>
    /// What replaces a name by a number keeps no name (RGPD art. 4(5)): columns that name or reach somebody, and names in texts, belie the claim. Both places are
    /// told, the sentence and the column.
    /// </summary>
    private Fact DespiteClaim(Subject dataSet, DataSetEntry? entry, FactSet facts, bool isClaimed)
    {
        const string Key = "dataset.identifiersDespiteClaim";
        const string Columns = "dataset.directIdentifierColumns";
        const string Texts = "dataset.freeTextPersonalData";
        if (!isClaimed) return derived.Compared(dataSet, Key, new ObservationsValue([]));
        if (facts.Find(dataSet, Columns) is not { Value: ObservationsValue columns }) return derived.Unknown(dataSet, Key, Columns, facts.Find(dataSet, Columns));
        if (facts.Find(dataSet, Texts) is not { Value: ObservationsValue texts }) return derived.Unknown(dataSet, Key, Texts, facts.Find(dataSet, Texts));
        var found = columns.Items.Concat(texts.Items).DistinctBy(item => (item.Where.DataColumn, item.Where.Path)).ToList();
        if (found.Count == 0) return derived.Compared(dataSet, Key, new ObservationsValue([]));
        var claim = DerivedFacts.In(entry, entry is null ? null : ClaimingKey(entry, text => Anonymous.IsMatch(text) || Pseudonymous.IsMatch(text)));
        var said = new Observation(claim ?? Location.InDataset(dataSet.Id), Detail: new($"{dataSet.Id} est dit anonyme ou pseudonymisé, et garde de quoi nommer ou joindre quelqu'un", $"{dataSet.Id} is called anonymous or pseudonymised, and keeps what names or reaches somebody"));
        return derived.Compared(dataSet, Key, new ObservationsValue([said, .. found]), claim);
    }

    private Fact IsReused(Subject dataSet, DataSetEntry? entry, IReadOnlyList<(Subject Subject, ProcessingEntry Entry)> users)
    {
        const string Key = "dataset.isReused";
        if (entry?.CollectedFor is { } first && !Hollow.Says(first))
        {
            var words = PurposeWords.Of(first);
            var same = users.Count > 0 && users.All(user => PurposeWords.Of(user.Entry.Purpose, user.Entry.Name).Count(words.Contains) >= Math.Min(2, words.Count));
            return derived.Declared(dataSet, Key, new BooleanValue(!same), DerivedFacts.In(entry, "collectedFor"));
        }

        if (Hollow.Says(entry?.Origin))
            return derived.NotDeclared(dataSet, Key, "dataSets[].collectedFor");
        if (Direct.IsMatch(entry!.Origin!))
            return derived.Declared(dataSet, Key, new BooleanValue(Value: false), DerivedFacts.In(entry, "origin"));
        return Reused.IsMatch(entry.Origin!)
            ? derived.Declared(dataSet, Key, new BooleanValue(Value: true), DerivedFacts.In(entry, "origin"))
            : derived.NotDeclared(dataSet, Key, "dataSets[].collectedFor");
    }

    private Fact PastRetention(Subject dataSet, IReadOnlyList<(Subject Subject, ProcessingEntry Entry)> users, FactSet facts)
    {
        const string Key = "dataset.recordsPastRetention";
        const string Oldest = "dataset.oldestRecord";
        if (facts.Find(dataSet, Oldest) is not { Value: DateValue oldest })
            return derived.Unknown(dataSet, Key, Oldest, facts.Find(dataSet, Oldest));
        var periods = users.Select(user => (user.Subject, user.Entry, Months: string.IsNullOrWhiteSpace(user.Entry.Retention) ? null : RetentionPeriod.Of(user.Entry.Retention).Months)).ToList();
        if (periods.Count == 0 || periods.TrueForAll(period => period.Months is null))
            return derived.NotDeclared(dataSet, Key, "processings[].retention");
        var age = Months(oldest.Value);
        return derived.Compared(dataSet, Key, new ObservationsValue(
        [
            .. periods.Where(period => age > period.Months + 1).Select(period => new Observation(
                DerivedFacts.In(period.Entry, "retention") ?? Location.InDataset(dataSet.Id),
                Detail: new(
                    $"« {period.Subject.Id} » annonce « {period.Entry.Retention} » et des enregistrements de {dataSet.Id} remontent au {Day(oldest.Value)} ({Figure(age)} mois)",
                    $"\"{period.Subject.Id}\" announces \"{period.Entry.Retention}\" and records of {dataSet.Id} go back to {Day(oldest.Value)} ({Figure(age)} months)"))),
        ]));
    }

    private Fact Stale(Subject dataSet, DataSetEntry? entry, FactSet facts)
    {
        const string Key = "dataset.staleRecords";
        const string Newest = "dataset.newestRecord";
        if (facts.Find(dataSet, Newest) is not { Value: DateValue newest })
            return derived.Unknown(dataSet, Key, Newest, facts.Find(dataSet, Newest));
        if (entry?.UpdatedEvery is not { } every || RetentionPeriod.Of(every).Months is not { } months)
            return derived.NotDeclared(dataSet, Key, "dataSets[].updatedEvery");
        var age = Months(newest.Value);
        return derived.Compared(dataSet, Key, new ObservationsValue(age <= LateBy * Math.Max(months, 1 / DaysAMonth) ? [] :
        [
            new(DerivedFacts.In(entry, "updatedEvery") ?? Location.InDataset(dataSet.Id), Detail: new(
                $"mise à jour annoncée : « {every} » ; l'enregistrement le plus récent est du {Day(newest.Value)}", $"update announced: \"{every}\"; the newest record is of {Day(newest.Value)}")),
        ]));
    }

    private double Months(DateOnly day) => (DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber - day.DayNumber) / DaysAMonth;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Figure(double months) => Math.Floor(months).ToString(CultureInfo.InvariantCulture);
}
