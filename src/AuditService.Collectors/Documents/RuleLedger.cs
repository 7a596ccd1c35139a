using System.Collections.Immutable;
using AuditService.Core;

namespace AuditService.Collectors.Documents;

/// <summary>
/// Where the rules of one document write what they examined and what they saw. It keeps exact counts and the first places only, so that a
/// document that fails a rule a thousand times costs one observation.
/// </summary>
internal sealed class RuleLedger(DocumentLimits limits)
{
    private readonly Dictionary<(string Rule, ObservationOutcome Outcome), Entry> entries = [];
    private readonly HashSet<string> examined = [];

    /// <summary>The document holds something the rule applies to.</summary>
    public void Examine(string rule) => examined.Add(rule);

    public void Report(
        string rule, ObservationOutcome outcome, DocumentPlace place, LocalizedText detail, ObservationConcern concern = ObservationConcern.Accessibility)
    {
        examined.Add(rule);
        if (!entries.TryGetValue((rule, outcome), out var entry))
            entries[(rule, outcome)] = entry = new Entry(concern);
        entry.Count++;
        if (entry.Sightings.Count < limits.PlacesPerObservation)
            entry.Sightings.Add(new DocumentSighting(place, detail));
    }

    public void Fail(string rule, DocumentPlace place, string fr, string en) => Report(rule, ObservationOutcome.Fail, place, new LocalizedText(fr, en));

    public void Warn(string rule, DocumentPlace place, string fr, string en) => Report(rule, ObservationOutcome.Warn, place, new LocalizedText(fr, en));

    /// <summary>What the file could do to its reader: observed for the security rules.</summary>
    public void Active(string rule, DocumentPlace place, string fr, string en) =>
        Report(rule, ObservationOutcome.Warn, place, new LocalizedText(fr, en), ObservationConcern.ActiveContent);

    /// <summary>Examines an item and reports it when it does not hold.</summary>
    public void Demand(string rule, bool holds, DocumentPlace place, string fr, string en)
    {
        Examine(rule);
        if (!holds)
            Fail(rule, place, fr, en);
    }

    /// <summary>All observations in the order of rule and outcome.</summary>
    public ImmutableArray<DocumentObservation> Observations() =>
    [
        .. entries
            .OrderBy(static e => e.Key.Rule, RuleOrder.Instance)
            .ThenBy(static e => e.Key.Outcome)
            .Select(static e => new DocumentObservation(
                e.Key.Rule, e.Key.Outcome, e.Value.Concern, e.Value.Sightings[0].Detail, e.Value.Count, [.. e.Value.Sightings])),
    ];

    /// <summary>The state of each rule of a catalogue: rules that are implemented are examined, not applicable or failed; others not checked.</summary>
    public DocumentChecks Checks(IReadOnlyCollection<string> implemented, int catalogue)
    {
        var failed = entries.Keys.Select(static k => k.Rule).Distinct().Count(implemented.Contains);
        var applicable = implemented.Count(examined.Contains);
        return new DocumentChecks(failed, applicable - failed, implemented.Count - applicable, catalogue - implemented.Count);
    }

    private sealed class Entry(ObservationConcern concern)
    {
        public ObservationConcern Concern { get; } = concern;

        public int Count { get; set; }

        public List<DocumentSighting> Sightings { get; } = [];
    }

    /// <summary>Numbers inside an id compare as numbers: <c>PDFUA1-7.2-4</c> before <c>PDFUA1-7.18.1-2</c>.</summary>
    private sealed class RuleOrder : IComparer<string>
    {
        public static RuleOrder Instance { get; } = new();

        public int Compare(string? x, string? y)
        {
            var left = x!.Split('-', '.');
            var right = y!.Split('-', '.');
            for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
            {
                var order = int.TryParse(left[i], out var a) && int.TryParse(right[i], out var b)
                    ? a.CompareTo(b)
                    : string.CompareOrdinal(left[i], right[i]);
                if (order != 0)
                    return order;
            }

            return left.Length.CompareTo(right.Length);
        }
    }
}
