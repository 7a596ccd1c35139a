using System.Collections.Frozen;
using System.Text;
using AuditService.Collectors.ModelFiles.Globals;
using AuditService.Core;

namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>What some calls mean beyond the names they use: harmless in one use only, or dangerous by what they are given.</summary>
internal static class CallRules
{
    private static readonly FrozenSet<(string Module, string Name)> Conditional = new (string, string)[]
    {
        ("builtins", "getattr"),
        ("builtins", "type"),
        ("dill._dill", "_create_array"),
        ("dill._dill", "_load_type"),
        ("functools", "partial"),
        ("numpy.core", "_ufunc_reconstruct"),
        ("numpy._core", "_ufunc_reconstruct"),
        ("torch.storage", "_load_from_bytes"),
        ("_operator", "getitem"),
        ("operator", "getitem"),
    }.ToFrozenSet();

    /// <summary>Functions that call what they are given, or print it: kept in a model as a value (a tokenizer, a hook) they do nothing while it is loaded.</summary>
    private static readonly FrozenSet<(string Module, string Name)> ValueOnly = new (string, string)[]
    {
        ("builtins", "filter"),
        ("builtins", "iter"),
        ("builtins", "map"),
        ("builtins", "next"),
        ("builtins", "print"),
        ("builtins", "sorted"),
    }.ToFrozenSet();

    /// <summary>Listed classes whose constructor reads the file or the address that it is given. Their own pickles give them a state, never a name.</summary>
    private static readonly FrozenSet<(string Module, string Name)> FileReaders = new (string, string)[]
    {
        ("lightgbm.basic", "Booster"),
        ("lightgbm.basic", "Dataset"),
        ("xgboost.core", "Booster"),
    }.ToFrozenSet();

    private static readonly FrozenSet<string> WrapperModules = FrozenSet.Create(
        StringComparer.Ordinal, "joblib.numpy_pickle", "sklearn.externals.joblib.numpy_pickle", "joblib.numpy_pickle_compat", "sklearn.externals.joblib.numpy_pickle_compat");

    /// <summary>One line of the template that scipy.stats distributions carry in their state and execute when they are loaded.</summary>
    private static readonly BoundedRegex ScipyTemplateLine = new(
        @"^(def _parse_args(_rvs|_stats)?\(self,? ?[\w ,='.-]*\):|\s+return \([\w ,]*\), [\w ,.-]*|\s+return self\._argcheck_rvs\([\w ,=.-]*\)|\s*)$");

    private static readonly BoundedRegex ConstantName = new("^[A-Z][A-Z0-9_]*$");

    private static readonly BoundedRegex MethodName = new("^_?[A-Za-z][A-Za-z0-9_]*$");

    public static bool IsConditional(GlobalVerdict verdict) => Conditional.Contains((verdict.Module, verdict.Name)) || IsValueOnly(verdict);

    public static bool IsValueOnly(GlobalVerdict verdict) => ValueOnly.Contains((verdict.Module, verdict.Name));

    /// <summary>The verdict when the only harmless use was not the only one.</summary>
    public static GlobalVerdict Misused(GlobalVerdict verdict) => verdict with
    {
        Risk = ModelRisk.Dangerous,
        IsKnown = true,
        Why = new LocalizedText("atteint d'autres fonctions par détour", "reaches other functions indirectly"),
    };

    public static bool IsNumpyWrapper(GlobalVerdict verdict) =>
        verdict.Name is "NumpyArrayWrapper" && WrapperModules.Contains(verdict.Module);

