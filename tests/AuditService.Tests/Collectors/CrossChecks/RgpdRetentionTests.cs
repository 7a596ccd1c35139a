using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class RgpdRetentionTests
{
    private static readonly Subject Sorting = new(SubjectKind.Processing, "tri");

    [Fact]
    public void The_declared_period_is_stated_with_its_form()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, retention: 2 ans après le dernier contact }]").Through(new RgpdRetention());

        Assert.Equal(new TextValue("duration"), derived[Sorting, "processing.retentionForm"]);
        Assert.Equal(new NumberValue(24), derived[Sorting, "processing.retentionMonths"]);
    }

    [Fact]
    public void A_vague_period_has_a_form_and_no_figure()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, retention: aussi longtemps que nécessaire }]").Through(new RgpdRetention());

        Assert.Equal(new TextValue("vague"), derived[Sorting, "processing.retentionForm"]);
        Assert.Null(derived[Sorting, "processing.retentionMonths"]);
    }

    [Fact]
    public void A_period_that_is_not_declared_is_not_known()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri }]").Through(new RgpdRetention());

        Assert.Null(derived[Sorting, "processing.retentionForm"]);
        Assert.Null(derived[Sorting, "processing.retentionMonths"]);
    }

    [Fact]
    public void The_same_period_in_other_words_is_the_same_in_the_notice()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, retention: 24 mois }]")
            .Sightings("notice.durations", "Vos données sont conservées deux ans après votre dernier courrier.", "Nous répondons sous un mois.")
            .Through(new RgpdRetention());

        Assert.Empty(derived.Texts("notice.missingRetentions"));
    }

    [Fact]
    public void A_period_that_the_notice_does_not_give_is_missing()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, retention: 24 mois }, { id: reponse, retention: 6 mois }]")
            .Sightings("notice.durations", "conservées six mois")
            .Through(new RgpdRetention());

        Assert.Equal(["24 mois"], derived.Texts("notice.missingRetentions"));
    }

    [Fact]
    public void Without_a_readable_notice_nothing_is_compared_and_the_reason_is_kept()
    {
        var derived = DossierCase.Declaring("processings: [{ id: tri, retention: 24 mois }]")
            .Unreadable(Subject.Dossier, "notice.durations", "no notice was handed in")
            .Through(new RgpdRetention());

        Assert.Equal("no notice was handed in", derived.WhyNot("notice.missingRetentions"));
    }
}
