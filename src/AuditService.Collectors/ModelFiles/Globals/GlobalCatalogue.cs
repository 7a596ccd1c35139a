using System.Collections.Frozen;
using System.Reflection;
using AuditService.Core;

namespace AuditService.Collectors.ModelFiles.Globals;

/// <summary>
/// Judges imported names. Only an exact (module, name) pair of the allow-list is safe; the list of dangers decides between dangerous and unknown,
/// and explains. Both are data: <c>SafeGlobals.txt</c>, <c>DangerousGlobals.txt</c>.
/// </summary>
internal sealed class GlobalCatalogue
{
    private static readonly Lazy<GlobalCatalogue> Loaded = new(() => new GlobalCatalogue());

    /// <summary>Modules of the interpreter: a name that reaches one through another package is a detour.</summary>
    private static readonly FrozenSet<string> ModulesWorthReaching = FrozenSet.Create(
        StringComparer.Ordinal,
        "os", "sys", "subprocess", "shutil", "socket", "builtins", "__builtins__", "__builtin__", "importlib", "pickle", "marshal", "ctypes", "posix", "nt", "pty", "runpy",
        "multiprocessing", "tempfile", "urllib", "code", "inspect", "types", "operator", "functools", "asyncio", "threading", "signal", "platform", "codecs", "io", "sqlite3");

    /// <summary>Functions that are the same wherever they are re-exported.</summary>
    private static readonly FrozenSet<string> NamesOfPower = FrozenSet.Create(
        StringComparer.Ordinal,
        "eval", "exec", "execfile", "system", "popen", "popen2", "popen3", "popen4", "Popen", "__import__", "import_module", "getattr", "setattr", "check_output", "check_call",
        "getoutput", "getstatusoutput", "exec_command", "execv", "execve", "execl", "spawnv", "spawnl", "spawn", "fork", "forkpty", "run_command", "run_module", "run_path",
        "resolve_name", "load_module", "exec_module", "runcall", "runctx", "runeval", "runstring", "rundocs", "compile_command", "urlopen", "urlretrieve", "rmtree",
        "attrgetter", "methodcaller", "FunctionType", "CodeType");

    /// <summary>
    /// How functions are named that unpickle, evaluate, import, or read and write files and addresses: packages re-export them under other modules, and
    /// classes have them as methods. Not for third parties, whose functions may be called so without being that.
    /// </summary>
    private static readonly BoundedRegex GadgetName = new(
        "^_{0,2}(loads?|load_(all|data|file|from_(file|json|string|text|url|uri)|json|library|model|module|object|obj|pickle|state|url|weights|yaml)|unpickle|[A-Za-z]*Unpickler|dumps?|dump_model|save|save_(model|weights|file|raw)|tofile|to_(clipboard|csv|excel|feather|gbq|hdf|html|json|latex|markdown|orc|parquet|pickle|sql|stata|xml)|read_\\w+|fromfile|from_file|fromregex|genfromtxt|loadtxt|savetxt|savez|(rec|ma|nd)from(txt|csv)|safe_eval|eval|eval_\\w+|literal_eval|exec|exec_\\w+|memmap|open_memmap|DataSource|import_\\w+|download|download_\\w+|fetch_\\w+|get_file|open|open_url|query|pipe)$");

    private readonly FrozenSet<string> trustedPackages;
    private readonly FrozenDictionary<string, FrozenSet<string>> safe;
    private readonly FrozenDictionary<string, LocalizedText> dangerousModules;
    private readonly FrozenDictionary<(string Module, string Name), LocalizedText> dangerousPairs;
    private readonly FrozenSet<string> standardLibrary;
    private readonly FrozenDictionary<string, string> renamedModules;
    private readonly FrozenDictionary<(string Module, string Name), (string Module, string Name)> renamedPairs;

    private GlobalCatalogue()
    {
        safe = Lines("SafeGlobals.txt")
            .Select(line => line.Split(':', 2))
            .SelectMany(parts => parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => (Module: parts[0], Name: name)))
            .GroupBy(pair => pair.Module, pair => pair.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
        standardLibrary = Lines("StandardLibrary.txt").ToFrozenSet(StringComparer.Ordinal);
        trustedPackages = safe.Keys.Select(PackageOf).Where(package => !standardLibrary.Contains(package)).ToFrozenSet(StringComparer.Ordinal);
        var renamings = Lines("Python2Names.txt").Select(line => line.Split(' ')).ToList();
        renamedModules = renamings.Where(parts => parts.Length == 2).ToFrozenDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        renamedPairs = renamings.Where(parts => parts.Length == 4).ToFrozenDictionary(parts => (parts[0], parts[1]), parts => (parts[2], parts[3]));
        (dangerousModules, dangerousPairs) = ReadDangers();
    }

    public static GlobalCatalogue Default => Loaded.Value;

