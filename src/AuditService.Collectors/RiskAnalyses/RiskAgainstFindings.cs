using AuditService.Collectors.CrossChecks;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.RiskAnalyses;

/// <summary>Sets the author's risks, of the manifest, documents and sheets, against what was found: what none of them covers, what they rate away, what they say is in place.</summary>
internal sealed class RiskAgainstFindings : ICrossCheck
{
    private const double Doubtful = 0.5;

    /// <summary>
    /// What may be found, the words of a risk that would cover it in any way, the words of a risk that is about nothing else, and the words of a measure
    /// that it contradicts.
    /// </summary>
    private static readonly Matter[] Matters =
    [
        new(new("un fichier modèle dangereux à charger", "a model file dangerous to load"), FactsOfModels,
            new(@"modele|model|pickle|code|execution|chaine d'approvision|supply.chain|malveill|malicious|integrit|empoisonn|poison|intrusion|piratage|compromi|malware|logiciel|depend"),
            new(@"pickle|deserialis|modeles? (piege|malveillant|compromis|empoisonne)|(malicious|tampered|compromised|poisoned) model|chargement d(e|u|'un) modele|model loading"),
            new(@"safetensors|sans pickle|no pickle|without pickle|format (de modele )?sur\b|safe (model )?format|(scan|analyse|verification) des (fichiers )?modeles|model (scan|verification)")),
        new(new("un secret écrit dans les fichiers", "a secret written in the files"), facts => Observed(facts, "code.secretProviderKeys", "code.secretPrivateKeys", "code.secretFiles", "code.secretConnectionStrings", "code.secretsInInfrastructure"),
            new(@"secret|mots? de passe|password|\bcles?\b|\bkeys?\b|credential|identifiant|jeton|token|acces|access|usurp|intrusion|piratage|compromi|fuite|leak|authentif|exfiltr|attaqu|attack"),
            new(@"\bsecrets?\b|mots? de passe|passwords?|credentials?|cles? (d'api|api|privee|d'acces)|api keys?|private keys?|jetons? (d'api|d'acces)"),
            new(@"coffre|vault|gestionnaire de secrets|secrets? manage|(aucun|pas de|no|sans) (secret|mot de passe|password|cle)|secrets? (hors|out of)|(scan|detection) (de|of|des)? ?secrets?|secret scan")),
        new(new("un service ouvert au public sans contrôle", "a service open to the public without control"), facts => Observed(facts, "code.publicTunnel"),
            new(@"expos|acces|access|intrusion|piratage|attaqu|attack|internet|public|ouvert|open|authentif|compromi|deni de service|denial|fuite|leak|confidential"),
            new(@"exposition|exposed|acces non autorise|unauthori[sz]ed access|sans authentification|unauthenticated"),
            new(@"acces (restreint|limite|authentifie)|authentification|restricted access|authentication|\bvpn\b|reseau interne|internal network")),
        new(new("des connexions sans vérification du certificat", "connections without a check of the certificate"), facts => Observed(facts, "code.tlsCheckDisabled"),
            null,
            new(@"interception|homme du milieu|man.in.the.middle|mitm|ecoute (du )?reseau|eavesdrop"),
            new(@"\btls\b|\bssl\b|https|chiffrement des (flux|communications|echanges)|encryption in transit|flux chiffres|encrypted (flows|communications)")),
        new(new("des conteneurs lancés en root", "containers run as root"), facts => Observed(facts, "code.containerRunsAsRoot"),
            null,
            null,
            new(@"non.?root|sans (droits|privileges?) (root|administrateur)|rootless|utilisateur non privilegie|unprivileged user")),
        new(new("des dépendances sans version fixée", "dependencies without a fixed version"), facts => Observed(facts, "code.unpinnedDependencies"),
            null,
            null,
            new(@"(versions?|dependances?|dependencies) (figee?s?|epinglee?s?|verrouillee?s?|fixee?s?|pinned|locked)|epinglage|pinning|lock.?file|fichier de verrouillage|pinned (versions|dependencies)")),
    ];

    private static readonly BoundedRegex Done = new(@"en place|fait\b|faite\b|realise|termine|deploye|operationnel|effecti|100 ?%|\bdone\b|in place|implemented|complete|deployed|operational|closed|clos\b");
    private static readonly BoundedRegex NotDone = new(@"pas |non |not |partiel|partial|a faire|en cours|in progress|incompl");

    public CollectorIdentity Identity { get; } = new("risks-against-findings", 1);

