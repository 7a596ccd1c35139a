using System.Text.RegularExpressions;
using AuditService.Collectors.Manifests;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// Sets the form of each chart against the kind of its question (compare, follow over time, share, spread, relation, place), by their words. Only a form that
/// is known to serve another kind accuses; a question or a form that is not recognised accuses nobody.
/// </summary>
internal sealed class ChartForms : ICrossCheck
{
    private const string Key = "chart.unsuitableForm";

    /// <summary>A question may be of several kinds; the forms are those that show the kind faithfully (Cleveland and McGill, 1984, for position and length).</summary>
    private static readonly (LocalizedText Kind, BoundedRegex Question, string[] Forms)[] Kinds =
    [
        (new("une évolution", "a change over time"), Words(@"[ée]volu|tendance|au\s+fil|progress|depuis|chaque\s+(jour|semaine|mois|ann[ée]e)|par\s+(jour|semaine|mois|an)\b|augment|diminu|baiss|over\s+time|trends?\b|since|(increase|decrease|grow|drop|chang)\w*"), ["line", "area", "bar"]),
        (new("une répartition", "a share"), Words(@"\bparts?\b|proportion|r[ée]partition|composition|pourcentage|se\s+r[ée]parti|\bshares?\b|breakdown|percentage|made\s+up"), ["bar", "pie", "treemap", "area", "waffle"]),
        (new("une dispersion", "a spread"), Words(@"distribution|dispers|[ée]tal[ée]|variab|extr[êe]mes|m[ée]diane|\bspread\b|outliers?|median"), ["histogram", "box", "bar"]),
        (new("une relation", "a relation"), Words(@"\bliens?\b|corr[ée]l|relation|d[ée]pend|influenc|en\s+fonction\s+de|correlat|relationship|related|depend|influence"), ["scatter", "heatmap", "line"]),
        (new("un lieu", "a place"), Words(@"^o[uù]\b|\bo[uù]\s+(se|sont|est|vit|y)|territoires?|r[ée]gions?|communes?|quartiers?|d[ée]partements?|where\b|territor|regions?|areas?\b|districts?"), ["map", "bar"]),
        (new("une comparaison", "a comparison"), Words(@"quel(le)?s?\b|lequel|laquelle|compar|classement|\brang|plus\s+(de|que)|moins\s+(de|que|bien)|which|compare|most|least|ranking|more\s+than|less\s+than"), ["bar", "heatmap", "box", "line"]),
    ];

    private static readonly (string Form, BoundedRegex Written)[] Forms =
    [
        ("table", Words(@"table(au)?\b|tableau")),
        ("histogram", Words("histogram")),
        ("heatmap", Words(@"heat\s*map|carte\s+de\s+chaleur|matrice|matrix")),
        ("map", Words(@"\bmaps?\b|\bcartes?\b|choropl")),
        ("pie", Words(@"\bpie\b|camembert|secteur|donut|doughnut|anneau")),
        ("line", Words(@"\blines?\b|\blignes?\b|courbe|sparkline")),
        ("area", Words(@"\barea\b|\baires?\b")),
        ("scatter", Words(@"scatter|nuage|\bpoints?\b|bubble|bulle")),
        ("box", Words(@"\bbox|bo[îi]te|violin|violon|moustache")),
        ("treemap", Words("treemap")),
        ("waffle", Words("waffle|gaufre|pictogram")),
        ("radar", Words("radar|spider")),
        ("gauge", Words("gauge|jauge|speedometer|compteur")),
        ("bar", Words(@"\bbars?\b|barres?\b|b[âa]tons?|column|colonne")),
    ];

    private readonly DerivedFacts derived;

    public ChartForms()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("chart-forms", 1);

    public IReadOnlyCollection<string> States { get; } = [Key];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        foreach (var (subject, entry) in ManifestCollector.Entries(dossier.Manifest).Where(pair => pair.Entry is ChartEntry))
        {
            var chart = (ChartEntry)entry;
            if (Hollow.Says(chart.Question))
                yield return derived.NotDeclared(subject, Key, "charts[].question");
            else if (Hollow.Says(chart.Type))
                yield return derived.NotDeclared(subject, Key, "charts[].type");
            else
                yield return derived.Compared(subject, Key, new ObservationsValue([.. Unsuitable(chart)]), DerivedFacts.In(chart, "type"));
        }
    }

    private static IEnumerable<Observation> Unsuitable(ChartEntry chart)
    {
        var kinds = Kinds.Where(kind => kind.Question.IsMatch(chart.Question!)).ToList();
        // A table shows any of them.
        if (FormOf(chart.Type!) is not { } form || form == "table" || kinds.Count == 0 || kinds.Exists(kind => kind.Forms.Contains(form)))
            yield break;
        var fr = string.Join(" ou ", kinds.Select(kind => kind.Kind.Fr));
        var en = string.Join(" or ", kinds.Select(kind => kind.Kind.En));
        yield return new(DerivedFacts.In(chart, "type") ?? Location.File(Dossier.ManifestFileName), Detail: new(
            $"la question porte sur {fr} ; « {chart.Type} » ne la montre pas ; conviennent : {string.Join(", ", kinds.SelectMany(kind => kind.Forms).Distinct(StringComparer.Ordinal).Append("table"))}",
            $"the question is about {en}; \"{chart.Type}\" does not show it; suitable: {string.Join(", ", kinds.SelectMany(kind => kind.Forms).Distinct(StringComparer.Ordinal).Append("table"))}"));
    }

    private static string? FormOf(string written) => Forms.Where(form => form.Written.IsMatch(written)).Select(form => form.Form).FirstOrDefault();

    private static BoundedRegex Words(string pattern) => new(pattern, RegexOptions.IgnoreCase);
}
