using System.Text;
using System.Text.Json;
using AuditService.Authoring.Manifests;
using AuditService.Authoring.Rgpd;
using AuditService.Authoring.RulePacks;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;
using AuditService.Reports;
using AuditService.Reports.Rgpd;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace AuditService.Tests.Reports.Rgpd;

/// <summary>The papers for a DPO, from facts and manifests written by hand.</summary>
public sealed class RgpdPaperTests
{
    private const string Declared = """
        project: { name: Essai, description: Trie des courriels }
        people:
          controller: { name: Mairie, contact: contact@mairie.example }
          dpo: { name: DPO, contact: dpo@mairie.example }
          processors: [ { name: Nuage, service: hébergement, country: FR } ]
        processings:
          - { id: tri, name: Tri, purpose: Trier, legalBasis: consent, dataSubjects: [usagers], dataCategories: [identité], dataSets: [u], recipients: [accueil], retention: 12 mois, transfers: [], securityMeasures: [chiffrement des disques, badge] }
          - { id: stats, name: Statistiques, purpose: Compter, legalBasis: publicTask }
        dataSets:
          - { id: u, path: data/u.csv, columns: [ { name: Nom, meaning: nom de l'usager, personal: true, necessity: répondre }, { name: absente, personal: false } ] }
        risks:
          - { id: r1, description: Fuite, category: confidentiality, gravity: 4, likelihood: 3, residualGravity: 3, residualLikelihood: 1, measures: [chiffrement des disques] }
          - { id: r2, description: Panne, category: availability }
        """;

    private static readonly RuleLibrary Library = new RuleLibraryReader([]).Read([Repository.PathOf("rules")], verify: false).Library;

    private static readonly Subject Users = new(SubjectKind.Dataset, "data/u.csv");

    private static readonly Provenance Seen = new(new("datasets", 5), EvidenceGrade.MachineChecked, Location.File("data/u.csv"));

    [Theory]
    [InlineData(Language.French)]
    [InlineData(Language.English)]
    public void The_register_has_an_entry_a_purpose_and_every_line_of_it_says_where_it_comes_from(Language language)
    {
        var register = RgpdPaperFile.Paper(RgpdPaperKind.Register, Material(Declared, language));

        Assert.Equal(["Tri", "Statistiques"], register.Blocks.OfType<PaperHeading>().Select(heading => heading.Text));
        Assert.All(register.Blocks.OfType<PaperTable>(), table => Assert.Equal(12, table.Rows.Count));
        Assert.All(register.Statements, statement => Assert.False(string.IsNullOrEmpty(statement.Source?.Place), statement.Text));
        Assert.All(register.Statements.Where(statement => statement.Kind is StatementKind.Said or StatementKind.Found), statement => Assert.NotNull(statement.Source?.Grade));
        Assert.Contains(register.Statements, statement => statement is { Text: "12 mois", Source.Place: "dossier.yaml, ligne 7" or "dossier.yaml, line 7", Source.Grade: EvidenceGrade.Declared });
        Assert.Contains(language == Language.French ? "Brouillon" : "Draft", register.Notes[0], StringComparison.Ordinal);
        Assert.NotEmpty(register.Decisions);
    }

