using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// What the words of the manifest suggest of the AI Act: an area of Annex III, a practice of article 5. Words accuse nobody: they are held against the
/// answers, and a suggestion that an answer denies is shown for a person to read.
/// </summary>
internal sealed class AiActScreen : ICrossCheck
{
    private const RegexOptions Options = RegexOptions.IgnoreCase;
    private const string Areas = "impact.annexIII";

    /// <summary>Areas by the ids of <c>impact.annexIII</c>. Each pattern needs the object and the act: a service that only speaks of schools sorts nobody.</summary>
    private static readonly (string Id, BoundedRegex Words)[] AreaWords =
    [
        ("biometrics", new(@"identification\s+biom[ée]tri|cat[ée]gorisation\s+biom[ée]tri|reconnaissance\s+(faciale|d.[ée]motions|des?\s+[ée]motions)|remote\s+biometric|emotion\s+recognition|facial\s+recognition", Options)),
        ("criticalInfrastructure", new(@"(s[ée]curit[ée]|pilotage|r[ée]gulation|contr[ôo]le)\w*\b.{0,60}\b(r[ée]seau\s+(d.eau|de\s+gaz|[ée]lectrique)|trafic\s+routier|distribution\s+d.eau|[ée]lectricit[ée])|critical\s+infrastructure", Options)),
        ("education", new(@"(not(er|e|ation|ant)|[ée]valu\w*|orient\w*|admi(ssion|s|ettre)|affect\w*|class(er|e|ement)|surveill\w*|grad(e|ing)|assess\w*|proctor\w*)\b.{0,60}\b([ée]l[èe]ves?|[ée]tudiante?s?|copies|examens?|[ée]preuves|lyc[ée]ens?|apprenants?|students?|pupils?|exams?)|parcoursup", Options)),
        ("employment", new(@"(tri(er|e)?|class(er|e|ement)|not(er|e|ation)|[ée]cart(er|e)|s[ée]lection\w*|filtr\w*|[ée]valu\w*|pr[ée]s[ée]lection\w*|rank\w*|screen\w*|scor\w*|sort\w*)\b.{0,60}\b(candidat\w*|\bCV\b|curriculum|salari[ée]s|employ[ée]e?s|applicants?|applications?|r[ée]sum[ée]s?)|recrutement|recruitment", Options)),
        ("essentialServices", new(@"scoring\s+(de\s+)?cr[ée]dit|solvabilit[ée]|credit\s*(worthiness|scor)|octroi\w*\b.{0,40}\b(cr[ée]dit|pr[êe]t|aides?|prestations?|allocations?)|[ée]ligibilit[ée]\b.{0,60}\b(aides?|prestations?|allocations?|RSA)|(tarif|prime|risque)\w*\b.{0,40}\bassurance\s+(vie|sant[ée])|triage\b.{0,40}\b(urgences?|patients?|appels)|benefit\s+eligibility|(life|health)\s+insurance\s+pricing", Options)),
        ("lawEnforcement", new(@"(risque|pr[ée]di\w*|[ée]valu\w*)\b.{0,40}\b(r[ée]cidive|infractions?|d[ée]linquan\w*)|police\s+pr[ée]dictive|recidivism|predictive\s+policing|preuves?\s+p[ée]nales?", Options)),
        ("migration", new(@"(demandes?|examen|instruction|risque)\b.{0,40}\b(asile|visas?|titres?\s+de\s+s[ée]jour)|contr[ôo]le\s+aux\s+fronti[èe]res|asylum|border\s+control|visa\s+applications?", Options)),
        ("justice", new(@"(aide|assist\w*|pr[ée]di\w*)\b.{0,60}\b(juges?|magistrats?|jugements?|d[ée]cisions?\s+de\s+justice)|justice\s+pr[ée]dictive|(influenc\w*|cibl\w*)\b.{0,40}\b([ée]lect(ion|eurs?)|scrutin|vote)|assist\w*\b.{0,40}\bjudges?", Options)),
    ];

    /// <summary>Practices by the fact of the answer that would deny them.</summary>
    private static readonly (string Answer, LocalizedText Name, BoundedRegex Words)[] Practices =
    [
        ("impact.manipulation", new("manipulation", "manipulation"), new(@"subliminal|manipul\w*\b.{0,40}\b(comportement|utilisateurs?|clients?|behavio)|dark\s+patterns?", Options)),
        ("impact.socialScoring", new("notation sociale", "social scoring"), new(@"(not(e|ation)|scor(e|ing)|cr[ée]dit)\s+social|social\s+(scor|credit)|(not\w*|scor\w*|class\w*)\b.{0,60}\b(citoyens?|habitants?|citizens?)\b.{0,60}\b(comportement|civisme|behavio)", Options)),
        ("impact.crimePrediction", new("prédiction d'infraction par profilage", "crime prediction by profiling"), new(@"pr[ée]di\w*\b.{0,60}\b(infractions?|crimes?|d[ée]lits?|passage\s+[àa]\s+l.acte|r[ée]cidive)|predict\w*\b.{0,40}\b(crimes?|offend|recidivism)", Options)),
        ("impact.faceScraping", new("base de visages par collecte de masse", "face database by mass collection"), new(@"(moissonn|aspir|scrap|collect)\w*\b.{0,60}\b(visages?|photos?\s+de\s+(profil|visage)|faces?)\b", Options)),
        ("impact.emotionAtWorkOrSchool", new("déduction d'émotions au travail ou à l'école", "inference of emotions at work or school"), new(@"([ée]motions?|stress|engagement|attention|emotions?)\b.{0,80}\b(salari[ée]s?|employ[ée]e?s?|agents|candidats?|[ée]l[èe]ves?|[ée]tudiants?|employees|pupils|students|applicants)|(salari[ée]s?|employ[ée]e?s?|candidats?|[ée]l[èe]ves?|[ée]tudiants?|employees|students)\b.{0,80}\b([ée]motions?|emotions?)", Options)),
        ("impact.biometricCategorisation", new("catégorisation biométrique sensible", "sensitive biometric categorisation"), new(@"(visage|voix|biom[ée]tri|face|voice)\w*\b.{0,80}\b(origine|ethni|religi|orientation\s+sexuelle|opinions?|race)", Options)),
        ("impact.realTimeBiometrics", new("identification biométrique en temps réel", "real-time biometric identification"), new(@"(identification|reconnaissance)\s+(biom[ée]trique|faciale)\b.{0,80}\b(temps\s+r[ée]el|direct|voie\s+publique|espace\s+public)|real[\s-]time\s+(remote\s+)?(biometric|facial)", Options)),
    ];

