using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.Documents;
using AuditService.Core;
using AuditService.Core.Risks;

namespace AuditService.Collectors.RiskAnalyses;

/// <summary>Which column of a table holds what, by the words of its header in French and English, one or two rows of it.</summary>
internal sealed class RiskHeaders
{
    /// <summary>A title, a perimeter and a legend may stand above the table of a sheet.</summary>
    private const int SearchedRows = 40;

    private const int LongestHeader = 90;

    private static readonly BoundedRegex AfterMeasures = new(@"residuel|residual|apres (les |la |le |l')?(mesure|traitement|action|plan|remediation)|after (the )?(treatment|measure|mitigation|control|action)|\bnet(te)?\b|\bcible\b|\btarget (risk|likelihood|impact|level|severity)|\bfinale?\b");
    private static readonly BoundedRegex Today = new(@"actuel|current|courante?\b|aujourd");
    private static readonly BoundedRegex Before = new(@"initial|\bbrute?\b|inherent|\bgross\b|avant (les |la |le )?(mesure|traitement|action)|before (the )?(treatment|measure|mitigation|control)");

    /// <summary>The first that matches tells.</summary>
    private static readonly (RiskField Field, BoundedRegex Words)[] Fields =
    [
        (RiskField.Accepter, new(@"(accept|approuv|valid)\w* par|(accepted|approved|validated|signed off) by|approbateur|approver|\baccepteur|\bacceptant|acceptation \(?(nom|qui)")),
        (RiskField.Deadline, new(@"echeance|\bdelai|date (cible|limite|prevue|butoir|de fin|de mise|de realisation|d'echeance)|due( date)?\b|deadline|target date|^date$|^quand|^when$")),
        (RiskField.Owner, new(@"responsable|porteur|pilote|proprietaire|\bowner|en charge|in charge|accountable|gestionnaire|^qui\b|^who$")),
        (RiskField.Status, new(@"statut|\betat\b|avancement|\bstatus|progress")),
        (RiskField.InPlace, new(@"(mesure|controle|dispositif|protection|control|measure|safeguard)s?.*(existant|en place|actuel|in place|existing|current|deja)|existing (control|measure|safeguard)|current (control|measure|safeguard)")),
        (RiskField.Decision, new(@"strategie|\bdecision|\boption|reponse au risque|risk response|type de traitement|^acceptation|^acceptance|^accepte|^accepted|^traitement du risque$|^risk treatment$")),
        (RiskField.Level, new(@"criticite|criticality|niveau (de |du )?risque|risk (level|rating|score)|\b[gips] ?[x×*] ?[vpl]\b")),
        (RiskField.Gravity, new(@"gravite|severite|severity|^impacts?\b|\bimpact$|\bimpact (initial|brut|residuel|potentiel|net|residual|score|rating|level)|niveau d'impact|ampleur|^g$|^gr$")),
        (RiskField.Likelihood, new(@"vraisemblance|probabilite|likelihood|probability|frequence|occurrence|^v$|^vr$|^p$")),
        (RiskField.Measure, new(@"mesure|traitement|treatment|mitigation|\baction|remediation|\bcontrols?\b|safeguard|recommandation|plan d'|\bmeasures?\b|countermeasure")),
        (RiskField.Id, new(@"^(id|n|n°|no|nr|num|numero|ref|reference|code|identifiant|#|risk id|id (du )?risque|id risk|(n|n°|num|numero|ref|reference|code) (du |de )?(risque|scenario)|(risk|scenario) (number|ref|reference|id|#|no))\.?$")),
        (RiskField.Level, new(@"^niveau|^level|^rating|^cotation|^score|classe de risque|^risque (brut|initial|inherent|residuel|net|actuel|final)|^(initial|inherent|residual|current|net|gross) risk")),
        (RiskField.Event, new(@"evenements? redoute|feared event|^er$|^evenement")),
        (RiskField.Asset, new(@"\bbiens?\b|\bactifs?\b|valeurs? metier|\bassets?\b|composant|component|perimetre|ressource")),
        (RiskField.Category, new(@"categorie|category|critere|besoin|^type|^domaine|^nature|^dic[pt]?$|^cia$|^famille")),
        (RiskField.Source, new(@"^sources?\b|menace|threat|attaquant|attacker|\bcause")),
        (RiskField.Title, new(@"risque|\brisk|scenario|description|libelle|intitule|designation|^titre|^title|^nom$|^name$")),
    ];

    private readonly IReadOnlyList<string> names;

    private RiskHeaders(int row, IReadOnlyDictionary<RiskField, int> columns, IReadOnlyList<string> names) => (Row, Columns, this.names) = (row, columns, names);

