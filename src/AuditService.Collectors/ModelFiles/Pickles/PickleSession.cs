using System.Text;
using AuditService.Collectors.ModelFiles.Contents;
using AuditService.Collectors.ModelFiles.Globals;

namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>What the streams of one pickle content share: where the bytes are, what container they are in, what tensors they announce.</summary>
internal sealed class PickleSession(ModelInspection scan, ModelContent content, int depth, PickleSetting setting)
{
    private const int ProbeOpcodes = 10_000;
    private const int ProbeBytes = 64 * 1024;
    private const int MaximumStorages = 1_000_000;

    public ModelInspection Scan => scan;

    public PickleSetting Setting => setting;

    /// <summary>Bytes of each tensor storage announced by persistent ids, by key.</summary>
    public Dictionary<string, long> Storages { get; } = new(StringComparer.Ordinal);

    /// <summary>True once the name was met with which PyTorch loads tensors out of bytes.</summary>
    private bool expectsTensorsInBytes;

    /// <summary>A session for the pickle of an object array inside a joblib stream, or null when that is too deep. Its wrappers announce no arrays.</summary>
    public PickleSession? Enter() => depth + 1 > scan.Limits.Depth ? null : new PickleSession(scan, content, depth + 1, setting with { HasInlineArrays = false });

    public GlobalVerdict Judge(string module, string name)
    {
        // TorchScript's own classes live in the archive's code folder, which is read apart.
        if (setting.IsTorchScript && (module is "__torch__" || module.StartsWith("__torch__.", StringComparison.Ordinal)))
            return new GlobalVerdict(module, name, ModelRisk.Safe, Why: null, IsKnown: true);
        var verdict = scan.Catalogue.Judge(module, name);
        expectsTensorsInBytes |= verdict is { Module: "torch.storage", Name: "_load_from_bytes" };
        return verdict;
    }

    public void Report(string module, string name, GlobalVerdict verdict, long offset, ModelReading reading)
    {
        reading.Import(new ModelImport(ModelReading.Quote(module, 200), ModelReading.Quote(name, 200), verdict.Risk, offset));
        if (verdict is { Risk: not ModelRisk.Safe, Why: { } why })
        {
            var shown = ModelReading.Quote($"{module}.{name}", 120);
            reading.Say(verdict.Risk, $"Importe {shown} à l'octet {offset} : {why.Fr}.", $"Imports {shown} at byte {offset}: {why.En}.");
        }
    }

    /// <summary>PyTorch's storages, and the module sources of its first format; anything else needs a loader that we do not know.</summary>
    public SymbolicValue MeetPersistentId(SymbolicValue? id, ModelReading reading)
    {
        if (id is TupleValue { Count: 5 or 6 } storage && storage.At(0) is TextValue { Text: "storage" } && storage.At(1) is GlobalValue type && storage.At(2) is TextValue key)
        {
            if (Storages.Count < MaximumStorages && storage.At(4) is IntegerValue { Value: >= 0 } elements)
                Storages.TryAdd(key.Text, ElementSize(type.Name) is { } size && elements.Value < long.MaxValue / 16 ? elements.Value * size : -1);
            return OpaqueValue.Storage;
        }
        if (id is TupleValue { Count: 4 } module && module.At(0) is TextValue { Text: "module" } && module.At(1) is GlobalValue source)
            return source;
        reading.Doubt(
            "Un identifiant persistant n'a pas la forme de PyTorch : un chargeur inconnu en ferait un objet.",
            "A persistent id has not PyTorch's form: an unknown loader would make an object of it.");
        return OpaqueValue.PersistentObject;
    }

    /// <summary>Reads bytes that look like a model of their own. True when they were.</summary>
    public bool MeetBytes(ReadOnlySpan<byte> head, long offset, long length, ModelReading reading)
    {
        if (!setting.FollowsHidden || length < 4 || !HiddenModel.MayStart(head))
            return false;
        return ReadHidden(content.Slice(offset, length), offset, reading);
    }

