namespace AuditService.Collectors.SourceCode;

/// <summary>Matches by detector and place. A place that one view of the text clears stays cleared.</summary>
internal sealed class HitList
{
    private readonly Dictionary<(CompiledDetector Detector, int Place), double> hits = [];

    public IEnumerable<(CompiledDetector Detector, int Place, double Certainty)> Kept =>
        hits.Where(hit => hit.Value > 0).Select(hit => (hit.Key.Detector, hit.Key.Place, hit.Value));

    public void Keep(CompiledDetector detector, int place, double certainty)
    {
        var key = (detector, place);
        hits[key] = hits.TryGetValue(key, out var other) ? Math.Min(other, certainty) : certainty;
    }

    public void Drop(CompiledDetector detector, int place) => hits[(detector, place)] = 0;
}
