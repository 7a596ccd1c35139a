using System.Security.Cryptography;
using System.Text;
using AuditService.Collectors.Integrity;
using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.Integrity;

/// <summary>What a dossier promises of its models and data, held against what they are.</summary>
public sealed class IntegrityCollectorTests
{
    private static readonly byte[] Content = [.. "\x80\x04N."u8];
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));
    private static readonly Subject Model = new(SubjectKind.Model, "models/m.pkl");

    [Theory]
    [InlineData("models/SHA256SUMS", "{0}  m.pkl\n")]
    [InlineData("models/SHA256SUMS", "{0} *./m.pkl\r\n")]
    [InlineData("SHA256SUMS", "{0}  models/m.pkl\n")]
    [InlineData("models/checksums.txt", "SHA256 (m.pkl) = {0}\n")]
    [InlineData("models/m.pkl.sha256", "{0}\n")]
    [InlineData("models/m.pkl.sha256", "{0}  m.pkl")]
    public async Task A_hash_promised_in_any_of_the_usual_forms_is_compared(string path, string form)
    {
        var kept = await Collect((path, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Hash.ToUpperInvariant())));
        var broken = await Collect((path, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, new string('0', 64))));

        Assert.Equal(new BooleanValue(true), kept.Find(Model, "model.hashMatches")!.Value);
        Assert.Equal(new BooleanValue(false), broken.Find(Model, "model.hashMatches")!.Value);
        Assert.Equal([path], Assert.IsType<TextListValue>(kept.Find(Model, "model.integrityReference")!.Value).Values);
    }

    [Fact]
    public async Task Without_a_promise_nothing_is_known_and_a_signature_is_noted()
    {
        var facts = await Collect(("models/m.pkl.sig", "x"), ("models/SHA256SUMS", $"{Hash}  other.pkl\nnot a line\n{Hash[..40]}  m.pkl\n"));

        Assert.Null(facts.Find(Model, "model.hashMatches")!.Value);
        Assert.Equal(UnavailableBecause.NotFound, facts.Find(Model, "model.hashMatches")!.Why!.Because);
        Assert.Equal(["models/m.pkl.sig"], Assert.IsType<TextListValue>(facts.Find(Model, "model.integrityReference")!.Value).Values);
    }

    [Fact]
    public async Task One_promise_that_does_not_hold_is_enough()
    {
        var facts = await Collect(("SHA256SUMS", $"{Hash}  models/m.pkl\n"), ("models/m.pkl.sha256", new string('1', 64)));

        Assert.Equal(new BooleanValue(false), facts.Find(Model, "model.hashMatches")!.Value);
    }

    [Fact]
    public async Task Two_contents_under_one_name_are_variants_and_two_copies_are_not()
    {
        Assert.Empty(Variants(await Collect(("old/m.pkl", Encoding.Latin1.GetString(Content)))));
        Assert.Equal(["models/m.pkl", "old/m.pkl"], Variants(await Collect(("old/m.pkl", "\u0080\u0004K\u0001."))).Order());
    }

    private static IEnumerable<string> Variants(FactSet facts) =>
        Assert.IsType<ObservationsValue>(facts.Find(Subject.Dossier, "dossier.modelVariants")!.Value).Items.Select(item => item.Where.Path!);

    private static Task<FactSet> Collect(params (string Path, string Text)[] files)
    {
        var contents = new KeptContents().With("models/m.pkl", Content);
        foreach (var (path, text) in files)
            contents.With(path, Encoding.Latin1.GetBytes(text));
        return contents.CollectAsync(new IntegrityCollector(), new CollectionSettings());
    }
}
