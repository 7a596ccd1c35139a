using AuditService.Collectors.ModelFiles;

namespace AuditService.Tests.Collectors.ModelFiles;

/// <summary>What no reader recognises nobody vouches for: it is never safe.</summary>
public sealed class UnrecognisedFileTests
{
    [Fact]
    public void A_file_of_no_known_format_was_not_read()
    {
        var verdict = ScannedModel.Of("import os\nprint('bonjour')\n"u8.ToArray(), "app.py");
        Assert.Equal(ModelFormats.Unknown, verdict.Format);
        verdict.ShouldBe(ModelRisk.Review, complete: false);
    }

    [Fact]
    public void An_empty_file_is_read_to_its_end_and_is_no_model()
    {
        var verdict = ScannedModel.Of([], "model.pkl");
        Assert.Equal(ModelFormats.Empty, verdict.Format);
        verdict.ShouldBe(ModelRisk.Review, complete: true);
    }

    [Fact]
    public void An_archive_under_the_name_of_a_model_must_hold_one()
    {
        ScannedModel.Of(ZipBuilder.Of(("a.txt", "text"u8.ToArray())), "weights.pt").ShouldBe(ModelRisk.Review);
        ScannedModel.Of(ZipBuilder.Of(("m/model.pkl", PickleWriter.CallOf("collections", "OrderedDict"))), "weights.pt").ShouldBe(ModelRisk.Safe);
    }
}
