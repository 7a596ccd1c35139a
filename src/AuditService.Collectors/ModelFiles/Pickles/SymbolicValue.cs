using AuditService.Collectors.ModelFiles.Globals;

namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>
/// What the pickle machine knows of a value. It computes nothing: a call stays a call. A closed family.
/// <see cref="Nodes"/> counts the values that one keeps alive, so that a container stops holding its contents before they weigh too much;
/// <see cref="Expanded"/> is how many values there would be if shared ones were copied, which is what "billion laughs" are made of.
/// </summary>
internal abstract class SymbolicValue
{
    public virtual int Nodes => 1;

    public virtual double Expanded => 1;
}

/// <summary>A value whose content does not matter, or is not kept.</summary>
internal sealed class OpaqueValue : SymbolicValue
{
    private readonly string what;

    private OpaqueValue(string what) => this.what = what;

    public static OpaqueValue None { get; } = new("None");

    public static OpaqueValue True { get; } = new("True");

    public static OpaqueValue False { get; } = new("False");

    public static OpaqueValue Number { get; } = new("a number");

    /// <summary>The constant that opens a file of PyTorch's first format: 0x1950A86A20F9469CFC6C.</summary>
    public static OpaqueValue TorchMagic { get; } = new("PyTorch's magic number");

    public static OpaqueValue LongText { get; } = new("a long text");

    /// <summary>A long text whose bytes looked like a model and were read as one.</summary>
    public static OpaqueValue LongTextRead { get; } = new("a long text that is a model");

    public static OpaqueValue Buffer { get; } = new("a buffer");

    public static OpaqueValue Storage { get; } = new("a tensor storage");

    public static OpaqueValue PersistentObject { get; } = new("a persistent object");

    public static OpaqueValue NumpyArray { get; } = new("an array");

    /// <summary>A value that was known and is no longer held, to bound memory: neither an accusation nor an absolution.</summary>
    public static OpaqueValue Forgotten { get; } = new("a value no longer held");

    /// <summary>What no serialiser writes in this place: the result of a type confusion or of a missing memo entry.</summary>
    public static OpaqueValue Unknown { get; } = new("an unknown value");

    public override string ToString() => what;
}

internal sealed class IntegerValue(long value) : SymbolicValue
{
    private static readonly IntegerValue[] Small = [.. Enumerable.Range(-1, 1025).Select(small => new IntegerValue(small))];

    public long Value => value;

    public static IntegerValue Of(long value) => value is >= -1 and < 1024 ? Small[value + 1] : new IntegerValue(value);
}

/// <summary>A text short enough to be a name or an argument that matters.</summary>
internal sealed class TextValue(string text) : SymbolicValue
{
    public const int Maximum = 8192;

    public string Text => text;

    /// <summary>True once it served as a name: it may serve again from the memo, and is not forgotten.</summary>
    public bool IsPinned { get; set; }

    /// <summary>True when its characters, as bytes, looked like a model and were read as one.</summary>
    public bool WasRead { get; init; }
}

/// <summary>Bytes: short ones with their content, long ones with the place where they are.</summary>
internal sealed class BytesValue(byte[]? content, long length) : SymbolicValue
{
    public const int Maximum = 512;

    public byte[]? Content => content;

    public long Length => length;

    /// <summary>True when the content looked like a model and was read as one.</summary>
    public bool WasRead { get; init; }
}

/// <summary>An imported name.</summary>
internal sealed class GlobalValue(string module, string name, GlobalVerdict verdict, ConditionalUse? condition) : SymbolicValue
{
    public string Module => module;

    public string Name => name;

    public GlobalVerdict Verdict => verdict;

    /// <summary>Set for names that are harmless in one use only.</summary>
    public ConditionalUse? Condition => condition;

    public bool Is(string moduleName, string memberName) =>
        string.Equals(verdict.Module, moduleName, StringComparison.Ordinal) && string.Equals(verdict.Name, memberName, StringComparison.Ordinal);
}

/// <summary>
/// Counts how often a name that is harmless in one use only was pushed, and how often it was consumed by exactly that use. Unless the two are
/// equal at the end, it went somewhere we did not follow.
/// </summary>
internal sealed class ConditionalUse(string module, string name, long offset, GlobalVerdict verdict)
{
    public string Module => module;

    public string Name => name;

    public long Offset => offset;

    public GlobalVerdict Verdict => verdict;

    public long Pushed { get; set; }

    public long Harmless { get; set; }

    /// <summary>True for a name that is harmless as long as loading does not call it: then each push is harmless, and a call is not.</summary>
    public bool IsValueOnly { get; init; }

