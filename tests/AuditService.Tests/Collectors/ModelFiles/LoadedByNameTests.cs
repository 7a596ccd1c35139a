using System.Formats.Tar;
using System.Text;
using AuditService.Collectors.Inventory;
using AuditService.Collectors.ModelFiles;
using AuditService.Core.Dossiers;

namespace AuditService.Tests.Collectors.ModelFiles;

/// <summary>Configurations beside the weights that have their loader import something, or read something elsewhere.</summary>
public sealed class LoadedByNameTests
{
    [Theory]
    [InlineData("os.system", ModelRisk.Dangerous)]
    [InlineData("subprocess.Popen", ModelRisk.Dangerous)]
    [InlineData("projet.Modele", ModelRisk.Review)]
    [InlineData("nemo.collections.asr.modules.ConformerEncoder", ModelRisk.Safe)]
    [InlineData("torch.hub.load", ModelRisk.Dangerous)]
    public void A_target_in_the_configuration_of_a_NeMo_archive_is_judged_as_an_import(string target, ModelRisk risk)
    {
        using var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, leaveOpen: true))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "model_config.yaml") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes($"encoder:\n  _target_: {target}\n# _target_: os.popen\n")) });

        ScannedModel.Of(packed.ToArray(), "m.nemo").ShouldBe(risk);
    }

    [Theory]
    [InlineData("sentence_transformers.models.Transformer", ModelRisk.Safe)]
    [InlineData("os.system", ModelRisk.Dangerous)]
    [InlineData("depot_inconnu.Modele", ModelRisk.Review)]
    public void A_module_of_sentence_transformers_is_judged_as_an_import(string type, ModelRisk risk)
    {
        var modules = Encoding.UTF8.GetBytes($"[{{\"idx\": 0, \"name\": \"0\", \"path\": \"\", \"type\": \"{type}\"}}]");

        ScannedModel.Of(modules, "modules.json").ShouldBe(risk);
        Assert.Equal(FileKind.Model, FileClassifier.Classify("modele/modules.json", modules, modules.Length).Kind);
    }

    [Theory]
    [InlineData("{\"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\"}}", ModelRisk.Safe)]
    [InlineData("{\"weight_map\": {\"a\": \"../../etc/passwd\"}}", ModelRisk.Dangerous)]
    [InlineData("{\"modelTopology\": {\"class_name\": \"Sequential\", \"config\": {}}, \"weightsManifest\": [{\"paths\": [\"group1-shard1of1.bin\"]}]}", ModelRisk.Safe)]
    [InlineData("{\"modelTopology\": {\"class_name\": \"Sequential\", \"config\": {}}, \"weightsManifest\": [{\"paths\": [\"/etc/passwd\"]}]}", ModelRisk.Dangerous)]
    [InlineData("{\"modelTopology\": {\"layers\": [{\"class_name\": \"Lambda\", \"config\": {}}]}, \"weightsManifest\": []}", ModelRisk.Dangerous)]
    public void An_index_of_weights_stays_in_its_folder_and_its_layers_are_read(string json, ModelRisk risk) =>
        ScannedModel.Of(Encoding.UTF8.GetBytes(json), "model.json").ShouldBe(risk);

    [Fact]
    public void Objects_of_Java_are_never_safe_and_known_gadgets_are_dangerous()
    {
        byte[] start = [0xAC, 0xED, 0, 5, (byte)'s', (byte)'r'];

        var honest = ScannedModel.Of([.. start, .. "\0\u0010weka.classifiers.trees.J48"u8], "arbre.model");
        var hostile = ScannedModel.Of([.. start, .. "\0\u0010org.apache.commons.collections.functors.InvokerTransformer"u8], "arbre.model");

        honest.ShouldBe(ModelRisk.Review);
        hostile.ShouldBe(ModelRisk.Dangerous);
        Assert.Equal(FileKind.Model, FileClassifier.Classify("arbre.model", start, start.Length).Kind);
    }
}
