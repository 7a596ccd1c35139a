using System.Collections.Frozen;

namespace AuditService.Collectors.ModelFiles;

/// <summary>The names of formats that verdicts and facts carry.</summary>
public static class ModelFormats
{
    public const string Unknown = "unknown";
    public const string Empty = "empty";
    public const string Pickle = "pickle";
    public const string Joblib = "joblib";
    public const string TorchZip = "torch-zip";
    public const string TorchLegacy = "torch-legacy";
    public const string TorchScript = "torchscript";
    public const string TorchArchive = "torch-archive";
    public const string Npy = "npy";
    public const string Npz = "npz";
    public const string Keras = "keras";
    public const string KerasConfig = "keras-config";
    public const string Hdf5 = "hdf5";
    public const string SavedModel = "tf-savedmodel";
    public const string FrozenGraph = "tf-graph";
    public const string KerasMetadata = "keras-metadata";
    public const string Onnx = "onnx";
    public const string Gguf = "gguf";
    public const string Ggml = "ggml";
    public const string Safetensors = "safetensors";
    public const string TensorFlowLite = "tflite";
    public const string Skops = "skops";
    public const string CatBoost = "catboost";
    public const string LightGbmText = "lightgbm-text";
    public const string XgBoost = "xgboost";
    public const string Pmml = "pmml";
    public const string Tokenizer = "tokenizer-config";
    public const string ModelConfig = "model-config";
    public const string ChatTemplate = "chat-template";
    public const string JavaObjects = "java-objects";
    public const string Zip = "zip";
    public const string Tar = "tar";
    public const string SevenZip = "7z";
    public const string Rar = "rar";
    public const string Executable = "executable";
    public const string Compressed = "compressed";

    /// <summary>Formats that describe numbers and known operators, and import no code.</summary>
    public static FrozenSet<string> AreData { get; } = FrozenSet.Create(
        StringComparer.Ordinal, Safetensors, Onnx, Gguf, TensorFlowLite, CatBoost, LightGbmText, XgBoost, Pmml);

    /// <summary>Formats that are not models in themselves: an archive in which no model was found, a text that is something else.</summary>
    public static FrozenSet<string> AreNoModels { get; } = FrozenSet.Create(
        StringComparer.Ordinal, Unknown, Empty, Zip, Tar, SevenZip, Rar, Executable, Compressed);
}
