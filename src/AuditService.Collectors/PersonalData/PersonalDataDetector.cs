using AuditService.Collectors.PersonalData.Columns;
using AuditService.Collectors.PersonalData.Texts;

namespace AuditService.Collectors.PersonalData;

/// <summary>
/// Finds personal data: in the columns of a table and in running text. It says where and of which category, never the value.
/// Without state: the same input gives the same answer, but for ages, which are counted from today.
/// </summary>
/// <param name="time">From which ages are counted.</param>
/// <param name="recognizers">An operator's recognisers of names; see <see cref="INameRecognizer"/>.</param>
public sealed class PersonalDataDetector(TimeProvider time, IEnumerable<INameRecognizer>? recognizers = null)
{
    private readonly IReadOnlyList<INameRecognizer> recognizers = [.. recognizers ?? []];

    /// <summary>The added recognisers by name: part of the key of whatever is kept of the detector's answers.</summary>
    public string Recognizers => string.Join('|', recognizers.Select(recognizer => recognizer.Name));

    /// <summary>The categories of each column, the surest first; an empty list for a column that holds no personal data.</summary>
    /// <param name="columns">All columns of one table: neighbours decide about each other.</param>
    public IReadOnlyList<IReadOnlyList<ColumnCategory>> Classify(IReadOnlyList<ColumnSample> columns) => [.. Judge(columns).Select(judgement => judgement.Found)];

    /// <summary>As <see cref="Classify"/>, with what each column only looks like and why it is not that.</summary>
    /// <param name="columns">All columns of one table.</param>
    public IReadOnlyList<ColumnJudgement> Judge(IReadOnlyList<ColumnSample> columns) =>
        ColumnClassifier.Classify(columns, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), recognizers);

    /// <summary>The personal data of a text, in order and without overlap. A text longer than <see cref="TextScanner.MaximumLength"/> is read up to there.</summary>
    public IReadOnlyList<PersonalDataSpan> FindIn(string text) => TextScanner.Scan(text, recognizers);
}
