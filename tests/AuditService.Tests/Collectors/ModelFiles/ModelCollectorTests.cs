using System.Text;
using AuditService.Collectors.ModelFiles;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.ModelFiles;

/// <summary>What an audit states of the model files of a dossier.</summary>
public sealed class ModelCollectorTests
{
    [Theory]
    [InlineData("inst.pkl", "(S'id'\nios\nsystem\n.", "dangerous")]
    [InlineData("none.dat", "N0cos\nsystem\n(S'id'\ntR.", "dangerous")]
    [InlineData("empty.pkl", "", "review")]
    [InlineData("words.bin", "bonjour", "review")]
    public async Task A_file_under_the_name_or_with_the_content_of_a_model_is_judged(string path, string content, string verdict)
    {
        var facts = await Collect(path, Encoding.Latin1.GetBytes(content));

        Assert.Equal(new TextValue(verdict), facts.Find(new(SubjectKind.Model, path), "model.verdict")!.Value);
    }

    [Fact]
    public async Task What_could_not_be_read_is_told_apart_from_what_it_imports()
    {
        var facts = await Collect("cut.pkl", PickleWriter.CallOf("acme.models", "Scorer")[..^1]);

        var model = new Subject(SubjectKind.Model, "cut.pkl");
        Assert.Contains("acme.models.Scorer", Assert.Single(Items(facts, model, "model.unknownGlobals")).Excerpt, StringComparison.Ordinal);
        Assert.All(Items(facts, model, "model.unread"), gap => Assert.Contains("Lecture incomplète", gap.Detail!.Fr, StringComparison.Ordinal));
        Assert.NotEmpty(Items(facts, model, "model.unread"));
        Assert.DoesNotContain(Items(facts, model, "model.doubts"), doubt => doubt.Detail!.Fr.Contains("Lecture incomplète", StringComparison.Ordinal));
    }

    private static Task<FactSet> Collect(string path, byte[] content) =>
        new KeptContents().With(path, content).CollectAsync(new ModelCollector(TimeProvider.System), new CollectionSettings());

    private static IReadOnlyList<Observation> Items(FactSet facts, Subject subject, string key) => Assert.IsType<ObservationsValue>(facts.Find(subject, key)!.Value).Items;
}
