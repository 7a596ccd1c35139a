namespace AuditService.Core.Advisories;

/// <summary>All flaws that an audit knows of, by package.</summary>
public sealed class AdvisoryBase
{
    private readonly ILookup<(string Ecosystem, string Package), Advisory> advisories;
    private readonly Dictionary<string, LocalizedText> kinds;

    /// <param name="list">The list that travels in the program.</param>
    /// <param name="others">Read from bases that an operator named.</param>
    /// <param name="sources">What it was read from, to be shown: name and date.</param>
    public AdvisoryBase(AdvisoryList list, IReadOnlyList<Advisory> others, IReadOnlyList<string> sources)
    {
        // What both tell, the base tells in full.
        var told = others.Select(advisory => (advisory.Id, advisory.Ecosystem, advisory.Package)).ToHashSet();
        advisories = others.Concat(list.Advisories.Where(advisory => !told.Contains((advisory.Id, advisory.Ecosystem, advisory.Package))))
            .ToLookup(advisory => (advisory.Ecosystem, advisory.Package));
        kinds = list.Kinds.ToDictionary(kind => kind.Id, kind => kind.Words, StringComparer.Ordinal);
        HoldsBase = others.Count > 0;
        Sources = sources;
    }

    /// <summary>True when a base was read, and not the program's list alone.</summary>
    public bool HoldsBase { get; }

    public IReadOnlyList<string> Sources { get; }

    /// <summary>The flaws that touch every version of a span, the gravest first.</summary>
    public IEnumerable<Advisory> Touching(string ecosystem, string package, VersionSpan span) => advisories[(ecosystem, package)]
        .Where(advisory => advisory.Ranges.Any(range => span.IsWithin(range, ecosystem)) || span.Before is null && span.From is { } exact && advisory.Versions.Contains(exact.Text, StringComparer.OrdinalIgnoreCase))
        .OrderByDescending(advisory => advisory.IsSevere).ThenBy(advisory => advisory.Id, StringComparer.Ordinal);

    public LocalizedText? WordsOf(Advisory advisory) => kinds.GetValueOrDefault(advisory.Kind);
}
