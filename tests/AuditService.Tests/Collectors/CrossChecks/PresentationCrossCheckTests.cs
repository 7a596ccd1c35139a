using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.WebPages;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class PresentationCrossCheckTests
{
    private const string Needs = """
        project:
          needs:
            - { need: trier vite, user: agent, answeredBy: écran de tri }
            - { need: suivre son courrier, user: Usager }
            - { need: rendre compte, user: maire, answeredBy: à définir }
        people: { users: [{ id: agent, needs: malvoyant }, { id: usager, name: Usager }, { id: archiviste, needs: aucun }] }
        interface: { journeys: [{ name: trier, user: agent, testResult: 5 sur 6 }, { name: suivre, user: usager }] }
        """;

    [Fact]
    public void Users_needs_answers_and_journeys_are_tied_together()
    {
        var derived = DossierCase.Declaring(Needs).Through(new PresentationNeeds());

        Assert.Equal(["suivre son courrier", "rendre compte"], derived.Texts("project.unansweredNeeds"));
        Assert.Equal(["rendre compte"], derived.Texts("project.needsWithoutUser"));
        Assert.Equal(["archiviste"], derived.Texts("project.usersWithoutNeed"));
        Assert.Equal(["agent"], derived.Texts("project.usersWithParticularNeeds"));
        Assert.Equal(["suivre"], derived.Texts("interface.untestedJourneys"));
        Assert.Equal(["archiviste"], derived.Texts("interface.usersWithoutJourney"));
    }

    [Theory]
    [InlineData(null, null, null, false, 0)]
    [InlineData(false, null, null, false, 0)]
    [InlineData(true, null, null, true, 0)]
    [InlineData(true, 0, 0, true, 0)]
    [InlineData(true, 2, 0, false, 1)]
    [InlineData(true, 0, 1, false, 1)]
    [InlineData(null, 1, 1, false, 2)]
    public void A_project_is_without_charts_where_it_says_so_and_nothing_denies_it(bool? said, int? onPage, int? inSlides, bool without, int seen)
    {
        var dossier = DossierCase.Declaring("project: { name: x }");
        if (said is { } word)
            dossier = dossier.With(Subject.Dossier, "presentation.noCharts", new BooleanValue(word));
        if (onPage is { } page)
            dossier = dossier.With(new(SubjectKind.Page, "ui/a.html"), "page.charts", new NumberValue(page));
        if (inSlides is { } slides)
            dossier = dossier.With(new(SubjectKind.Document, "docs/a.pptx"), "document.charts", new NumberValue(slides));

        var derived = dossier.Through(new PresentationCharts());

        Assert.Equal(new BooleanValue(without), derived["presentation.withoutCharts"]);
        Assert.Equal(seen, ((ObservationsValue)derived["presentation.deniedCharts"]!).Total);
    }

    [Fact]
    public void Pictures_and_documents_that_could_not_be_read_are_left_for_a_person_to_look_at()
    {
        var deck = new Subject(SubjectKind.Document, "docs/a.pptx");
        var locked = new Subject(SubjectKind.Document, "docs/b.docx");
        var derived = DossierCase.Declaring("project: { name: x }")
            .With(deck, "document.pictures", new ObservationsValue([new(Location.DocumentSheet("docs/a.pptx", 3))]))
            .Unreadable(locked, "document.pictures", "locked")
            .Through(new PresentationCharts());

        var seen = Assert.IsType<ObservationsValue>(derived["presentation.pictures"]);
        Assert.Equal(["docs/a.pptx", "docs/b.docx"], seen.Items.Select(one => one.Where.Path));
        Assert.Equal(3, seen.Items[0].Where.Sheet);
    }

    [Fact]
    public void A_chart_that_is_listed_denies_that_there_is_none_and_a_drawing_leaves_it_unknown()
    {
        var listed = DossierCase.Declaring("charts: [{ id: volumes }]").With(Subject.Dossier, "presentation.noCharts", new BooleanValue(true)).Through(new PresentationCharts());
        var drawing = new ObservationsValue([new(Location.Element("ui/a.html", selector: "svg"), Confidence: PageCharts.Doubt)]);
        var drawn = DossierCase.Declaring("project: { name: x }").With(Subject.Dossier, "presentation.noCharts", new BooleanValue(true))
            .With(new(SubjectKind.Page, "ui/a.html"), "page.charts", drawing).Through(new PresentationCharts());

        Assert.Equal(new BooleanValue(false), listed["presentation.withoutCharts"]);
        Assert.Equal(1, ((ObservationsValue)listed["presentation.deniedCharts"]!).Total);
        Assert.Contains("ui/a.html", drawn.WhyNot("presentation.withoutCharts"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_declared_is_not_tied()
    {
        var derived = DossierCase.Declaring("project: { name: x }").Through(new PresentationNeeds());

        Assert.All(new PresentationNeeds().States, key => Assert.Null(derived[key]));
    }

    [Fact]
    public void A_role_counts_only_when_its_document_is_in_the_dossier()
    {
        var derived = DossierCase.Declaring("documents: [{ path: docs/r.docx, role: report }, { path: docs/absent.pptx, role: slides }]", "docs/r.docx").Through(new PresentationDocuments());

        Assert.Equal(["report"], derived.Texts("documents.roles"));
        Assert.Equal(["docs/absent.pptx"], derived.Texts("documents.missing"));
    }

    [Fact]
    public void Without_declared_documents_roles_are_not_known()
    {
        var derived = DossierCase.Declaring("project: { name: x }", "docs/r.docx").Through(new PresentationDocuments());

        Assert.Null(derived["documents.roles"]);
        Assert.Null(derived["documents.missing"]);
    }

    [Fact]
    public void Words_a_slide_are_counted_on_the_slides_only()
    {
        var slides = new Subject(SubjectKind.Document, "docs/s.pptx");
        var derived = DossierCase.Declaring("documents: [{ path: docs/s.pptx, role: slides }, { path: docs/r.docx, role: report }]", "docs/s.pptx", "docs/r.docx")
            .With(slides, "document.words", new NumberValue(600))
            .With(slides, "document.pages", new NumberValue(12))
            .With(new(SubjectKind.Document, "docs/r.docx"), "document.words", new NumberValue(9000))
            .Through(new PresentationDocuments());

        Assert.Equal(new NumberValue(50), derived["presentation.wordsPerSlide"]);
    }

    [Fact]
    public void Slides_that_could_not_be_read_keep_their_reason()
    {
        var derived = DossierCase.Declaring("documents: [{ path: docs/s.pptx, role: slides }]", "docs/s.pptx")
            .Unreadable(new(SubjectKind.Document, "docs/s.pptx"), "document.words", "encrypted")
            .Through(new PresentationDocuments());

        Assert.Equal("encrypted", derived.WhyNot("presentation.wordsPerSlide"));
    }

    [Fact]
    public void Charts_of_the_pages_are_looked_for_in_the_inventory_by_path_or_name()
    {
        var derived = DossierCase.Declaring("""
            charts: [{ id: a, where: ui/tableau.html }, { id: b, where: page Suivi }]
            interface: { pages: [{ name: Suivi, path: ui/suivi.html }] }
            """)
            .With(new(SubjectKind.Page, "ui/tableau.html"), "page.charts", new NumberValue(2))
            .With(new(SubjectKind.Page, "ui/suivi.html"), "page.charts", new NumberValue(1))
            .With(new(SubjectKind.Page, "ui/autre.html"), "page.charts", new NumberValue(1))
            .With(new(SubjectKind.Page, "ui/vide.html"), "page.charts", new NumberValue(0))
            .Through(new PresentationCharts());

        Assert.Equal(["ui/autre.html"], derived.Texts("interface.undeclaredCharts"));
    }

    [Fact]
    public void Without_a_manifest_no_chart_is_called_unlisted()
    {
        var derived = DossierCase.WithoutManifest().With(new(SubjectKind.Page, "ui/a.html"), "page.charts", new NumberValue(1)).Through(new PresentationCharts());

        Assert.Null(derived["interface.undeclaredCharts"]);
    }

    [Fact]
    public void A_drawing_that_may_be_a_chart_leaves_the_inventory_unknown_until_it_is_listed()
    {
        var page = new Subject(SubjectKind.Page, "ui/a.html");
        var drawing = new ObservationsValue([new Observation(Location.Element("ui/a.html", "svg"), Confidence: PageCharts.Doubt)]);

        Assert.Contains("ui/a.html", DossierCase.Declaring("project: { name: x }").With(page, "page.charts", drawing).Through(new PresentationCharts()).WhyNot("interface.undeclaredCharts"), StringComparison.Ordinal);
        Assert.Empty(DossierCase.Declaring("charts: [{ id: a, where: ui/a.html }]").With(page, "page.charts", drawing).Through(new PresentationCharts()).Texts("interface.undeclaredCharts"));
    }
}
