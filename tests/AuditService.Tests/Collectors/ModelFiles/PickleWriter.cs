using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace AuditService.Tests.Collectors.ModelFiles;

/// <summary>Writes pickles opcode by opcode, honest and hostile alike. Nothing it writes is ever loaded by a Python.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> bytes = [];

    public PickleWriter(int? protocol = null)
    {
        if (protocol is { } version)
            Op(0x80).Raw([(byte)version]);
    }

    public long Length => bytes.Count;

    /// <summary>A call of <paramref name="module"/>.<paramref name="name"/> on one text, in the manner of the protocol.</summary>
    public static byte[] CallOf(string module, string name, string argument = "harmless", int protocol = 4)
    {
        var pickle = new PickleWriter(protocol >= 2 ? protocol : null);
        if (protocol >= 4)
            pickle.Text(module).Memoize().Text(name).Memoize().StackGlobal().Memoize().Text(argument).Memoize().Op(0x85).Memoize().Reduce();
        else if (protocol >= 1)
            pickle.Global(module, name).Put(0).Text(argument).Put(1).Mark().BinGet(1).Op('t').Reduce();
        else
            pickle.Global(module, name).TextPut(0).Mark().QuotedText(argument).TextPut(1).Op('t').TextPut(2).Reduce();
        return pickle.Stop();
    }

    public PickleWriter Op(char opcode) => Op((byte)opcode);

    public PickleWriter Op(byte opcode)
    {
        bytes.Add(opcode);
        return this;
    }

    public PickleWriter Raw(ReadOnlySpan<byte> raw)
    {
        bytes.AddRange(raw);
        return this;
    }

    public PickleWriter Line(string line) => Raw(Encoding.Latin1.GetBytes(line + "\n"));

    public PickleWriter Global(string module, string name) => Op('c').Line(module).Line(name);

    public PickleWriter StackGlobal() => Op(0x93);

    /// <summary>SHORT_BINUNICODE, or BINUNICODE when it is long.</summary>
    public PickleWriter Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return utf8.Length < 256 ? Op(0x8C).Raw([(byte)utf8.Length]).Raw(utf8) : Op('X').UInt32((uint)utf8.Length).Raw(utf8);
    }

    public PickleWriter QuotedText(string text) => Op('S').Line($"'{text}'");

    public PickleWriter Bytes(ReadOnlySpan<byte> content) =>
        content.Length < 256 ? Op('C').Raw([(byte)content.Length]).Raw(content) : Op('B').UInt32((uint)content.Length).Raw(content);

    public PickleWriter Int(long value) => value switch
    {
        >= 0 and < 256 => Op('K').Raw([(byte)value]),
        >= 0 and < 65536 => Op('M').UInt16((ushort)value),
        _ => Op('I').Line(value.ToString(CultureInfo.InvariantCulture)),
    };

    public PickleWriter True() => Op(0x88);

    public PickleWriter False() => Op(0x89);

    public PickleWriter None() => Op('N');

    public PickleWriter Mark() => Op('(');

    public PickleWriter Tuple() => Op('t');

    public PickleWriter EmptyTuple() => Op(')');

    public PickleWriter EmptyDict() => Op('}');

    public PickleWriter SetItems() => Op('u');

    public PickleWriter Reduce() => Op('R');

    public PickleWriter NewObj() => Op(0x81);

    public PickleWriter Build() => Op('b');

    public PickleWriter Pop() => Op('0');

    public PickleWriter Memoize() => Op(0x94);

    public PickleWriter Put(byte index) => Op('q').Raw([index]);

    public PickleWriter TextPut(int index) => Op('p').Line(index.ToString(CultureInfo.InvariantCulture));

    public PickleWriter BinGet(byte index) => Op('h').Raw([index]);

    public PickleWriter UInt16(ushort value)
    {
        Span<byte> raw = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(raw, value);
        return Raw(raw);
    }

    public PickleWriter UInt32(uint value)
    {
        Span<byte> raw = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(raw, value);
        return Raw(raw);
    }

    public PickleWriter UInt64(ulong value)
    {
        Span<byte> raw = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(raw, value);
        return Raw(raw);
    }

    /// <summary><c>numpy.dtype(code, False, True)</c> with its state, as numpy pickles it.</summary>
    public PickleWriter Dtype(string code, int flags = 0, int? itemSize = null) =>
        Global("numpy", "dtype").Text(code).False().True().Op(0x87).Reduce()
            .Mark().Int(3).Text(code is "O8" ? "|" : "<").None().None().None().Int(itemSize ?? -1).Int(-1).Int(code is "O8" ? 63 : flags).Tuple().Build();

    /// <summary>The wrapper that joblib writes before the bytes of an array; they are to follow.</summary>
    public PickleWriter ArrayWrapper(string code, int[] shape, bool isAligned = true, int flags = 0, int? itemSize = null)
    {
        Global("joblib.numpy_pickle", "NumpyArrayWrapper").EmptyTuple().NewObj().EmptyDict().Mark();
        Text("subclass").Global("numpy", "ndarray").Text("shape").Mark();
        foreach (var dimension in shape)
            Int(dimension);
        Tuple().Text("order").Text("C").Text("dtype").Dtype(code, flags, itemSize).Text("allow_mmap").True();
        if (isAligned)
            Text("numpy_array_alignment_bytes").Int(16);
        return SetItems().Build();
    }

    /// <summary>A wrapper with its padding and bytes.</summary>
    public PickleWriter Array(string code, int[] shape, ReadOnlySpan<byte> raw, bool isAligned = true)
    {
        ArrayWrapper(code, shape, isAligned);
        if (isAligned)
            Raw([3, 0xFF, 0xFF, 0xFF]);
        return Raw(raw);
    }

    public byte[] Stop() => Op('.').ToArray();

    public byte[] ToArray() => [.. bytes];
}