    /// <summary>Reads a text that looks like a pickle of protocol 0, or like a model whose bytes were written as Latin-1. True when it was one.</summary>
    public bool MeetText(string text, long offset, ModelReading reading)
    {
        if (!setting.FollowsHidden || text.Length < 4 || !HiddenModel.MayStart(text))
            return false;
        var bytes = text.All(letter => letter <= 0xFF) ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);
        using var stream = new MemoryStream(bytes, writable: false);
        return ReadHidden(new WholeContent(stream) { Name = "" }, offset, reading);
    }

    /// <summary>The same for a text that is left in the stream, where it is UTF-8.</summary>
    public bool MeetLongText(ReadOnlySpan<byte> head, long offset, long length, ModelReading reading)
    {
        if (!setting.FollowsHidden || !HiddenModel.MayStart(Encoding.UTF8.GetString(head)))
            return false;
        var text = content.Slice(offset, length);
        return ReadHidden(new DerivedContent(() => new Latin1Stream(text.Open()), length: null) { Name = "" }, offset, reading);
    }

    /// <summary>
    /// A reader that knows nothing of joblib runs an array's bytes as opcodes. Follows that path a little, and tells when it imports something dangerous.
    /// </summary>
    public void ProbeArray(ContentReader reader, PickleMachine machine, ModelReading reading)
    {
        if (!setting.FollowsHidden || !Opcodes.IsOpcode(reader.Peek()))
            return;
        var window = reader.PeekUpTo(ProbeBytes).ToArray();
        var scratch = new ModelReading();
        using var probe = new ContentReader(new MemoryStream(window, writable: false), window.Length);
        new PickleMachine(probe, new PickleSession(scan, content, depth, setting with { FollowsHidden = false, HasInlineArrays = false }), scratch, machine).Run(out _, ProbeOpcodes);
        foreach (var import in scratch.Imports.Where(IsCertainDanger))
        {
            reading.Import(import with { Offset = reader.Position + import.Offset });
            reading.Accuse(
                $"Les octets donnés pour un tableau, à l'octet {reader.Position}, importent {import} quand un simple lecteur pickle les lit.",
                $"The bytes given as an array at byte {reader.Position} import {import} when a plain pickle reader reads them.");
        }
    }

    /// <summary>True for what a list names as dangerous: chance bytes do not spell it.</summary>
    public bool IsCertainDanger(ModelImport import) => import.Verdict == ModelRisk.Dangerous && scan.Catalogue.Judge(import.Module, import.Name).IsKnown;

    private bool ReadHidden(ModelContent hidden, long offset, ModelReading reading)
    {
        if (depth + 1 > scan.Limits.Depth)
        {
            reading.Stop(new ScanLimitException("des modèles sont imbriqués trop profond", "models are nested too deep"));
            return false;
        }
        if (scan.ReadHidden(hidden, depth + 1) is not { } found)
            return false;
        reading.Absorb(found, new($"Dans les octets en {offset}", $"In the bytes at {offset}"));
        var isPickle = found.Format is ModelFormats.Pickle or ModelFormats.Joblib;
        if (isPickle && found.Imports.Count > 0 && !expectsTensorsInBytes)
        {
            reading.Doubt(
                $"Un pickle est caché dans les octets en {offset}.",
                $"A pickle is hidden in the bytes at {offset}.");
        }
        return true;
    }

    private static int? ElementSize(string storage) => storage switch
    {
        "DoubleStorage" or "LongStorage" or "ComplexFloatStorage" => 8,
        "FloatStorage" or "IntStorage" or "QInt32Storage" or "ComplexHalfStorage" => 4,
        "HalfStorage" or "BFloat16Storage" or "ShortStorage" => 2,
        "ComplexDoubleStorage" => 16,
        "CharStorage" or "ByteStorage" or "BoolStorage" or "QInt8Storage" or "QUInt8Storage" or "QUInt4x2Storage" or "QUInt2x4Storage"
            or "UntypedStorage" or "_UntypedStorage" => 1,
        _ => null,
    };
}

/// <summary>How to read a pickle content.</summary>
/// <param name="IsTorchScript">True inside a TorchScript archive.</param>
/// <param name="HasInlineArrays">True where joblib's wrappers announce raw arrays in the stream.</param>
/// <param name="FollowsHidden">True when bytes and texts that look like models are read too.</param>
internal sealed record PickleSetting(bool IsTorchScript = false, bool HasInlineArrays = true, bool FollowsHidden = true);