    [Fact]
    public void What_was_found_stands_beside_what_is_declared_and_what_nobody_said_stays_blank()
    {
        var register = RgpdPaperFile.Paper(RgpdPaperKind.Register, Material(Declared));
        var (sorting, counting) = (Lines(register, 0), Lines(register, 1));

        Assert.Contains(sorting["Données trouvées dans les fichiers"], statement => statement is { Kind: StatementKind.Found, Text: "Nom : nom de famille (100 %)", Source.Collector: "datasets/5", Source.Grade: EvidenceGrade.MachineChecked });
        Assert.Equal(["aucun transfert déclaré"], sorting["Transferts hors de l'Union"].Select(statement => statement.Text));
        foreach (var item in (string[])["Catégories de personnes", "Catégories de données déclarées", "Délais d'effacement", "Mesures de sécurité", "Transferts hors de l'Union", "Responsables conjoints et représentant", "Données trouvées dans les fichiers"])
            Assert.Equal((item, StatementKind.Blank), (item, Assert.Single(counting[item]).Kind));
        Assert.DoesNotContain(counting.Values.SelectMany(statements => statements), statement => statement.Text.Contains("12 mois", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dossier_that_declares_nothing_gives_papers_to_fill_and_no_guess()
    {
        foreach (var kind in Enum.GetValues<RgpdPaperKind>())
        {
            var paper = RgpdPaperFile.Paper(kind, Material("", facts: []));

            Assert.DoesNotContain(paper.Statements, statement => statement.Kind is StatementKind.Said or StatementKind.Found);
            Assert.True(kind == RgpdPaperKind.Dictionary || paper.Blanks > 10, $"{kind}: {paper.Blanks}");
        }
    }

    [Fact]
    public void Personal_data_that_no_processing_accounts_for_is_shown_in_the_register()
    {
        var register = RgpdPaperFile.Paper(RgpdPaperKind.Register, Material("project: { name: Essai }"));

        var orphans = register.Blocks.OfType<PaperTable>().Last();
        Assert.Equal("data/u.csv", Assert.Single(orphans.Rows).Cells[0].Text);
        Assert.Contains("Nom : nom de famille (100 %)", orphans.Rows[0].Cells[1].Statements.Select(statement => statement.Text));
    }

    [Fact]
    public void The_dictionary_sets_figures_and_detection_beside_the_declaration_and_shows_where_they_disagree()
    {
        var table = Assert.Single(RgpdPaperFile.Paper(RgpdPaperKind.Dictionary, Material(Declared)).Blocks.OfType<PaperTable>());

        Assert.Equal(["Nom", "note", "absente"], table.Rows.Select(row => row.Cells[0].Text));
        var name = table.Rows[0].Cells.Select(cell => string.Join(" | ", cell.Statements.Select(statement => statement.Text))).ToList();
        Assert.Equal("texte, 25 % manquant, 3 valeurs distinctes", name[1]);
        Assert.Equal("nom de famille : 90 % des valeurs le confirment (confiance 0,97)", name[2]);
        Assert.Equal("sens : nom de l'usager | personnelle : oui | nécessité : répondre | finalité : Trier | conservation : 12 mois", name[3]);
        Assert.Empty(table.Rows[1].Cells[2].Statements);
        Assert.Contains(table.Rows[2].Cells[4].Statements, statement => statement is { Kind: StatementKind.Conflict, Source.Place: "dossier.yaml, ligne 10" });
    }

    [Fact]
    public void The_notice_review_quotes_what_is_said_names_what_is_missing_and_asks_what_is_not_known()
    {
        var material = Material(Declared);
        var table = RgpdPaperFile.Paper(RgpdPaperKind.Notice, material).Blocks.OfType<PaperTable>().First();
        var rows = table.Rows.ToDictionary(row => row.Cells[0].Text);

        Assert.Contains("« contact@mairie.example »", string.Concat(rows["Identité et coordonnées du responsable"].Cells[3].Statements.Select(statement => statement.Text)), StringComparison.Ordinal);
        Assert.StartsWith("incomplète", rows["Identité et coordonnées du responsable"].Cells[4].Text, StringComparison.Ordinal);
        Assert.StartsWith("absente", rows["Réclamation à la CNIL"].Cells[4].Text, StringComparison.Ordinal);
        // Consent is one of the bases, legitimate interest is none; nobody said whether data are collected indirectly.
        Assert.Equal("oui", rows["Retrait du consentement"].Cells[2].Text);
        Assert.Equal("non, d'après ce qui est déclaré", rows["Intérêts légitimes poursuivis"].Cells[2].Text);
        Assert.StartsWith("[à compléter", rows["Source des données (collecte indirecte)"].Cells[2].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.French)]
    [InlineData(Language.English)]
    public void Data_that_people_did_not_give_themselves_make_their_categories_and_their_source_due(Language language)
    {
        const string declared = """
            processings: [ { id: relance, purpose: Relancer, legalBasis: legitimateInterests, dataCategories: [identité, coordonnées] } ]
            dataSets:
              - { id: achat, path: data/achat.csv, personalData: true, origin: fichier acheté à un courtier }
              - { id: saisie, path: data/saisie.csv, personalData: true, origin: formulaire rempli par les personnes }
            """;
        string[] items = language == Language.French ? ["Catégories de données (collecte indirecte)", "Source des données (collecte indirecte)"] : ["Categories of data (indirect collection)", "Source of the data (indirect collection)"];
        var bought = Of("privacy.indirectSets", [new(Location.File("dossier.yaml", 3), "achat")]);

        var silent = Items(Of("notice.mentionsSource", []), bought, Of("notice.mentionsCategories", []));
        Assert.All(items, item => Assert.Equal((item, language == Language.French ? "oui" : "yes"), (item, silent.Rows[item].Cells[2].Text)));
        Assert.All(items, item => Assert.StartsWith(language == Language.French ? "absente" : "missing", silent.Rows[item].Cells[4].Text, StringComparison.Ordinal));
        Assert.Equal(["14(1)(d)", "14(2)(f)"], items.Select(item => silent.Rows[item].Cells[1].Text));
        // Only the source of what was bought: what people typed in themselves needs none.
        Assert.Contains(silent.Proposed, text => text.EndsWith(": identité, coordonnées.", StringComparison.Ordinal));
        Assert.Contains(silent.Proposed, text => text.EndsWith(": fichier acheté à un courtier.", StringComparison.Ordinal));

        var told = Items(bought, Of("notice.mentionsSource", [new(Location.File("docs/notice.md", 9), "Vos coordonnées nous viennent d'un courtier.")]), Of("notice.mentionsCategories", []));
        Assert.StartsWith(language == Language.French ? "passage trouvé" : "passage found", told.Rows[items[1]].Cells[4].Text, StringComparison.Ordinal);
        Assert.Contains("docs/notice.md", told.Rows[items[1]].Cells[3].Statements[0].Source!.Place, StringComparison.Ordinal);

        var direct = Items(Of("privacy.indirectSets", []));
        Assert.All(items, item => Assert.StartsWith(language == Language.French ? "non" : "no", direct.Rows[item].Cells[2].Text, StringComparison.Ordinal));
        Assert.DoesNotContain(direct.Proposed, text => text.Contains("courtier", StringComparison.Ordinal) || text.Contains("coordonnées.", StringComparison.Ordinal));

        var unknown = Items();
        Assert.All(items, item => Assert.Contains(language == Language.French ? "[à compléter" : "[to fill in", unknown.Rows[item].Cells[2].Text, StringComparison.Ordinal));

        (Dictionary<string, PaperRow> Rows, List<string> Proposed) Items(params IReadOnlyList<Fact> facts)
        {
            var blocks = RgpdPaperFile.Paper(RgpdPaperKind.Notice, Material(declared, language, facts)).Blocks;
            return (blocks.OfType<PaperTable>().First().Rows.ToDictionary(row => row.Cells[0].Text), [.. blocks.OfType<PaperText>().Where(text => text.IsItem).Select(text => text.Text)]);
        }

        static Fact Of(string key, IReadOnlyList<Observation> seen) => Fact.Known(Subject.Dossier, key, new ObservationsValue(seen), Seen);
    }

    [Fact]
    public void The_text_to_start_from_is_filled_from_the_manifest_alone()
    {
        var items = RgpdPaperFile.Paper(RgpdPaperKind.Notice, Material(Declared)).Blocks.OfType<PaperText>().Where(text => text.IsItem).Select(text => text.Text).ToList();

        Assert.Contains("Vos données sont traitées par Mairie. Vous pouvez le joindre ici : contact@mairie.example.", items);
        Assert.Contains("Elles sont conservées : Tri : 12 mois ; Statistiques : [à compléter : durée en chiffres].", items);
        Assert.DoesNotContain(items, item => item.Contains('{', StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_file_for_the_CNIL_has_the_shape_that_its_application_reads_field_by_field()
    {
        using var json = JsonDocument.Parse(await WrittenAsync(RgpdPaperKind.Aipd, "json", Material(Declared)));
        var root = json.RootElement;

        Assert.Equal(["pia", "answers", "measures", "evaluations", "comments"], Keys(root));
        var pia = root.GetProperty("pia");
        Assert.Equal(
            [
                "name", "category", "status", "author_name", "evaluator_name", "validator_name", "dpo_status", "dpo_opinion", "dpos_names", "concerned_people_searched_opinion", "concerned_people_searched_content",
                "concerned_people_status", "concerned_people_opinion", "people_names", "rejection_reason", "applied_adjustments", "structure_id", "created_at", "updated_at", "is_example", "is_archive",
            ],
            Keys(pia));
        Assert.Equal(0, pia.GetProperty("status").GetInt32());
        Assert.All((string[])["name", "category", "author_name", "evaluator_name", "validator_name"], key => Assert.Equal(JsonValueKind.String, pia.GetProperty(key).ValueKind));
        Assert.All(
            (string[])["dpo_status", "dpo_opinion", "dpos_names", "concerned_people_searched_opinion", "concerned_people_searched_content", "concerned_people_status", "concerned_people_opinion", "people_names", "rejection_reason", "applied_adjustments", "structure_id"],
            key => Assert.Equal(JsonValueKind.Null, pia.GetProperty(key).ValueKind));
        Assert.All((string[])["is_example", "is_archive"], key => Assert.Equal(0, pia.GetProperty(key).GetInt32()));
        Assert.All((string[])["created_at", "updated_at"], key => Assert.True(pia.GetProperty(key).TryGetDateTimeOffset(out _)));

        var answers = root.GetProperty("answers").EnumerateArray().ToList();
        Assert.Equal(
            [111, 112, 113, 121, 122, 123, 211, 212, 213, 214, 215, 221, 222, 223, 224, 225, 226, 227, 321, 322, 323, 324, 325, 326, 331, 332, 333, 334, 335, 336, 341, 342, 343, 344, 345, 346],
            answers.Select(answer => answer.GetProperty("reference_to").GetInt32()));
        Assert.All(answers, answer =>
        {
            Assert.Equal(["reference_to", "data", "created_at", "updated_at"], Keys(answer));
            var data = answer.GetProperty("data");
            Assert.Equal(["text", "gauge", "list"], Keys(data));
            var number = answer.GetProperty("reference_to").GetInt32();
            var (isRisk, offset) = (number > 300, number % 10);
            Assert.Equal(isRisk && offset <= 4 ? JsonValueKind.Null : JsonValueKind.String, data.GetProperty("text").ValueKind);
            Assert.True(isRisk && offset >= 5 || data.GetProperty("gauge").ValueKind == JsonValueKind.Null);
            Assert.True(isRisk && offset <= 4 || data.GetProperty("list").GetArrayLength() == 0);
            Assert.True(answer.GetProperty("created_at").TryGetDateTimeOffset(out _));
        });

        var measures = root.GetProperty("measures").EnumerateArray().ToList();
        Assert.Equal(["chiffrement des disques", "badge"], measures.Select(measure => measure.GetProperty("title").GetString()));
        Assert.All(measures, measure => Assert.Equal(["id", "title", "content", "placeholder", "created_at"], Keys(measure)));
        Assert.All(measures, measure => Assert.StartsWith("<p>", measure.GetProperty("content").GetString(), StringComparison.Ordinal));
        Assert.Equal(["knowledge_base.slugs.PIA_TEC_CHIF.placeholder", "measures.default_placeholder"], measures.Select(measure => measure.GetProperty("placeholder").GetString()));
        Assert.Empty(root.GetProperty("evaluations").EnumerateArray());
        Assert.All(root.GetProperty("comments").EnumerateArray(), comment =>
        {
            Assert.Equal(["reference_to", "description", "for_measure", "created_at"], Keys(comment));
            Assert.Equal((JsonValueKind.Number, JsonValueKind.False), (comment.GetProperty("reference_to").ValueKind, comment.GetProperty("for_measure").ValueKind));
        });
    }

    [Fact]
    public async Task Severity_and_likelihood_are_those_that_a_person_gave_or_none()
    {
        using var json = JsonDocument.Parse(await WrittenAsync(RgpdPaperKind.Aipd, "json", Material(Declared)));
        var answers = json.RootElement.GetProperty("answers").EnumerateArray().ToDictionary(answer => answer.GetProperty("reference_to").GetInt32(), answer => answer.GetProperty("data"));

        Assert.Equal((3, 1), (answers[325].GetProperty("gauge").GetInt32(), answers[326].GetProperty("gauge").GetInt32()));
        Assert.Equal(["Fuite"], answers[321].GetProperty("list").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(["chiffrement des disques", "badge"], answers[324].GetProperty("list").EnumerateArray().Select(item => item.GetString()));
        // An integrity risk was not declared; the risk of availability was, and nobody rated it.
        Assert.All((int[])[335, 336, 345, 346], number => Assert.Equal((number, JsonValueKind.Null, ""), (number, answers[number].GetProperty("gauge").ValueKind, answers[number].GetProperty("text").GetString())));
        Assert.Empty(answers[331].GetProperty("list").EnumerateArray());
        // What nobody answered stays open, with a comment that says what is wanted.
        Assert.Equal("", answers[113].GetProperty("text").GetString());
        Assert.Contains(json.RootElement.GetProperty("comments").EnumerateArray(), comment => comment.GetProperty("reference_to").GetInt32() == 113 && comment.GetProperty("description").GetString()!.StartsWith("[à compléter", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RgpdPaperKind.Register)]
    [InlineData(RgpdPaperKind.Aipd)]
    [InlineData(RgpdPaperKind.Notice)]
    [InlineData(RgpdPaperKind.Dictionary)]
    public async Task The_Word_document_holds_what_the_standard_allows_with_its_headings_language_title_and_table_headers(RgpdPaperKind kind)
    {
        using var output = new MemoryStream();
        await RgpdPaperFile.WriteAsync(kind, Material(Declared, Language.English), "docx", output, CancellationToken.None);
        using var document = WordprocessingDocument.Open(output, isEditable: false);

        // The title of a table came with the second edition of the standard, which Office knows since 2010.
        Assert.Equal("", string.Join('\n', new OpenXmlValidator(FileFormatVersions.Office2010).Validate(document).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")));
        Assert.Contains("Essai", document.PackageProperties.Title, StringComparison.Ordinal);
        Assert.Equal("en-GB", document.PackageProperties.Language);
        var body = document.MainDocumentPart!.Document!.Body!;
        Assert.Equal("Heading1", body.Elements<Paragraph>().First().ParagraphProperties?.ParagraphStyleId?.Val?.Value);
        Assert.NotEmpty(body.Elements<Table>());
        Assert.All(body.Elements<Table>(), table =>
        {
            Assert.NotNull(table.Elements<TableRow>().First().TableRowProperties?.GetFirstChild<TableHeader>());
            Assert.False(string.IsNullOrEmpty(table.GetFirstChild<TableProperties>()?.TableCaption?.Val?.Value));
        });
    }

    [Fact]
    public async Task Hostile_texts_are_texts_in_every_format()
    {
        const string hostile = """
            project: { name: "=cmd() <script>alert(1)</script>" }
            people: { controller: { name: "+SUM(1)", contact: "@import" }, processors: [ { name: "<b>x</b>" } ] }
            processings: [ { id: "=a()", name: "-2+3", purpose: "=cmd()|' /C calc'!A0", legalBasis: consent, dataSubjects: ["<img src=x onerror=alert(1)>"], retention: "@SUM(A1)", securityMeasures: ["<script>chiffrement</script>"] } ]
            dataSets: [ { path: data/u.csv, columns: [ { name: "=cmd()", meaning: "+1", personal: true, necessity: "-x" } ] } ]
            risks: [ { description: "<script>", category: confidentiality, gravity: 9, likelihood: 0, measures: ["<i>=x</i>"] } ]
            """;
        var material = Material(hostile);
        foreach (var kind in Enum.GetValues<RgpdPaperKind>())
        {
            var html = await WrittenAsync(kind, "html", material);
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        }

        foreach (var kind in (RgpdPaperKind[])[RgpdPaperKind.Register, RgpdPaperKind.Dictionary])
        {
            var rows = AuditService.Authoring.Grids.CsvRows.Of(await WrittenAsync(kind, "csv", material), 1000)!;
            Assert.All(rows.SelectMany(row => row), cell => Assert.False(cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..], cell));
            Assert.Contains(rows.SelectMany(row => row), cell => cell.StartsWith("'=", StringComparison.Ordinal));
        }

        using var json = JsonDocument.Parse(await WrittenAsync(RgpdPaperKind.Aipd, "json", material));
        Assert.All(Strings(json.RootElement), text => Assert.DoesNotContain("<script", text, StringComparison.Ordinal));
        // Nine is on no scale: it is shown as what was said and never as a rating.
        Assert.All(json.RootElement.GetProperty("answers").EnumerateArray(), answer => Assert.Equal(JsonValueKind.Null, answer.GetProperty("data").GetProperty("gauge").ValueKind));
    }

    [Fact]
    public async Task An_assessment_that_was_handed_in_is_quoted_and_not_replaced()
    {
        var material = Material(Declared + "\ndocuments: [ { path: docs/aipd.md, role: aipd, reviewedOn: 2026-03-02, reviewedBy: DPO } ]", facts:
        [
            Fact.Known(Subject.Dossier, "aipd.necessity", new ObservationsValue([new(Location.File("docs/aipd.md", 12), "Nécessité : seuls l'objet et le texte du courriel servent.")]), Seen),
            Fact.Known(Subject.Dossier, "aipd.dpoAdvice", new ObservationsValue([]), Seen),
        ]);
        var draft = RgpdPaperFile.Paper(RgpdPaperKind.Aipd, material);
        using var json = JsonDocument.Parse(await WrittenAsync(RgpdPaperKind.Aipd, "json", material));

        Assert.Contains(draft.Statements, statement => statement.Kind == StatementKind.Found && statement.Text.Contains("seuls l'objet et le texte", StringComparison.Ordinal) && statement.Source!.Place.Contains("docs/aipd.md", StringComparison.Ordinal));
        Assert.Contains(draft.Statements, statement => statement.Kind == StatementKind.Blank && statement.Text.Contains("rien n'y a été relevé", StringComparison.Ordinal));
        Assert.Contains(json.RootElement.GetProperty("comments").EnumerateArray(), comment => comment.GetProperty("reference_to").GetInt32() == 111 && comment.GetProperty("description").GetString()!.Contains("docs/aipd.md", StringComparison.Ordinal));
        Assert.DoesNotContain(RgpdPaperFile.Paper(RgpdPaperKind.Aipd, Material(Declared)).Blocks.OfType<PaperHeading>(), heading => heading.Text.Contains("fournie", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Language.French)]
    [InlineData(Language.English)]
    public async Task What_several_data_sets_do_not_meet_is_said_once_with_each_of_them(Language language)
    {
        string[] paths = ["data/a.csv", "data/b.csv", "data/c.csv"];
        var seen = paths.ToDictionary(path => path, path => new Subject(SubjectKind.Dataset, path));
        var facts = seen.SelectMany(set => new[]
        {
            Known(set.Value, "dataset.personalColumns", new ObservationsValue([new(Location.InDataset(set.Key, "nom"), Detail: new("nom", "name"))])),
            Known(set.Value, "dataset.undeclaredPersonalColumns", new ObservationsValue([new(Location.InDataset(set.Key, "nom"), Detail: new("nom", "name"))])),
            Known(set.Value, "dataset.declared", new AuditService.Core.Facts.BooleanValue(false)),
        }).ToList();
        var material = Material(Declared, language, facts, judged: ["RGPD-5.1.c-02"]);
        Assert.Equal(3, material.Audit.Findings.Count(finding => finding.Outcome == Outcome.NonCompliant));

        var against = RgpdPaperFile.Paper(RgpdPaperKind.Aipd, material).Statements.Where(statement => statement.Kind == StatementKind.Conflict).ToList();
        using var json = JsonDocument.Parse(await WrittenAsync(RgpdPaperKind.Aipd, "json", material));
        var comments = json.RootElement.GetProperty("comments").EnumerateArray()
            .Where(comment => comment.GetProperty("description").GetString()!.Contains("RGPD-5.1.c-02", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(against);
        Assert.All(against, statement => Assert.All(paths, path => Assert.Contains(path, statement.Text, StringComparison.Ordinal)));
        // Of a question, never twice the same rule.
        Assert.Equal(comments.Count, comments.Select(comment => comment.GetProperty("reference_to").GetInt32()).Distinct().Count());
        Assert.All(comments, comment => Assert.All(paths, path => Assert.Contains(path, comment.GetProperty("description").GetString(), StringComparison.Ordinal)));

        static Fact Known(Subject subject, string key, FactValue value) => Fact.Known(subject, key, value, Seen with { Pointer = Location.File(subject.Id) });
    }

    [Fact]
    public async Task The_same_audit_gives_the_same_bytes()
    {
        foreach (var kind in Enum.GetValues<RgpdPaperKind>())
        {
            foreach (var format in RgpdPaperFile.FormatsOf(kind))
            {
                using var first = new MemoryStream();
                using var second = new MemoryStream();
                await RgpdPaperFile.WriteAsync(kind, Material(Declared), format, first, CancellationToken.None);
                await RgpdPaperFile.WriteAsync(kind, Material(Declared), format, second, CancellationToken.None);
                Assert.Equal(first.ToArray(), second.ToArray());
            }
        }
    }

    private static Dictionary<string, IReadOnlyList<Statement>> Lines(Paper register, int entry) =>
        register.Blocks.OfType<PaperTable>().ElementAt(entry).Rows.ToDictionary(row => row.Cells[0].Text, row => row.Cells[2].Statements);

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    private static async Task<string> WrittenAsync(RgpdPaperKind kind, string format, RgpdMaterial material)
    {
        using var output = new MemoryStream();
        await RgpdPaperFile.WriteAsync(kind, material, format, output, CancellationToken.None);
        return Encoding.UTF8.GetString(output.ToArray()).TrimStart('\uFEFF');
    }

    private static RgpdMaterial Material(string yaml, Language language = Language.French, IReadOnlyList<Fact>? facts = null, IReadOnlyList<string>? judged = null)
    {
        var problems = new List<AuthorProblem>();
        var manifest = ManifestReader.Read(yaml, "dossier.yaml", problems);
        Assert.Empty(problems);
        var known = new FactSet([], facts ?? Facts());
        var audit = new Audit
        {
            Id = new string('a', 32),
            Project = manifest.Project?.Name ?? "sans nom",
            Snapshot = Snapshot.Of("some", [], []),
            HasManifest = true,
            StartedAt = DateTimeOffset.UnixEpoch,
            FinishedAt = DateTimeOffset.UnixEpoch,
            On = new(2026, 11, 29),
            Tools = new("1.0", null, null, "4.1.2", "test", []),
            Steps = [],
            Facts = known,
            Findings = judged is null ? [] : Judge.JudgeAll(Library.Rules.Where(rule => judged.Contains(rule.Id)), known, new(2026, 11, 29)),
            Scorecard = new Scorer(Some.Scheme).Score(["C1"], []),
        };
        return new(ReportContext.Of(audit, Library, language), manifest, RgpdTextsReader.Own);
    }

    private static IReadOnlyList<Fact> Facts()
    {
        var (name, note) = (new Subject(SubjectKind.Column, "data/u.csv#Nom"), new Subject(SubjectKind.Column, "data/u.csv#note"));
        return
        [
            Known(Users, "dataset.columns", new TextListValue(["Nom", "note"])),
            Known(Users, "dataset.personalColumns", new ObservationsValue([new(Location.InDataset("data/u.csv", "Nom"), "Du*** (6)", new("nom de famille (100 %)", "surname (100 %)"), 0.97)])),
            .. OfColumn(name, "Nom", 0.25, new ObservationsValue([new(Location.InDataset("data/u.csv", "Nom"), Detail: new("nom de famille : 90 % des valeurs le confirment", "surname: 90 % of the values"), Confidence: 0.97)])),
            .. OfColumn(note, "note", 0, new ObservationsValue([])),
            Known(Subject.Dossier, "notice.mentionsContact", new ObservationsValue([new(Location.File("docs/notice.md", 3), "contact@mairie.example")])),
            Known(Subject.Dossier, "notice.mentionsController", new ObservationsValue([])),
            Known(Subject.Dossier, "notice.mentionsComplaint", new ObservationsValue([])),
        ];

        static IEnumerable<Fact> OfColumn(Subject column, string header, double missing, FactValue categories) =>
        [
            Fact.Known(column, "column.type", new TextValue("text"), Seen with { Pointer = Location.InDataset("data/u.csv", header) }),
            Fact.Known(column, "column.missingShare", new NumberValue(missing), Seen with { Pointer = Location.InDataset("data/u.csv", header) }),
            Fact.Known(column, "column.distinct", new NumberValue(3), Seen with { Pointer = Location.InDataset("data/u.csv", header) }),
            Fact.Known(column, "column.categories", categories, Seen with { Pointer = Location.InDataset("data/u.csv", header) }),
        ];

        static Fact Known(Subject subject, string key, FactValue value) => Fact.Known(subject, key, value, Seen);
    }
}
