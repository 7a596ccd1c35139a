using System.Text.Json.Serialization;
using AuditService.Collectors.Datasets;
using AuditService.Core;

namespace AuditService.Collectors.DataQuality;

/// <summary>The measures of quality, re-identification and fairness of one data set. Shares are 0 to 1; no value but those of compared groups is in it.</summary>
/// <param name="Rows">Records, the header not counted.</param>
/// <param name="DuplicateRows">Rows equal to an earlier one in every column.</param>
/// <param name="NearDuplicateRows">Rows that differ from an earlier one by case, accents, punctuation or spaces only.</param>
/// <param name="DuplicatesTell">True where equal rows are copies, not chance: see <see cref="QualityTable.DuplicatesTell"/>.</param>
/// <param name="Completeness">By column: cells with a value over all cells (ISO/IEC 25012, completeness); null where there is no row.</param>
/// <param name="DisguisedMissing">By column: cells with a sign that stands for nothing, not counted as missing in <paramref name="Completeness"/>.</param>
/// <param name="InvalidValues">By column: values that are not of the type of at least 95 % of its values.</param>
/// <param name="Roles">What the columns were taken for.</param>
/// <param name="KAnonymity">Null without quasi-identifiers or rows.</param>
/// <param name="RareValues">Categorical columns with values that fewer than five rows have.</param>
/// <param name="Outliers">Columns of numbers with values outside the fences.</param>
/// <param name="Impossible">Columns of which the name tells the bounds, with the values outside them; none of such columns says nothing.</param>
/// <param name="Inconsistencies">Pairs of columns that could contradict each other, with the rows that do.</param>
/// <param name="QuasiConstant">Columns of which 99 % of the rows have one value.</param>
/// <param name="HighCardinality">Columns of words with more than half of their values different.</param>
/// <param name="Imbalance">Of the label; null without one.</param>
/// <param name="Leakage">How well each column alone tells the label, the best first; empty without a label that can be told.</param>
/// <param name="Proxies">How well each column alone tells the protected attribute, the best first.</param>
/// <param name="Fairness">Null without a protected attribute and a favourable value.</param>
/// <param name="MissingnessGaps">Differences of missing shares between the groups of the protected attribute.</param>
/// <param name="Agreement">Mean of Cohen's kappa over the pairs of annotators; null without two of them.</param>
/// <param name="AfterDecision">Columns of dates with days after the decision: what was not known when the model has to tell.</param>
/// <param name="Notes">What was guessed, and what could not be measured and why.</param>
public record DatasetQuality(
    long Rows,
    long DuplicateRows,
    long NearDuplicateRows,
    bool DuplicatesTell,
    IReadOnlyDictionary<string, double?> Completeness,
    IReadOnlyDictionary<string, long> DisguisedMissing,
    IReadOnlyDictionary<string, long> InvalidValues,
    AssignedRoles Roles,
    AnonymityFigures? KAnonymity,
    IReadOnlyList<RareValues> RareValues,
    IReadOnlyList<OutlierFigures> Outliers,
    IReadOnlyList<ColumnCount> Impossible,
    IReadOnlyList<Inconsistency> Inconsistencies,
    IReadOnlyList<string> QuasiConstant,
    IReadOnlyList<string> HighCardinality,
    ClassBalance? Imbalance,
    IReadOnlyList<FeatureAuc> Leakage,
    IReadOnlyList<FeatureAuc> Proxies,
    FairnessFigures? Fairness,
    IReadOnlyList<MissingnessGap> MissingnessGaps,
    double? Agreement,
    IReadOnlyList<ColumnCount> AfterDecision,
    IReadOnlyList<LocalizedText> Notes)
{
    /// <summary>Columns of which every row has the same value.</summary>
    public IReadOnlyList<string> Constant { get; init; } = [];

    /// <summary>Rows with more or fewer cells than the header.</summary>
    public long RaggedRows { get; init; }

    /// <summary>Cells with a value beyond the last column, which are in no figure.</summary>
    public long LostCells { get; init; }

    /// <summary>Of a file that could not be read: nothing was measured.</summary>
    public static DatasetQuality None { get; } = new(
        Rows: 0, DuplicateRows: 0, NearDuplicateRows: 0, DuplicatesTell: false,
        new Dictionary<string, double?>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal),
        new([], Label: null, Prediction: null, Protected: null, Positive: null, []), KAnonymity: null,
        [], [], [], [], [], [], Imbalance: null, [], [], Fairness: null, [], Agreement: null, [], []);

    /// <summary>Which figures are estimated, because the table is large; null where all are exact.</summary>
    [JsonIgnore]
    public LocalizedText? Estimated { get; init; }

    /// <summary>That rows are ragged, with how many; null where none is.</summary>
    [JsonIgnore]
    public LocalizedText? Ragged => RaggedRows > 0 ? DatasetProblems.Ragged(RaggedRows, LostCells) : null;
}

