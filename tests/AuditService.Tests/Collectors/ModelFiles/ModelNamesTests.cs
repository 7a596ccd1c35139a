using AuditService.Collectors.ModelFiles;

namespace AuditService.Tests.Collectors.ModelFiles;

public sealed class ModelNamesTests
{
    [Theory]
    [InlineData("m.safetensors", "pickle")]
    [InlineData("M.ONNX", "zip")]
    [InlineData("a/b.gguf", "torch-zip")]
    [InlineData("t.npy", "pickle")]
    [InlineData("m.keras", "zip")]
    [InlineData("m.pkl", "7z")]
    [InlineData("photo.jpg", "pickle")]
    [InlineData("notes.txt", "torch-legacy")]
    [InlineData("m.tar", "pickle")]
    public void A_name_that_promises_another_content_is_told(string path, string format) =>
        Assert.Contains(Path.GetExtension(path), ModelNames.Contradiction(path, format)!.Fr, StringComparison.Ordinal);

    [Theory]
    [InlineData("m.safetensors", "safetensors")]
    [InlineData("m.pkl", "joblib")]
    [InlineData("m.pt", "torch-zip")]
    [InlineData("m.bin", "pickle")]
    [InlineData("m", "pickle")]
    [InlineData("m.safetensors", "unknown")]
    [InlineData("m.pkl", "empty")]
    [InlineData("m.keras", "hdf5")]
    [InlineData("m.gz", "pickle")]
    [InlineData("m.xz", "joblib")]
    [InlineData("m.zip", "zip")]
    [InlineData("notes.txt", "unknown")]
    public void A_kept_promise_no_promise_and_an_unknown_content_contradict_nothing(string path, string format) => Assert.Null(ModelNames.Contradiction(path, format));

    [Fact]
    public void The_words_for_formats_are_those_of_the_readers() =>
        Assert.Equal(("torch-zip", "7z", "joblib", "hdf5"), (ModelFormats.TorchZip, ModelFormats.SevenZip, ModelFormats.Joblib, ModelFormats.Hdf5));
}
