using System.IO.Compression;
using System.Text;
using AuditService.Collectors.ModelFiles;

namespace AuditService.Tests.Collectors.ModelFiles;

public sealed class KerasTests
{
    private const string Dense = """{"module":"keras.layers","class_name":"Dense","config":{"name":"d","units":3,"activation":"relu","kernel_initializer":{"module":"keras.initializers","class_name":"GlorotUniform","config":{"seed":null},"registered_name":null}},"registered_name":null}""";

    private static byte[] Config(string layer) => Encoding.UTF8.GetBytes(
        """{"module":"keras","class_name":"Sequential","config":{"name":"s","layers":[""" + Dense + "," + layer + """]},"registered_name":"Sequential","compile_config":{"optimizer":{"module":"keras.optimizers","class_name":"Adam","config":{"learning_rate":0.001},"registered_name":null},"loss":{"module":"builtins","class_name":"function","config":"sparse_categorical_crossentropy","registered_name":"function"}}}""");

    private static byte[] Archive(string layer) => ZipBuilder.Of(
        CompressionLevel.Optimal, ("metadata.json", """{"keras_version":"3.8.0","date_saved":"2025-01-01@00:00:00"}"""u8.ToArray()), ("config.json", Config(layer)), ("model.weights.h5", Hdf5Builder.WithHeap()));

    [Fact]
    public void An_ordinary_model_is_safe()
    {
        var verdicts = ScannedModel.All(Archive(Dense), "model.keras");

        verdicts[0].ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.Keras, verdicts[0].Format);
        Assert.Contains(verdicts, verdict => verdict is { Member: "config.json", Format: ModelFormats.KerasConfig });
    }

    [Theory]
    [InlineData("""{"module":"keras.layers","class_name":"Lambda","config":{"function":{"class_name":"__lambda__","config":{"code":"4wEA"}}}}""")]
    [InlineData("""{"class_name":"TimeDistributed","module":"keras.layers","config":{"layer":{"class_name":"Lambda","config":{"function":["4wEA",null,null],"function_type":"lambda"}}}}""")]
    [InlineData("""{"class_name":"L\u0061mbda","config":{}}""")]
    [InlineData("""{"class_name":"Dense","class_name":"Lambda","config":{}}""")]
    [InlineData("""{"class_name":"Lambda","class_name":"Dense","config":{}}""")]
    [InlineData("""{"module":"keras.layers","class_name":"Activation","config":{"activation":{"class_name":"__lambda__","config":{"value":"4wEA"}}}}""")]
    [InlineData("""{"module":"os","class_name":"function","config":"system","registered_name":"function"}""")]
    [InlineData("""{"module":"builtins","class_name":"function","config":"exec","registered_name":"function"}""")]
    [InlineData("""{"module":"subprocess","class_name":"Popen","config":{"args":["id"]},"registered_name":null}""")]
    [InlineData("""{"module":"keras.utils","class_name":"function","config":"get_file","registered_name":"function"}""")]
    [InlineData("""{"module":"keras.config","class_name":"function","config":"enable_unsafe_deserialization","registered_name":"function"}""")]
    [InlineData("""{"module":"keras.src.utils.file_utils","class_name":"get_file","config":{"origin":"http://x/y"},"registered_name":null}""")]
    [InlineData("""{"module":"keras.layers","class_name":"StringLookup","config":{"vocabulary":"/etc/passwd"},"registered_name":null}""")]
    [InlineData("""{"module":"keras.layers","class_name":"TextVectorization","config":{"vocabulary":"http://host/vocab.txt"},"registered_name":null}""")]
    [InlineData("""{"module":"keras.layers","class_name":"StringLookup","config":{"vocabulary":"..\\..\\secret"},"registered_name":null}""")]
    [InlineData("""{"class_name":"TFOpLambda","config":{"function":"io.write_file"}}""")]
    public void Code_foreign_functions_and_foreign_files_are_dangerous(string layer)
    {
        ScannedModel.Of(Archive(layer)).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(Config(layer), "architecture.json").ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(Hdf5Builder.WithHeap(("keras_version", "2.11.0"), ("model_config", Encoding.UTF8.GetString(Config(layer))))).ShouldBe(ModelRisk.Dangerous);
    }

    [Theory]
    [InlineData("""{"module":"my_package.layers","class_name":"MyLayer","config":{},"registered_name":"my_package>MyLayer"}""")]
    [InlineData("""{"module":"builtins","class_name":"function","config":"my_own_loss","registered_name":"function"}""")]
    [InlineData("""{"module":"keras.layers","class_name":"StringLookup","config":{"vocabulary":"assets/vocab.txt"},"registered_name":null}""")]
    public void What_the_project_must_provide_is_to_be_reviewed(string layer) => ScannedModel.Of(Archive(layer)).ShouldBe(ModelRisk.Review);

    [Theory]
    [InlineData("""{"class_name":"TFOpLambda","config":{"name":"add","function":"math.add"}}""")]
    [InlineData("""{"module":"keras.layers","class_name":"TextVectorization","config":{"vocabulary":["a","b"],"standardize":"lower_and_strip_punctuation"},"registered_name":null}""")]
    [InlineData("""{"module":"keras.layers","class_name":"Dropout","config":{"rate":NaN},"registered_name":null}""")]
    [InlineData("""{"module":"keras.activations","class_name":"function","config":"gelu","registered_name":"function"}""")]
    public void What_keras_has_of_its_own_is_safe(string layer) => ScannedModel.Of(Archive(layer)).ShouldBe(ModelRisk.Safe);

    [Fact]
    public void The_architecture_of_an_h5_file_is_read_in_all_its_layouts()
    {
        var honest = Encoding.UTF8.GetString(Config(Dense));
        var hostile = Encoding.UTF8.GetString(Config("""{"class_name":"Lambda","config":{}}"""));

        foreach (var layout in (Func<string, byte[]>[])[
            text => Hdf5Builder.WithHeap(("backend", "tensorflow"), ("model_config", text), ("training_config", "{}")),
            text => Hdf5Builder.WithContinuation("model_config", text),
            text => Hdf5Builder.Latest("model_config", text),
            text => [.. new byte[512], .. Hdf5Builder.Latest("model_config", text)]])
        {
            ScannedModel.Of(layout(honest)).ShouldBe(ModelRisk.Safe);
            ScannedModel.Of(layout(hostile)).ShouldBe(ModelRisk.Dangerous);
        }
    }

    [Fact]
    public void A_broken_h5_file_is_incomplete_and_still_searched()
    {
        var hostile = Hdf5Builder.WithHeap(("model_config", Encoding.UTF8.GetString(Config("""{"class_name": "Lambda","config":{}}"""))));
        var broken = hostile.ToArray();
        broken.AsSpan(96, 40).Fill(0xEE);

        ScannedModel.Of(broken).ShouldBe(ModelRisk.Dangerous, complete: false);
        ScannedModel.Of(Hdf5Builder.WithHeap(("model_config", "{\"a\":1}"))[..200]).ShouldBe(ModelRisk.Review, complete: false);
    }

    [Fact]
    public void A_pickle_in_an_attribute_of_an_h5_file_is_found()
    {
        var file = Hdf5Builder.WithHeap(("pandas_info", Encoding.ASCII.GetString(PickleWriter.CallOf("os", "system", protocol: 0))));

        ScannedModel.Of(file).ShouldBe(ModelRisk.Dangerous);
    }
}