/// <summary>Names of columns by what they are for.</summary>
/// <param name="Quasi">Quasi-identifiers.</param>
/// <param name="Label">What a model learns to tell.</param>
/// <param name="Prediction">What a model said.</param>
/// <param name="Protected">What groups are made by.</param>
/// <param name="Positive">The favourable value.</param>
/// <param name="Guessed">Which of them the program proposed.</param>
public sealed record AssignedRoles(IReadOnlyList<string> Quasi, string? Label, string? Prediction, string? Protected, string? Positive, IReadOnlyList<string> Guessed);

/// <summary>Indicators of re-identification (WP216): they show that a set is not anonymous, never that it is.</summary>
/// <param name="Quasi">The columns by which rows are told apart.</param>
/// <param name="K">Rows of the smallest class.</param>
/// <param name="UniqueShare">Rows alone in their class, over all rows.</param>
/// <param name="Below5Share">Rows in classes of fewer than five, over all rows.</param>
/// <param name="Classes">Different combinations.</param>
/// <param name="AverageRisk">Mean over the rows of one over the size of the class (prosecutor's risk): classes over rows.</param>
/// <param name="SmallestRevealing">The fewest of the columns, at most four, by which more than 5 % of the rows are unique; empty when there are none.</param>
/// <param name="Sensitive">Diversity of the columns that one could infer within a class.</param>
public sealed record AnonymityFigures(
    IReadOnlyList<string> Quasi,
    long K,
    double UniqueShare,
    double Below5Share,
    long Classes,
    double AverageRisk,
    IReadOnlyList<string> SmallestRevealing,
    IReadOnlyList<Diversity> Sensitive);

/// <param name="Column">The sensitive column.</param>
/// <param name="L">Fewest different values in a class (l-diversity).</param>
/// <param name="SingleValueShare">Classes with one value only, over all classes.</param>
/// <param name="T">Largest earth mover's distance between a class and the whole table, values unordered (t-closeness).</param>
public sealed record Diversity(string Column, long L, double SingleValueShare, double T);

/// <param name="Column">A column of categories.</param>
/// <param name="Values">Values that fewer than five rows have.</param>
/// <param name="Rows">The rows that have them.</param>
public sealed record RareValues(string Column, long Values, long Rows);

/// <summary>Values outside Tukey's fences, and by robust z: shown, never to be removed without thought.</summary>
/// <param name="Column">A column of numbers.</param>
/// <param name="Values">Numbers looked at.</param>
/// <param name="Suspect">Outside 1.5 times the interquartile range.</param>
/// <param name="Extreme">Outside 3 times.</param>
/// <param name="RobustZ">|0.6745 (x - median) / MAD| above 3.5; null where the MAD is 0.</param>
public sealed record OutlierFigures(string Column, long Values, long Suspect, long Extreme, long? RobustZ);

public sealed record ColumnCount(string Column, long Rows);

/// <param name="Kind"><c>startAfterEnd</c>, <c>sexAndNir</c>, <c>ageAndBirth</c>, or <c>spellings</c> of one column.</param>
/// <param name="Columns">The two that contradict each other.</param>
/// <param name="Compared">Rows where both are known.</param>
/// <param name="Rows">Rows that contradict.</param>
public sealed record Inconsistency(string Kind, IReadOnlyList<string> Columns, long Compared, long Rows);

/// <param name="Column">The label.</param>
/// <param name="Classes">How many.</param>
/// <param name="MinorityShare">Rows of the smallest class over all.</param>
/// <param name="NormalisedEntropy">1 for equal classes.</param>
public sealed record ClassBalance(string Column, int Classes, double MinorityShare, double NormalisedEntropy);

/// <param name="Column">The feature.</param>
/// <param name="Auc">0.5 tells nothing, 1 tells all.</param>
/// <param name="Method"><c>outOfFold</c>: mean rates of the other four of five folds, averaged AUC of the folds; <c>rank</c>: the raw values, whichever direction.</param>
public sealed record FeatureAuc(string Column, double Auc, string Method);

