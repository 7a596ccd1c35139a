using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace AuditService.Tests.Collectors.ModelFiles;

/// <summary>Zips written by the framework, then edited where an attacker would.</summary>
internal static class ZipBuilder
{
    public static byte[] Of(params (string Name, byte[] Content)[] members) => Of(CompressionLevel.NoCompression, members);

    public static byte[] Of(CompressionLevel level, params (string Name, byte[] Content)[] members)
    {
        var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }
        return target.ToArray();
    }

    /// <summary>A PyTorch archive as torch.save lays it out.</summary>
    public static byte[] Torch(byte[] data, params (string Name, byte[] Content)[] more) => Of(
    [
        ("archive/data.pkl", data), ("archive/byteorder", "little"u8.ToArray()), ("archive/data/0", [0, 0, 128, 63, 0x80, 2, 99, 0]), ("archive/version", "3\n"u8.ToArray()), .. more,
    ]);

    /// <summary>What torch.save writes for a dictionary with one tensor.</summary>
    public static byte[] StateDict(string? module = null, string name = "")
    {
        var pickle = new PickleWriter(2).Global("collections", "OrderedDict").EmptyTuple().Reduce().Text("weight")
            .Global("torch._utils", "_rebuild_tensor_v2").Mark().Mark().Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu").Int(1).Tuple().Op('Q')
            .Int(0).Int(1).Op(0x85).Int(1).Op(0x85).False().Global("collections", "OrderedDict").EmptyTuple().Reduce().Tuple().Reduce().Op('s');
        if (module is not null)
            pickle.Text("x").Global(module, name).Text("id").Op(0x85).Reduce().Op('s');
        return pickle.Stop();
    }

    /// <summary>Edits the directory line (and, when asked, the header) of the member.</summary>
    public static byte[] Edit(byte[] zip, string member, Action<Span<byte>> directoryLine, Action<Span<byte>>? header = null)
    {
        var edited = zip.ToArray();
        var name = Encoding.UTF8.GetBytes(member);
        for (var at = 0; at + 46 < edited.Length; at++)
        {
            var line = edited.AsSpan(at);
            if (line.StartsWith("PK\x01\x02"u8) && line[46..].StartsWith(name))
                directoryLine(line);
            if (header is not null && line.StartsWith("PK\x03\x04"u8) && line[30..].StartsWith(name))
                header(line);
        }
        return edited;
    }

    public static void Set16(Span<byte> span, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(span[at..], value);

    public static void Set32(Span<byte> span, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(span[at..], value);
}
