using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AuditService.Collectors.Inventory;
using AuditService.Collectors.ModelFiles;
using AuditService.Core.Dossiers;

namespace AuditService.Tests.Collectors.ModelFiles;

public sealed class EncodedModelTests
{
    private static readonly byte[] Hostile = PickleWriter.CallOf("os", "system");

    private static readonly string Base64 = Convert.ToBase64String(Hostile);

    public static TheoryData<string, byte[]> Containers => new()
    {
        { "text of a pickle", new PickleWriter(4).Text(Base64).Stop() },
        { "bytes of a pickle", new PickleWriter(4).Bytes(Encoding.ASCII.GetBytes(Base64)).Stop() },
        { "long text of protocol 0", new PickleWriter().QuotedText(Base64 + new string('=', 9000)).Stop() },
        { "long text of protocol 0 that is a pickle", new PickleWriter().Op('S').Line("'cos\\nsystem\\n(S\\'id\\'\\ntR." + new string('#', 9000) + "'").Stop() },
        { "model configuration", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { model_type = "bert", architectures = new[] { "X" }, blob = Base64 })) },
        { "tokenizer", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { tokenizer_class = "X", blob = Base64 })) },
        { "Keras configuration, in the other alphabet", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { class_name = "Sequential", config = new { name = Base64.Replace('+', '-').Replace('/', '_').TrimEnd('=') } })) },
        { "PMML", Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><PMML version=\"4.4\"><Extension value=\"{Base64}\"/></PMML>") },
        { "LightGBM", Encoding.UTF8.GetBytes($"tree\nversion=v3\npandas_categorical:{Base64}\n") },
        { "metadata of safetensors", Safetensors(new Dictionary<string, object> { ["__metadata__"] = new Dictionary<string, string> { ["x"] = Base64 } }) },
        { "plain text", Encoding.UTF8.GetBytes($"voici le modèle :\n{Base64}\n") },
        { "lines of a mail", Encoding.UTF8.GetBytes(string.Join("\r\n", (Base64 + Base64).Chunk(40).Select(line => new string(line)))) },
        { "lines of a YAML block", Encoding.UTF8.GetBytes("model: |\n" + string.Join("\n", Base64.Chunk(40).Select(line => "  " + new string(line)))) },
        { "escaped lines of JSON", Encoding.UTF8.GetBytes($"{{\"m\": \"{string.Join("\\n", Base64.Chunk(40).Select(line => new string(line)))}\"}}") },
        { "hexadecimal", Encoding.UTF8.GetBytes($"{{\"m\": \"{Convert.ToHexString(Hostile)}\"}}") },
        { "compressed first", Encoding.UTF8.GetBytes($"{{\"m\": \"{Convert.ToBase64String(Deflated(Hostile))}\"}}") },
        { "protocol 0", Encoding.UTF8.GetBytes($"{{\"m\": \"{Convert.ToBase64String(PickleWriter.CallOf("os", "system", protocol: 0))}\"}}") },
    };

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_pickle_written_as_text_is_read_wherever_it_stands(string where, byte[] content)
    {
        var verdict = ScannedModel.Of(content);

        Assert.True(verdict.Verdict == ModelRisk.Dangerous, $"{where}: {verdict.Verdict} {verdict.Text()}");
        verdict.ShouldImport("os", "system", ModelRisk.Dangerous);
    }

    [Fact]
    public void A_harmless_pickle_written_as_text_is_to_be_reviewed_when_it_imports()
    {
        var harmless = Convert.ToBase64String(PickleWriter.CallOf("collections", "OrderedDict"));

        ScannedModel.Of(new PickleWriter(4).Text(harmless).Stop()).ShouldBe(ModelRisk.Review);
    }

    [Fact]
    public void Pictures_digests_and_identifiers_written_as_text_hide_nothing()
    {
        var picture = new byte[4000];
        new Random(3).NextBytes(picture);
        var pickle = new PickleWriter(4).Mark().Text(Convert.ToBase64String(picture)).Text(Convert.ToHexString(picture)).Text(new string('a', 3000)).Text("sha512-" + Convert.ToBase64String(picture[..64])).Tuple().Stop();

        ScannedModel.Of(pickle).ShouldBe(ModelRisk.Safe);
    }

    [Fact]
    public void A_run_that_crosses_the_windows_of_the_search_is_found()
    {
        foreach (var before in (int[])[1024 * 1024 - 30, 1024 * 1024 - 5, 1024 * 1024 + 3, 3 * 1024 * 1024 - 100])
            ScannedModel.Of(Encoding.ASCII.GetBytes("tree\nversion=v3\n" + new string('#', before) + Base64)).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void A_model_longer_than_what_is_decoded_at_first_is_read_to_its_end()
    {
        var weights = new byte[300_000];
        new Random(5).NextBytes(weights);
        var late = new PickleWriter(4).Bytes(weights).Pop().Global("os", "system").Text("harmless").Op(0x85).Reduce().Stop();

        ScannedModel.Of(new PickleWriter(4).Text(Convert.ToBase64String(late)).Stop()).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void Texts_without_end_that_look_like_models_end_within_bounds_and_are_said()
    {
        var many = Encoding.ASCII.GetBytes("[" + string.Concat(Enumerable.Repeat("\"gASVIwAAAAAAAAB9gASVIwAAAAAAAAB9\",", 20_000)) + "0]");
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var verdict = ScannedModel.Of(many);

        Assert.NotEqual(ModelRisk.Safe, verdict.Verdict);
        Assert.False(verdict.Complete);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), watch.Elapsed.ToString());
    }

    [Theory]
    [InlineData("notes.txt", "voici {0} fin")]
    [InlineData("reglages.yaml", "modele: {0}\n")]
    [InlineData("reglages.json", "{{\"modele\": \"{0}\"}}")]
    public void A_text_that_holds_a_pickle_is_a_model_of_the_dossier(string name, string text)
    {
        var head = Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Base64));
        var honest = Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Convert.ToBase64String("Ceci n'est qu'une phrase assez longue pour être lue."u8)));

        Assert.Equal(FileKind.Model, FileClassifier.Classify(name, head, head.Length).Kind);
        Assert.NotEqual(FileKind.Model, FileClassifier.Classify(name, honest, honest.Length).Kind);
    }

    private static byte[] Safetensors(Dictionary<string, object> header)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var content = new byte[8 + json.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(content, (ulong)json.Length);
        json.CopyTo(content, 8);
        return content;
    }

    private static byte[] Deflated(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(content);
        return packed.ToArray();
    }
}
