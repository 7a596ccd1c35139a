using System.Reflection;
using AuditService.Core;

namespace AuditService.App;

/// <summary>The assemblies of third parties whose collectors an operator adds (<c>AuditService:Collectors</c>). They run with the program's own rights: only the operator's settings name them, never a dossier.</summary>
public static class CollectorAssemblies
{
    /// <summary>Throws <see cref="AuthorMistakesException"/> with every path that cannot be loaded.</summary>
    public static IReadOnlyList<Assembly> Load(IReadOnlyList<string> paths)
    {
        var assemblies = new List<Assembly>();
        var problems = new List<AuthorProblem>();
        foreach (var path in paths)
        {
            try
            {
                assemblies.Add(Assembly.LoadFrom(Path.GetFullPath(path)));
            }
            catch (Exception unusable) when (unusable is IOException or BadImageFormatException or UnauthorizedAccessException)
            {
                problems.Add(new(new(path, 1, 1), $"Cet assemblage de collecteurs ne peut être chargé : {unusable.Message}", $"This assembly of collectors cannot be loaded: {unusable.Message}"));
            }
        }

        return problems.Count == 0 ? assemblies : throw new AuthorMistakesException(problems);
    }
}
