using System.Globalization;
using System.Text;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rgpd;

namespace AuditService.Reports.Rgpd;

/// <summary>
/// A draft of the impact assessment of RGPD article 35, by the questions of the CNIL's application, filled from facts. Severity and likelihood are
/// those that a person gave to a declared risk, or none.
/// </summary>
/// <param name="Answers">The 36 answers, in the order of the application.</param>
/// <param name="Measures">Every declared measure once.</param>
/// <param name="Actions">Open findings to mend, the worst first.</param>
internal sealed record AipdDraft(RgpdMaterial Material, IReadOnlyList<AipdAnswer> Answers, IReadOnlyList<AipdMeasure> Measures, IReadOnlyList<Finding> Actions)
{
    private const int MostActions = 200;

    /// <summary>Where the CNIL's application takes declared measures from, in a file of its own.</summary>
    private const int FirstMeasure = 101;

    public static AipdDraft Of(RgpdMaterial material)
    {
        var measures = MeasuresOf(material);
        var answers = material.Texts.Questions.Select(question => new AipdAnswer(question.Number, material.Say(question.Title), AnswerKind.Text, [.. Said(question, material)], Gauge: null))
            .Concat(material.Texts.Events.SelectMany(feared => material.Texts.EventQuestions.Select(question => Answer(feared, question, measures, material))))
            .ToList();
        var rules = material.Texts.Questions.SelectMany(question => question.Rules)
            .Concat(material.Texts.Events.SelectMany(feared => feared.Rules))
            .Concat(material.Texts.AiRisks.SelectMany(risk => risk.Rules))
            .ToHashSet(StringComparer.Ordinal);
        var actions = Finding.WorstFirst(material.Audit.Findings).Where(finding => finding.Rule.Pack == "rgpd" || material.Open(rules, open => ReferenceEquals(open, finding)).Any()).Take(MostActions).ToList();
        return new(material, answers, measures, actions);
    }

    /// <summary>Open findings that bear on an answer: shown beside it, and its comments in the CNIL's application.</summary>
    public IEnumerable<Finding> Against(AipdAnswer answer) => Material.Texts.Questions.FirstOrDefault(question => question.Number == answer.Number) is { } question ? Material.Open(question.Rules) : [];

    public Paper Paper()
    {
        var material = Material;
        var blocks = new List<PaperBlock> { new PaperHeading(2, material.Say("Une AIPD est-elle due ?", "Is an AIPD due?")), Due() };
        blocks.AddRange(Supplied());
        foreach (var section in Enum.GetValues<AipdSection>())
        {
            var questions = material.Texts.Questions.Where(question => question.Section == section).Select(question => question.Number).ToHashSet();
            blocks.Add(new PaperHeading(2, Name(section)));
            blocks.Add(new PaperTable(
                Name(section),
                [(material.Say("Question", "Question"), 28), (material.Say("Ce que dit le dossier, et d'où", "What the dossier says, and where"), 72)],
                [.. Answers.Where(answer => questions.Contains(answer.Number)).Select(answer => new PaperRow([answer.Title, PaperCell.Of([.. answer.Statements, .. material.Conflicts(Against(answer))])]))]));
        }

        blocks.Add(new PaperHeading(2, material.Say("Risques pour les personnes", "Risks for people")));
        foreach (var feared in material.Texts.Events)
        {
            blocks.Add(new PaperHeading(3, material.Say(feared.Title)));
            blocks.Add(new PaperTable(
                material.Say(feared.Title),
                [(material.Say("Élément", "Element"), 28), (material.Say("Ce que dit le dossier, et d'où", "What the dossier says, and where"), 72)],
                [.. Answers.Where(answer => answer.Number > feared.Base && answer.Number < feared.Base + 10).Select(answer => new PaperRow([answer.Title, PaperCell.Of(answer.Statements)]))]));
        }

        blocks.Add(new PaperHeading(2, material.Say("Risques propres à l'intelligence artificielle", "Risks specific to artificial intelligence")));
        blocks.Add(new PaperTable(
            material.Say("Risques propres à l'intelligence artificielle", "Risks specific to artificial intelligence"),
            [(material.Say("Risque", "Risk"), 28), (material.Say("Ce que dit le dossier, et d'où", "What the dossier says, and where"), 72)],
            [.. material.Texts.AiRisks.Select(risk => new PaperRow([material.Say(risk.Title), PaperCell.Of(OfAi(risk))]))]));
        blocks.Add(new PaperHeading(2, material.Say("Plan d'action", "Action plan")));
        blocks.Add(Actions.Count == 0
            ? new PaperText(material.Say("Aucun constat ouvert ne demande d'action.", "No open finding asks for an action."))
            : new PaperTable(
                material.Say("Actions tirées des constats ouverts", "Actions from the open findings"),
                [(material.Say("Règle", "Rule"), 15), (material.Say("Action", "Action"), 37), (material.Say("Constat", "Finding"), 32), (material.Say("Responsable et date", "Owner and date"), 16)],
                [.. Actions.GroupBy(finding => finding.Rule.Id, StringComparer.Ordinal).Select(Action)]));
        blocks.Add(new PaperHeading(2, material.Say("Avis et validation", "Advice and validation")));
        foreach (var blank in new[] { material.Say("avis du DPO (article 35(2))", "advice of the DPO (article 35(2))"), material.Say("avis des personnes concernées, ou pourquoi il n'a pas été demandé (article 35(9))", "views of the people concerned, or why they were not sought (article 35(9))"), material.Say("décision du responsable du traitement, date et signature", "decision of the controller, date and signature") })
            blocks.Add(new PaperText(Files.Blanks.Of(blank, material.Language), IsItem: true));
        return new(
            material.Language,
            material.Say($"Analyse d'impact (AIPD) : {material.Audit.Project}", $"Data protection impact assessment (AIPD): {material.Audit.Project}"),
            material.Notes(material.Say("Projet d'analyse d'impact (RGPD, article 35(7)), selon les questions de l'application PIA de la CNIL.", "Draft impact assessment (RGPD, article 35(7)), by the questions of the CNIL's PIA application.")),
            blocks,
            [.. material.Texts.Decisions.Aipd.Select(material.Say)]);
    }