    /// <summary>Its index among the rows of the table.</summary>
    public int Row { get; }

    public IReadOnlyDictionary<RiskField, int> Columns { get; }

    /// <summary>The header as written.</summary>
    public string NameOf(RiskField field) => names[Columns[field]];

    public bool Has(RiskField field) => Columns.ContainsKey(field);

    /// <summary>It names risks and rates them.</summary>
    public bool IsRisks => (Has(RiskField.Title) || Has(RiskField.Event)) && IsRated;

    private bool IsRated => (Has(RiskField.Gravity) && Has(RiskField.Likelihood))
        || ((Has(RiskField.Level) || Has(RiskField.ResidualLevel) || Has(RiskField.CurrentLevel)) && (Has(RiskField.Measure) || Has(RiskField.InPlace) || Has(RiskField.Gravity) || Has(RiskField.Likelihood) || Has(RiskField.Decision)))
        || (Has(RiskField.ResidualGravity) && Has(RiskField.ResidualLikelihood));

    /// <summary>It lists feared events and how grave they are.</summary>
    public bool IsEvents => Has(RiskField.Event) && Has(RiskField.Gravity) && !IsRated;

    /// <summary>It says who does what, when.</summary>
    public bool IsPlan => Has(RiskField.Measure) && !IsRated && (Has(RiskField.Owner) || Has(RiskField.Deadline));

    /// <summary>The first row from <paramref name="from"/> on that heads a table of risks, of feared events or of measures; null for none.</summary>
    public static RiskHeaders? Find(IReadOnlyList<DocumentTableRow> rows, int from)
    {
        for (var row = from; row < Math.Min(rows.Count, from + SearchedRows); row++)
        {
            if (Read(rows, row) is { } found && (found.IsRisks || found.IsEvents || found.IsPlan))
                return found;
        }

        return null;
    }

    private static RiskHeaders? Read(IReadOnlyList<DocumentTableRow> rows, int row)
    {
        var cells = rows[row].Cells;
        // Sentences are no headers.
        if (cells.Count < 3 || cells.Any(static cell => cell.Length > LongestHeader))
            return null;
        var groups = row > 0 ? Groups(rows[row - 1].Cells, cells.Count) : [];
        var columns = new Dictionary<RiskField, int>();
        for (var column = 0; column < cells.Count; column++)
        {
            var own = PlainNames.Fold(cells[column]).Replace('’', '\'').Replace('_', ' ');
            if (own.Length == 0 || FieldOf(own) is not { } field)
                continue;
            var phase = groups.Count > 0 && groups[column].Length > 0 ? $"{groups[column]} {own}" : own;
            columns.TryAdd(Of(field, phase), column);
        }

        return columns.Count < 3 ? null : new(row, columns, cells);
    }

    private static RiskField? FieldOf(string text)
    {
        foreach (var (field, words) in Fields)
        {
            if (words.IsMatch(text))
                return field;
        }

        return null;
    }

    private static RiskField Of(RiskField field, string phase) => field switch
    {
        RiskField.Gravity when AfterMeasures.IsMatch(phase) => RiskField.ResidualGravity,
        RiskField.Likelihood when AfterMeasures.IsMatch(phase) => RiskField.ResidualLikelihood,
        RiskField.Level when AfterMeasures.IsMatch(phase) => RiskField.ResidualLevel,
        RiskField.Gravity when Today.IsMatch(phase) => RiskField.CurrentGravity,
        RiskField.Likelihood when Today.IsMatch(phase) => RiskField.CurrentLikelihood,
        RiskField.Level when Today.IsMatch(phase) => RiskField.CurrentLevel,
        _ => field,
    };

    /// <summary>What a row above says of the columns below it: "Risque initial" over gravity, likelihood and level. A sheet may leave its merged cells empty.</summary>
    private static IReadOnlyList<string> Groups(IReadOnlyList<string> above, int count)
    {
        var texts = above.Select(static cell => PlainNames.Fold(cell)).ToList();
        if (!texts.Exists(text => AfterMeasures.IsMatch(text) || Before.IsMatch(text) || Today.IsMatch(text)) || texts.Where(static text => text.Length > 0).Distinct(StringComparer.Ordinal).Count() < 2)
            return [];
        var groups = new List<string>();
        for (var column = 0; column < count; column++)
        {
            var text = column < texts.Count ? texts[column] : "";
            var isPhase = AfterMeasures.IsMatch(text) || Before.IsMatch(text) || Today.IsMatch(text);
            groups.Add(isPhase ? text : text.Length == 0 && column > 0 ? groups[^1] : "");
        }

        return groups;
    }
}
