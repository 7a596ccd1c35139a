using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Personal fields that a form asks for and that neither a dictionary nor a category of data announces (RGPD art. 5(1)(c), 25).</summary>
internal sealed class RgpdForms : ICrossCheck
{
    private const string Asked = "page.formFieldsPersonal";

    private const string Named = "page.askedFields";

    private const string Undeclared = "page.undeclaredFields";

    private const RegexOptions Options = RegexOptions.IgnoreCase;

    /// <summary>The families of data: how a field is named, and how a manifest announces it.</summary>
    private static readonly (BoundedRegex Field, BoundedRegex Declared, LocalizedText Label)[] Families =
    [
        (new(@"e?-?mail|courriel", Options), new(@"contact|coordonn|mail|courriel|e-mail", Options), new("adresse électronique", "e-mail address")),
        (new(@"\btel\b|t[ée]l[ée]?ph|phone|mobile|portable", Options), new(@"contact|coordonn|t[ée]l[ée]?ph|phone|mobile", Options), new("téléphone", "telephone")),
        (new(@"naiss|birth|bday|\bage\b|[âa]ge", Options), new(@"naiss|birth|\bage\b|[âa]ge|identit|[ée]tat[- ]civil|identity|d[ée]mograph|demograph", Options), new("date de naissance ou âge", "date of birth or age")),
        (new(@"\bnir\b|s[ée]cu|social.?security", Options), new(@"\bnir\b|s[ée]curit[ée]\s+sociale|social\s+security", Options), new("numéro de sécurité sociale", "social security number")),
        (new(@"iban|\brib\b|carte|card|cc-", Options), new(@"banc|bank|paiement|payment|financ|[ée]conomi|iban|carte", Options), new("données de paiement", "payment data")),
        (new(@"adresse|address|rue|street|postal|ville|city|zip", Options), new(@"adresse|address|contact|coordonn|localis|location|domicile|commune|postal", Options), new("adresse postale", "postal address")),
        (new(@"sexe|\bsex\b|gender|genre|civilit|honorific", Options), new(@"sexe|gender|genre|civilit|identit|identity|[ée]tat[- ]civil|d[ée]mograph|demograph", Options), new("sexe ou civilité", "sex or title")),
        (new(@"nom\b|prenom|pr[ée]nom|name\b", Options), new(@"identit|identity|\bnoms?\b|pr[ée]nom|\bnames?\b|[ée]tat[- ]civil|identifi", Options), new("nom", "name")),
    ];

    private static readonly BoundedRegex Attribute = new(@"\b(name|id|autocomplete|type|placeholder|aria-label)\s*=\s*[""']?(?<value>[^""'>\s]+)", Options);

    private readonly DerivedFacts derived;

    public RgpdForms()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("rgpd-forms", 1);

    public IReadOnlyCollection<string> States { get; } = [Undeclared];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var manifest = dossier.Manifest;
        var categories = manifest.Processings.SelectMany(processing => processing.DataCategories).ToList();
        var columns = manifest.DataSets.SelectMany(set => set.Columns).Select(column => column.Name).OfType<string>().ToList();
        var isDeclared = manifest.Processings.Any(processing => processing.KeyPositions.ContainsKey("dataCategories")) || columns.Count > 0;
        var declared = string.Join(" ; ", categories.Concat(columns.Select(column => column.Replace('_', ' '))));
        foreach (var page in facts.Subjects(SubjectKind.Page))
        {
            var asked = new[] { facts.Find(page, Asked), facts.Find(page, Named) };
            var fields = asked.Select(fact => fact?.Value).OfType<ObservationsValue>().SelectMany(seen => seen.Items).DistinctBy(field => field.Excerpt ?? field.Where.Key).ToList();
            if (fields.Count == 0 && asked[0]?.Value is null)
                yield return derived.Unknown(page, Undeclared, Asked, asked[0]);
            else if (fields.Count > 0 && !isDeclared)
                yield return derived.NotDeclared(page, Undeclared, "processings[].dataCategories");
            else
                yield return derived.Compared(page, Undeclared, new ObservationsValue([.. fields.Select(field => Held(field, declared)).OfType<Observation>()]));
        }
    }

    private static Observation? Held(Observation field, string declared)
    {
        var names = string.Join(' ', Attribute.Matches(field.Excerpt ?? "").Select(match => match.Groups["value"].Value)).Replace('_', ' ').Replace('-', ' ');
        foreach (var (words, announced, label) in Families)
        {
            if (!words.IsMatch(names)) continue;
            return announced.IsMatch(declared) ? null : field with { Detail = new($"{label.Fr} demandé et absent des données déclarées", $"{label.En} asked for and not among the declared data") };
        }

        return null;
    }
}
