using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace AuditService.Tests.Rules;

/// <summary>Which calls may follow from calling a method, read from its compiled code and that of everything it calls in the same assembly, lambdas and iterators included. More than a run would make, never fewer.</summary>
internal static class ReachableCalls
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private static readonly ConcurrentDictionary<MethodBase, IReadOnlyList<MethodBase>> Direct = new();

    public static IEnumerable<(MethodBase Caller, MethodBase Called)> From(MethodBase start)
    {
        var seen = new HashSet<MethodBase> { start };
        var open = new Queue<MethodBase>(seen);
        while (open.TryDequeue(out var method))
        {
            foreach (var called in Direct.GetOrAdd(method, CalledBy))
            {
                yield return (method, called);
                if (called.Module == start.Module && seen.Add(called))
                    open.Enqueue(called);
            }
        }
    }

    private static IReadOnlyList<MethodBase> CalledBy(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            return [];
        var called = new List<MethodBase>();
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var operation = Codes[value];
            at += operation.Size;
            if (operation.OperandType == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } target)
            {
                called.Add(target);
                // The body of an iterator is a method of the object that calling it makes.
                if (target.DeclaringType?.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic, []) is { } body)
                    called.Add(body);
            }

            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }

        return called;
    }

    private static MethodBase? Resolve(MethodBase method, int token) =>
        method.Module.ResolveMethod(token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
}
