using AuditService.Authoring.RulePacks;
using AuditService.Collectors;
using AuditService.Core;
using AuditService.Core.Rules;

namespace AuditService.App.RulePacks;

/// <summary>The rule library of this process: read and verified at first use, then kept.</summary>
public sealed class RuleLibraries(AuditServiceSettings settings, Senses senses)
{
    private readonly Lock gate = new();
    private RuleLibrary? loaded;

    /// <summary>Throws <see cref="AuthorMistakesException"/> when any pack has a mistake: a broken pack is never applied in part.</summary>
    public RuleLibrary Load()
    {
        lock (gate)
        {
            if (loaded is not null)
                return loaded;
            var (library, problems) = Read(folder: null);
            return problems.Count == 0 ? loaded = library : throw new AuthorMistakesException(problems);
        }
    }

    /// <summary>Reads and verifies without keeping: the configured roots, and <paramref name="folder"/> beside them when it holds no grid of its own.</summary>
    public (RuleLibrary Library, IReadOnlyList<AuthorProblem> Problems) Read(string? folder)
    {
        var roots = folder is null ? settings.RulePacks.Select(Find).ToList() : Whole(folder) ? [folder] : [.. settings.RulePacks.Select(Find), folder];
        return new RuleLibraryReader(senses.StatedKeys).Read([.. roots.Distinct(StringComparer.Ordinal)]);
    }

    private static bool Whole(string folder) => File.Exists(Path.Combine(folder, "scoring.yaml"));

    /// <summary>A relative root is looked for beside the program first: the house's own packs travel with it.</summary>
    private static string Find(string root)
    {
        var besideProgram = Path.Combine(AppContext.BaseDirectory, root);
        return Path.IsPathRooted(root) || !Directory.Exists(besideProgram) ? Path.GetFullPath(root) : besideProgram;
    }
}