/// <param name="DisparateImpact">Lowest over highest favourable rate of the groups of at least 30 (of all when fewer than two have them), on the prediction, else on the label; null when fewer than two groups have a rate.</param>
/// <param name="On">Which column: <c>prediction</c> or <c>label</c>.</param>
/// <param name="LabelDisparateImpact">The same on the label, where there is a prediction too.</param>
/// <param name="StatisticalParityDifference">Largest difference of favourable rates.</param>
/// <param name="EqualOpportunityDifference">Largest difference of true positive rates.</param>
/// <param name="EqualisedOddsDifference">The larger of the differences of true and false positive rates.</param>
/// <param name="PredictiveValueDifference">Largest difference of positive predictive values.</param>
/// <param name="Interval">Method of the intervals.</param>
/// <param name="Conclusive">False when fewer than two groups have 30 rows: all are compared then, and nothing is to be concluded.</param>
/// <param name="Groups">The largest first.</param>
public sealed record FairnessFigures(
    double? DisparateImpact,
    string On,
    double? LabelDisparateImpact,
    double? StatisticalParityDifference,
    double? EqualOpportunityDifference,
    double? EqualisedOddsDifference,
    double? PredictiveValueDifference,
    string Interval,
    bool Conclusive,
    IReadOnlyList<GroupFigures> Groups);

/// <param name="Value">Value of the protected attribute.</param>
/// <param name="Size">Rows with the outcome that is compared (a prediction, else a label).</param>
/// <param name="Conclusive">False below 30 rows: shown, not compared.</param>
/// <param name="PositiveRate">Favourable over all.</param>
/// <param name="TruePositiveRate">Of the rows with a favourable label; null without both columns.</param>
/// <param name="FalsePositiveRate">Of the others.</param>
/// <param name="PredictiveValue">Favourable labels among favourable predictions.</param>
/// <param name="LabelRate">Favourable labels over all labels of the group, with or without a prediction.</param>
/// <param name="PositiveRateInterval">95 %, Wilson.</param>
/// <param name="TruePositiveRateInterval">95 %, Wilson.</param>
/// <param name="FalsePositiveRateInterval">95 %, Wilson.</param>
public sealed record GroupFigures(
    string Value,
    long Size,
    bool Conclusive,
    double? PositiveRate,
    double? TruePositiveRate,
    double? FalsePositiveRate,
    double? PredictiveValue,
    double? LabelRate,
    IReadOnlyList<double>? PositiveRateInterval,
    IReadOnlyList<double>? TruePositiveRateInterval,
    IReadOnlyList<double>? FalsePositiveRateInterval)
{
    /// <summary>Rows with a label: the n of <see cref="LabelRate"/>.</summary>
    public long LabelSize { get; init; }
}

/// <param name="Column">A column.</param>
/// <param name="Gap">Highest minus lowest missing share of the groups of at least 30.</param>
public sealed record MissingnessGap(string Column, double Gap);

/// <summary>What one set shares with another.</summary>
/// <param name="With">The other set.</param>
/// <param name="SharedRows">Rows of this set that stand in the other.</param>
/// <param name="Columns">Columns of the same name that were compared.</param>
/// <param name="Basis"><c>allColumns</c>, or <c>withoutCounters</c> for rows that were numbered anew.</param>
/// <param name="Conclusive">False where the rows of the other set are hardly different from one another: then equality is chance.</param>
/// <param name="UniqueLinks">Rows alone on the shared quasi-identifiers in both sets, over the rows of the smaller set (linkage, WP216); null without shared quasi-identifiers.</param>
public sealed record Contamination(string With, long SharedRows, int Columns, string Basis, bool Conclusive, double? UniqueLinks)
{
    /// <summary>The column that names what each row is about in both sets; null where none surely does.</summary>
    public string? Key { get; init; }

    /// <summary>Rows of this set whose key stands in the other, whatever their other cells (QD-13); null without a key.</summary>
    public long? SharedKeyRows { get; init; }
}

/// <param name="With">The set whose shares are the reference.</param>
/// <param name="Rows">Rows of the smaller of the two.</param>
/// <param name="Columns">The most drifted first.</param>
public sealed record Drift(string With, long Rows, IReadOnlyList<ColumnDrift> Columns);

/// <param name="Column">A column of both sets.</param>
/// <param name="Psi">Population stability index over tenths of the reference, or its values; empty bins count as 0.0001.</param>
/// <param name="Chance">What chance alone gives on average at these sizes: (bins - 1)(1/n + 1/m).</param>
public sealed record ColumnDrift(string Column, double Psi, double Chance);
