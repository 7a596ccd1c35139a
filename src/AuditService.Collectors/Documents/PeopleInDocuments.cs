using System.Globalization;
using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Identifiers;
using AuditService.Collectors.PersonalData.Texts;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Documents;

/// <summary>
/// Looks for people in the documents of the dossier (RGPD art. 5(1)(c)): whom a paragraph, a row of a table, a comment or a speaker's note tells more about than a
/// project has to. Whoever signs, answers for or is reached about a text is named in it of right, and examples and personas are nobody.
/// </summary>
internal sealed class PeopleInDocuments(CollectorIdentity collector, PersonalDataDetector detector, int maximum)
{
    public const string Key = "privacy.personalDataInDocuments";

    private const double Proven = 0.9;

    private const double ToWeigh = 0.5;

    private const double LeastConfidence = 0.65;

    /// <summary>One address in a report is somebody to write to; a row of them is a list of people.</summary>
    private const int LeastOfLone = 3;

    /// <summary>Of a document: a reader goes on from there.</summary>
    private const int PlacesOfOne = 5;

    private const int MostCharacters = 1_000_000;

    private const int MostCharactersOfAll = 8_000_000;

    /// <summary>Fewer are a sketch of a table, or a team.</summary>
    private const int LeastRows = 5;

    private const int MostRows = 2_000;

    private const RegexOptions Options = RegexOptions.IgnoreCase;

    /// <summary>Whom a text is by, who answers for what it tells, and whom to write to (RGPD art. 13(1)(a), (b); 30(1)(a)).</summary>
    private static readonly BoundedRegex Contact = new(
        @"\bcontact|\bjoindre\b|nous\s+[ée]crire|d[ée]l[ée]gu[ée]e?s?\s+[àa]\s+la\s+protection|\b(DPO|DPD|RSSI|CISO|CNIL|ARS|CPAM)\b|responsables?\s+(du|de(s)?)\s+(traitement|publication|projet)|repr[ée]sentante?\s+(l[ée]gal|dans\s+l)|"
        + @"r[ée]f[ée]rente?s?\b|correspondante?s?\b|[ée]diteur|[ée]ditrice|direct(eur|rice)\b|h[ée]bergeu|mentions\s+l[ée]gales|si[èe]ge\s+social|\bauteurs?\b|\bautrices?\b|\bauthors?\b|r[ée]dig[ée]|r[ée]dact(eur|rice)|relect(eur|rice)|\brelu\b|"
        + @"(valid|approuv|sign|v[ée]rifi|pr[ée]sent|r[ée]alis|pr[ée]par)[ée]e?s?\s+par\b|\bsignatures?\b|\bsignataires?\b|\bfait\s+[àa]\b|cordialement|\bencadr|\btut(eur|rice)\b|\bjury\b|[ée]quipe|\bteam\b|chef(fe)?\s+de\s+projet|"
        + @"ma[îi]tr(e|ise)\s+d.(ouvrage|œuvre|oeuvre)|prestataire|sous-traitant|fournisseur|\bprocessors?\b|\bmairie\b|pr[ée]fecture|minist[èe]re|tribunal|d[ée]fenseure?\s+des\s+droits|m[ée]diat(eur|rice)|remerci|bibliograph|r[ée]f[ée]rences\b|\bsources?\b|"
        + @"copyright|©|\blicen[cs]e\b|linkedin|written\s+by|prepared\s+by|reviewed\s+by|approved\s+by|controller\b|publisher|acknowledg|propri[ée]taires?\b|\bowners?\b|maintain|parties?\b|repr[ée]sent[ée]e?\s+par|d[ée]nomm[ée]|ci-apr[èe]s|\bRCS\b|\bSIRET\b|\bSIREN\b",
        Options);

    /// <summary>Nobody lives there.</summary>
    private static readonly BoundedRegex MadeUp = new(
        @"\bexemples?\b|\bexamples?\b|par\s+ex\b|\be\.\s?g\.|\bfictif|\bfictive|fictional|invent[ée]|imagin[ée]|made[- ]up|synth[ée]ti|\bpersonas?\b|illustrati|\bmod[èe]les?\s+de\s+(lettre|courri|document)|gabarit|\btemplate\b|factice|dummy|\bsamples?\b|"
        + @"placeholder|\bmock|\bformats?\b|anonymis|pseudonymis|masqu[ée]|masked|\bcas\s+(d.usage|d.[ée]tude|types?)\b|use\s+cases?|user\s+stor|sc[ée]narios?|jeux?\s+d.essai|donn[ée]es\s+de\s+test|test\s+data|d[ée]mo(nstration)?\b|lorem",
        Options);

    private static readonly BoundedRegex Desk = new(@"^(contact|info|infos|support|admin|webmaster|no-?reply|ne-pas-repondre|postmaster|hello|bonjour|dpo|dpd|rgpd|gdpr|privacy|donnees|security|securite|rssi|service|mairie|accueil|secretariat|sales|press|presse|communication|jobs|rh|hr|recrutement|help|aide|team|equipe|dev|test|user|utilisateur|usager|nom|prenom|name|email|mail|foo|bar|direction|juridique|legal|reclamation|mediateur|accessibilite)([.+_-]?[\w-]*)*@", Options);

