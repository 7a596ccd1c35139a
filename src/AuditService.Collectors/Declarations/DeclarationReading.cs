using System.Globalization;
using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.Declarations;

/// <summary>What a French declaration of accessibility says, part by part. Pure: the same text gives the same reading.</summary>
/// <remarks>The parts and headings are those of the model of RGAA 4.1.2 for decree 2019-768, article 4.</remarks>
internal sealed partial class DeclarationReading(DeclarationText text)
{
    private static readonly string[] Months = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

    /// <summary>What must be there, by words of which one is enough.</summary>
    private static readonly (LocalizedText Part, string[] Words)[] Parts =
    [
        (new("engagement de l'organisme", "commitment of the organisation"), ["s engage", "engagement"]),
        (new("texte de loi (article 47)", "the law (article 47)"), ["article 47", "2005 102"]),
        (new("portée de la déclaration", "scope"), ["s applique a", "s applique au", "porte sur"]),
        (new("état de conformité", "state of conformity"), ["conforme"]),
        (new("résultats des tests", "test results"), ["resultats des tests", "resultat des tests", "criteres"]),
        (new("non-conformités", "non-conformities"), ["non conformites"]),
        (new("dérogations pour charge disproportionnée", "derogations"), ["derogation"]),
        (new("contenus non soumis à l'obligation", "content outside the obligation"), ["non soumis", "exempte"]),
        (new("technologies utilisées", "technologies"), ["technologies"]),
        (new("environnement de test", "test environment"), ["environnement de test", "aides techniques", "aide technique", "lecteur d ecran"]),
        (new("outils d'évaluation", "tools"), ["outils"]),
        (new("pages vérifiées", "pages checked"), ["pages du site", "pages verifiees", "pages auditees", "verification de conformite", "echantillon"]),
        (new("retour d'information et contact", "feedback and contact"), ["retour d information", "contact"]),
        (new("voies de recours", "means of redress"), ["voies de recours", "voie de recours", "defenseur des droits"]),
    ];

    private static readonly (string Words, string Title, int Level)[] Headings =
    [
        ("etat de conformite", "État de conformité", 2),
        ("resultat", "Résultats des tests", 3),
        ("contenus non accessibles", "Contenus non accessibles", 2),
        ("non conformite", "Non-conformités", 3),
        ("derogation", "Dérogations pour charge disproportionnée", 3),
        ("contenus non soumis", "Contenus non soumis à l'obligation d'accessibilité", 3),
        ("etablissement", "Établissement de cette déclaration", 2),
        ("technologies", "Technologies utilisées", 3),
        ("environnement", "Environnement de test", 3),
        ("outils", "Outils pour évaluer l'accessibilité", 3),
        ("pages", "Pages ayant fait l'objet de la vérification", 3),
        ("retour d information", "Retour d'information et contact", 2),
        ("voie", "Voies de recours", 2),
    ];

    /// <summary>True for the text of a declaration, whatever its path.</summary>
    public static bool IsDeclaration(string words) =>
        words.Contains("accessibilite", StringComparison.Ordinal)
        && new[] { "etat de conformite", "declaration d accessibilite", "declaration de conformite", "article 47" }.Count(sign => words.Contains(sign, StringComparison.Ordinal)) >= 2;

    /// <summary>A declaration in another language is not read part by part.</summary>
    public bool IsFrench => text.AllWords.Contains("accessibilite", StringComparison.Ordinal);

    /// <summary>The lines that give a state of conformity, those under its heading first.</summary>
    public IReadOnlyList<DeclarationLine> StateLines =>
        Section("etat de conformite").Where(line => StateWords().IsMatch(line.Words)).ToList() is { Count: > 0 } under ? under : [.. text.Lines.Where(line => StateWords().IsMatch(line.Words))];

    /// <summary>The lines that claim total conformity, wherever they stand.</summary>
    public IReadOnlyList<DeclarationLine> TotalLines => [.. text.Lines.Where(line => TotalWords().IsMatch(line.Words))];

    /// <summary>The state that the declaration gives first, or null.</summary>
    public ConformityState? State => StateLines.Select(line => StateIn(line.Words)).FirstOrDefault(state => state is not null);

    /// <summary>The lines that give a percentage of criteria, the mean rate of the pages left out.</summary>
    public IReadOnlyList<DeclarationLine> RateLines =>
    [
        .. text.Lines.Where(line =>
            (line.Words.Contains("critere", StringComparison.Ordinal) || (line.Words.Contains("taux", StringComparison.Ordinal) && !line.Words.Contains("taux moyen", StringComparison.Ordinal)))
            && RateIn(line) is not null),
    ];

