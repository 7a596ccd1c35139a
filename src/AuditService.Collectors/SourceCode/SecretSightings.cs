using System.Text.RegularExpressions;
using AuditService.Collectors.SourceCode.Secrets;

namespace AuditService.Collectors.SourceCode;

/// <summary>The secrets of one text. Where several detectors see the same value, the surest keeps it.</summary>
internal sealed class SecretSightings(SourceText text)
{
    private const int MaximumSightings = 500;
    private const int MaximumLine = 8000;

    private readonly SecretContext context = SecretJudge.ContextOf(text.Path);
    private readonly List<SecretHit> found = [];

    public void Add(CompiledDetector detector, IReadOnlyList<(int From, int To)> windows)
    {
        if (detector.Beside is { } company && !company.IsMatch(text.Text))
            return;
        var count = 0;
        foreach (var (from, to) in windows)
        {
            foreach (var match in detector.Pattern.Matches(text.Text[from..to]))
            {
                if (count == MaximumSightings)
                    return;
                if (match.Length > 0 && Judge(detector, match, from))
                    count++;
            }
        }
    }

    private bool Judge(CompiledDetector detector, Match match, int from)
    {
        var group = detector.SecretGroup is { } secret ? match.Groups[secret] : match;
        if (!group.Success || group.Length == 0 || IsExempt(detector, from + group.Index, group.Length))
            return false;
        var name = detector.Evidence == SecretEvidence.Format ? "" : match.Groups["name"].Value;
        if (SecretJudge.Assess(detector.Detector, detector.Evidence, name, group.Value, context, match.Groups["host"].Value) is not { } confidence)
            return false;
        found.Add(new(detector, from + group.Index, group.Length, confidence));
        return true;
    }

    /// <summary>What the rest of its line, or of its file, says against it.</summary>
    private bool IsExempt(CompiledDetector detector, int index, int length)
    {
        if (detector.Unless is not { } unless)
            return false;
        var start = text.LineStart(index);
        var end = text.LineEnd(index + length);
        return unless.IsMatch(text.Text.AsSpan(start, Math.Min(end, start + MaximumLine) - start));
    }

    public IReadOnlyList<SecretHit> Settle()
    {
        var kept = new List<SecretHit>();
        foreach (var hit in found.OrderByDescending(hit => hit.Confidence).ThenByDescending(hit => hit.Length).ThenBy(hit => hit.Detector.Detector.Rule, StringComparer.Ordinal).ThenBy(hit => hit.Start))
        {
            if (!kept.Exists(other => other.Start < hit.Start + hit.Length && hit.Start < other.Start + other.Length))
                kept.Add(hit);
        }
        kept.Sort((left, right) => left.Start.CompareTo(right.Start));
        return kept;
    }
}

/// <summary>A value judged to be a secret.</summary>
internal sealed record SecretHit(CompiledDetector Detector, int Start, int Length, double Confidence);
