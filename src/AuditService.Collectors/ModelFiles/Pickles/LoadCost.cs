using System.Collections.Frozen;
using System.Globalization;

namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>
/// Calls of harmless names that exhaust the machine which loads: a few bytes that ask for a thousand billion elements. Sizes far beyond what any
/// model stores in a call, for their honest values are written out in the file.
/// </summary>
internal static class LoadCost
{
    /// <summary>A number of elements that nothing honest makes by a call.</summary>
    private const long Elements = 200_000_000;

    private const long Exponent = 1_000_000;

    private const long Factorial = 100_000;

    private static readonly FrozenSet<string> Endless = FrozenSet.Create(StringComparer.Ordinal, "count", "cycle", "product", "permutations", "combinations", "combinations_with_replacement");

    private static readonly FrozenSet<string> Lazy = FrozenSet.Create(StringComparer.Ordinal, "map", "zip", "filter", "enumerate", "reversed", "iter", "chain", "zip_longest", "pairwise", "accumulate");

    private static readonly FrozenSet<string> Consumers = FrozenSet.Create(
        StringComparer.Ordinal,
        "list", "tuple", "set", "frozenset", "dict", "bytes", "bytearray", "sum", "max", "min", "any", "all", "sorted", "deque", "Counter", "OrderedDict", "defaultdict", "UserList", "array", "asarray");

    private static readonly FrozenSet<string> Filled = FrozenSet.Create(StringComparer.Ordinal, "zeros", "ones", "empty", "full", "arange", "ndarray", "bytes", "bytearray", "recarray", "chararray");

    /// <summary>True when the call would take more memory or time than a machine has.</summary>
    public static bool IsExhausting(GlobalValue called, TupleValue arguments)
    {
        var (module, name) = (called.Verdict.Module, called.Verdict.Name);
        if (Consumers.Contains(name) && IsBase(module) && (IsHuge(arguments.At(0)) || IsHuge(arguments.At(1))))
            return true;
        if (Filled.Contains(name) && IsArray(module))
            return Size(arguments.At(0)) > Elements;
        return (module, name) switch
        {
            ("numpy.core.multiarray" or "numpy._core.multiarray" or "numpy.core._multiarray_umath" or "numpy._core._multiarray_umath", "_reconstruct") => Size(arguments.At(1)) > Elements,
            ("builtins" or "_operator" or "operator" or "math" or "numpy", "pow" or "power") => IsAbove(arguments.At(1), Exponent),
            ("_operator" or "operator", "lshift") or ("numpy", "left_shift") => IsAbove(arguments.At(1), Elements),
            ("_operator" or "operator", "mul") => IsAbove(arguments.At(0), Elements) && IsSequence(arguments.At(1)) || IsAbove(arguments.At(1), Elements) && IsSequence(arguments.At(0)),
            ("math", "factorial" or "perm" or "comb") => IsAbove(arguments.At(0), Factorial),
            ("builtins", "format") => arguments.At(1) is TextValue { Text: var specification } && HasHugeNumber(specification),
            _ => false,
        };
    }

    private static bool IsBase(string module) => module is "builtins" or "collections" or "array" or "numpy";

    private static bool IsArray(string module) => module is "builtins" or "numpy" || module.StartsWith("numpy.", StringComparison.Ordinal);

    private static bool IsAbove(SymbolicValue? value, long limit) => value is IntegerValue { Value: var number } && number > limit;

    private static bool IsSequence(SymbolicValue? value) => value is TextValue or BytesValue or ListValue or TupleValue || value == OpaqueValue.LongText;

    /// <summary>True for an iterator that never ends, or not before memory does.</summary>
    private static bool IsHuge(SymbolicValue? value) => value is InstanceValue { Type: { } type, Arguments: var arguments } && (type.Verdict.Module, type.Verdict.Name) switch
    {
        ("builtins", "range") => Length(arguments) > Elements,
        ("itertools", "repeat") => arguments.Count == 1 || IsAbove(arguments.At(1), Elements),
        ("itertools", "product" or "permutations" or "combinations" or "combinations_with_replacement") => arguments.Items.Any(IsHuge) || arguments.Count > 30,
        ("itertools", var made) when Endless.Contains(made) => true,
        ("builtins" or "itertools", var made) when Lazy.Contains(made) => arguments.Items.Any(IsHuge),
        _ => false,
    };

    private static double Length(TupleValue range) => (range.At(0), range.At(1)) switch
    {
        (IntegerValue end, null) => end.Value,
        (IntegerValue start, IntegerValue end) => Math.Abs((double)end.Value - start.Value) / (range.At(2) is IntegerValue { Value: not 0 } step ? Math.Abs((double)step.Value) : 1),
        _ => 0,
    };

    private static double Size(SymbolicValue? shape) => shape switch
    {
        IntegerValue { Value: var length } => length,
        TupleValue { Count: > 0 } dimensions => dimensions.Items.Aggregate(1.0, (size, dimension) => dimension is IntegerValue { Value: var length } ? size * length : size),
        _ => 0,
    };

    private static bool HasHugeNumber(string specification)
    {
        var digits = new string([.. specification.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit)]);
        return digits.Length > 0 && (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var width) || width > Elements);
    }
}
