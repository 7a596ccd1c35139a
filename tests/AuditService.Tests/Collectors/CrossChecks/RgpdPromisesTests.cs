using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdPromisesTests
{
    private static readonly string[] Promises =
        ["notice.promisesNoTransfer", "notice.promisesNoSharing", "notice.promisesNoCookies", "notice.promisesAnonymity", "notice.promisesNoAutomatedDecision"];

    private static DossierCase Promising(DossierCase dossier, string promise, string sentence) =>
        Promises.Aggregate(dossier, (built, key) => key == promise ? built.Sightings(key, sentence) : built.Sightings(key));

    [Fact]
    public void A_notice_that_promises_nothing_breaks_nothing()
    {
        var derived = Promising(DossierCase.WithoutManifest(), "none", "").Through(new RgpdPromises());

        Assert.Empty(derived.Texts("notice.brokenPromises"));
    }

    [Fact]
    public void A_promise_not_to_transfer_is_broken_by_a_service_abroad()
    {
        var derived = Promising(DossierCase.WithoutManifest().Sightings("privacy.externalServices", "import openai"), "notice.promisesNoTransfer", "Aucun transfert hors de l'Union.").Through(new RgpdPromises());

        Assert.Equal(["Aucun transfert hors de l'Union."], derived.Texts("notice.brokenPromises"));
    }

    [Fact]
    public void A_promise_not_to_share_is_broken_by_a_processor()
    {
        var derived = Promising(DossierCase.Declaring("people: { processors: [{ name: OpenAI }] }"), "notice.promisesNoSharing", "Jamais transmises à des tiers.").Through(new RgpdPromises());

        Assert.Single(derived.Texts("notice.brokenPromises"));
    }

    [Fact]
    public void A_promise_not_to_share_is_kept_where_nobody_receives()
    {
        var derived = Promising(DossierCase.Declaring("people: { processors: [] }").Sightings("privacy.externalServices"), "notice.promisesNoSharing", "Jamais transmises à des tiers.").Through(new RgpdPromises());

        Assert.Empty(derived.Texts("notice.brokenPromises"));
    }

    [Fact]
    public void A_promise_of_no_cookies_is_broken_by_a_page_that_sets_one()
    {
        var derived = Promising(DossierCase.WithoutManifest().OnPage("ui/a.html", "page.cookiesBeforeConsent").OnPage("ui/b.html", "page.cookiesBeforeConsent", "_ga"), "notice.promisesNoCookies", "Aucun cookie.").Through(new RgpdPromises());

        Assert.Single(derived.Texts("notice.brokenPromises"));
    }

    [Fact]
    public void A_promise_of_no_cookies_cannot_be_judged_without_a_visit()
    {
        var derived = Promising(DossierCase.WithoutManifest().Exists(SubjectKind.Page, "ui/a.html"), "notice.promisesNoCookies", "Aucun cookie.").Through(new RgpdPromises());

        Assert.Contains("not verifiable", derived.WhyNot("notice.brokenPromises"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_promise_of_anonymity_is_broken_by_names_in_a_set_that_a_processing_uses()
    {
        var derived = Promising(
            DossierCase.Declaring("processings: [{ id: tri, dataSets: [data/cv.csv] }]").Columns("data/cv.csv", "dataset.directIdentifierColumns", "nom"),
            "notice.promisesAnonymity",
            "Vos données sont anonymes.").Through(new RgpdPromises());

        Assert.Single(derived.Texts("notice.brokenPromises"));
    }

    [Fact]
    public void A_promise_not_to_decide_automatically_is_broken_by_a_declared_decision()
    {
        var derived = Promising(DossierCase.Declaring("processings: [{ id: tri, automatedDecision: true }]"), "notice.promisesNoAutomatedDecision", "Aucune décision automatisée.").Through(new RgpdPromises());

        Assert.Single(derived.Texts("notice.brokenPromises"));
    }

    [Fact]
    public void A_notice_that_was_not_read_promises_nothing_known()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri }]").Unreadable(Subject.Dossier, "notice.promisesNoTransfer", "no notice").Through(new RgpdPromises());

        Assert.Equal("no notice", derived.WhyNot("notice.brokenPromises"));
    }

    [Fact]
    public void The_legal_bases_in_use_are_known_once_every_processing_gives_its_own()
    {
        var known = DossierCase.Declaring("processings: [{ id: a, legalBasis: publicTask }, { id: b, legalBasis: consent }, { id: c, legalBasis: consent }]").Through(new RgpdPromises());
        var unknown = DossierCase.Declaring("processings: [{ id: a, legalBasis: publicTask }, { id: b }]").Through(new RgpdPromises());

        Assert.Equal(["consent", "publicTask"], known.Texts("privacy.legalBases"));
        Assert.Null(unknown["privacy.legalBases"]);
    }

    [Fact]
    public void Profiling_and_automated_decisions_are_named()
    {
        var derived = DossierCase.Declaring("processings: [{ id: a, profiling: true }, { id: b, automatedDecision: true }, { id: c }]").Through(new RgpdPromises());

        Assert.Equal(["a", "b"], derived.Texts("privacy.automatedProcessings"));
    }

    [Theory]
    [InlineData("processings: [{ id: a, profiling: false }]", false)]
    [InlineData("processings: [{ id: a, profiling: false, automatedDecision: false }]", true)]
    [InlineData("project: { name: x }", false)]
    public void That_nothing_is_automated_is_known_only_when_said(string manifest, bool known)
    {
        var derived = DossierCase.Declaring(manifest).Through(new RgpdPromises());

        Assert.Equal(known, derived["privacy.automatedProcessings"] is not null);
    }
}