    /// <summary>The value that calling <paramref name="global"/> would give.</summary>
    public static SymbolicValue Apply(GlobalValue global, TupleValue arguments, bool isClassOnly, PickleSession session, ModelReading reading, long offset)
    {
        var first = arguments.At(0);
        if (global.Condition is { IsValueOnly: true } called)
            called.WasCalled = true;
        if (LoadCost.IsExhausting(global, arguments))
        {
            reading.Accuse(
                $"Appelle à l'octet {offset} {ModelReading.Quote($"{global.Module}.{global.Name}", 120)} avec une taille qui épuise la mémoire ou le temps de la machine qui charge.",
                $"Calls {ModelReading.Quote($"{global.Module}.{global.Name}", 120)} at byte {offset} with a size that exhausts the memory or the time of the machine that loads.");
        }
        switch (global.Verdict.Module, global.Verdict.Name)
        {
            case ("copyreg", "_reconstructor" or "__newobj__" or "__newobj_ex__") when !isClassOnly:
                if (first is GlobalValue created)
                    return new InstanceValue(created, TupleValue.Empty);
                AccuseComputedClass(reading, offset);
                return OpaqueValue.Unknown;

            case ("builtins", "getattr") when first is GlobalValue { Verdict.Risk: ModelRisk.Safe, Condition: null } enumeration
                && arguments is { Count: 2 } && arguments.At(1) is TextValue { Text: var attribute } && ConstantName.IsMatch(attribute):
                // How Python 3.11 writes the member of an enumeration.
                global.Condition!.Harmless++;
                return new InstanceValue(enumeration, TupleValue.Empty);

            case ("builtins", "getattr") when first is InstanceValue { Type.Verdict: { Risk: ModelRisk.Safe } type } && arguments is { Count: 2 }
                && type.Module.StartsWith("scipy.stats.", StringComparison.Ordinal) && arguments.At(1) is TextValue { Text: var method } && MethodName.IsMatch(method):
                // Discrete distributions keep their own methods in their state.
                global.Condition!.Harmless++;
                return OpaqueValue.PersistentObject;

            case ("builtins", "getattr") when first is GlobalValue { Condition: null } owner && arguments is { Count: 2 } && arguments.At(1) is TextValue { Text: var member }
                && session.Judge(owner.Module, $"{owner.Name}.{member}") is { Risk: ModelRisk.Safe } listed:
                // How protocols 0 to 3 write a dotted name that is on the list.
                global.Condition!.Harmless++;
                return new GlobalValue(owner.Module, $"{owner.Name}.{member}", listed, condition: null);

            case ("builtins", "getattr") when first is GlobalValue { Condition: null, Verdict.Risk: not ModelRisk.Dangerous } type && arguments is { Count: 2 }
                && arguments.At(1) is TextValue { Text: var ofClass } && IsOwnMember(ofClass) && (type.Verdict.Risk == ModelRisk.Safe || IsClassName(type.Name)):
                // A method of a class, or a member of an enumeration, kept as a value. Where loading calls it, the call is accused. A third party's class was reported.
                global.Condition!.Harmless++;
                return OpaqueValue.PersistentObject;

            case ("builtins", "getattr") when first is InstanceValue { Type: { Condition: null, Verdict.Risk: not ModelRisk.Dangerous } made } && arguments is { Count: 2 }
                && arguments.At(1) is TextValue { Text: var ofObject } && IsOwnMember(ofObject):
                // A bound method. Of a listed class it is one of its own; what else reading the attribute does nobody can tell.
                global.Condition!.Harmless++;
                if (made.Verdict.Risk == ModelRisk.Safe && IsClassName(made.Name))
                    return OpaqueValue.PersistentObject;
                reading.Doubt(
                    $"Garde, à l'octet {offset}, l'attribut « {ModelReading.Quote(ofObject)} » d'un objet de {ModelReading.Quote($"{made.Module}.{made.Name}", 120)}, lu au chargement.",
                    $"Keeps, at byte {offset}, the attribute \"{ModelReading.Quote(ofObject)}\" of an object of {ModelReading.Quote($"{made.Module}.{made.Name}", 120)}, read while loading.");
                return OpaqueValue.PersistentObject;

            case ("_operator" or "operator", "getitem") when first is GlobalValue { Verdict: { Risk: ModelRisk.Safe, Module: "typing" or "collections.abc" } } && arguments.Count == 2:
                // How a type with parameters is written: typing.Optional[int].
                global.Condition!.Harmless++;
                return new InstanceValue(null, arguments);

            case ("builtins", "type") when arguments.Count == 1:
                global.Condition!.Harmless++;
                return new InstanceValue(null, TupleValue.Empty);

            case ("functools", "partial") when first is GlobalValue { Verdict.Risk: ModelRisk.Safe, Condition: null }:
                global.Condition!.Harmless++;
                return new InstanceValue(global, arguments);

            case ("dill._dill", "_create_array") when first is GlobalValue { Verdict: { Module: "numpy.core.multiarray" or "numpy._core.multiarray", Name: "_reconstruct", Risk: ModelRisk.Safe } } rebuilt
                && arguments.At(1) is TupleValue made && arguments.Count is 3 or 4:
                // dill's way to write what NumPy writes itself: the array is rebuilt by NumPy's function, then given its state.
                global.Condition!.Harmless++;
                return new InstanceValue(rebuilt, made) { State = arguments.At(2) };

            case ("dill._dill", "_load_type") when arguments.Count == 1 && first is TextValue { Text: var type } && session.Judge("builtins", type) is { Risk: ModelRisk.Safe } builtin:
                global.Condition!.Harmless++;
                return new GlobalValue("builtins", type, builtin, condition: null);

            case ("numpy.core" or "numpy._core", "_ufunc_reconstruct") when first is TextValue module && arguments.At(1) is TextValue name && arguments.Count == 2:
                return ReconstructUfunc(global, module.Text, name.Text, session, reading, offset);

            case ("torch.storage", "_load_from_bytes") when first is BytesValue { WasRead: true }:
                global.Condition!.Harmless++;
                return OpaqueValue.Storage;

            case ("_codecs", "encode"):
                return Encoded(arguments);

            case ("builtins", "bytes" or "bytearray"):
                return first as BytesValue ?? new BytesValue(null, 0);

            case ("builtins", "str"):
                return OpaqueValue.Unknown;

            default:
                if (!isClassOnly && FileReaders.Contains((global.Verdict.Module, global.Verdict.Name)) && Enumerable.Range(0, arguments.Count).Any(each => arguments.At(each) is TextValue or BytesValue))
                {
                    reading.Accuse(
                        $"À l'octet {offset}, {global.Verdict.Module}.{global.Verdict.Name} reçoit le nom d'un fichier qu'il lirait au chargement.",
                        $"At byte {offset}, {global.Verdict.Module}.{global.Verdict.Name} is given the name of a file that it would read while loading.");
                }

                return new InstanceValue(global, arguments);
        }
    }

