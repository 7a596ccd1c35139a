namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>How many bytes of a joblib stream are an array and no opcodes.</summary>
/// <param name="Bytes">Size of the raw array; 0 for an array of objects.</param>
/// <param name="HasPadding">True when one byte tells how many bytes of padding come first (joblib 1.2 and later).</param>
/// <param name="HasObjects">True when a pickle stands in place of the raw array.</param>
/// <param name="Contradiction">True when the type says two things about itself.</param>
internal sealed record JoblibArray(long Bytes, bool HasPadding, bool HasObjects, bool Contradiction)
{
    private static readonly string[] Attributes = ["subclass", "shape", "order", "dtype", "allow_mmap", "numpy_array_alignment_bytes"];

    /// <summary>Reads the attributes of a <c>NumpyArrayWrapper</c>; null when its size cannot be told.</summary>
    public static JoblibArray? From(InstanceValue wrapper, SymbolicValue state)
    {
        if (Attribute(wrapper, state, "dtype") is not { } type || NumpyDtype.From(type) is not { } dtype || Attribute(wrapper, state, "shape") is not TupleValue shape)
            return null;
        if (shape.Items.Length != shape.Count)
            return null;
        var elements = 1L;
        foreach (var dimension in shape.Items)
        {
            if (dimension is not IntegerValue { Value: >= 0 } length)
                return null;
            try
            {
                elements = checked(elements * length.Value);
            }
            catch (OverflowException)
            {
                return null;
            }
        }
        var hasPadding = Attribute(wrapper, state, "numpy_array_alignment_bytes") switch
        {
            // Built by a call, the wrapper has the constructor's default; built by its state alone, it is older than the attribute.
            null => wrapper.Arguments.Count > 0,
            OpaqueValue none when none == OpaqueValue.None => false,
            _ => true,
        };
        if (dtype.HasObjects)
            return new JoblibArray(0, hasPadding, HasObjects: true, dtype.Contradiction);
        try
        {
            return new JoblibArray(checked(elements * dtype.ItemSize), hasPadding, HasObjects: false, dtype.Contradiction);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static SymbolicValue? Attribute(InstanceValue wrapper, SymbolicValue state, string name)
    {
        if (state is DictValue dict && dict.Entries.TryGetValue(name, out var value))
            return value;
        if (wrapper.State is DictValue earlier && earlier.Entries.TryGetValue(name, out value))
            return value;
        return wrapper.Arguments.At(Array.IndexOf(Attributes, name));
    }
}
