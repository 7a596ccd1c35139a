using AuditService.Core.Findings;

namespace AuditService.Core.Comparisons;

/// <summary>Which evidence came and which went between two audits of one finding; what only moved is in neither list.</summary>
/// <param name="Added">In the order of their places.</param>
/// <param name="Gone">In the order of their places.</param>
/// <param name="TotalDiffers">True when the number of sightings differs, those beyond the listed ones included.</param>
public sealed record EvidenceChange(IReadOnlyList<Evidence> Added, IReadOnlyList<Evidence> Gone, bool TotalDiffers)
{
    public static EvidenceChange None { get; } = new([], [], TotalDiffers: false);

    public bool IsNone => Added.Count == 0 && Gone.Count == 0 && !TotalDiffers;

    public static EvidenceChange Between(Finding? before, Finding? after)
    {
        var gone = Sorted(before);
        var added = Sorted(after);
        foreach (var samePlace in gone.Select(each => each.Fingerprint).Intersect(added.Select(each => each.Fingerprint), StringComparer.Ordinal).ToList())
            Pair(gone, added, samePlace);
        return new([.. added.Select(each => each.Evidence)], [.. gone.Select(each => each.Evidence)], (before?.EvidenceTotal ?? 0) != (after?.EvidenceTotal ?? 0));
    }

    /// <summary>Of several in one place, those that are most alike are taken for the same first, so that what is left over names the line that is new.</summary>
    private static void Pair(List<Sighting> gone, List<Sighting> added, string fingerprint)
    {
        foreach (var alike in (Func<Sighting, string>[])[each => $"{each.Key}\0{each.Quote}", each => each.Quote, each => each.Key, _ => ""])
        {
            foreach (var one in gone.Where(each => each.Fingerprint == fingerprint).ToList())
            {
                if (added.FirstOrDefault(each => each.Fingerprint == fingerprint && alike(each) == alike(one)) is not { } other)
                    continue;
                gone.Remove(one);
                added.Remove(other);
            }
        }
    }

    private static List<Sighting> Sorted(Finding? finding) => finding is null
        ? []
        : [.. finding.Evidence
            .Select(evidence => new Sighting(Fingerprint.Of(finding, evidence.Observation.Where), evidence))
            .OrderBy(each => each.Key, StringComparer.Ordinal)
            .ThenBy(each => each.Quote, StringComparer.Ordinal)];

    private sealed class Sighting(string fingerprint, Evidence evidence)
    {
        public string Fingerprint { get; } = fingerprint;

        public Evidence Evidence { get; } = evidence;

        public string Key { get; } = $"{evidence.Observation.Where.Key}|{evidence.FactKey}";

        public string Quote { get; } = $"{evidence.Observation.Excerpt}\0{evidence.Observation.ValueHash}\0{evidence.Observation.Detail?.En}";
    }
}