    /// <summary>Judges a name as the file spells it; names of Python 2 are judged as what they became.</summary>
    public GlobalVerdict Judge(string module, string name)
    {
        var (knownModule, knownName) = Modern(module, name);
        if (IsSafe(knownModule, knownName))
            return new GlobalVerdict(knownModule, knownName, ModelRisk.Safe, Why: null, IsKnown: true);
        if (Danger(knownModule, knownName) is { } family)
            return new GlobalVerdict(knownModule, knownName, ModelRisk.Dangerous, family, IsKnown: true);
        var package = PackageOf(knownModule);
        if (standardLibrary.Contains(package))
        {
            return new GlobalVerdict(knownModule, knownName, ModelRisk.Dangerous, new LocalizedText(
                "nom de la bibliothèque standard qu'aucun modèle n'a besoin d'importer", "name of the standard library that no model needs to import"), IsKnown: true);
        }
        if (ModulesWorthReaching.Contains(knownName) || NamesOfPower.Contains(knownName))
        {
            return new GlobalVerdict(knownModule, knownName, ModelRisk.Dangerous, new LocalizedText(
                "atteint par un autre paquet un module ou une fonction qui exécute du code", "reaches through another package a module or function that runs code"), IsKnown: true);
        }
        if (trustedPackages.Contains(package) && GadgetName.IsMatch(knownName))
        {
            return new GlobalVerdict(knownModule, knownName, ModelRisk.Dangerous, new LocalizedText(
                "fonction d'un paquet d'apprentissage qui lit ou écrit des fichiers, désérialise, évalue ou importe", "function of a learning package that reads or writes files, deserialises, evaluates or imports"), IsKnown: true);
        }
        if (!IsDotted(knownModule) || !IsDotted(knownName))
        {
            return new GlobalVerdict(knownModule, knownName, ModelRisk.Review, new LocalizedText(
                "ce n'est pas un nom Python", "this is no Python name"), IsKnown: false);
        }
        if (knownName.Contains('.', StringComparison.Ordinal))
        {
            return AreNestedClasses(knownName)
                ? Unlisted(knownModule, knownName)
                : new GlobalVerdict(knownModule, knownName, ModelRisk.Dangerous, new LocalizedText(
                    "nom à points : il traverse des attributs", "dotted name: it walks through attributes"), IsKnown: false);
        }
        if (IsDunder(knownName) && !knownName.StartsWith("__pyx_unpickle_", StringComparison.Ordinal))
        {
            return new GlobalVerdict(knownModule, knownName, ModelRisk.Dangerous, new LocalizedText(
                "nom réservé de Python", "reserved name of Python"), IsKnown: false);
        }
        return Unlisted(knownModule, knownName);
    }

    /// <summary>True for a name under which functions are known that run code, or touch files or addresses, whatever module or class it is asked of.</summary>
    public static bool IsOfPower(string name) => ModulesWorthReaching.Contains(name) || NamesOfPower.Contains(name) || GadgetName.IsMatch(name);

    private static string PackageOf(string module) => module.Split('.', 2)[0];

    private static GlobalVerdict Unlisted(string module, string name) => new(module, name, ModelRisk.Review, new LocalizedText(
        "nom d'un tiers, absent de la liste des noms sûrs", "third-party name that is not on the list of safe names"), IsKnown: false);

    private (string Module, string Name) Modern(string module, string name)
    {
        if (renamedPairs.TryGetValue((module, name), out var pair))
            return pair;
        return renamedModules.TryGetValue(module, out var renamed) ? (renamed, name) : (module, name);
    }

    private bool IsSafe(string module, string name) => safe.TryGetValue(module, out var names) && names.Contains(name);

    private LocalizedText? Danger(string module, string name)
    {
        if (dangerousPairs.TryGetValue((module, name), out var family))
            return family;
        var end = module.Length;
        while (end > 0)
        {
            if (dangerousModules.TryGetValue(module[..end], out family))
                return family;
            end = module.LastIndexOf('.', end - 1);
        }
        return null;
    }

    private static bool IsDotted(string name) => name.Length is > 0 and <= 512 && name.Split('.').All(part =>
        part.Length > 0 && !char.IsAsciiDigit(part[0]) && part.All(letter => letter == '_' || char.IsLetterOrDigit(letter)));

    private static bool AreNestedClasses(string name) => name.Split('.').All(part => part.Length > 1 && char.IsAsciiLetterUpper(part[0]) && part.Any(char.IsAsciiLetterLower));

    private static bool IsDunder(string name) => name.StartsWith("__", StringComparison.Ordinal);

    private static (FrozenDictionary<string, LocalizedText> Modules, FrozenDictionary<(string Module, string Name), LocalizedText> Pairs) ReadDangers()
    {
        var modules = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        var pairs = new Dictionary<(string Module, string Name), LocalizedText>();
        var family = LocalizedText.Same("");
        foreach (var line in Lines("DangerousGlobals.txt"))
        {
            if (line.StartsWith('='))
            {
                var titles = line[1..].Split('|', StringSplitOptions.TrimEntries);
                family = new LocalizedText(titles[0], titles[1]);
                continue;
            }
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 1)
            {
                modules.TryAdd(parts[0], family);
                continue;
            }
            foreach (var name in parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                pairs.TryAdd((parts[0], name), family);
        }
        return (modules.ToFrozenDictionary(StringComparer.Ordinal), pairs.ToFrozenDictionary());
    }

    private static IEnumerable<string> Lines(string file)
    {
        var name = $"{typeof(GlobalCatalogue).Namespace}.{file}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }
}

/// <summary>The verdict on one imported name.</summary>
/// <param name="Module">Module in Python 3.</param>
/// <param name="Name">Name in Python 3.</param>
/// <param name="Risk">The verdict.</param>
/// <param name="Why">The reason, or null when it is safe.</param>
/// <param name="IsKnown">True when a list names the pair or its module: not a guess from how the name looks.</param>
internal sealed record GlobalVerdict(string Module, string Name, ModelRisk Risk, LocalizedText? Why, bool IsKnown);
