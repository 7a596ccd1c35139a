using AuditService.Collectors.SourceCode.Secrets;

namespace AuditService.Collectors.SourceCode;

/// <summary>The secrets of one text. Where several detectors see the same value, the surest keeps it.</summary>
internal sealed class SecretSightings(SourceText text)
{
    private const int MaximumSightings = 500;

    private readonly SecretContext context = SecretJudge.ContextOf(text.Path);
    private readonly List<SecretHit> found = [];

    public void Add(CompiledDetector detector)
    {
        var count = 0;
        for (var match = detector.Pattern.Match(text.Text); match.Success && count < MaximumSightings; match = match.NextMatch())
        {
            if (match.Length == 0)
                continue;
            var group = detector.SecretGroup is { } secret ? match.Groups[secret] : match;
            if (!group.Success || group.Length == 0)
                continue;
            var name = detector.Evidence == SecretEvidence.Format ? "" : match.Groups["name"].Value;
            if (detector.Unless is { } unless && unless.IsMatch(text.Text.AsSpan(text.LineStart(group.Index), text.LineEnd(group.Index + group.Length) - text.LineStart(group.Index))))
                continue;
            if (SecretJudge.Assess(detector.Detector, detector.Evidence, name, group.Value, context) is not { } confidence)
                continue;
            found.Add(new(detector, group.Index, group.Length, confidence));
            count++;
        }
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
