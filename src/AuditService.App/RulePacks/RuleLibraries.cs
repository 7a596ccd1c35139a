using System.Security.Cryptography;
using System.Text;
using AuditService.Authoring.Risks;
using AuditService.Authoring.RulePacks;
using AuditService.Authoring.Yaml;
using AuditService.Collectors;
using AuditService.Core;
using AuditService.Core.Risks;
using AuditService.Core.Rules;
using AuditService.Core.Verification;

namespace AuditService.App.RulePacks;

/// <summary>The rule library of this process: read at first use, then kept. Packs that this program has verified before, byte for byte, are neither verified nor parsed again.</summary>
public sealed class RuleLibraries(AuditServiceSettings settings, Senses senses)
{
    private const string VerifiedFolder = "verified-packs";
    private const int KeptLibraries = 8;

    private readonly Lock gate = new();
    private RuleLibrary? loaded;
    private RiskCatalogue? risks;

    /// <summary>Throws <see cref="AuthorMistakesException"/> when any pack has a mistake: a broken pack is never applied in part.</summary>
    public RuleLibrary Load()
    {
        lock (gate)
        {
            if (loaded is not null)
                return loaded;
            var roots = Roots(folder: null);
            var fingerprint = Fingerprint(roots);
            var known = VerifiedTrees(fingerprint);
            var trees = known ?? new();
            var (library, problems) = new RuleLibraryReader(senses.StatedKeys).Read(roots, verify: known is null, trees);
            if (known is null)
                problems = [.. problems, .. RiskMistakes(roots, library)];
            if (problems.Count > 0)
                throw new AuthorMistakesException(problems);
            if (known is null)
                RememberVerified(fingerprint, trees);
            return loaded = library;
        }
    }

    /// <summary>What the risk map is made of; null where no root has a <c>risks.yaml</c>. Throws <see cref="AuthorMistakesException"/> likewise.</summary>
    public RiskCatalogue? LoadRisks()
    {
        var library = Load();
        lock (gate)
        {
            if (risks is not null)
                return risks;
            var problems = new List<AuthorProblem>();
            risks = RiskCatalogueReader.Find(Roots(folder: null), library, problems);
            return problems.Count == 0 ? risks : throw new AuthorMistakesException(problems);
        }
    }

    /// <summary>Reads and verifies without keeping: the configured roots, and <paramref name="folder"/> beside them, or alone when it is a whole library of its own.</summary>
    public (RuleLibrary Library, IReadOnlyList<AuthorProblem> Problems) Read(string? folder)
    {
        var roots = Roots(folder);
        var (library, problems) = new RuleLibraryReader(senses.StatedKeys).Read(roots);
        return (library, [.. problems, .. RiskMistakes(roots, library)]);
    }

    /// <summary>Scenarios name rules: a map that names one that is gone is a mistake of the library.</summary>
    private static List<AuthorProblem> RiskMistakes(IEnumerable<string> roots, RuleLibrary library)
    {
        var problems = new List<AuthorProblem>();
        RiskCatalogueReader.Find(roots, library, problems);
        return problems;
    }

    private List<string> Roots(string? folder)
    {
        if (folder is not null && File.Exists(Path.Combine(folder, "scoring.yaml")))
            return [folder];
        return [.. settings.RulePacks.Select(Find).Concat(folder is null ? [] : [folder]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A relative root is looked for beside the program first: the house's own packs travel with it.</summary>
    private static string Find(string root)
    {
        var besideProgram = Path.Combine(AppContext.BaseDirectory, root);
        return Path.IsPathRooted(root) || !Directory.Exists(besideProgram) ? Path.GetFullPath(root) : besideProgram;
    }

    /// <summary>Over every byte of the packs and the build of this program: either changes, and all is verified again.</summary>
    private string Fingerprint(IEnumerable<string> roots)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var program in new[] { typeof(RuleVerifier).Assembly, typeof(RuleLibraryReader).Assembly }.Concat(senses.Assemblies))
            hash.AppendData(program.ManifestModule.ModuleVersionId.ToByteArray());
        foreach (var file in roots.Where(Directory.Exists).SelectMany(root => Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Beside the program, so that every store of this machine profits, and with the data where the program may not write beside itself.</summary>
    private string[] VerifiedFolders => [Path.Combine(AppContext.BaseDirectory, VerifiedFolder), Path.Combine(settings.DataDirectory, VerifiedFolder)];

    private YamlTrees? VerifiedTrees(string fingerprint)
    {
        try
        {
            return VerifiedFolders.Select(folder => Path.Combine(folder, fingerprint)).Where(File.Exists).Select(path => YamlTrees.OfBytes(File.ReadAllBytes(path))).FirstOrDefault(trees => trees is not null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void RememberVerified(string fingerprint, YamlTrees trees)
    {
        foreach (var folder in VerifiedFolders)
        {
            try
            {
                var kept = Directory.CreateDirectory(folder);
                var unfinished = Path.Combine(folder, $"{fingerprint}.{Guid.NewGuid():N}");
                File.WriteAllBytes(unfinished, trees.ToBytes());
                File.Move(unfinished, Path.Combine(folder, fingerprint), overwrite: true);
                foreach (var old in kept.EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc).Skip(KeptLibraries))
                    old.Delete();
                return;
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                // Only a saving of time is lost: the next start verifies again.
            }
        }
    }
}