    public bool WasCalled { get; set; }

    public bool IsHarmless => IsValueOnly ? !WasCalled : Harmless >= Pushed;
}

internal sealed class TupleValue : SymbolicValue
{
    public const int MaximumNodes = 4096;
    private readonly int nodes = 1;
    private readonly double expanded = 1;

    public TupleValue(ReadOnlySpan<SymbolicValue> items)
    {
        Count = items.Length;
        Items = items.Length <= MaximumNodes ? items.ToArray() : [];
        for (var i = 0; i < items.Length; i++)
        {
            expanded += items[i].Expanded;
            if (i >= Items.Length)
                continue;
            if (nodes + items[i].Nodes > MaximumNodes)
                Items[i] = OpaqueValue.Forgotten;
            nodes += Items[i].Nodes;
        }
    }

    public static TupleValue Empty { get; } = new([]);

    public int Count { get; }

    /// <summary>Empty when there are too many.</summary>
    public SymbolicValue[] Items { get; }

    public override int Nodes => nodes;

    public override double Expanded => expanded;

    public SymbolicValue? At(int index) => index < Items.Length ? Items[index] : null;
}

/// <summary>A list or a set: only its first items are held.</summary>
internal sealed class ListValue : SymbolicValue
{
    private const int MaximumItems = 64;
    private readonly List<SymbolicValue> items = [];
    private int nodes = 1;
    private double expanded = 1;

    public long Count { get; private set; }

    public IReadOnlyList<SymbolicValue> Items => items;

    public override int Nodes => nodes;

    public override double Expanded => expanded;

    public void Add(SymbolicValue item)
    {
        Count++;
        expanded += item.Expanded;
        if (items.Count >= MaximumItems || nodes + item.Nodes > TupleValue.MaximumNodes)
            return;
        items.Add(item);
        nodes += item.Nodes;
    }
}

/// <summary>A dictionary: its first entries with a text as key are held, the keys that readers look for always.</summary>
internal sealed class DictValue : SymbolicValue
{
    private const int MaximumEntries = 256;
    private static readonly HashSet<string> Watched = new(StringComparer.Ordinal)
    {
        "shape", "dtype", "order", "numpy_array_alignment_bytes", "filename", "_parse_arg_template", "__class__", "__setstate__", "__reduce__", "__reduce_ex__",
    };

    private readonly Dictionary<string, SymbolicValue> entries = new(StringComparer.Ordinal);
    private int nodes = 1;
    private double expanded = 1;

    /// <summary>True when some entry is not held: a key that is no text, or too many.</summary>
    public bool IsPartial { get; private set; }

    public IReadOnlyDictionary<string, SymbolicValue> Entries => entries;

    public override int Nodes => nodes;

    public override double Expanded => expanded;

    public void Set(SymbolicValue key, SymbolicValue value)
    {
        expanded += key.Expanded + value.Expanded;
        if (key is not TextValue { Text: var text })
        {
            IsPartial = true;
            return;
        }
        var isWatched = Watched.Contains(text);
        if (!isWatched && !entries.ContainsKey(text) && entries.Count >= MaximumEntries)
        {
            IsPartial = true;
            return;
        }
        if (ReferenceEquals(value, this) || nodes + value.Nodes > TupleValue.MaximumNodes)
        {
            entries[text] = OpaqueValue.Forgotten;
            return;
        }
        nodes += value.Nodes;
        entries[text] = value;
    }
}

/// <summary>What a call made, or would make.</summary>
/// <param name="type">The class, or the function that made it; null when that is not known.</param>
/// <param name="arguments">What it was made with.</param>
internal sealed class InstanceValue(GlobalValue? type, TupleValue arguments) : SymbolicValue
{
    private SymbolicValue? state;
    private double expanded = 1 + arguments.Expanded;

    public GlobalValue? Type => type;

    public TupleValue Arguments => arguments;

    /// <summary>Counts an item that was put into it: it is a container by another name.</summary>
    public void Hold(SymbolicValue item) => expanded += item.Expanded;

    /// <summary>What BUILD gave it last. Attributes do not unfold when the object is printed or compared, so that they do not count.</summary>
    public SymbolicValue? State
    {
        get => state;
        set
        {
            state = value is null || arguments.Nodes + value.Nodes <= TupleValue.MaximumNodes ? value : OpaqueValue.Forgotten;
        }
    }

    public override int Nodes => 1 + arguments.Nodes + (state?.Nodes ?? 0);

    public override double Expanded => expanded;
}