    /// <summary>The percentage of criteria respected, 0 to 100, or null.</summary>
    public double? Rate => RateLines is [var first, ..] ? RateIn(first) : null;

    private static double? RateIn(DeclarationLine line) =>
        Percentage().Match(line.Text) is { Success: true } found && double.Parse(found.Groups[1].Value.Replace(',', '.'), CultureInfo.InvariantCulture) is var rate and <= 100 ? rate : null;

    /// <summary>The latest date on which it says that it was established or updated, or null.</summary>
    public DateOnly? Date => text.Lines
        .Where(line => new[] { "etabli", "mise a jour", "mis a jour", "realise", "actualise", "revis" }.Any(word => line.Words.Contains(word, StringComparison.Ordinal)))
        .SelectMany(line => Dates(line))
        .Cast<DateOnly?>()
        .Max();

    /// <summary>The version of the RGAA that it names (<c>4.1</c>), or null.</summary>
    public Version? Standard => text.Lines
        .Select(line => StandardVersion().Match(line.Text))
        .Where(found => found.Success)
        .Select(found => Version.TryParse(found.Groups[1].Value.Contains('.', StringComparison.Ordinal) ? found.Groups[1].Value : found.Groups[1].Value + ".0", out var version) ? version : null)
        .FirstOrDefault(version => version is not null);

    public IReadOnlyList<LocalizedText> MissingParts =>
    [
        .. Parts.Where(part => !part.Words.Any(words => text.AllWords.Contains(words, StringComparison.Ordinal))).Select(part => part.Part),
        .. Date is null ? [new LocalizedText("date d'établissement", "date of establishment")] : (IReadOnlyList<LocalizedText>)[],
    ];

    /// <summary>Headings that are missing, of another level or out of order. Null where headings cannot be told from text.</summary>
    public IReadOnlyList<LocalizedText>? HeadingFaults
    {
        get
        {
            if (!text.HasHeadings)
                return null;
            var headings = text.Lines.Where(line => line.Level is not null).ToList();
            var faults = new List<LocalizedText>();
            var last = -1;
            foreach (var (words, title, level) in Headings)
            {
                var at = headings.FindIndex(heading => heading.Words.StartsWith(words, StringComparison.Ordinal));
                if (at < 0)
                    faults.Add(new($"« {title} » n'est pas un titre", $"\"{title}\" is no heading"));
                else if (headings[at].Level != level)
                    faults.Add(new($"« {title} » est de niveau {headings[at].Level}, non {level}", $"\"{title}\" is of level {headings[at].Level}, not {level}"));
                else if (at < last)
                    faults.Add(new($"« {title} » n'est pas à sa place", $"\"{title}\" is out of order"));
                last = Math.Max(last, at);
            }

            return faults;
        }
    }

    /// <summary>Mail addresses and forms under the heading of contact, or anywhere where there is no such heading.</summary>
    public IReadOnlyList<string> Contacts
    {
        get
        {
            var under = Section("retour d information") is { Count: > 0 } section ? section : text.Lines;
            var shown = under.Select(line => line.Words).ToHashSet(StringComparer.Ordinal);
            return
            [
                .. text.Links
                    .Where(link => link.Target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
                        || (!link.Target.Contains("defenseurdesdroits", StringComparison.OrdinalIgnoreCase) && link.Target.Length > 0
                            && ContactWords().IsMatch(WebPages.Dom.Plain.Words($"{link.Text} {link.Target}")) && shown.Any(line => line.Contains(WebPages.Dom.Plain.Words(link.Text), StringComparison.Ordinal))))
                    .Select(link => link.Text.Length > 0 ? link.Text : "mailto"),
                .. under.Where(line => Mail().IsMatch(line.Text) || (!text.IsPage && line.Words.Contains("formulaire", StringComparison.Ordinal) && !line.Words.Contains("defenseur", StringComparison.Ordinal))).Select(line => Mail().Replace(line.Text, "…@…")),
            ];
        }
    }

    public IReadOnlyList<DeclarationLine> RecourseLines => [.. text.Lines.Where(line => line.Words.Contains("defenseur des droits", StringComparison.Ordinal))];

    /// <summary>What leads to the scheme or the yearly plan: links on a page; in a document, the passage that gives them.</summary>
    public IReadOnlyList<string> Plans => text.IsPage
        ? [.. text.Links.Where(link => link.Target.Length > 0 && PlanWords().IsMatch(WebPages.Dom.Plain.Words($"{link.Text} {link.Target}"))).Select(link => link.Text)]
        : [.. text.Lines.Where(line => PlanWords().IsMatch(line.Words) && !line.Text.Contains("[à compléter", StringComparison.Ordinal)).Select(line => line.Text)];

