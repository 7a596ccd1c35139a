using System.Globalization;
using System.Text;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.ModelCards;

/// <summary>Where a card and the manifest's entry of the same model do not say the same: the licence, and the figures that both give.</summary>
internal static class CardComparison
{
    /// <summary>Shares this far apart are two figures; less may be rounding.</summary>
    private const double Tolerance = 0.005;

    /// <summary>Names of one figure in both languages, without accents, in small letters.</summary>
    private static readonly string[][] Synonyms =
    [
        ["accuracy", "exactitude", "justesse"], ["precision"], ["recall", "rappel", "sensitivity", "sensibilite"], ["f1", "f1score", "scoref1"], ["auc", "rocauc", "aucroc"], ["wer"], ["bleu"], ["rouge"],
        ["specificity", "specificite"], ["mae"], ["rmse"],
    ];

    public static IEnumerable<Observation> Disagreements(ModelCard card, ModelEntry entry)
    {
        if (card.Licence is { } licence && !string.IsNullOrWhiteSpace(entry.Licence) && Word(licence.Text) != Word(entry.Licence))
        {
            yield return new(Location.File(card.Path, licence.Line), Detail: new(
                $"licence : « {Short(licence.Text)} » dans la fiche, « {Short(entry.Licence)} » dans dossier.yaml",
                $"licence: \"{Short(licence.Text)}\" in the card, \"{Short(entry.Licence)}\" in dossier.yaml"));
        }

        foreach (var (name, declared) in entry.Metrics)
        {
            var given = card.Metrics.Where(metric => SameFigure(metric.Name, name)).ToList();
            // Several data sets give several values: one that agrees is enough.
            if (given.Count == 0 || given.Exists(metric => Math.Abs(Share(metric.Value) - Share(declared)) <= Tolerance))
                continue;
            yield return new(Location.File(card.Path, given[0].Line), Detail: new(
                $"{Short(name)} : {Number(given[0].Value, "fr-FR")} dans la fiche, {Number(declared, "fr-FR")} dans dossier.yaml",
                $"{Short(name)}: {Number(given[0].Value, "en-GB")} in the card, {Number(declared, "en-GB")} in dossier.yaml"));
        }
    }

    private static bool SameFigure(string one, string other)
    {
        var (left, right) = (Word(one), Word(other));
        return left == right || Array.Exists(Synonyms, names => names.Contains(left) && names.Contains(right));
    }

    /// <summary>92 and 0.92 are one figure.</summary>
    private static double Share(double value) => value is > 1 and <= 100 ? value / 100 : value;

    private static string Word(string text)
    {
        var word = new StringBuilder();
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(character))
                word.Append(char.ToLowerInvariant(character));
        }

        return word.ToString();
    }

    private static string Number(double value, string culture) => value.ToString("0.####", CultureInfo.GetCultureInfo(culture));

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
