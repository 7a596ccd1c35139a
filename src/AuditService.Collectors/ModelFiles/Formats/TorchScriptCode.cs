using System.Text;
using System.Text.RegularExpressions;
using AuditService.Collectors.ModelFiles.Contents;
using AuditService.Core;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>
/// The code of a TorchScript archive. It runs on PyTorch's own interpreter, which knows tensors and not Python: what can reach outside is a
/// short list of operators, and operators of native libraries that the archive does not hold.
/// </summary>
internal static class TorchScriptCode
{
    private static readonly BoundedRegex FileAccess = new(
        @"\b(torch\.from_file|torch\.save|torch\.load|torch\.ops\.aten\.(from_file|save|load)|ops\.aten\.(from_file|save|load)|aten::(from_file|save|load))\b");

    private static readonly BoundedRegex NativeOperator = new(@"\bops\.(\w+)\.(\w+)\(");

    private static readonly HashSet<string> OwnNamespaces = new(StringComparer.Ordinal)
    {
        "aten", "prim", "prims", "quantized", "torchvision", "torchaudio", "inductor", "mkldnn", "mkldnn_prepacked", "sparse", "profiler", "cuda", "static_runtime", "_quantized", "onednn",
    };

    public static void Read(ModelContent content, string name, ModelReading reading, ModelScanLimits limits)
    {
        reading.Note(
            "L'archive contient du code TorchScript, exécuté par PyTorch quand le modèle sert.",
            "The archive holds TorchScript code, which PyTorch runs when the model is used.");
        if (content.All(limits.TextBytes) is not { } bytes)
        {
            reading.Incomplete($"code TorchScript démesuré : {ModelReading.Quote(name)}", $"oversized TorchScript code: {ModelReading.Quote(name)}");
            return;
        }
        var code = Encoding.UTF8.GetString(bytes);
        foreach (Match match in FileAccess.Matches(code))
        {
            reading.Accuse(
                $"Le code TorchScript de {ModelReading.Quote(name)} accède à des fichiers par {match.Value}.",
                $"The TorchScript code of {ModelReading.Quote(name)} accesses files through {match.Value}.");
        }
        foreach (Match match in NativeOperator.Matches(code))
        {
            if (OwnNamespaces.Contains(match.Groups[1].Value))
                continue;
            reading.Doubt(
                $"Le code TorchScript appelle l'opérateur {ModelReading.Quote(match.Value.TrimEnd('('))} d'une bibliothèque native.",
                $"The TorchScript code calls the operator {ModelReading.Quote(match.Value.TrimEnd('('))} of a native library.");
        }
    }
}
