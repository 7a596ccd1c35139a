using AuditService.Core;

namespace AuditService.Collectors.ModelFiles;

/// <summary>What the extension of a model promises, against what its content is (CWE-434): readers and filters that go by the name are deceived.</summary>
internal static class ModelNames
{
    private static readonly string[] Pickles = [ModelFormats.Pickle, ModelFormats.Joblib, ModelFormats.TorchZip, ModelFormats.TorchLegacy, ModelFormats.Compressed];

    private static readonly Dictionary<string, string[]> Promises = new(StringComparer.OrdinalIgnoreCase)
    {
        [".safetensors"] = [ModelFormats.Safetensors],
        [".onnx"] = [ModelFormats.Onnx],
        [".gguf"] = [ModelFormats.Gguf],
        [".tflite"] = [ModelFormats.TensorFlowLite],
        [".npy"] = [ModelFormats.Npy],
        [".npz"] = [ModelFormats.Npz],
        [".keras"] = [ModelFormats.Keras, ModelFormats.Hdf5],
        [".h5"] = [ModelFormats.Hdf5],
        [".hdf5"] = [ModelFormats.Hdf5],
        [".pkl"] = Pickles,
        [".pickle"] = Pickles,
        [".joblib"] = Pickles,
        [".pt"] = [.. Pickles, ModelFormats.TorchScript, ModelFormats.TorchArchive, ModelFormats.Tar, ModelFormats.Zip],
        [".pth"] = [.. Pickles, ModelFormats.TorchScript, ModelFormats.TorchArchive, ModelFormats.Tar, ModelFormats.Zip],
    };

    /// <summary>Names of pictures, texts, tables, documents, archives and programs: who opens or filters by the name expects no pickle there (CVE-2025-1889, CVE-2025-10155).</summary>
    private static readonly HashSet<string> NamesOfOtherThings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".svg", ".webp", ".tif", ".tiff", ".ico", ".mp3", ".mp4", ".wav", ".avi", ".txt", ".md", ".rst", ".log", ".csv", ".tsv", ".json", ".jsonl", ".xml", ".html", ".htm", ".css", ".js", ".py", ".pyc",
        ".yaml", ".yml", ".toml", ".ini", ".cfg", ".pdf", ".rtf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".db", ".sqlite", ".sqlite3", ".sql", ".parquet", ".feather", ".tar", ".tgz", ".7z", ".rar", ".zip", ".exe",
        ".dll", ".so", ".whl", ".jar",
    };

    /// <summary>Null when the name promises nothing, or keeps its promise, or when the content is not known.</summary>
    public static LocalizedText? Contradiction(string path, string format)
    {
        var extension = Path.GetExtension(path);
        if (format is ModelFormats.Pickle or ModelFormats.TorchLegacy or ModelFormats.Joblib && NamesOfOtherThings.Contains(extension))
            return new($"nommé {extension}, le contenu est du {format}", $"named {extension}, the content is {format}");
        if (format is ModelFormats.Unknown or ModelFormats.Empty || !Promises.TryGetValue(extension, out var promised) || promised.Contains(format, StringComparer.Ordinal))
            return null;
        return new($"nommé {extension}, le contenu est du {format}", $"named {extension}, the content is {format}");
    }
}
