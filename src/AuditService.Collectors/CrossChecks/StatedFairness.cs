using System.Globalization;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>The ratio of favourable rates that a model card gives, against those that the data sets of the dossier show.</summary>
internal sealed class StatedFairness : ICrossCheck
{
    private const string Stated = "card.statedRatios";
    private const string Measured = "dataset.disparateImpact";
    private const string Disagreements = "card.ratioDisagreements";

    /// <summary>Two ratios this far apart may be one that was rounded, or taken from another extraction.</summary>
    private const double Tolerance = 0.05;

    private static readonly BoundedRegex Ratio = new(@"(?i)\b(?:rapport|ratio|impact)\b[^.]{0,140}?(?<ratio>\b0[.,]\d{1,3}\b|\b1[.,]0{1,3}\b|\b\d{1,3}(?:[.,]\d+)?\s*%)");

    public CollectorIdentity Identity { get; } = new("stated-fairness", 2);

    public IReadOnlyCollection<string> States { get; } = [Disagreements];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var stated = facts.Find(Subject.Dossier, Stated);
        if (stated?.Value is not ObservationsValue ratios)
            return [state.Unknown(Subject.Dossier, Disagreements, Stated, stated)];
        var measured = facts.Subjects(SubjectKind.Dataset)
            .Select(subject => (subject.Id, (facts.Find(subject, Measured)?.Value as NumberValue)?.Value))
            .Where(pair => pair.Value is not null)
            .Select(pair => (Path: pair.Id, Value: pair.Value!.Value))
            .ToList();
        if (ratios.Items.Count > 0 && measured.Count == 0)
        {
            return
            [
                state.Unknown(Subject.Dossier, Disagreements, new(UnavailableBecause.NotFound, new(
                    "aucun jeu de données du dossier ne permet de mesurer ce rapport : sous dataSets[].columns, dites la colonne du groupe (role: protected) et celle de la décision (role: prediction ou label, favourable: sa valeur favorable) ; il faut 30 lignes par groupe",
                    "no data set of the dossier lets this ratio be measured: under dataSets[].columns, tell the column of the group (role: protected) and that of the decision (role: prediction or label, favourable: its favourable value); 30 rows a group are needed"))),
            ];
        }

        // A card may speak of another attribute or another extraction: one measurement near it is enough.
        var apart = ratios.Items
            .Select(observation => (Observation: observation, Value: ValueIn(observation.Excerpt)))
            .Where(pair => pair.Value is { } value && !measured.Exists(one => Math.Abs(one.Value - value) <= Tolerance))
            .Select(pair => pair.Observation with { Detail = Told(pair.Value!.Value, measured) });
        return [state.Compared(Subject.Dossier, Disagreements, new ObservationsValue([.. apart]), stated.Provenance.Pointer)];
    }

    private static double? ValueIn(string? text)
    {
        if (text is null || Ratio.Match(text) is not { Success: true } match)
            return null;
        var written = match.Groups["ratio"].Value;
        var isPercent = written.EndsWith('%');
        return double.TryParse(written.TrimEnd('%', ' ', ' ', ' ').Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? isPercent ? value / 100 : value : null;
    }

    private static LocalizedText Told(double stated, IReadOnlyList<(string Path, double Value)> measured) => new(
        $"{Number(stated, "fr-FR")} dans la fiche ; mesuré : {string.Join(", ", measured.Select(one => $"{Number(one.Value, "fr-FR")} ({one.Path})"))}",
        $"{Number(stated, "en-GB")} in the card; measured: {string.Join(", ", measured.Select(one => $"{Number(one.Value, "en-GB")} ({one.Path})"))}");

    private static string Number(double value, string culture) => value.ToString("0.00", CultureInfo.GetCultureInfo(culture));
}
