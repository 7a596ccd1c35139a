using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.Datasets;

/// <summary>What a data set is for, in the author's words or by the name of its file.</summary>
internal static class DataSetUse
{
    public const string Training = "training";

    private const RegexOptions Options = RegexOptions.IgnoreCase;

    private static readonly string[] HeldOut = ["validation", "test"];

    private static readonly (string Use, BoundedRegex Words)[] Uses =
    [
        (Training, new(@"entra[iî]n|apprentiss|\btrain", Options)),
        ("validation", new(@"valid", Options)),
        ("test", new(@"\btest|[ée]valuation", Options)),
        ("production", new(@"product|exploitation", Options)),
        ("reference", new(@"r[ée]f[ée]ren", Options)),
    ];

    /// <summary>The whole name of a file, or of the folder it lies in, cut at what is no letter: <c>data/test/x.csv</c>, <c>clients_train.csv</c>.</summary>
    private static readonly (string Use, BoundedRegex Words)[] Names =
    [
        (Training, new(@"(^|[^\p{L}])(train|training|entra[iî]nement|apprentissage)([^\p{L}]|$)", Options)),
        ("validation", new(@"(^|[^\p{L}])(val|valid|validation)([^\p{L}]|$)", Options)),
        ("test", new(@"(^|[^\p{L}])(test|holdout|eval|evaluation|[ée]valuation)([^\p{L}]|$)", Options)),
    ];

    /// <summary>Each use that a text names, in a fixed order.</summary>
    public static IEnumerable<string> In(string? declared) => declared is null ? [] : Uses.Where(use => use.Words.IsMatch(declared)).Select(use => use.Use);

    /// <summary>What the author says; where nothing is said, what the path says.</summary>
    public static IReadOnlyList<string> Of(string? declared, string path)
    {
        if (!string.IsNullOrWhiteSpace(declared)) return [.. In(declared)];
        var parts = path.Split('/');
        var file = parts[^1].Split('.')[0];
        var named = Names.Where(use => use.Words.IsMatch(file)).Select(use => use.Use).ToList();
        return named.Count > 0 || parts.Length < 2 ? named : [.. Names.Where(use => use.Words.IsMatch(parts[^2])).Select(use => use.Use)];
    }

    /// <summary>Rows that a model must never have learnt from.</summary>
    public static bool IsHeldOut(IReadOnlyList<string> uses) => uses.Any(use => HeldOut.Contains(use, StringComparer.Ordinal)) && !uses.Contains(Training, StringComparer.Ordinal);
}
