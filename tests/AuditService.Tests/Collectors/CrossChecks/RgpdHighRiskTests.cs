using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdHighRiskTests
{
    private static readonly Subject Sorting = new(SubjectKind.Processing, "tri");

    private const string AllNo = """
        processings:
          - { id: tri, purpose: Trier le courrier, dataCategories: [identité], profiling: false, automatedDecision: false, systematicMonitoring: false, largeScale: false,
              datasetMatching: false, vulnerablePeople: false, innovativeUse: false, deniesRightOrService: false, dataSets: [cv] }
        dataSets: [{ id: cv, path: data/cv.csv }]
        """;

    [Fact]
    public void Two_criteria_call_for_an_assessment_whatever_else_is_unknown()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, profiling: true, innovativeUse: true }]").Through(new RgpdHighRisk());

        Assert.Equal(new BooleanValue(true), derived[Sorting, "processing.aipdRequired"]);
        Assert.Equal(["profiling", "innovativeUse"], derived.Texts(Sorting, "processing.aipdTriggers"));
    }

    [Fact]
    public void One_criterion_with_another_unknown_is_not_known_and_names_what_to_declare()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, profiling: true }]").Through(new RgpdHighRisk());

        Assert.Null(derived[Sorting, "processing.aipdRequired"]);
        Assert.Contains("largeScale", derived.WhyNot(Sorting, "processing.aipdRequired"), StringComparison.Ordinal);
    }

    [Fact]
    public void All_criteria_declared_absent_need_no_assessment()
    {
        var derived = DossierCase.Declaring(AllNo).Through(new RgpdHighRisk());

        Assert.Equal(new BooleanValue(false), derived[Sorting, "processing.aipdRequired"]);
    }

    [Fact]
    public void Sensitive_columns_and_children_found_in_the_data_outweigh_the_declaration()
    {
        var derived = DossierCase.Declaring(AllNo, "data/cv.csv")
            .Columns("data/cv.csv", "dataset.specialCategoryColumns", "handicap")
            .Columns("data/cv.csv", "dataset.nirColumns")
            .With(new(SubjectKind.Dataset, "data/cv.csv"), "dataset.childrenData", new BooleanValue(true))
            .Through(new RgpdHighRisk());

        Assert.Equal(new BooleanValue(true), derived[Sorting, "processing.aipdRequired"]);
        Assert.Equal(["dataCategories", "vulnerablePeople"], derived.Texts(Sorting, "processing.aipdTriggers"));
    }

    [Fact]
    public void A_set_that_is_there_and_could_not_be_read_leaves_the_question_open()
    {
        var derived = DossierCase.Declaring(AllNo, "data/cv.csv")
            .Unreadable(new(SubjectKind.Dataset, "data/cv.csv"), "dataset.specialCategoryColumns", "broken file")
            .Through(new RgpdHighRisk());

        Assert.Null(derived[Sorting, "processing.aipdRequired"]);
    }

    [Theory]
    [InlineData("dataCategories: [données de santé]", "dataCategories")]
    [InlineData("dataCategories: [coordonnées bancaires]", "dataCategories")]
    [InlineData("sensitiveDataGround: art. 9(2)(a)", "dataCategories")]
    [InlineData("dataSubjects: [salariés]", "vulnerablePeople")]
    [InlineData("dataSubjects: [élèves de CM2]", "vulnerablePeople")]
    public void Categories_in_words_count_as_criteria(string written, string criterion)
    {
        var derived = DossierCase.Declaring($"processings: [{{ id: tri, {written} }}]").Through(new RgpdHighRisk());

        Assert.Equal([criterion], derived.Texts(Sorting, "processing.aipdTriggers"));
    }

    [Theory]
    [InlineData("dataCategories: [identité, adresse e-mail, contenu du courrier]")]
    [InlineData("sensitiveDataGround: aucune")]
    [InlineData("dataSubjects: [candidats, habitants]")]
    public void Ordinary_categories_do_not(string written)
    {
        var derived = DossierCase.Declaring($"processings: [{{ id: tri, {written} }}]").Through(new RgpdHighRisk());

        Assert.Empty(derived.Texts(Sorting, "processing.aipdTriggers"));
    }

    [Theory]
    [InlineData("done", true)]
    [InlineData("underReview", true)]
    [InlineData("notNeeded", false)]
    [InlineData("none", false)]
    public void An_assessment_is_claimed_when_a_processing_says_so(string aipd, bool claimed)
    {
        var derived = DossierCase.Declaring($"processings: [{{ id: tri, aipd: {aipd} }}]").Through(new RgpdHighRisk());

        Assert.Equal(new BooleanValue(claimed), derived["privacy.aipdClaimed"]);
    }

    [Fact]
    public void Whether_an_assessment_is_claimed_is_not_known_while_a_processing_is_silent()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, aipd: none }, { id: autre }]").Through(new RgpdHighRisk());

        Assert.Null(derived["privacy.aipdClaimed"]);
    }

    [Fact]
    public void A_public_body_must_designate_an_officer()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri }]").With(Subject.Dossier, "people.controllerIsPublicBody", new BooleanValue(true)).Through(new RgpdHighRisk());

        Assert.Equal(new BooleanValue(true), derived["privacy.dpoRequired"]);
    }

    [Theory]
    [InlineData("Commune de Valbourg")]
    [InlineData("Mairie d'Exempleville")]
    [InlineData("Centre hospitalier universitaire de Lutèce")]
    [InlineData("Université de Lutèce")]
    public void A_name_that_only_public_bodies_bear_answers_for_its_owner(string name)
    {
        var derived = DossierCase.Declaring($"people: {{ controller: {{ name: \"{name}\" }} }}\nprocessings: [{{ id: tri }}]").Through(new RgpdHighRisk());

        Assert.Equal(new BooleanValue(true), derived["people.controllerIsPublicBody"]);
        Assert.Equal(new BooleanValue(true), derived["privacy.dpoRequired"]);
    }

    [Theory]
    [InlineData("Recrutons SAS")]
    [InlineData("Villeroy et associés")]
    [InlineData("Syndicat des boulangers")]
    [InlineData("Mairie Services SARL")]
    [InlineData("Université Coca SAS")]
    public void Any_other_name_tells_nothing(string name)
    {
        var derived = DossierCase.Declaring($"people: {{ controller: {{ name: \"{name}\" }} }}\nprocessings: [{{ id: tri }}]").Through(new RgpdHighRisk());

        Assert.Throws<InvalidOperationException>(() => derived["people.controllerIsPublicBody"]);
        Assert.Null(derived["privacy.dpoRequired"]);
    }

    [Fact]
    public void An_answer_outweighs_the_name()
    {
        var derived = DossierCase.Declaring("people: { controller: { name: Ville de Lutèce } }\nprocessings: [{ id: tri, largeScale: false }]")
            .With(Subject.Dossier, "people.controllerIsPublicBody", new BooleanValue(false))
            .Through(new RgpdHighRisk());

        Assert.Equal(new BooleanValue(false), derived["privacy.dpoRequired"]);
    }

    [Fact]
    public void Sensitive_data_on_a_large_scale_call_for_an_officer()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, largeScale: true, dataCategories: [santé] }]").Through(new RgpdHighRisk());

        Assert.Equal(new BooleanValue(true), derived["privacy.dpoRequired"]);
    }

    [Fact]
    public void A_private_body_on_a_small_scale_need_not_designate_one()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, largeScale: false }]").With(Subject.Dossier, "people.controllerIsPublicBody", new BooleanValue(false)).Through(new RgpdHighRisk());

        Assert.Equal(new BooleanValue(false), derived["privacy.dpoRequired"]);
    }

    [Fact]
    public void Without_a_manifest_nothing_is_concluded()
    {
        var derived = DossierCase.WithoutManifest().Through(new RgpdHighRisk());

        Assert.Null(derived["privacy.aipdClaimed"]);
        Assert.Null(derived["privacy.dpoRequired"]);
    }

    [Theory]
    [InlineData("purpose: Envoyer aux locataires les nouvelles de la résidence", false)]
    [InlineData("purpose: Proposer un ordre d'examen des demandes", true)]
    [InlineData("purpose: Relancer les loyers impayés", true)]
    public void What_a_social_landlord_does_is_of_the_list_only_where_it_is_about_its_lodgings(string written, bool isListed)
    {
        var derived = DossierCase.Declaring($"project: {{ name: Office, description: Gère des logements sociaux }}\nprocessings: [{{ id: tri, {written} }}]").Through(new RgpdHighRisk());

        Assert.Equal(isListed, derived.Texts(Sorting, "processing.aipdBasis").Contains("CNIL 12"));
    }

    [Theory]
    [InlineData("purpose: Trier les candidatures, profiling: true", "CNIL 3")]
    [InlineData("purpose: Noter les demandes, profiling: true, deniesRightOrService: true", "CNIL 8")]
    [InlineData("purpose: Suivre les conducteurs par géolocalisation, largeScale: true", "CNIL 14")]
    [InlineData("purpose: Recueillir les alertes professionnelles", "CNIL 6")]
    [InlineData("purpose: Instruire les demandes de logement social", "CNIL 12")]
    [InlineData("purpose: Gérer un entrepôt de données de santé", "CNIL 7")]
    [InlineData("purpose: Mesurer l'activité des salariés, systematicMonitoring: true", "CNIL 4")]
    [InlineData("purpose: Noter les demandes, profiling: true, automatedDecision: true", "35(3)(a)")]
    [InlineData("purpose: Suivre les patients, largeScale: true, dataCategories: [santé]", "35(3)(b)")]
    [InlineData("purpose: Filmer la voie publique, largeScale: true, systematicMonitoring: true", "35(3)(c)")]
    public void A_type_of_the_list_or_a_case_of_the_article_calls_for_an_assessment_by_itself(string written, string basis)
    {
        var derived = DossierCase.Declaring($"processings: [{{ id: tri, {written} }}]").Through(new RgpdHighRisk());

        Assert.Contains(basis, derived.Texts(Sorting, "processing.aipdBasis"));
        Assert.Equal(new BooleanValue(true), derived[Sorting, "processing.aipdRequired"]);
    }

    [Theory]
    [InlineData("people: { controller: { name: \"EduPlus SAS, 35 salariés\" } }", "purpose: Recommander des exercices aux collégiens, profiling: true", "CNIL 3")]
    [InlineData("", "purpose: Gérer le parking des visiteurs de la clinique, dataCategories: [immatriculation]", "CNIL 1")]
    [InlineData("people: { controller: { name: Hôpital de Lutèce } }", "purpose: Planifier les gardes du personnel, dataCategories: [vie professionnelle]", "CNIL 1")]
    [InlineData("", "purpose: Recommander des produits selon l'historique des achats, profiling: true, datasetMatching: false", "CNIL 10")]
    public void Words_that_are_not_of_the_processing_call_for_nothing(string around, string written, string basis)
    {
        var derived = DossierCase.Declaring($"{around}\nprocessings: [{{ id: tri, {written} }}]").Through(new RgpdHighRisk());

        Assert.DoesNotContain(basis, derived.Texts(Sorting, "processing.aipdBasis"));
    }

    [Theory]
    [InlineData("purpose: Suivre les soins des patients de la clinique, dataCategories: [santé]", "CNIL 1")]
    [InlineData("purpose: Noter des prospects à partir d'achats de fichiers, profiling: true", "CNIL 10")]
    [InlineData("purpose: Repérer les hauts potentiels parmi les collaborateurs, profiling: true", "CNIL 3")]
    [InlineData("purpose: Enregistrer l'écran des téléconseillers, systematicMonitoring: true", "CNIL 4")]
    [InlineData("purpose: Traiter les informations préoccupantes sur les mineurs en danger", "CNIL 5")]
    public void The_same_words_of_the_processing_itself_do(string written, string basis)
    {
        var derived = DossierCase.Declaring($"processings: [{{ id: tri, {written} }}]").Through(new RgpdHighRisk());

        Assert.Contains(basis, derived.Texts(Sorting, "processing.aipdBasis"));
    }

    [Fact]
    public void An_exemption_that_the_words_suggest_and_nobody_claims_or_waives_leaves_the_question_open()
    {
        const string doctor = "people: { controller: { name: \"Dr Durand, médecin généraliste exerçant à titre individuel\" } }\nprocessings: [{ id: tri, purpose: Tenir les dossiers des patients, profiling: false, largeScale: false, dataSubjects: [patients], dataCategories: [santé], aipd: notNeeded }]";
        var open = DossierCase.Declaring(doctor).Through(new RgpdHighRisk());
        Assert.Null(open[Sorting, "processing.aipdRequired"]);

        var waived = DossierCase.Declaring(doctor).With(Sorting, "processing.aipdExemption", new TextValue("none")).Through(new RgpdHighRisk());
        Assert.Equal(new BooleanValue(true), waived[Sorting, "processing.aipdRequired"]);

        var claimed = DossierCase.Declaring(doctor).With(Sorting, "processing.aipdExemption", new TextValue("healthProfessional")).Through(new RgpdHighRisk());
        Assert.Equal(new BooleanValue(false), claimed[Sorting, "processing.aipdRequired"]);
        Assert.Empty(claimed.Texts(Sorting, "processing.aipdBasis"));

        // On a large scale, no individual practice.
        var large = DossierCase.Declaring(doctor.Replace("largeScale: false", "largeScale: true", StringComparison.Ordinal)).Through(new RgpdHighRisk());
        Assert.Equal(new BooleanValue(true), large[Sorting, "processing.aipdRequired"]);
    }

    [Fact]
    public void Vulnerable_people_that_the_manifest_denies_are_told_as_a_contradiction()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, vulnerablePeople: false, dataSubjects: [salariés] }]").Through(new RgpdHighRisk());

        var reason = Assert.IsType<ObservationsValue>(derived[Sorting, "processing.aipdReasons"]).Items.Single(item => item.Excerpt == "vulnerablePeople");
        Assert.Contains("déduit de dataSubjects : salariés", reason.Detail!.Fr, StringComparison.Ordinal);
        Assert.Contains("dit le contraire", reason.Detail.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_criterion_says_whether_it_is_met_and_where_from()
    {
        var derived = DossierCase.Declaring(AllNo, "data/cv.csv").Columns("data/cv.csv", "dataset.specialCategoryColumns", "handicap").Columns("data/cv.csv", "dataset.nirColumns")
            .With(new(SubjectKind.Dataset, "data/cv.csv"), "dataset.childrenData", new BooleanValue(false)).Through(new RgpdHighRisk());

        var reasons = Assert.IsType<ObservationsValue>(derived[Sorting, "processing.aipdReasons"]).Items;

        var found = reasons.Single(reason => reason.Excerpt == "dataCategories");
        Assert.Equal("handicap", found.Where.DataColumn);
        Assert.Contains("met (found in data/cv.csv", found.Detail!.En, StringComparison.Ordinal);
        Assert.Contains("no (declared)", reasons.Single(reason => reason.Excerpt == "largeScale").Detail!.En, StringComparison.Ordinal);
        Assert.Equal(9, reasons.Count(reason => reason.Detail!.En.StartsWith("WP248", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_nobody_said_counts_neither_way()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, purpose: Trier le courrier }]").Through(new RgpdHighRisk());

        Assert.Null(derived[Sorting, "processing.aipdRequired"]);
        Assert.Contains("not known (not declared)", Assert.IsType<ObservationsValue>(derived[Sorting, "processing.aipdReasons"]).Items[0].Detail!.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("humanResources", 40, "", true)]
    [InlineData("humanResources", 400, "", false)]
    [InlineData("humanResources", 40, "profiling: true, ", false)]
    [InlineData("association", 4, "dataCategories: [opinions politiques], ", false)]
    [InlineData("accessControl", 4, "dataCategories: [biométrie], ", false)]
    [InlineData("suppliers", 4000, "", true)]
    public void An_exemption_holds_only_where_its_conditions_do(string claimed, int staff, string written, bool holds)
    {
        var rest = string.Join(", ", new[] { "profiling", "automatedDecision", "systematicMonitoring", "largeScale" }.Where(key => !written.Contains(key, StringComparison.Ordinal)).Select(key => $"{key}: false"));
        var categories = written.Contains("dataCategories", StringComparison.Ordinal) ? "" : ", dataCategories: [identité]";

        var derived = DossierCase.Declaring($"processings: [{{ id: tri, purpose: Gérer, {written}{rest}{categories} }}]")
            .With(Sorting, "processing.aipdExemption", new TextValue(claimed)).With(Subject.Dossier, "people.staffCount", new NumberValue(staff)).Through(new RgpdHighRisk());

        Assert.Equal(holds, derived.Texts(Sorting, "processing.exemptionFailures").Count == 0);
        if (holds)
            Assert.Equal(new BooleanValue(false), derived[Sorting, "processing.aipdRequired"]);
    }

    [Fact]
    public void An_exemption_with_a_condition_that_nobody_stated_is_not_known()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, purpose: Gérer, profiling: false, automatedDecision: false, systematicMonitoring: false }]")
            .With(Sorting, "processing.aipdExemption", new TextValue("humanResources")).Through(new RgpdHighRisk());

        Assert.Contains("250", derived.WhyNot(Sorting, "processing.exemptionFailures"), StringComparison.Ordinal);
    }
}
