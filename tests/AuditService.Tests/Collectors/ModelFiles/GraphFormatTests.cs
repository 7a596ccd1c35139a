using AuditService.Collectors.ModelFiles;

namespace AuditService.Tests.Collectors.ModelFiles;

public sealed class GraphFormatTests
{
    private static ProtobufWriter External(string location) => new ProtobufWriter().Number(1, 3).Number(2, 1).Number(14, 1)
        .Message(13, new ProtobufWriter().Text(1, "location").Text(2, location)).Message(13, new ProtobufWriter().Text(1, "offset").Text(2, "0"));

    private static ProtobufWriter Node(string type, string domain = "", ProtobufWriter? attribute = null)
    {
        var node = new ProtobufWriter().Text(1, "x").Text(2, "y").Text(4, type);
        if (attribute is not null)
            node.Message(5, attribute);
        return domain.Length > 0 ? node.Text(7, domain) : node;
    }

    private static byte[] Onnx(Action<ProtobufWriter>? graph = null, Action<ProtobufWriter>? model = null)
    {
        var inner = new ProtobufWriter().Message(1, Node("Relu")).Text(2, "g");
        graph?.Invoke(inner);
        var outer = new ProtobufWriter().Number(1, 9).Text(2, "pytorch").Message(7, inner).Message(8, new ProtobufWriter().Number(2, 17));
        model?.Invoke(outer);
        return outer.ToArray();
    }

    [Fact]
    public void An_ordinary_onnx_model_is_safe()
    {
        var weights = new ProtobufWriter().Number(1, 2).Number(2, 1).Text(8, "w").Bytes(9, new byte[8]);
        var verdict = ScannedModel.Of(Onnx(graph => graph.Message(5, weights)), "model.onnx");

        verdict.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.Onnx, verdict.Format);
        Assert.True(verdict.IsSafeByDesign);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\secrets.bin")]
    [InlineData("..\\secrets.bin")]
    [InlineData("file:///etc/passwd")]
    [InlineData("sub/../../x")]
    public void Weights_outside_the_folder_are_dangerous_wherever_the_tensor_is(string location)
    {
        var tensor = External(location);
        var subGraph = new ProtobufWriter().Message(5, tensor);
        foreach (var model in (byte[][])[
            Onnx(graph => graph.Message(5, tensor)),
            Onnx(graph => graph.Message(15, new ProtobufWriter().Message(1, tensor))),
            Onnx(graph => graph.Message(1, Node("Constant", attribute: new ProtobufWriter().Text(1, "value").Message(5, tensor)))),
            Onnx(graph => graph.Message(1, Node("If", attribute: new ProtobufWriter().Text(1, "then_branch").Message(6, subGraph)))),
            Onnx(model: outer => outer.Message(20, new ProtobufWriter().Message(1, subGraph))),
            Onnx(model: outer => outer.Message(25, new ProtobufWriter().Text(1, "f").Message(7, Node("Constant", attribute: new ProtobufWriter().Message(5, tensor)))))])
        {
            ScannedModel.Of(model).ShouldBe(ModelRisk.Dangerous);
        }
    }

    [Fact]
    public void Weights_in_a_companion_file_are_safe() =>
        ScannedModel.Of(Onnx(graph => graph.Message(5, External("weights/model.onnx.data")))).ShouldBe(ModelRisk.Safe);