    /// <summary>An assessment that was handed in is the one that counts: what it says is quoted with its place, and the draft says that it does not replace it.</summary>
    private IEnumerable<PaperBlock> Supplied()
    {
        var material = Material;
        var documents = material.Manifest.Documents.Where(document => document is { Role: DocumentRole.Aipd, Path: not null }).ToList();
        if (documents.Count == 0)
            yield break;
        var title = material.Say("AIPD fournie au dossier", "AIPD supplied with the dossier");
        yield return new PaperHeading(2, title);
        yield return new PaperText(material.Say(
            "Ce brouillon ne la remplace pas : comparez-les, et reportez dans celle qui sera signée ce qui manque à l'une ou à l'autre.",
            "This draft does not replace it: compare the two, and take into the one that will be signed what either lacks."));
        var rows = documents.Select(document => new PaperRow(
            [
                document.Path!,
                PaperCell.Of([new(StatementKind.Said, document.ReviewedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) is { } on
                    ? material.Say($"relue le {on}{(document.ReviewedBy is { } by ? $" par {by}" : "")}", $"reviewed on {on}{(document.ReviewedBy is { } who ? $" by {who}" : "")}")
                    : material.Say("date de relecture non déclarée", "date of review not declared"), material.In(document, document.ReviewedOn is null ? "path" : "reviewedOn"))]),
            ]))
            .Concat(Parts.Select(part => new PaperRow([material.Say(part.Title), PaperCell.Of(Quoted(part.Key))])));
        yield return new PaperTable(title, [(material.Say("Partie", "Part"), 28), (material.Say("Ce qui y a été relevé, et où", "What was found in it, and where"), 72)], [.. rows]);

