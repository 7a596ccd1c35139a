using System.Reflection;
using AuditService.Collectors.PersonalData;
using AuditService.Core.Collection;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Collectors;

/// <summary>All collectors, comparisons and cross-checks, found by their types: adding one is adding its class, with no list to edit.</summary>
public sealed class Senses
{
    private Senses(IReadOnlyList<Assembly> assemblies, IReadOnlyList<IFactCollector> collectors, IReadOnlyList<IComparison> comparisons, IReadOnlyList<ICrossCheck> crossChecks)
    {
        Assemblies = assemblies;
        Collectors = collectors;
        Comparisons = comparisons;
        CrossChecks = crossChecks;
        StatedKeys = collectors.SelectMany(collector => collector.States)
            .Concat(comparisons.SelectMany(comparison => comparison.States))
            .Concat(crossChecks.SelectMany(check => check.States))
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Where they were found: the house's own, then those that an operator added.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; }

    public IReadOnlyList<IFactCollector> Collectors { get; }

    public IReadOnlyList<IComparison> Comparisons { get; }

    public IReadOnlyList<ICrossCheck> CrossChecks { get; }

    /// <summary>Every fact key that some collector, comparison or cross-check can state.</summary>
    public IReadOnlySet<string> StatedKeys { get; }

    /// <param name="services">What constructors of collectors may ask for.</param>
    /// <param name="added">Assemblies of third parties whose collectors, comparisons and cross-checks join the house's own.</param>
    public static Senses Find(IServiceProvider services, params IReadOnlyList<Assembly> added)
    {
        IReadOnlyList<Assembly> assemblies = [typeof(Senses).Assembly, .. added];
        return new(
            assemblies,
            [.. Instances<IFactCollector>(services, assemblies).OrderBy(collector => collector.Identity.Name, StringComparer.Ordinal)],
            [.. Instances<IComparison>(services, assemblies).OrderBy(comparison => comparison.Identity.Name, StringComparer.Ordinal)],
            [.. Instances<ICrossCheck>(services, assemblies).OrderBy(check => check.Identity.Name, StringComparer.Ordinal)]);
    }

    /// <summary>The recognisers of names that operators added.</summary>
    /// <param name="services">What constructors may ask for.</param>
    /// <param name="added">Assemblies of third parties.</param>
    public static IReadOnlyList<INameRecognizer> NameRecognizers(IServiceProvider services, IReadOnlyList<Assembly> added) => [.. Instances<INameRecognizer>(services, added)];

    private static IEnumerable<T> Instances<T>(IServiceProvider services, IEnumerable<Assembly> assemblies) => assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)))
        .Select(type => (T)ActivatorUtilities.CreateInstance(services, type));
}
