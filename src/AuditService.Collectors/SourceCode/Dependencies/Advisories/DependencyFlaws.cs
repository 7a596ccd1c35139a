using AuditService.Authoring.Advisories;
using AuditService.Core;
using AuditService.Core.Advisories;

namespace AuditService.Collectors.SourceCode.Dependencies.Advisories;

/// <summary>
/// The dependencies of a manifest or a lock file whose version is touched by a published flaw (CWE-1395), whichever version is installed within what
/// is asked for. A range that admits a mended version accuses nobody.
/// </summary>
internal static class DependencyFlaws
{
    public const string Vulnerable = "code.vulnerableDependencies";
    public const string OldTorch = "code.unsafeTorchVersion";
    public const string OldKeras = "code.unsafeKerasVersion";

    /// <summary>Flaws shown for one dependency; more change nothing to what is to be done.</summary>
    private const int MaximumShown = 6;

    public const string Lookalikes = "code.lookalikeDependencies";

    public static readonly string[] All = [Vulnerable, OldTorch, OldKeras, Lookalikes];

    public static IEnumerable<Sighting> Scan(SourceText text, AdvisoryBase flaws, double weight)
    {
        var locked = LockFile.Read(text.Path, text.Format, text.Text);
        if ((locked ?? Asked(text)) is not { } manifest)
            yield break;
        foreach (var dependency in manifest.Dependencies)
        {
            // A slip is made where somebody types: a lock file also holds what the packages themselves ask for.
            if (locked is null && PopularPackagesReader.Names.MistakenFor(manifest.Ecosystem, dependency.Name) is { } popular)
                yield return See(Lookalikes, 0.5, new($"à une lettre de « {popular} »", $"one letter away from \"{popular}\""));
            if (DependencyVersion.Of(dependency, manifest.Ecosystem) is not { } span)
                continue;
            var touching = flaws.Touching(manifest.Ecosystem, dependency.Name, span).ToArray();
            if (touching.Length == 0)
                continue;
            var isSevere = Array.Exists(touching, advisory => advisory.IsSevere);
            yield return See(Vulnerable, isSevere ? 1 : 0.5, Told(touching, flaws));
            var opens = Array.FindAll(touching, advisory => advisory.Kind is "load" || advisory.Id is "CVE-2025-32434" or "CVE-2026-24747" or "CVE-2025-9905");
            if (opens.Length > 0 && dependency.Name is "torch" or "keras")
                yield return See(dependency.Name is "torch" ? OldTorch : OldKeras, 1, Told(opens, flaws));

            Sighting See(string fact, double confidence, LocalizedText detail) => new(
                fact, Rule: null, text.Path, text.Position(text.Offset(dependency.Line)).Line, 1, Excerpts.Shorten($"{dependency.Name} {dependency.Constraint}"), Math.Round(confidence * weight, 2), Detail: detail);
        }
    }

    private static DependencyManifest? Asked(SourceText text) =>
        DependencyManifest.IsManifest(text.Path, text.Format) ? DependencyManifest.Read(text.Path, text.Format, text.Text) : null;

    private static LocalizedText Told(Advisory[] touching, AdvisoryBase flaws)
    {
        var more = touching.Length > MaximumShown ? $" (+{touching.Length - MaximumShown})" : "";
        return new(
            string.Join(" ; ", touching.Take(MaximumShown).Select(advisory => Words(advisory, flaws.WordsOf(advisory)?.Fr, "corrigée en"))) + more,
            string.Join("; ", touching.Take(MaximumShown).Select(advisory => Words(advisory, flaws.WordsOf(advisory)?.En, "mended in"))) + more);
    }

    private static string Words(Advisory advisory, string? kind, string mendedIn)
    {
        var mended = advisory.Ranges.Select(range => range.Before).OfType<string>().LastOrDefault();
        return Excerpts.Shorten($"{advisory.Id} ({advisory.Severity}{(kind is null ? "" : $", {kind}")}{(mended is null ? "" : $", {mendedIn} {mended}")})");
    }
}
