using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdHighRiskTests
{
    private static readonly Subject Sorting = new(SubjectKind.Processing, "tri");

    private const string AllNo = """
        processings:
          - { id: tri, dataCategories: [identité], profiling: false, automatedDecision: false, systematicMonitoring: false, largeScale: false,
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
}