    /// <summary>Papers whose parties and desks the law itself asks to be named.</summary>
    private static readonly DocumentRole[] OfParties = [DocumentRole.Contract, DocumentRole.PrivacyNotice, DocumentRole.Register, DocumentRole.AccessibilityStatement];

    public Fact State(IReadOnlyList<ReadDocument> documents)
    {
        var seen = new List<Observation>();
        Unavailability? unread = null;
        var left = MostCharactersOfAll;
        foreach (var document in documents)
        {
            if (document.Reading.Unreadable is { } because)
            {
                unread ??= because;
                continue;
            }

            unread ??= document.Reading.TextGap;
            var whole = Seen(document, ref left, seen);
            if (!whole)
                unread ??= new(UnavailableBecause.RefusedByLimit, new($"{document.Reading.Source} : trop long pour être lu en entier", $"{document.Reading.Source}: too long to be read whole"));
        }

        if (documents.Count == 0)
            return Fact.Unavailable(Subject.Dossier, Key, new(UnavailableBecause.NotFound, new("le dossier ne contient aucun document", "the dossier holds no document")), new(collector, EvidenceGrade.MachineChecked));
        // Nothing found is only nothing where all of it was read.
        return seen.Count == 0 && unread is not null
            ? Fact.Unavailable(Subject.Dossier, Key, unread, new(collector, EvidenceGrade.MachineChecked))
            : Fact.Known(Subject.Dossier, Key, new ObservationsValue([.. seen.OrderByDescending(one => one.Confidence).Take(maximum)], seen.Count), new(collector, EvidenceGrade.MachineChecked));
    }

    /// <returns>False where something of it was left out.</returns>
    private bool Seen(ReadDocument document, ref int left, List<Observation> seen)
    {
        var isOfParties = document.Document.Role is { } role && OfParties.Contains(role);
        var (proven, weighed, lone) = (new List<Sighted>(), new List<Sighted>(), new List<Sighted>());
        var characters = Math.Min(MostCharacters, left);
        var whole = true;
        foreach (var passage in DocumentPassages.Of(document.Reading.Paragraphs))
        {
            characters -= passage.Length;
            left -= passage.Length;
            if (characters < 0)
            {
                whole = false;
                break;
            }

            if (passage.Headings.Exists(MadeUp.IsMatch))
                continue;
            var isOfContact = isOfParties || passage.Headings.Exists(Contact.IsMatch);
            if (passage.Rows is { } rows)
                Table(passage, rows, isOfContact, proven, weighed);
            foreach (var (text, place) in passage.Texts)
            {
                if (MadeUp.IsMatch(text)) continue;
                Passage(text, place, isOfContact || Contact.IsMatch(text), proven, weighed, lone);
            }
        }

        if (lone.Count >= LeastOfLone)
            weighed.AddRange(lone);
        var told = proven.Count > 0 ? proven : weighed;
        var kinds = told.SelectMany(one => one.Kinds).Distinct().Order().ToList();
        foreach (var one in told.DistinctBy(one => (one.Place.Page, one.Place.Paragraph, one.Place.Line)).Take(PlacesOfOne))
            seen.Add(Told(document.Reading.Source, one, told.Count, kinds, proven.Count > 0 ? Proven : ToWeigh));
        return whole;
    }

    private void Passage(string text, DocumentPlace place, bool isOfContact, List<Sighted> proven, List<Sighted> weighed, List<Sighted> lone)
    {
        var spans = detector.FindIn(text).Where(span => Counts(text, span)).ToList();
        if (spans.Count == 0)
            return;
        var kinds = spans.Select(span => span.Category).Distinct().ToList();
        var sighted = new Sighted(place, kinds, Mask.Excerpt(spans[0].Category, text[spans[0].Start..spans[0].End]));
        var isNamed = kinds.Exists(IsName);
        if (kinds.Exists(IsIssuedToOne))
            proven.Add(sighted with { Excerpt = Shown(text, spans, IsIssuedToOne) });
        else if (isOfContact)
            return;
        else if (isNamed && kinds.Exists(IsPrivate))
            proven.Add(sighted with { Excerpt = Shown(text, spans, IsPrivate) });
        else if (kinds.Exists(IsPrivate) || (isNamed && kinds.Exists(IsReach)))
            weighed.Add(sighted);
        else if (kinds.Exists(IsReach))
            lone.Add(sighted);
    }

