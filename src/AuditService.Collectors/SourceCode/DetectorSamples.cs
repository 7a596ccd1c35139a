using System.Globalization;
using System.Text;
using AuditService.Core;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode;

/// <summary>
/// Runs each detector over its own samples. <c>{random:20}</c> in a sample stands for that many random letters and digits (<c>hex</c>,
/// <c>upper</c>, <c>letters</c>, <c>digits</c> likewise), so that no secret, even a false one, is written in a rule.
/// </summary>
public static class DetectorSamples
{
    private static readonly BoundedRegex Random = new(@"\{(?<kind>random|hex|upper|letters|digits):(?<count>[0-9]{1,3})\}");

    /// <summary>A mistake for each sample that must match and does not, or the reverse; none for detectors of pages and documents.</summary>
    public static IEnumerable<AuthorProblem> Verify(IEnumerable<Detector> detectors) => detectors.Where(DetectionEngine.Runs).SelectMany(Verify);

    private static IEnumerable<AuthorProblem> Verify(Detector detector)
    {
        var engine = new DetectionEngine([detector]);
        foreach (var sample in detector.MustMatch)
        {
            if (!Finds(engine, detector, sample))
                yield return new(detector.At, $"L'exemple mustMatch n'est pas trouvé : {sample}", $"The mustMatch sample is not found: {sample}");
        }
        foreach (var sample in detector.MustNotMatch)
        {
            if (Finds(engine, detector, sample))
                yield return new(detector.At, $"L'exemple mustNotMatch est trouvé : {sample}", $"The mustNotMatch sample is found: {sample}");
        }
    }

    private static bool Finds(DetectionEngine engine, Detector detector, string sample)
    {
        var language = detector.Languages.Count > 0 ? detector.Languages[0] : detector.In switch
        {
            DetectIn.Code => "python",
            DetectIn.Configuration => "yaml",
            _ => null,
        };
        var path = detector.Files.Count > 0 ? detector.Files[0].Replace('*', 'x').Replace('?', 'x') : "src/main";
        DetectIn? place = detector.In == DetectIn.Text ? null : detector.In;
        return engine.Scan(new(path, SourceText.Normalise(Filled(sample)), language, language ?? "text", place)).Count > 0;
    }

    /// <summary>The sample with random text where it asks for some: the same at each run.</summary>
    internal static string Filled(string sample)
    {
        var seed = 17UL;
        foreach (var c in sample)
            seed = seed * 31 + c;
        return Random.Replace(sample, match =>
        {
            var alphabet = match.Groups["kind"].Value switch
            {
                "hex" => "0123456789abcdef",
                "upper" => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
                "letters" => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                "digits" => "0123456789",
                _ => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
            };
            var filled = new StringBuilder();
            for (var i = int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture); i > 0; i--)
            {
                // A linear congruential generator (Knuth's MMIX constants): the samples must not change from run to run.
                seed = unchecked(seed * 6364136223846793005UL + 1442695040888963407UL);
                filled.Append(alphabet[(int)((seed >> 33) % (ulong)alphabet.Length)]);
            }
            return filled.ToString();
        });
    }
}
