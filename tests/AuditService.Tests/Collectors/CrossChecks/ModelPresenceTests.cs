using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class ModelPresenceTests
{
    [Theory]
    [InlineData("models/tri.onnx", true)]
    [InlineData("models/perdu.onnx", false)]
    [InlineData("gpt-4o", false)]
    public void A_model_has_a_file_when_the_dossier_holds_it(string model, bool hasFile) =>
        Assert.Equal(
            hasFile,
            Declared.By(new ModelPresence(), "project: { name: x }", ["models/tri.onnx"], Some.Fact("model.name", new TextValue("x"), new Subject(SubjectKind.Model, model))).Flag("model.hasFile", model));
}