    private static readonly BoundedRegex Denied = new(@"\b(aucune?|jamais|sans|ne\s+\w+\s+(pas|jamais)|n.\w+\s+(pas|jamais)|no|not|never|interdi\w*|exclu\w*)\b", Options);

    private readonly DerivedFacts derived;

    public AiActScreen()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("ai-act-screen", 1);

    public IReadOnlyCollection<string> States { get; } = ["aiAct.suggestedAreas", "aiAct.deniedAreas", "aiAct.suggestedPractices", "aiAct.deniedPractices"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var texts = Texts(dossier.Manifest).ToList();
        if (texts.Count == 0)
        {
            foreach (var key in States)
                yield return derived.NotDeclared(Subject.Dossier, key, "project.description, processings[].purpose");
            yield break;
        }

        var areas = texts.SelectMany(text => AreaWords.Where(area => Says(area.Words, text.Text)).Select(area => (area.Id, Sighting: Sighting(text, area.Words, new(area.Id, area.Id))))).DistinctBy(area => area.Id).ToList();
        yield return derived.Declared(Subject.Dossier, "aiAct.suggestedAreas", new ObservationsValue(areas.ConvertAll(area => area.Sighting)));
        yield return facts.Find(Subject.Dossier, Areas) is { Value: TextListValue answered }
            ? derived.Declared(Subject.Dossier, "aiAct.deniedAreas", new ObservationsValue([.. areas.Where(area => !answered.Values.Contains(area.Id, StringComparer.Ordinal)).Select(area => area.Sighting)]))
            : areas.Count == 0
                ? derived.Declared(Subject.Dossier, "aiAct.deniedAreas", new ObservationsValue([]))
                : derived.Unknown(Subject.Dossier, "aiAct.deniedAreas", Areas, facts.Find(Subject.Dossier, Areas));

        var practices = texts.SelectMany(text => Practices.Where(practice => Says(practice.Words, text.Text)).Select(practice => (practice.Answer, Sighting: Sighting(text, practice.Words, practice.Name)))).DistinctBy(practice => practice.Answer).ToList();
        yield return derived.Declared(Subject.Dossier, "aiAct.suggestedPractices", new ObservationsValue(practices.ConvertAll(practice => practice.Sighting)));
        var open = practices.Find(practice => facts.Find(Subject.Dossier, practice.Answer)?.Value is not BooleanValue);
        var denied = practices.FindAll(practice => facts.Find(Subject.Dossier, practice.Answer)?.Value is BooleanValue { Value: false });
        yield return denied.Count == 0 && open.Answer is { } unanswered
            ? derived.Unknown(Subject.Dossier, "aiAct.deniedPractices", unanswered, facts.Find(Subject.Dossier, unanswered))
            : derived.Declared(Subject.Dossier, "aiAct.deniedPractices", new ObservationsValue(denied.ConvertAll(practice => practice.Sighting)));
    }

    private static IEnumerable<(string Text, Location Where)> Texts(Manifest manifest)
    {
        (string? Text, ManifestEntry? Entry, string Key)[] said =
        [
            (manifest.Project?.Name, manifest.Project, "name"),
            (manifest.Project?.Description, manifest.Project, "description"),
            .. manifest.Processings.SelectMany(processing => new (string?, ManifestEntry?, string)[] { (processing.Name, processing, "name"), (processing.Purpose, processing, "purpose") }),
            .. manifest.Models.Select(model => (model.IntendedUse, (ManifestEntry?)model, "intendedUse")),
        ];
        return said.Where(text => !Hollow.Says(text.Text)).SelectMany(text => text.Text!.Split(['.', ';', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(sentence => (sentence.Trim(), DerivedFacts.In(text.Entry, text.Key) ?? Location.File(Dossier.ManifestFileName))));
    }

    /// <summary>A sentence that rules the thing out does not suggest it.</summary>
    private static bool Says(BoundedRegex words, string sentence) => words.Match(sentence) is { Success: true } match && !Denied.IsMatch(sentence[..(match.Index + match.Length)]);

    private static Observation Sighting((string Text, Location Where) text, BoundedRegex words, LocalizedText name) => new(text.Where, words.Match(text.Text).Value, name);
}
