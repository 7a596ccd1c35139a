using System.Text;
using AuditService.Collectors.ModelFiles;

namespace AuditService.Tests.Collectors.ModelFiles;

public sealed class DataFormatTests
{
    private static readonly byte[] Payload = PickleWriter.CallOf("os", "system", protocol: 2);

    private static byte[] Npy(string header, byte[] data, byte version = 1)
    {
        var text = Encoding.ASCII.GetBytes(header + "\n");
        var length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", 48)]
    [InlineData("{'descr': '|b1', 'fortran_order': True, 'shape': (), }", 1)]
    [InlineData("{'descr': '<U3', 'fortran_order': False, 'shape': (4,), }", 48)]
    [InlineData("{'descr': '<M8[ns]', 'fortran_order': False, 'shape': (0,), }", 0)]
    [InlineData("{'descr': [('a', '<i4'), ('b', '<f8')], 'fortran_order': False, 'shape': (2,), }", 24)]
    [InlineData("{'descr': [('a', '<f8'), ('b', '<i4', (2,)), ('c', [('x', '<f4'), ('y', '|u1')])], 'fortran_order': False, 'shape': (3,), }", 63)]
    public void An_array_of_numbers_is_safe_and_measured(string header, int bytes)
    {
        var whole = ScannedModel.Of(Npy(header, new byte[bytes]));
        whole.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.Npy, whole.Format);
        ScannedModel.Of(Npy(header, new byte[bytes], version: 2)).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of([.. Npy(header, new byte[bytes]), .. Npy(header, new byte[bytes])]).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of([.. Npy(header, new byte[bytes]), .. Payload]).ShouldBe(ModelRisk.Dangerous, complete: false);
        if (bytes > 0)
            ScannedModel.Of(Npy(header, new byte[bytes - 1])).ShouldBe(ModelRisk.Review, complete: false);
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }")]
    [InlineData("{'descr': [('a', '<i4'), ('o', '|O')], 'fortran_order': False, 'shape': (2,), }")]
    [InlineData("{'descr': [('a', [('x', '|O')])], 'fortran_order': False, 'shape': (2,), }")]
    public void An_array_of_objects_is_a_pickle(string header)
    {
        ScannedModel.Of(Npy(header, Payload)).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(Npy(header, new PickleWriter(3).Int(1).Stop())).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(ZipBuilder.Of(("a.npy", Npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", new byte[8])), ("b.npy", Npy(header, Payload)))).ShouldBe(ModelRisk.Dangerous);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'shape': (-1,)}")]
    [InlineData("{'descr': '<f8', 'shape': (99999999999999, 99999999999999)}")]
    [InlineData("{'descr': __import__('os').system('id'), 'shape': (1,)}")]
    [InlineData("{'descr': 'q42', 'shape': (1,)}")]
    [InlineData("[1, 2")]
    [InlineData("{{{{{{{{")]
    public void A_header_that_makes_no_sense_is_incomplete(string header) =>
        ScannedModel.Of(Npy(header, new byte[8])).ShouldBe(ModelRisk.Review, complete: false);

    [Fact]
    public void A_compressed_npz_is_safe()
    {
        var npz = ZipBuilder.Of(System.IO.Compression.CompressionLevel.Optimal, ("a.npy", Npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", new byte[16])));

        var verdict = ScannedModel.Of(npz, "data.npz");

        verdict.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.Npz, verdict.Format);
    }

    private static byte[] Safetensors(string header, int data) => [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. new byte[data]];

    [Fact]
    public void Tensors_that_tile_their_data_are_safe()
    {
        var verdict = ScannedModel.Of(Safetensors("""{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"BF16","shape":[3],"data_offsets":[16,22]}}   """, 22));

        verdict.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.Safetensors, verdict.Format);
    }

    [Fact]
    public void A_header_as_long_as_a_pickle_signature_is_still_safetensors()
    {
        var tensor = """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}""";
        var header = tensor + new string(' ', 0x280 - tensor.Length - 1) + "}";

        ScannedModel.Of(Safetensors(header, 1)).ShouldBe(ModelRisk.Safe);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}""", 16, true)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,12]}}""", 12, true)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, true)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, true)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 9, true)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 2, false)]
    [InlineData("""{"a":{"dtype":"X99","shape":[1],"data_offsets":[0,4]}}""", 4, true)]
    [InlineData("""{"__metadata__":{"n":3},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, true)]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, false)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""", 4, false)]
    public void A_header_that_contradicts_itself_or_its_data_is_to_be_reviewed(string header, int data, bool complete) =>
        ScannedModel.Of(Safetensors(header, data), "m.safetensors").ShouldBe(ModelRisk.Review, complete);

    private static byte[] Gguf(params (string Key, string Value)[] texts)
    {
        var file = new List<byte>();
        file.AddRange([.. "GGUF"u8, .. BitConverter.GetBytes(3u), .. BitConverter.GetBytes(1UL), .. BitConverter.GetBytes((ulong)texts.Length + 2)]);
        void Text(string text) => file.AddRange([.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)]);
        Text("general.alignment");
        file.AddRange([.. BitConverter.GetBytes(4u), .. BitConverter.GetBytes(32u)]);
        Text("tokenizer.ggml.tokens");
        file.AddRange([.. BitConverter.GetBytes(9u), .. BitConverter.GetBytes(8u), .. BitConverter.GetBytes(2UL)]);
        Text("__class__");
        Text("os");
        foreach (var (key, value) in texts)
        {
            Text(key);
            file.AddRange(BitConverter.GetBytes(8u));
            Text(value);
        }
        Text("token_embd.weight");
        file.AddRange([.. BitConverter.GetBytes(1u), .. BitConverter.GetBytes(4UL), .. BitConverter.GetBytes(0u), .. BitConverter.GetBytes(0UL)]);
        file.AddRange(new byte[64]);
        return [.. file];
    }

    [Fact]
    public void A_gguf_model_is_judged_by_its_chat_templates()
    {
        var honest = ScannedModel.Of(Gguf(("general.name", "a {{ name }}"), ("tokenizer.chat_template", ChatTemplateTests.Llama)));
        honest.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.Gguf, honest.Format);
        ScannedModel.Of(Gguf(("tokenizer.chat_template", "{{ self.__init__.__globals__ }}"))).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(Gguf(("tokenizer.chat_template.tool_use", "{{ ''.__class__ }}"))).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void Counts_of_a_gguf_model_that_lie_are_incomplete()
    {
        var model = Gguf(("tokenizer.chat_template", "x"));
        BitConverter.TryWriteBytes(model.AsSpan(16), ulong.MaxValue / 4);

        ScannedModel.Of(model).ShouldBe(ModelRisk.Review, complete: false);
        ScannedModel.Of(Gguf(("tokenizer.chat_template", "{{ ''.__class__ }}"))[..^90]).ShouldBe(ModelRisk.Dangerous, complete: false);
    }

    [Theory]
    [InlineData("tree\nversion=v4\nnum_class=1\n", ModelFormats.LightGbmText)]
    [InlineData("""{"learner":{"attributes":{}},"version":[2,1,0]}""", ModelFormats.XgBoost)]
    [InlineData("{L\0\0\0\0\0\0\0\u0007learner", ModelFormats.XgBoost)]
    [InlineData("CBM1\u0001\u0002", ModelFormats.CatBoost)]
    [InlineData("<?xml version=\"1.0\"?><PMML version=\"4.4\"></PMML>", ModelFormats.Pmml)]
    [InlineData("""{"oblivious_trees":[],"features_info":{}}""", ModelFormats.CatBoost)]
    public void Boosted_trees_in_their_own_formats_are_data(string content, string format)
    {
        var verdict = ScannedModel.Of(Encoding.Latin1.GetBytes(content));

        verdict.ShouldBe(ModelRisk.Safe);
        Assert.Equal(format, verdict.Format);
    }

    [Fact]
    public void A_pmml_document_that_declares_entities_is_to_be_reviewed() =>
        ScannedModel.Of("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><PMML/>"u8.ToArray()).ShouldBe(ModelRisk.Review);

    [Fact]
    public void The_types_in_a_skops_file_are_judged_as_in_a_pickle()
    {
        byte[] Skops(string module, string name) => ZipBuilder.Of(("schema.json", Encoding.UTF8.GetBytes(
            $$$"""{"__class__":"{{{name}}}","__module__":"{{{module}}}","__loader__":"ObjectNode","content":{"__class__":"dict","__module__":"builtins","__loader__":"DictNode","content":{"C":{"__class__":"float","__module__":"builtins","__loader__":"JsonNode","content":"1.0"} } },"protocol":1,"_skops_version":"0.11"}""")));

        var honest = ScannedModel.Of(Skops("sklearn.linear_model._logistic", "LogisticRegression"), "m.skops");
        honest.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.Skops, honest.Format);
        ScannedModel.Of(Skops("os", "system")).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(Skops("mylib", "Thing")).ShouldBe(ModelRisk.Review);
    }

    [Fact]
    public void A_file_that_other_readers_and_a_pickle_reader_both_accept_is_dangerous()
    {
        var gguf = Gguf(("tokenizer.chat_template", "x"));
        // GGUF: 'G' is BINFLOAT and takes eight bytes; then the pickle goes on.
        byte[] polyglot = [.. gguf[..9], .. "cos\nsystem\n(S'id'\ntR."u8, .. gguf[31..]];

        ScannedModel.Of(polyglot).ShouldImport("os", "system", ModelRisk.Dangerous);
    }
}
