using System.Collections.Concurrent;
using System.Globalization;
using AuditService.Authoring.Advisories;
using AuditService.Core.Advisories;

namespace AuditService.Collectors.SourceCode.Dependencies.Advisories;

/// <summary>The flaws that an audit knows of: the list of the program, and the OSV bases that the operator names. Bases are read once, as long as their files stay the same.</summary>
internal static class KnownFlaws
{
    private static readonly ConcurrentDictionary<string, Lazy<AdvisoryBase>> Read = new(StringComparer.Ordinal);

    public static AdvisoryBase Of(IReadOnlyList<string> paths) => Read.GetOrAdd(Stamp(paths), _ => new(() => Load(paths))).Value;

    /// <summary>Changes when the list or a base changes: part of what a cached fact depends on.</summary>
    public static string Stamp(IReadOnlyList<string> paths) =>
        AdvisoryListReader.List.Version + string.Concat(paths.Select(path => string.Create(CultureInfo.InvariantCulture, $"|{path}|{(File.Exists(path) ? new FileInfo(path).Length : 0)}|{(Path.Exists(path) ? File.GetLastWriteTimeUtc(path).Ticks : 0)}")));

    private static AdvisoryBase Load(IReadOnlyList<string> paths)
    {
        var list = AdvisoryListReader.List;
        var own = list.Date!.Value;
        var others = new List<Advisory>();
        var sources = new List<string> { $"rules/advisories.yaml {own:yyyy-MM-dd}" };
        foreach (var path in paths)
        {
            var (advisories, day) = OsvReader.Read(path);
            others.AddRange(advisories);
            sources.Add($"{Path.GetFileName(path)} {day:yyyy-MM-dd}");
        }
        return new(list, others, sources);
    }
}
