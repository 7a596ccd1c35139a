using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Looks for the charts seen on each page in the inventory of charts, by the page that "where" names.</summary>
internal sealed class PresentationCharts : ICrossCheck
{
    private const string Seen = "page.charts";

    private readonly DerivedFacts derived;

    public PresentationCharts()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("presentation-charts", 1);

    public IReadOnlyCollection<string> States { get; } = ["interface.undeclaredCharts"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        const string Key = "interface.undeclaredCharts";
        var pages = facts.Subjects(SubjectKind.Page);
        var unseen = pages.Where(page => CountOf(facts.Find(page, Seen)?.Value) is null).ToList();
        var unlisted = pages
            .Where(page => CountOf(facts.Find(page, Seen)?.Value) > 0 && !dossier.Manifest.Charts.Any(chart => IsOn(chart, page, dossier)))
            .Select(page => new Observation(Location.Element(page.Id, selector: null)))
            .ToList();
        if (unlisted.Count > 0 && dossier.HasManifest)
            yield return derived.Compared(Subject.Dossier, Key, new ObservationsValue(unlisted));
        else if (unlisted.Count > 0)
            yield return derived.NotDeclared(Subject.Dossier, Key, "charts");
        else if (unseen.Count > 0)
            yield return derived.Unknown(Subject.Dossier, Key, Seen, facts.Find(unseen[0], Seen));
        else
            yield return derived.Compared(Subject.Dossier, Key, new ObservationsValue([]));
    }

    private static double? CountOf(FactValue? value) => value switch
    {
        NumberValue number => number.Value,
        ObservationsValue observations => observations.Total,
        TextListValue list => list.Values.Count,
        _ => null,
    };

    private static bool IsOn(ChartEntry chart, Subject page, Dossier dossier)
    {
        if (chart.Where is not { } where)
            return false;
        var names = new List<string?> { page.Id, page.Id[(page.Id.LastIndexOf('/') + 1)..] };
        names.AddRange((dossier.Manifest.Interface?.Pages ?? []).Where(entry => entry.Path == page.Id || entry.Url == page.Id).Select(entry => entry.Name));
        return names.OfType<string>().Any(name => name.Length > 0 && where.Contains(name, StringComparison.OrdinalIgnoreCase));
    }
}
