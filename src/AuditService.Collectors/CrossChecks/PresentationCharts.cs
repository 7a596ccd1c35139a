using AuditService.Collectors.Documents;
using AuditService.Collectors.WebPages;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Looks for the charts seen on each page in the inventory of charts, by the page that "where" names; and for any chart at all where the project says that it shows
/// none.
/// </summary>
internal sealed class PresentationCharts : ICrossCheck
{
    private const string Seen = "page.charts";

    private const string SaysNone = "presentation.noCharts";

    private const string Denied = "presentation.deniedCharts";

    private const string Without = "presentation.withoutCharts";

    private const string MayBe = "presentation.pictures";

    private static readonly LocalizedText Unread = new("document qui n'a pas pu être lu", "document that could not be read");

    private readonly DerivedFacts derived;

    public PresentationCharts()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("presentation-charts", 4);

    public IReadOnlyCollection<string> States { get; } = ["interface.undeclaredCharts", Denied, Without, MayBe];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        const string Key = "interface.undeclaredCharts";
        var pages = facts.Subjects(SubjectKind.Page);
        var unseen = pages.Where(page => facts.Find(page, Seen)?.Value is null).ToList();
        var unlisted = pages.Where(page => !dossier.Manifest.Charts.Any(chart => IsOn(chart, page, dossier))).ToLookup(page => Holds(facts.Find(page, Seen)?.Value));
        if (unlisted[true].Any() && dossier.IsDeclared)
            yield return derived.Compared(Subject.Dossier, Key, new ObservationsValue([.. unlisted[true].Select(page => new Observation(Location.Element(page.Id, selector: null)))]));
        else if (unlisted[true].Any())
            yield return derived.NotDeclared(Subject.Dossier, Key, "charts");
        else if (unseen.Count > 0)
            yield return derived.Unknown(Subject.Dossier, Key, Seen, facts.Find(unseen[0], Seen));
        else if (unlisted[null].Any())
            yield return derived.Unknown(Subject.Dossier, Key, MayBeAChart(unlisted[null].First()));
        else
            yield return derived.Compared(Subject.Dossier, Key, new ObservationsValue([]));
        foreach (var fact in Absent(facts, dossier))
            yield return fact;
        yield return derived.Compared(Subject.Dossier, MayBe, Pictures(facts));
    }

    /// <summary>That there is no chart is the project's word, which a chart that somebody listed or that was seen denies. Nobody's word is a project with charts.</summary>
    private IEnumerable<Fact> Absent(FactSet facts, Dossier dossier)
    {
        var pages = facts.Subjects(SubjectKind.Page).ToLookup(page => Holds(facts.Find(page, Seen)?.Value));
        var sightings = dossier.Manifest.Charts.Select(chart => new Observation(DerivedFacts.In(chart) ?? Location.File(Dossier.ManifestFileName), chart.Title ?? chart.Id))
            .Concat(pages[true].Select(page => new Observation(Location.Element(page.Id, selector: null))))
            .Concat(facts.Subjects(SubjectKind.Document).Where(document => facts.Find(document, DocumentCollector.Charts)?.Value is NumberValue { Value: > 0 }).Select(document => new Observation(Location.File(document.Id))))
            .ToList();
        var saysNone = facts.Find(Subject.Dossier, SaysNone)?.Value is BooleanValue { Value: true };
        if (saysNone && sightings.Count == 0 && pages[null].Any())
        {
            var why = MayBeAChart(pages[null].First());
            yield return derived.Unknown(Subject.Dossier, Denied, why);
            yield return derived.Unknown(Subject.Dossier, Without, why);
            yield break;
        }

        yield return derived.Compared(Subject.Dossier, Denied, new ObservationsValue(sightings));
        yield return derived.Declared(Subject.Dossier, Without, new BooleanValue(saysNone && sightings.Count == 0));
    }

    /// <summary>What only a person can look at: no machine tells the picture of a chart from that of a landscape, and what was not read may hold either.</summary>
    private static ObservationsValue Pictures(FactSet facts)
    {
        var items = new List<Observation>();
        var total = 0;
        foreach (var document in facts.Subjects(SubjectKind.Document))
        {
            switch (facts.Find(document, DocumentCollector.Pictures))
            {
                case { Value: ObservationsValue seen }:
                    items.AddRange(seen.Items);
                    total += seen.Total;
                    break;
                case { Why.Because: not UnavailableBecause.NotFound }:
                    items.Add(new(Location.File(document.Id), Detail: Unread));
                    total++;
                    break;
            }
        }

        return new([.. items.OrderBy(one => one.Where.Path, StringComparer.Ordinal).ThenBy(one => one.Where.Sheet)], total);
    }

    /// <returns>True where a chart was seen, false where none, null where a drawing may be one or the page was not read.</returns>
    private static bool? Holds(FactValue? value) => value switch
    {
        NumberValue number => number.Value > 0,
        ObservationsValue { Total: 0 } => false,
        ObservationsValue drawings => drawings.Items.Any(drawing => drawing.Confidence > PageCharts.Doubt) ? true : null,
        _ => null,
    };

    private static Unavailability MayBeAChart(Subject page) => new(
        UnavailableBecause.NotFound,
        new($"{page.Id} montre un dessin dont rien ne dit s'il est un graphique", $"{page.Id} shows a drawing, and nothing tells whether it is a chart"));

    private static bool IsOn(ChartEntry chart, Subject page, Dossier dossier)
    {
        if (chart.Where is not { } where)
            return false;
        // In whatever state and window the page was seen.
        var source = PageSubject.Of(page).Source;
        var names = new List<string?> { source, source[(source.LastIndexOf('/') + 1)..] };
        names.AddRange((dossier.Manifest.Interface?.Pages ?? []).Where(entry => entry.Path == source || entry.Url == source).Select(entry => entry.Name));
        return names.OfType<string>().Any(name => name.Length > 0 && where.Contains(name, StringComparison.OrdinalIgnoreCase));
    }
}
