using System.Collections.Frozen;

namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>Extensions as hints: a file that bears one and is not what it says deserves a word.</summary>
internal static class PickleNames
{
    private static readonly FrozenSet<string> OfPickles = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ".pkl", ".pickle", ".pk", ".p", ".joblib", ".jl", ".pt", ".pth", ".pt2", ".ckpt", ".sav", ".dill", ".cloudpickle", ".pkl.gz", ".mar");

    private static readonly FrozenSet<string> OfOthers = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ".bin", ".model", ".onnx", ".gguf", ".safetensors", ".h5", ".hdf5", ".keras", ".npy", ".npz", ".tflite", ".pb", ".cbm", ".skops");

    public static bool AreLikely(string name) => OfPickles.Contains(Path.GetExtension(name));

    public static bool IsOtherModel(string name) => OfOthers.Contains(Path.GetExtension(name));
}