        IReadOnlyList<Statement> Quoted(string key) => material.Facts.Find(Subject.Dossier, key)?.Value switch
        {
            ObservationsValue { Total: > 0 } => [.. material.Known(Subject.Dossier, key).Take(MostQuoted)],
            null => [material.Blank(material.Say("à lire", "to be read"), material.WhyUnknown(Subject.Dossier, key))],
            _ => [material.Blank(material.Say("rien n'y a été relevé sur ce point, à vérifier", "nothing was found in it on this point, to be checked"))],
        };
    }

    /// <summary>What article 35(7), (2) and (9) ask for, and the facts that quote it from the assessment that was handed in.</summary>
    private static readonly (LocalizedText Title, string Key)[] Parts =
    [
        (new("Description du traitement (35(7)(a))", "Description of the processing (35(7)(a))"), "aipd.describes"),
        (new("Nécessité et proportionnalité (35(7)(b))", "Necessity and proportionality (35(7)(b))"), "aipd.necessity"),
        (new("Risques (35(7)(c))", "Risks (35(7)(c))"), "aipd.risks"),
        (new("Mesures (35(7)(d))", "Measures (35(7)(d))"), "aipd.measures"),
        (new("Avis du DPO (35(2))", "Advice of the DPO (35(2))"), "aipd.dpoAdvice"),
        (new("Avis des personnes (35(9))", "Views of the people (35(9))"), "aipd.peopleViews"),
    ];

    private const int MostQuoted = 4;

    private PaperBlock Due()
    {
        var material = Material;
        var rows = material.Processings
            .Select(processing => new PaperRow(
            [
                material.NameOf(processing),
                PaperCell.Of(
                [
                    .. material.Known(processing.Subject, "processing.aipdRequired"),
                    .. material.Known(processing.Subject, "processing.aipdBasis"),
                    .. material.Known(processing.Subject, "processing.aipdTriggers"),
                    .. material.Facts.Find(processing.Subject, "processing.aipdRequired")?.Value is null ? [material.Blank(material.Say("critères de risque élevé", "criteria of high risk"), material.WhyUnknown(processing.Subject, "processing.aipdRequired"))] : (IReadOnlyList<Statement>)[],
                    .. material.Known(processing.Subject, "processing.aipd"),
                    .. material.Conflicts(material.Open(["RGPD-35-01", "RGPD-35-02"], finding => finding.Subject == processing.Subject)),
                ]),
            ]))
            .ToList();
        return rows.Count == 0
            ? new PaperText(Files.Blanks.Of(material.Say("traitements, et leurs critères de risque élevé", "processings, and their criteria of high risk"), material.Language))
            : new PaperTable(material.Say("Critères de risque élevé par traitement", "Criteria of high risk by processing"), [(material.Say("Traitement", "Processing"), 28), (material.Say("Ce que dit le dossier, et d'où", "What the dossier says, and where"), 72)], rows);
    }

    private IEnumerable<Statement> OfAi(AiRiskText risk)
    {
        var known = risk.Facts.SelectMany(key => Material.Facts.Subjects(SubjectKinds.OfKey(key)).SelectMany(subject => Material.Known(subject, key)
            .Select(statement => subject == Subject.Dossier || statement.Source?.Place.Contains(subject.Id, StringComparison.Ordinal) == true ? statement : statement with { Text = $"{subject.Id}, {statement.Text}" }))).ToList();
        if (known.Count == 0)
            known.Add(Material.Blank(Material.Say("ce risque se présente-t-il ici, et qu'y répond-on ?", "does this risk arise here, and what answers it?"), Material.Say("aucun élément du dossier ne le dit", "nothing in the dossier says it")));
        return known.Concat(Material.Conflicts(Material.Open(risk.Rules)));
    }

    /// <summary>What mends a rule is done once, wherever it is not met.</summary>
    private PaperRow Action(IEnumerable<Finding> findings)
    {
        var material = Material;
        var finding = findings.First();
        return new(
        [
            $"{finding.Rule.Id} ({material.Say(Words.Of(finding.Rule.Severity))})",
            PaperCell.Of([new(StatementKind.Said, RgpdMaterial.OneLine($"{material.Say(finding.Rule.Remedy.Text)} ({material.Say("effort", "effort")}{material.Colon}{material.Say(Words.Of(finding.Rule.Remedy.Effort))})"))]),
            PaperCell.Of([.. findings.Select(seen => new Statement(StatementKind.Found, RgpdMaterial.OneLine($"{material.NameOf(seen.Subject)}{material.Colon}{string.Join(" ; ", material.Report.Explanation.Because(seen).Take(2))}"), material.PlaceOf(seen)))]),
            PaperCell.Of([material.Blank(material.Say("responsable et date", "owner and date"))]),
        ]);
    }

    private string Name(AipdSection section) => Material.Say(section switch
    {
        AipdSection.Context => new("Contexte : vue d'ensemble", "Context: overview"),
        AipdSection.Data => new("Contexte : données, processus et supports", "Context: data, processes and assets"),
        AipdSection.Necessity => new("Principes : proportionnalité et nécessité", "Principles: proportionality and necessity"),
        _ => new LocalizedText("Principes : droits des personnes", "Principles: people's rights"),
    });

    private static IEnumerable<Statement> Said(AipdQuestionText question, RgpdMaterial material)
    {
        var said = Known(question.Number, material).ToList();
        return said.Count > 0 ? said : [material.Blank(material.Say(question.Title))];
    }

    private static IEnumerable<Statement> Known(int number, RgpdMaterial material)
    {
        var manifest = material.Manifest;
        var processings = material.Processings;
        return number switch
        {
            111 => [.. One(manifest.Project, "description", manifest.Project?.Description), .. One(manifest.Project, "sector", manifest.Project?.Sector), .. Each(processing => [Labelled(processing, "purpose", processing.Entry.Purpose, new("finalité", "purpose"))])],
            112 => [.. Party(manifest.People?.Controller, new("responsable du traitement", "controller"), "people.controller"), .. Party(manifest.People?.Dpo, new("DPO", "DPO"), "people.dpo"), .. Processors()],
            113 => [],
            121 =>
            [
                .. Each(processing => processing.Entry.DataCategories.Select(category => material.Declared(processing.Entry, "dataCategories", category))),
                .. Each(processing => processing.Entry.DataSubjects.Select(people => material.Declared(processing.Entry, "dataSubjects", people) is { } said ? said with { Text = material.Say("personnes : ", "people: ") + said.Text } : null)),
                .. material.Facts.Subjects(SubjectKind.Dataset).SelectMany(dataSet => InOne(dataSet, title: null, [.. ProcessingRegister.Personal(material, dataSet)])),
                .. Each(processing => [Labelled(processing, "retention", processing.Entry.Retention, new("conservation", "retention"))]),
            ],
            122 => [.. manifest.DataSets.SelectMany(set => One(set, "origin", set.Origin is null ? null : $"{set.Path ?? set.Id}{material.Colon}{set.Origin}")), .. (manifest.Architecture?.Flows ?? []).Select(Flow)],
            123 => [.. (manifest.Architecture?.Components ?? []).Select(Component), .. One(manifest.Deployment, "hosting", manifest.Deployment?.Hosting is { } hosting ? material.Say("hébergement : ", "hosting: ") + string.Join(", ", new[] { hosting, manifest.Deployment.Country }.OfType<string>()) : null)],
            211 => Each(processing => [Labelled(processing, "purpose", processing.Entry.Purpose, new("finalité", "purpose"))]),
            212 => Each(processing =>
            [
                Labelled(processing, "legalBasis", processing.Entry.LegalBasis is { } basis && basis != LegalBasis.None ? material.Word(basis) : null, new("base légale", "legal basis")),
                material.Declared(processing.Entry, "legalText", processing.Entry.LegalText),
                material.Declared(processing.Entry, "balancingTest", processing.Entry.BalancingTest),
                material.Declared(processing.Entry, "sensitiveDataGround", processing.Entry.SensitiveDataGround),
            ]),
            213 =>
            [
                .. manifest.DataSets.SelectMany(set => set.Columns.Where(column => column.Personal == true).Select(column =>
                    material.Declared(column, "necessity", column.Necessity is null ? null : $"{set.Path ?? set.Id}, {column.Name}{material.Colon}{column.Necessity}")
                    ?? material.Blank(material.Say($"nécessité de {column.Name} ({set.Path ?? set.Id})", $"necessity of {column.Name} ({set.Path ?? set.Id})"), material.NotDeclared("dataSets[].columns[].necessity")))),
                .. OfSets("dataset.undeclaredPersonalColumns", "dataset.smallestClass", "dataset.uniqueShare"),
            ],
            214 => OfSets("dataset.missingShare", "dataset.duplicateRowShare", "dataset.impossibleValues", "dataset.inconsistencies"),
            215 => Each(processing => [Labelled(processing, "retention", processing.Entry.Retention, new("conservation", "retention"))]),
            221 => [.. Each(processing => [material.Declared(processing.Entry, "notice", processing.Entry.Notice)]), .. NoticeReview.Missing(material).Select(item => material.Blank(material.Say($"mention absente de la notice : {item.Title.Fr} (article {item.Article})", $"item missing from the notice: {item.Title.En} (article {item.Article})"), material.WhyUnknown(Subject.Dossier, item.Seen[0])))],
            222 => processings.Any(processing => processing.Entry.LegalBasis == LegalBasis.Consent)
                ? [.. material.Known(Subject.Dossier, "privacy.precheckedConsent"), material.Blank(material.Say("comment le consentement est recueilli, prouvé et retiré", "how consent is obtained, proven and withdrawn"))]
                : processings.Count > 0 && processings.All(processing => processing.Entry.LegalBasis is { } basis && basis != LegalBasis.None)
                    ? [new(StatementKind.Said, material.Say("aucun traitement déclaré ne repose sur le consentement", "no declared processing rests on consent"), material.In(processings[0].Entry, "legalBasis"))]
                    : [],
            223 => Each(processing => [Labelled(processing, "rightsContact", processing.Entry.RightsContact, new("contact", "contact"))]),
            224 => [.. Each(processing => [Labelled(processing, "rightsContact", processing.Entry.RightsContact, new("contact", "contact"))]), .. material.Known(Subject.Dossier, "privacy.erasureReach"), .. material.Known(Subject.Dossier, "privacy.purge")],
            225 => Each(processing => [Labelled(processing, "rightsContact", processing.Entry.RightsContact, new("contact", "contact")), material.Declared(processing.Entry, "humanOversight", processing.Entry.HumanOversight)]),
            226 => Processors(),
            _ => [.. Each(processing => ProcessingRegister.Transfers(material, processing.Entry)).DistinctBy(statement => (statement.Text, statement.Source?.Place))],
        };

        IEnumerable<Statement> One(ManifestEntry? entry, string key, string? value) => material.Declared(entry, key, value) is { } said ? [said] : [];

        IEnumerable<Statement> Each(Func<(Subject Subject, ProcessingEntry Entry), IEnumerable<Statement?>> statements) => processings.SelectMany(processing => statements(processing).OfType<Statement>()
            .Select(statement => processings.Count > 1 && statement.Kind == StatementKind.Said ? statement with { Text = $"{material.NameOf(processing)}{material.Colon}{statement.Text}" } : statement));

        Statement Labelled((Subject Subject, ProcessingEntry Entry) processing, string key, string? value, LocalizedText what) =>
            material.Declared(processing.Entry, key, value) ?? material.Blank(material.Say($"{what.Fr}, {material.NameOf(processing)}", $"{what.En}, {material.NameOf(processing)}"), material.NotDeclared("processings[]." + key));

        IEnumerable<Statement> Party(PartyEntry? party, LocalizedText what, string path)
        {
            var said = material.Declared(party, "name", party?.Name is null ? null : material.Say(what) + material.Colon + string.Join(", ", new[] { party.Name, party.Contact, party.Country }.Where(part => !string.IsNullOrWhiteSpace(part))));
            yield return said ?? material.Blank(what, material.NotDeclared(path));
        }

        IEnumerable<Statement> Processors() => [.. (manifest.People?.Processors ?? []).Select(processor => ProcessingRegister.Processor(material, processor)), .. material.Known(Subject.Dossier, "privacy.undeclaredProcessors").Select(seen => seen with { Kind = StatementKind.Conflict })];

        Statement Flow(FlowEntry flow) => new(
            StatementKind.Said,
            RgpdMaterial.OneLine(string.Join(", ", new[] { $"{flow.From ?? "?"} → {flow.To ?? "?"}", flow.Data, flow.Protocol, flow.Encrypted switch { true => material.Say("chiffré", "encrypted"), false => material.Say("non chiffré", "not encrypted"), null => null } }.Where(part => !string.IsNullOrWhiteSpace(part)))),
            material.In(flow, "from"));

        Statement Component(ComponentEntry component) => new(
            StatementKind.Said,
            RgpdMaterial.OneLine(string.Join(", ", new[]
            {
                component.Name ?? component.Id, component.Technology, component.Country,
                component.PersonalData == true ? material.Say("données personnelles", "personal data") : null,
                component.Internet == true ? material.Say("accessible depuis internet", "reachable from the internet") : null,
                component.EncryptedAtRest switch { true => material.Say("chiffré au repos", "encrypted at rest"), false => material.Say("non chiffré au repos", "not encrypted at rest"), null => null },
            }.Where(part => !string.IsNullOrWhiteSpace(part)))),
            material.In(component, "name"));

        IEnumerable<Statement> OfSets(params IReadOnlyList<string> keys) => material.Facts.Subjects(SubjectKind.Dataset).SelectMany(dataSet => keys.SelectMany(key => material.Facts.Find(dataSet, key)?.Value is ObservationsValue
            ? InOne(dataSet, material.Title(key), [.. material.Known(dataSet, key)])
            : material.Known(dataSet, key).Select(statement => statement with { Text = $"{dataSet.Id}, {statement.Text}" })));

        // Twelve columns of one file are one thing to read, not twelve lines with the same source.
        IEnumerable<Statement> InOne(Subject dataSet, string? title, IReadOnlyList<Statement> statements)
        {
            if (statements.Count < 2 || statements.Any(statement => statement.Kind != StatementKind.Found || statement.Source is null)) return statements;
            var beginning = title is null ? "" : title + material.Colon;
            var texts = statements.Select(statement => beginning.Length > 0 && statement.Text.StartsWith(beginning, StringComparison.Ordinal) ? statement.Text[beginning.Length..] : statement.Text);
            return [new(StatementKind.Found, RgpdMaterial.OneLine($"{dataSet.Id}{(title is null ? "" : ", " + title)}{material.Colon}{string.Join(" ; ", texts)}"), statements[0].Source! with { Place = dataSet.Id })];
        }
    }

    private static AipdAnswer Answer(FearedEventText feared, EventQuestionText question, IReadOnlyList<AipdMeasure> measures, RgpdMaterial material)
    {
        var risks = RisksOf(feared, material);
        var (severity, likelihood) = (Worst(risks, risk => risk.ResidualGravity ?? risk.Gravity), Worst(risks, risk => risk.ResidualLikelihood ?? risk.Likelihood));
        IReadOnlyList<Statement> statements = question.Offset switch
        {
            1 => [.. risks.Select(risk => material.Declared(risk, "description", risk.Description)).OfType<Statement>()],
            2 => [.. material.Open(feared.Rules).GroupBy(finding => finding.Rule.Id, StringComparer.Ordinal).Select(same => Threat([.. same]))],
            3 => [.. Sources(material)],
            4 => [.. measures.Where(measure => measure.Events.Contains(feared.Base)).Select(measure => new Statement(StatementKind.Said, measure.Title, measure.Source))],
            5 => [.. risks.Where(risk => (risk.ResidualGravity ?? risk.Gravity) is not null).Select(risk => Rated(risk, "gravity", risk.Gravity, risk.ResidualGravity))],
            _ => [.. risks.Where(risk => (risk.ResidualLikelihood ?? risk.Likelihood) is not null).Select(risk => Rated(risk, "likelihood", risk.Likelihood, risk.ResidualLikelihood))],
        };
        if (statements.Count == 0)
            statements = [material.Blank(question.Blank, Why())];
        else if (question.Offset is 5 or 6)
            statements = [.. statements, material.Blank(material.Say("confirmer cette cote pour les personnes concernées", "confirm this rating for the people concerned"), material.Say("le dossier cote un risque du projet", "the dossier rates a risk of the project"))];
        return new(feared.Base + question.Offset, material.Say(question.Title), question.Offset switch { <= 4 => AnswerKind.List, _ => AnswerKind.Gauge }, statements, question.Offset switch { 5 => severity, 6 => likelihood, _ => null })
        {
            Event = feared,
        };

        Statement Threat(IReadOnlyList<Finding> same) => new(
            StatementKind.Found,
            material.Say($"non respecté, {same[0].Rule.Id} : {same[0].Rule.Title.Fr} ({material.NamesOf(same)})", $"not met, {same[0].Rule.Id}: {same[0].Rule.Title.En} ({material.NamesOf(same)})"),
            material.PlaceOf(same));

        string Why() => question.Offset switch
        {
            2 => material.Say("aucun constat ouvert ne s'y rapporte", "no open finding bears on it"),
            3 => material.NotDeclared("people.users, people.processors, architecture.components[].internet"),
            4 => material.NotDeclared("processings[].securityMeasures, risks[].measures"),
            _ => material.NotDeclared("risks[]"),
        };

        Statement Rated(RiskEntry risk, string key, int? initial, int? residual) => new(
            StatementKind.Said,
            RgpdMaterial.OneLine($"{risk.Id ?? risk.Description}{material.Colon}{(residual is null ? material.Say($"{initial} sur 4", $"{initial} of 4") : material.Say($"{residual} sur 4 une fois les mesures prises (initialement {Number(initial)})", $"{residual} of 4 once measures are taken (at first {Number(initial)})"))}"),
            material.In(risk, residual is null ? key : "residual" + char.ToUpperInvariant(key[0]) + key[1..]));

        static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "?";
    }

    private static List<RiskEntry> RisksOf(FearedEventText feared, RgpdMaterial material) =>
        [.. material.Manifest.Risks.Where(risk => risk.Category is { } category && feared.Categories.Contains(category.Trim().ToLowerInvariant(), StringComparer.Ordinal))];

    /// <summary>The gravest that a person gave, 1 to 4; null where nobody did.</summary>
    private static int? Worst(IEnumerable<RiskEntry> risks, Func<RiskEntry, int?> rating) => risks.Select(rating).Where(value => value is >= 1 and <= 4).Max();

    private static IEnumerable<Statement> Sources(RgpdMaterial material)
    {
        foreach (var user in material.Manifest.People?.Users ?? [])
        {
            if (material.Declared(user, "name", user.Name ?? user.Id) is { } said)
                yield return said with { Text = material.Say("source interne : ", "internal source: ") + said.Text };
        }

        foreach (var processor in material.Manifest.People?.Processors ?? [])
        {
            if (material.Declared(processor, "name", processor.Name) is { } said)
                yield return said with { Text = material.Say("sous-traitant : ", "processor: ") + said.Text };
        }

        foreach (var component in (material.Manifest.Architecture?.Components ?? []).Where(component => component.Internet == true))
            yield return new(StatementKind.Said, RgpdMaterial.OneLine(material.Say($"source externe, par internet : {component.Name ?? component.Id}", $"external source, through the internet: {component.Name ?? component.Id}")), material.In(component, "internet"));
    }

    private static List<AipdMeasure> MeasuresOf(RgpdMaterial material)
    {
        var all = material.Texts.Events.Select(feared => feared.Base).ToHashSet();
        var declared = material.Manifest.Processings.SelectMany(processing => processing.SecurityMeasures.Select(measure => (Text: measure, Events: all, Source: material.In(processing, "securityMeasures"))))
            .Concat(material.Manifest.Risks.SelectMany(risk => risk.Measures.Select(measure => (
                Text: measure,
                Events: material.Texts.Events.Where(feared => RisksOf(feared, material).Contains(risk)).Select(feared => feared.Base).ToHashSet(),
                Source: material.In(risk, "measures")))))
            .Where(measure => !string.IsNullOrWhiteSpace(measure.Text));
        return
        [
            .. declared.GroupBy(measure => RgpdMaterial.OneLine(measure.Text), StringComparer.OrdinalIgnoreCase)
                .Select((same, index) => new AipdMeasure(FirstMeasure + index, same.Key, SlugOf(same.Key, material.Texts.Measures), [.. same.SelectMany(measure => measure.Events).Distinct().Order()], same.First().Source)),
        ];
    }

    private static string? SlugOf(string measure, IReadOnlyList<MeasureText> known)
    {
        var folded = string.Concat(measure.Normalize(NormalizationForm.FormD).Where(character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)).ToLowerInvariant();
        return known.FirstOrDefault(each => each.Words.Any(word => Begins(folded, word)))?.Slug;

        static bool Begins(string text, string word)
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                    return true;
            }

            return false;
        }
    }
}

/// <summary>One answer of the CNIL's application.</summary>
/// <param name="Number">Its reference: 111 to 346.</param>
/// <param name="Title">The question.</param>
/// <param name="Kind">What the application takes there.</param>
/// <param name="Statements">What the dossier says; never empty.</param>
/// <param name="Gauge">1 to 4, only where a person rated it.</param>
internal sealed record AipdAnswer(int Number, string Title, AnswerKind Kind, IReadOnlyList<Statement> Statements, int? Gauge)
{
    /// <summary>The feared event that it is about; null for the context and the principles.</summary>
    public FearedEventText? Event { get; init; }
}

internal enum AnswerKind
{
    Text,
    List,
    Gauge,
}

/// <summary>A measure that the dossier declares.</summary>
/// <param name="Slug">The ready-made measure of the CNIL's application that it is, or null.</param>
/// <param name="Events">The feared events that it answers.</param>
internal sealed record AipdMeasure(int Id, string Title, string? Slug, IReadOnlyList<int> Events, Trace Source);
