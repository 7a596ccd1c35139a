using AuditService.Core.Facts;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Collectors;

/// <summary>All collectors and cross-checks, found by their types: adding one is adding its class, with no list to edit.</summary>
public sealed class Senses
{
    private Senses(IReadOnlyList<IFactCollector> collectors, IReadOnlyList<ICrossCheck> crossChecks)
    {
        Collectors = collectors;
        CrossChecks = crossChecks;
        StatedKeys = collectors.SelectMany(collector => collector.States)
            .Concat(crossChecks.SelectMany(check => check.States))
            .ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlyList<IFactCollector> Collectors { get; }

    public IReadOnlyList<ICrossCheck> CrossChecks { get; }

    /// <summary>Every fact key that some collector or cross-check can state.</summary>
    public IReadOnlySet<string> StatedKeys { get; }

    /// <param name="services">What constructors of collectors may ask for.</param>
    public static Senses Find(IServiceProvider services) => new(
        [.. Instances<IFactCollector>(services).OrderBy(collector => collector.Identity.Name, StringComparer.Ordinal)],
        [.. Instances<ICrossCheck>(services).OrderBy(check => check.Identity.Name, StringComparer.Ordinal)]);

    private static IEnumerable<T> Instances<T>(IServiceProvider services) => typeof(Senses).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)))
        .Select(type => (T)ActivatorUtilities.CreateInstance(services, type));
}