    [Fact]
    public void An_operator_of_an_unknown_domain_needs_review_unless_the_model_defines_it()
    {
        ScannedModel.Of(Onnx(graph => graph.Message(1, Node("Fancy", "my.domain")))).ShouldBe(ModelRisk.Review);
        ScannedModel.Of(Onnx(
            graph => graph.Message(1, Node("Fancy", "my.domain")),
            model => model.Message(25, new ProtobufWriter().Text(1, "Fancy").Message(7, Node("Relu")).Text(10, "my.domain")))).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(Onnx(graph => graph.Message(1, Node("Gelu", "com.microsoft")))).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(Onnx(graph => graph.Message(1, Node("PyOp")))).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void A_truncated_onnx_model_keeps_what_was_found()
    {
        var model = Onnx(graph => graph.Message(5, External("../../etc/passwd")).Message(5, new ProtobufWriter().Bytes(9, new byte[500])));

        ScannedModel.Of(model[..^300], "model.onnx").ShouldBe(ModelRisk.Dangerous, complete: false);
    }

    private static byte[] SavedModel(params ProtobufWriter[] graphs)
    {
        var model = new ProtobufWriter().Number(1, 1);
        foreach (var graph in graphs)
            model.Message(2, new ProtobufWriter().Message(1, new ProtobufWriter().Text(4, "serve")).Message(2, graph));
        return model.ToArray();
    }

    private static ProtobufWriter Operation(string type) => new ProtobufWriter().Text(1, "node").Text(2, type);

    [Theory]
    [InlineData("MatMul", ModelRisk.Safe)]
    [InlineData("SaveV2", ModelRisk.Safe)]
    [InlineData("ReadFile", ModelRisk.Dangerous)]
    [InlineData("WriteFile", ModelRisk.Dangerous)]
    [InlineData("PyFunc", ModelRisk.Dangerous)]
    [InlineData("EagerPyFunc", ModelRisk.Dangerous)]
    [InlineData("PyFuncStateless", ModelRisk.Dangerous)]
    [InlineData("MatchingFiles", ModelRisk.Dangerous)]
    [InlineData("DebugIdentityV2", ModelRisk.Review)]
    [InlineData("TFRecordDataset", ModelRisk.Review)]
    public void Operations_are_judged_in_graphs_and_in_functions(string type, ModelRisk expected)
    {
        var inGraph = new ProtobufWriter().Message(1, Operation("Placeholder")).Message(1, Operation(type));
        var inFunction = new ProtobufWriter().Message(1, Operation("Placeholder"))
            .Message(2, new ProtobufWriter().Message(1, new ProtobufWriter().Message(1, new ProtobufWriter().Text(1, "f")).Message(3, Operation(type))));

        var saved = ScannedModel.Of(SavedModel(inGraph), "saved_model.pb");
        saved.ShouldBe(expected);
        Assert.Equal(ModelFormats.SavedModel, saved.Format);
        ScannedModel.Of(SavedModel(new ProtobufWriter().Message(1, Operation("NoOp")), inFunction), "saved_model.pb").ShouldBe(expected);
        var frozen = ScannedModel.Of(inGraph.ToArray(), "frozen.pb");
        frozen.ShouldBe(expected);
        Assert.Equal(ModelFormats.FrozenGraph, frozen.Format);
    }

    [Fact]
    public void Printing_to_a_file_is_writing()
    {
        ProtobufWriter Print(string stream) => Operation("PrintV2").Message(5, new ProtobufWriter().Text(1, "output_stream").Message(2, new ProtobufWriter().Text(2, stream)));

        ScannedModel.Of(SavedModel(new ProtobufWriter().Message(1, Print("stderr")))).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(SavedModel(new ProtobufWriter().Message(1, Print("file:///tmp/x")))).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void Keras_metadata_of_a_saved_model_are_read()
    {
        byte[] Metadata(string json) => new ProtobufWriter().Message(1, new ProtobufWriter().Number(2, 0).Text(3, "root").Text(4, "_tf_keras_model").Text(5, json)).ToArray();

        var honest = ScannedModel.Of(Metadata("""{"class_name":"Sequential","config":{"layers":[{"class_name":"Dense","config":{}}]}}"""), "keras_metadata.pb");
        honest.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.KerasMetadata, honest.Format);
        ScannedModel.Of(Metadata("""{"class_name":"Sequential","config":{"layers":[{"class_name":"Lambda","config":{}}]}}""")).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void Custom_operators_of_tensorflow_lite_are_told()
    {
        byte[] Lite(string code)
        {
            // Root table at 32 with one field: a vector of one operator code, which has a builtin code and a name.
            var file = new byte[160];
            void Put(int at, int value) => BitConverter.TryWriteBytes(file.AsSpan(at), value);
            void Put16(int at, ushort value) => BitConverter.TryWriteBytes(file.AsSpan(at), value);
            Put(0, 32);
            "TFL3"u8.CopyTo(file.AsSpan(4));
            Put16(20, 8);
            Put16(22, 12);
            Put16(24, 0);
            Put16(26, 4);
            Put(32, 32 - 20);
            Put(36, 48 - 36);
            Put(48, 1);
            Put(52, 80 - 52);
            Put16(64, 8);
            Put16(66, 12);
            Put16(68, 0);
            Put16(70, 4);
            Put(80, 80 - 64);
            Put(84, 96 - 84);
            Put(96, code.Length);
            System.Text.Encoding.ASCII.GetBytes(code).CopyTo(file, 100);
            return file;
        }

        var plain = ScannedModel.Of(Lite("FlexMatMul"));
        plain.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.TensorFlowLite, plain.Format);
        ScannedModel.Of(Lite("MyNativeOp")).ShouldBe(ModelRisk.Review);
        ScannedModel.Of(Lite("FlexReadFile")).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(Lite("FlexMatMul")[..60]).ShouldBe(ModelRisk.Review, complete: false);
    }

    [Theory]
    [InlineData("\n\nA text that starts with empty lines.")]
    [InlineData("\b\u0001\u0012")]
    public void Other_bytes_are_no_graph(string text) =>
        Assert.Contains(ScannedModel.Of(System.Text.Encoding.UTF8.GetBytes(text), "x").Format, ModelFormats.AreNoModels.AsEnumerable());
}
