using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Reads the declared retention of each processing, and looks for it among the periods that the privacy notice announces (RGPD art. 5(1)(e) and 13(2)(a)).</summary>
internal sealed class RgpdRetention : ICrossCheck
{
    /// <summary>Two periods within a tenth of a month are the same: 730 days and two years.</summary>
    private const double Tolerance = 0.1;

    private const string Durations = "notice.durations";

    private readonly DerivedFacts derived;

    public RgpdRetention()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-retention", 1);

    public IReadOnlyCollection<string> States { get; } = ["processing.retentionForm", "processing.retentionMonths", "notice.missingRetentions"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var declared = new List<(string Text, double Months)>();
        foreach (var (subject, entry) in new DataSetLinks(facts, dossier).Processings)
        {
            if (string.IsNullOrWhiteSpace(entry.Retention))
            {
                yield return derived.NotDeclared(subject, "processing.retentionForm", "processing.retention");
                yield return derived.NotDeclared(subject, "processing.retentionMonths", "processing.retention");
                continue;
            }

            var period = RetentionPeriod.Of(entry.Retention);
            var pointer = DerivedFacts.In(entry, "retention");
            yield return derived.Declared(subject, "processing.retentionForm", new TextValue(period.Form), pointer);
            yield return period.Months is { } months
                ? derived.Declared(subject, "processing.retentionMonths", new NumberValue(Math.Round(months, 2)), pointer)
                : derived.Unknown(subject, "processing.retentionMonths", new(UnavailableBecause.Unreadable, new("« retention » ne donne ni nombre ni unité", "\"retention\" gives neither figure nor unit")));
            declared.AddRange(period.Durations.Where(duration => duration > 0).Select(duration => (entry.Retention, duration)));
        }

        yield return MissingFromNotice(facts.Find(Subject.Dossier, Durations), declared);
    }

    private Fact MissingFromNotice(Fact? announced, List<(string Text, double Months)> declared)
    {
        const string Key = "notice.missingRetentions";
        if (announced?.Value is not ObservationsValue observations)
            return derived.Unknown(Subject.Dossier, Key, Durations, announced);
        if (declared.Count == 0)
            return derived.NotDeclared(Subject.Dossier, Key, "processings[].retention");
        // Where the collector had to bound its list, the period may stand among the sightings that were not kept.
        if (observations.Total > observations.Items.Count)
            return derived.Unknown(Subject.Dossier, Key, new(UnavailableBecause.RefusedByLimit, new("la notice donne trop de durées pour être comparée", "the notice gives too many periods to be compared")));

        var months = observations.Items.SelectMany(item => RetentionPeriod.DurationsIn(item.Excerpt ?? "")).ToList();
        return derived.Compared(Subject.Dossier, Key, new TextListValue(
            [.. declared.Where(period => !months.Exists(found => Math.Abs(found - period.Months) < Tolerance)).Select(period => period.Text).Distinct(StringComparer.Ordinal)]));
    }
}