    public IReadOnlyCollection<string> States { get; } = ["risks.written", "risks.uncoveredFindings", "risks.contradictedRatings", "risks.absentMeasures"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        List<Row> rows =
        [
            .. dossier.Manifest.Risks.Select((risk, index) => new Row(
                DerivedFacts.In(risk) ?? Location.File(Dossier.ManifestFileName), RiskAnalysis.NameOf(risk, index), $"{risk.Description} {risk.Category} {risk.Asset} {string.Join(' ', risk.Measures)}", $"{risk.Description}",
                risk is { Gravity: not null, Likelihood: 1 }, [])),
            .. RiskAnalysis.In(facts).Risks.Select(risk => new Row(
                Location.File(risk.At.Path, risk.At.Row), risk.Name, $"{RiskAnalysis.TextOf(risk)} {risk.Asset} {string.Join(' ', risk.Measures)} {string.Join(' ', risk.InPlace)}", $"{risk.Title} {risk.Event}",
                risk.Initial.Likelihood == 1 || risk.Initial is { Likelihood: null, Rank: 1, IsHigh: false },
                [.. risk.InPlace, .. risk.Status is { } status && Done.IsMatch(PlainNames.Fold(status)) && !NotDone.IsMatch(PlainNames.Fold(status)) ? risk.Measures : []])),
        ];
        yield return Fact.Known(Subject.Dossier, "risks.written", new NumberValue(rows.Count), new(Identity, EvidenceGrade.MachineChecked));
        var found = Matters.Select(matter => (Matter: matter, Sightings: matter.Found(facts).ToList())).Where(pair => pair.Sightings.Count > 0).ToList();
        yield return Seen("risks.uncoveredFindings", found
            .Where(pair => pair.Matter.Covers is { } covers && !rows.Exists(row => covers.IsMatch(PlainNames.Fold(row.Text))))
            .SelectMany(pair => pair.Sightings.Take(5).Select(sighting => sighting with { Detail = new($"{pair.Matter.Title.Fr}, qu'aucun risque de l'analyse ne couvre", $"{pair.Matter.Title.En}, which no risk of the analysis covers") })));
        yield return Seen("risks.contradictedRatings", found
            .Where(pair => pair.Matter.IsAbout is not null)
            .SelectMany(pair => rows.Where(row => row.IsLeastLikely && pair.Matter.IsAbout!.IsMatch(PlainNames.Fold(row.About))).Select(row => Told(row, pair.Sightings[0], new(
                $"vraisemblance la plus basse, alors que l'audit voit {pair.Matter.Title.Fr}", $"lowest likelihood, while the audit sees {pair.Matter.Title.En}")))));
        yield return Seen("risks.absentMeasures", found.SelectMany(pair => rows.SelectMany(row => row.InPlace.Where(measure => pair.Matter.Denies.IsMatch(PlainNames.Fold(measure))).Select(measure => Told(row, pair.Sightings[0], new(
            $"dite en place : « {Cut(measure)} » ; l'audit voit {pair.Matter.Title.Fr}", $"said to be in place: \"{Cut(measure)}\"; the audit sees {pair.Matter.Title.En}"))))));

        Fact Seen(string key, IEnumerable<Observation> sightings)
        {
            List<Observation> all = [.. sightings];
            return Fact.Known(Subject.Dossier, key, new ObservationsValue([.. all.Take(50)], all.Count), new(Identity, EvidenceGrade.MachineChecked, all.Count > 0 ? all[0].Where : null));
        }
    }

    private static Observation Told(Row row, Observation sighting, LocalizedText detail) =>
        new(row.At, row.Name, new($"{detail.Fr} ({sighting.Where.In(Language.French)})", $"{detail.En} ({sighting.Where.In(Language.English)})"), Math.Min(sighting.Confidence, Doubtful + 0.3));

    private static IEnumerable<Observation> FactsOfModels(FactSet facts) => facts.Subjects(SubjectKind.Model)
        .Where(model => facts.Find(model, "model.verdict")?.Value is TextValue { Value: "dangerous" })
        .Select(model => new Observation(Location.File(facts.Find(model, "model.verdict")!.Provenance.Pointer?.Path ?? model.Id)));

    /// <summary>Sightings that prove something by themselves.</summary>
    private static IEnumerable<Observation> Observed(FactSet facts, params string[] keys) => keys
        .SelectMany(key => (facts.Find(Subject.Dossier, key)?.Value as ObservationsValue)?.Items ?? [])
        .Where(sighting => sighting.Confidence >= Observation.Sure)
        .Select(sighting => new Observation(sighting.Where, Confidence: sighting.Confidence));

    private static string Cut(string text) => text.Length <= 100 ? text : text[..99] + "…";

    /// <param name="Covers">Null where the absence of a risk says nothing.</param>
    private sealed record Matter(LocalizedText Title, Func<FactSet, IEnumerable<Observation>> Found, BoundedRegex? Covers, BoundedRegex? IsAbout, BoundedRegex Denies);

    /// <param name="Text">All that could cover something.</param>
    /// <param name="About">What it says it is about.</param>
    private sealed record Row(Location At, string Name, string Text, string About, bool IsLeastLikely, IReadOnlyList<string> InPlace);
}
