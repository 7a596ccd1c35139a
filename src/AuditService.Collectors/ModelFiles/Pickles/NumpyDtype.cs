using System.Globalization;

namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>What matters of a pickled <c>numpy.dtype</c>: how wide one element is, and whether it holds Python objects.</summary>
internal sealed record NumpyDtype(long ItemSize, bool HasObjects, bool Contradiction)
{
    private const int ItemHoldsReferences = 0x01;
    private const int MaximumItem = 1 << 30;
    private const int MaximumDepth = 16;

    /// <summary>From <c>dtype('f8', False, True)</c> and the state given to it; null when that cannot be told.</summary>
    public static NumpyDtype? From(SymbolicValue value) => From(value, 0);

    private static NumpyDtype? From(SymbolicValue value, int depth)
    {
        // A hostile type may hold itself.
        if (depth > MaximumDepth)
            return null;
        if (value is not InstanceValue { Type: { } type } instance || !type.Is("numpy", "dtype"))
            return null;
        if (instance.Arguments.At(0) is not TextValue { Text: var code } || Parse(code) is not { } plain)
            return null;
        return instance.State switch
        {
            null => plain,
            TupleValue state => WithState(plain, code, state, depth),
            _ => null,
        };
    }

    /// <summary>Reads a type code: <c>f8</c>, <c>&lt;U10</c>, <c>|O</c>, <c>M8[ns]</c>, <c>bool</c>.</summary>
    public static NumpyDtype? Parse(string code)
    {
        var text = code.TrimStart('<', '>', '=', '|');
        var unit = text.IndexOf('[', StringComparison.Ordinal);
        if (unit > 0)
            text = text[..unit];
        if (text.Length == 0)
            return null;
        if (Named(text) is { } named)
            return new NumpyDtype(named, HasObjects: false, Contradiction: false);
        if (text is "object" or "object_")
            return new NumpyDtype(8, HasObjects: true, Contradiction: false);
        var digits = text[1..];
        var hasSize = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size);
        if (digits.Length > 0 && !hasSize || size > MaximumItem)
            return null;
        switch (text[0])
        {
            case 'O':
                return new NumpyDtype(8, HasObjects: true, Contradiction: false);
            case 'U':
                return Sized(4 * size);
            case 'S' or 'a' or 'V':
                return Sized(size);
            case 'f' or 'i' or 'u' or 'c' or 'b' or 'M' or 'm' when hasSize:
                return size is 1 or 2 or 4 or 8 or 10 or 12 or 16 or 20 or 24 or 32 ? Sized(size) : null;
        }
        return digits.Length == 0 && OneLetter(text[0]) is { } width ? Sized(width) : null;
    }

    private static NumpyDtype Sized(long size) => new(size, HasObjects: false, Contradiction: false);

    /// <summary>
    /// The state is (version, byte order, base, names, fields, item size, alignment, flags ...). For texts, bytes and records its item size
    /// counts; its flags say whether numpy takes the array for objects, whatever the code says.
    /// </summary>
    private static NumpyDtype? WithState(NumpyDtype plain, string code, TupleValue state, int depth)
    {
        if (state.Items.Length < 7 || state.At(0) is not IntegerValue { Value: >= 1 and <= 4 })
            return null;
        var size = plain.ItemSize;
        var isContradictory = false;
        var kind = code.TrimStart('<', '>', '=', '|')[0];
        if (kind is 'U' or 'S' or 'a' or 'V' && state.At(5) is IntegerValue { Value: >= 0 and <= MaximumItem } declared)
        {
            isContradictory = declared.Value != plain.ItemSize;
            size = declared.Value;
        }
        var hasObjects = plain.HasObjects;
        if (state.At(7) is IntegerValue flags)
        {
            var holdsReferences = (flags.Value & ItemHoldsReferences) != 0;
            // Records hold objects by their fields; elsewhere code and flags must agree.
            isContradictory |= kind is not 'V' && holdsReferences != plain.HasObjects;
            hasObjects |= holdsReferences;
        }
        if (kind is 'V' && state.At(4) is DictValue fields && fields.Entries.Values.Any(field => HoldsObjects(field, depth + 1)))
        {
            isContradictory |= !hasObjects;
            hasObjects = true;
        }
        return new NumpyDtype(size, hasObjects, isContradictory);
    }

    private static bool HoldsObjects(SymbolicValue field, int depth) =>
        field is TupleValue tuple && tuple.At(0) is { } type && From(type, depth) is { HasObjects: true };

    private static long? Named(string text) => text switch
    {
        "bool" or "int8" or "uint8" => 1,
        "int16" or "uint16" or "float16" => 2,
        "int32" or "uint32" or "float32" => 4,
        "int64" or "uint64" or "float64" or "complex64" or "datetime64" or "timedelta64" or "int" or "float" => 8,
        "complex128" or "float128" or "longdouble" => 16,
        "complex256" => 32,
        _ => null,
    };

    private static long? OneLetter(char code) => code switch
    {
        '?' or 'b' or 'B' => 1,
        'h' or 'H' or 'e' => 2,
        'i' or 'I' or 'f' => 4,
        'l' or 'L' or 'q' or 'Q' or 'p' or 'P' or 'd' or 'F' or 'M' or 'm' => 8,
        'g' or 'D' => 16,
        'G' => 32,
        _ => null,
    };
}