    /// <summary>The criteria named among the non accessible contents; null where they are told in words only.</summary>
    public IReadOnlyList<string>? ListedCriteria
    {
        get
        {
            var under = Section("contenus non accessibles", upTo: 2) is { Count: > 0 } section ? section : Section("non conformite");
            var found = under.SelectMany(line => CriterionNumber().Matches(line.Text).Select(match => match.Groups[1].Value)).Distinct(StringComparer.Ordinal).ToList();
            return found.Count > 0 ? found : null;
        }
    }

    private List<DeclarationLine> Section(string heading, int upTo = 6)
    {
        var lines = text.Lines.SkipWhile(line => line.Level is null || !line.Words.StartsWith(heading, StringComparison.Ordinal)).ToList();
        return lines.Count == 0 ? [] : [.. lines.Skip(1).TakeWhile(line => line.Level is null || line.Level > Math.Min(upTo, lines[0].Level!.Value))];
    }

    private static ConformityState? StateIn(string words) =>
        TotalWords().IsMatch(words) ? ConformityState.Total
        : words.Contains("partiellement conforme", StringComparison.Ordinal) || words.Contains("partially compliant", StringComparison.Ordinal) ? ConformityState.Partial
        : StateWords().IsMatch(words) ? ConformityState.NonCompliant
        : null;

    private static IEnumerable<DateOnly> Dates(DeclarationLine line)
    {
        foreach (Match match in LongDate().Matches(line.Words))
        {
            if (Array.IndexOf(Months, match.Groups[2].Value) is var month and >= 0 && Read(match.Groups[3].Value, month + 1, match.Groups[1].Value) is { } date)
                yield return date;
        }

        foreach (Match match in NumericDate().Matches(line.Text))
        {
            if (Read(match.Groups[3].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), match.Groups[1].Value) is { } date)
                yield return date;
        }

        foreach (Match match in SortedDate().Matches(line.Text))
        {
            if (Read(match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), match.Groups[3].Value) is { } date)
                yield return date;
        }

        static DateOnly? Read(string year, int month, string day) =>
            int.Parse(year, CultureInfo.InvariantCulture) is var y and >= 2000 and < 2200 && month is >= 1 and <= 12 && int.Parse(day, CultureInfo.InvariantCulture) is var d and >= 1 && d <= DateTime.DaysInMonth(y, month)
                ? new(y, month, d)
                : null;
    }

    private const RegexOptions Linear = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"\b(totalement|entierement|pleinement|partiellement|non|pas) conforme\b|\b(fully|totally|partially|not) compliant\b", Linear)]
    private static partial Regex StateWords();

    [GeneratedRegex(@"\b(totalement|entierement|pleinement) conforme\b|\b(fully|totally) compliant\b", Linear)]
    private static partial Regex TotalWords();

    [GeneratedRegex(@"([0-9]{1,3}([.,][0-9]{1,3})?)\s*%", Linear)]
    private static partial Regex Percentage();

    [GeneratedRegex(@"RGAA[^0-9]{0,30}([0-9]([.][0-9]{1,2}){0,2})", Linear)]
    private static partial Regex StandardVersion();

    [GeneratedRegex(@"\b([0-9]{1,2})(?:er)? ([a-z]+) ([0-9]{4})\b", Linear)]
    private static partial Regex LongDate();

    [GeneratedRegex(@"\b([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})\b", Linear)]
    private static partial Regex NumericDate();

    [GeneratedRegex(@"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b", Linear)]
    private static partial Regex SortedDate();

    [GeneratedRegex(@"[A-Z0-9._%+-]{1,64}@[A-Z0-9-]{1,63}([.][A-Z0-9-]{1,63}){1,5}", Linear)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\b(contact|contactez|contacter|ecrire|ecrivez|message|formulaire|courriel)\b", Linear)]
    private static partial Regex ContactWords();

    [GeneratedRegex(@"\bschema (pluri)?annuel|\bschema\b.{0,40}\baccessibilite|\bplan (annuel|d actions?)\b", Linear)]
    private static partial Regex PlanWords();

    [GeneratedRegex(@"\b((?:1[0-3]|[1-9])\.(?:1[0-4]|[1-9]))(?:\.[0-9]{1,2})?\b", Linear)]
    private static partial Regex CriterionNumber();
}