    /// <summary>An attribute that opens no other way: not reserved, and no name under which functions that run code, or touch files, are known.</summary>
    private static bool IsOwnMember(string name) => MethodName.IsMatch(name) && !GlobalCatalogue.IsOfPower(name);

    private static bool IsClassName(string name) => name[(name.LastIndexOf('.') + 1)..].TrimStart('_') is { Length: > 1 } last && char.IsUpper(last[0]) && last.Any(char.IsLower);

    /// <summary>Looks at what BUILD gives to an object, where the object does more with it than keep it.</summary>
    public static void CheckState(InstanceValue? instance, SymbolicValue state, PickleSession session, ModelReading reading, long offset)
    {
        var type = instance?.Type?.Verdict;
        var dict = state as DictValue;
        var isScipyDistribution = type is not null && type.Module.StartsWith("scipy.stats.", StringComparison.Ordinal);
        if (isScipyDistribution && state == OpaqueValue.Forgotten)
            reading.IncompleteAt(offset, "l'état d'une distribution scipy n'est plus en mémoire", "the state of a scipy distribution is no longer held");
        else if (isScipyDistribution && !IsPlainScipyState(state) || dict is not null && HasForeignTemplate(dict))
        {
            reading.Accuse(
                $"À l'octet {offset}, une distribution scipy.stats reçoit un code qu'elle exécuterait au chargement.",
                $"At byte {offset}, a scipy.stats distribution is given code that it would execute when loaded.");
        }
        if (state is TupleValue { Count: 2 } pair && pair.At(1) is DictValue slots && slots.Entries.ContainsKey("__class__"))
        {
            reading.Accuse(
                $"À l'octet {offset}, un objet change de classe au chargement.",
                $"At byte {offset}, an object changes its class when loaded.");
        }
        if (type is { Name: "NDArrayWrapper" or "ZNDArrayWrapper" } && WrapperModules.Contains(type.Module))
            NoteCompanion(dict, reading, offset);
        _ = session;
    }

    private static bool IsPlainScipyState(SymbolicValue state) => state is DictValue { IsPartial: false } or OpaqueValue;

    private static bool HasForeignTemplate(DictValue state) => state.Entries.TryGetValue("_parse_arg_template", out var template)
        && !(template is TextValue { Text: var text } && text.Split('\n').All(line => ScipyTemplateLine.IsMatch(line)));

    private static void NoteCompanion(DictValue? state, ModelReading reading, long offset)
    {
        if (state is null || !state.Entries.TryGetValue("filename", out var filename) || filename is not TextValue { Text: var path })
        {
            reading.IncompleteAt(offset, "un tableau est dans un autre fichier, non nommé", "an array is in another file that is not named");
            return;
        }
        var shown = ModelReading.Quote(path);
        if (path.Contains("..", StringComparison.Ordinal) || path.AsSpan().IndexOfAny('/', '\\', ':') >= 0)
        {
            reading.Accuse(
                $"Lit un tableau dans un fichier hors de son dossier : « {shown} ».",
                $"Reads an array from a file outside its folder: \"{shown}\".");
            return;
        }
        reading.Note($"Un tableau est dans le fichier voisin « {shown} ».", $"An array is in the companion file \"{shown}\".");
    }

    private static SymbolicValue ReconstructUfunc(GlobalValue global, string module, string name, PickleSession session, ModelReading reading, long offset)
    {
        var verdict = session.Judge(module, name);
        session.Report(module, name, verdict, offset, reading);
        if (verdict.Risk == ModelRisk.Safe)
            global.Condition!.Harmless++;
        return new GlobalValue(module, name, verdict, condition: null);
    }

    /// <summary>Protocols 0 to 2 write bytes as Latin-1 text. Through another codec the result may be any text, so that nothing is known of it.</summary>
    private static SymbolicValue Encoded(TupleValue arguments)
    {
        var codec = arguments.At(1) is TextValue { Text: var named } ? named.ToUpperInvariant().Replace('_', '-') : null;
        if (codec is not ("LATIN1" or "LATIN-1" or "ISO-8859-1" or "UTF-8" or "UTF8" or "ASCII"))
            return OpaqueValue.Unknown;
        return arguments.At(0) switch
        {
            TextValue { Text: var text } encoded => new BytesValue(text.Length <= BytesValue.Maximum ? Encoding.Latin1.GetBytes(text) : null, text.Length) { WasRead = encoded.WasRead },
            var other => new BytesValue(null, 0) { WasRead = other == OpaqueValue.LongTextRead },
        };
    }

    private static void AccuseComputedClass(ModelReading reading, long offset) => reading.Accuse(
        $"Crée à l'octet {offset} un objet d'une classe calculée pendant le chargement.",
        $"Creates at byte {offset} an object of a class that is computed while loading.");
}