    /// <summary>A table of people is read as one: by its headers, its values and its neighbours.</summary>
    private void Table(DocumentPassage passage, IReadOnlyList<IReadOnlyList<string>> rows, bool isOfContact, List<Sighted> proven, List<Sighted> weighed)
    {
        if (isOfContact || rows.Count <= LeastRows || rows.Take(1).Any(header => header.Any(cell => MadeUp.IsMatch(cell) || Contact.IsMatch(cell))))
            return;
        var values = rows.Skip(1).Take(MostRows).ToList();
        var columns = rows[0].Select((header, i) => Column(header, [.. values.Select(row => i < row.Count ? row[i].Trim() : "").Where(cell => cell.Length > 0 && !MadeUp.IsMatch(cell))], values.Count)).ToList();
        var found = detector.Classify(columns);
        var kinds = found.SelectMany(column => column.Take(1)).Where(category => category.Confidence >= LeastConfidence).Select(category => category.Category).Distinct().ToList();
        var isNamed = kinds.Exists(kind => IsName(kind) || kind == PersonalDataCategory.FirstName);
        var sighted = new Sighted(passage.Texts[0].Place, kinds, $"{string.Join(" | ", rows[0].Select((header, i) => (header, i)).Where(column => found[column.i].Count > 0).Select(column => Excerpt.Of(column.header)))} ({values.Count})");
        if (kinds.Exists(IsIssuedToOne) || (isNamed && kinds.Exists(IsPrivate)))
            proven.Add(sighted);
        else if (isNamed && kinds.Exists(IsReach))
            weighed.Add(sighted);
    }

    private static ColumnSample Column(string header, IReadOnlyList<string> values, int rows)
    {
        var distinct = values.GroupBy(text => text, StringComparer.Ordinal).Select(same => new SampledValue(same.Key, same.Count())).ToList();
        var type = values.Count == 0 ? ColumnType.Empty : values.All(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)) ? ColumnType.Integer : ColumnType.Text;
        return new(header, type, rows, rows - values.Count, distinct.Count, distinct);
    }

    /// <summary>Numbers with a key, given to one person for life; an account may be a firm's.</summary>
    private static bool IsIssuedToOne(PersonalDataCategory category) => category is PersonalDataCategory.Nir or PersonalDataCategory.Card;

    private static bool IsName(PersonalDataCategory category) => category is PersonalDataCategory.Name or PersonalDataCategory.LastName;

    /// <summary>What a colleague's line of contact never tells.</summary>
    private static bool IsPrivate(PersonalDataCategory category) =>
        category is PersonalDataCategory.BirthDate or PersonalDataCategory.BirthPlace or PersonalDataCategory.Address or PersonalDataCategory.Iban or PersonalDataCategory.Rib or PersonalDataCategory.Passport
            or PersonalDataCategory.IdentityCard or PersonalDataCategory.DrivingLicence or PersonalDataCategory.Spi or PersonalDataCategory.Ine or PersonalDataCategory.ResidencePermit or PersonalDataCategory.Password or PersonalDataCategory.CustomerId
        || category.IsSpecial() || category.IsOffence() || IsIssuedToOne(category);

    private static bool IsReach(PersonalDataCategory category) => category is PersonalDataCategory.Email or PersonalDataCategory.Phone;

    private static bool Counts(string text, PersonalDataSpan span)
    {
        var value = text.AsSpan(span.Start, span.End - span.Start);
        return span.Category switch
        {
            PersonalDataCategory.Email => !OnlineIdentifiers.IsExampleEmail(value) && !Desk.IsMatch(value.ToString()),
            PersonalDataCategory.Phone => !PhoneNumber.IsFiction(value),
            PersonalDataCategory.Card => span.Confidence >= LeastConfidence && !IsTrial(value),
            PersonalDataCategory.Nir => Nir.IsValid(value),
            var category => span.Confidence >= LeastConfidence && (IsName(category) || IsPrivate(category)),
        };
    }

    /// <summary>Numbers that payment services print for trials: long runs of zeros, ones, twos or fours.</summary>
    private static bool IsTrial(ReadOnlySpan<char> value)
    {
        Span<int> digits = stackalloc int[10];
        var count = 0;
        foreach (var c in value)
        {
            if (!char.IsAsciiDigit(c)) continue;
            digits[c - '0']++;
            count++;
        }

        var most = 0;
        foreach (var one in digits) most = Math.Max(most, one);
        return 2 * most >= count;
    }

    private static string Shown(string text, List<PersonalDataSpan> spans, Predicate<PersonalDataCategory> tells)
    {
        var span = spans.Find(one => tells(one.Category))!;
        return Mask.Excerpt(span.Category, text[span.Start..span.End]);
    }

    private static Observation Told(string source, Sighted one, int count, List<PersonalDataCategory> kinds, double confidence) => new(
        Location.DocumentSheet(source, one.Place.Page) with { Line = one.Place.Line ?? one.Place.Paragraph },
        one.Excerpt,
        new(
            $"{one.Place.In(Language.French)} : {string.Join(", ", one.Kinds.Select(kind => kind.Label().Fr))} ({count} {(count == 1 ? "passage" : "passages")} en tout : {string.Join(", ", kinds.Select(kind => kind.Label().Fr))})",
            $"{one.Place.In(Language.English)}: {string.Join(", ", one.Kinds.Select(kind => kind.Label().En))} ({count} {(count == 1 ? "passage" : "passages")} in all: {string.Join(", ", kinds.Select(kind => kind.Label().En))})"),
        confidence);

    private sealed record Sighted(DocumentPlace Place, IReadOnlyList<PersonalDataCategory> Kinds, string Excerpt);
}
