using AuditService.Collectors.PersonalData.Columns;
using AuditService.Core;

namespace AuditService.Collectors.Datasets;

/// <summary>The figures of one data set.</summary>
/// <param name="Rows">Records, the header not counted.</param>
/// <param name="Complete">False when a limit or damage stopped the reading: the figures are of what was read.</param>
/// <param name="Incomplete">Why it is not complete, or null.</param>
/// <param name="DuplicateRows">Rows equal to an earlier one in every column.</param>
/// <param name="RaggedRows">Rows with more or fewer cells than there are columns.</param>
/// <param name="Columns">In the order of the file.</param>
/// <param name="HoldsChildren">Rows about people under fifteen (LIL art. 45), by their ages, dates of birth or the columns' names.</param>
public sealed record DatasetProfile(
    long Rows,
    bool Complete,
    LocalizedText? Incomplete,
    long DuplicateRows,
    long RaggedRows,
    IReadOnlyList<ColumnProfile> Columns,
    bool HoldsChildren)
{
    /// <summary>Cells with a value beyond the last column, which are in no figure.</summary>
    public long LostCells { get; init; }

    /// <summary>Which figures are estimated, because the table is large; null where all are exact.</summary>
    public LocalizedText? Estimated { get; init; }

    /// <summary>That rows are ragged, with how many; null where none is.</summary>
    public LocalizedText? Ragged => RaggedRows > 0 ? DatasetProblems.Ragged(RaggedRows, LostCells) : null;
}

/// <summary>The figures of one column.</summary>
/// <param name="Name">Its header, made unique; of nested JSON the dotted path.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Missing">Rows with nothing in it: empty, blank or null.</param>
/// <param name="DisguisedMissing">Rows with a sign that stands for nothing: NA, inconnu, ?, 9999 ...</param>
/// <param name="Distinct">Different values, missing ones left out.</param>
/// <param name="Categories">The personal data it holds, the surest first.</param>
/// <param name="Excerpt">One value of a personal column, masked; null for other columns.</param>
/// <param name="Texts">For texts that people wrote: the personal data found inside; null when it was not looked for.</param>
public sealed record ColumnProfile(
    string Name,
    ColumnType Type,
    long Missing,
    long DisguisedMissing,
    long Distinct,
    IReadOnlyList<ColumnCategory> Categories,
    string? Excerpt,
    TextFindings? Texts)
{
    /// <summary>What it only looks like, each with the reason why it is not that.</summary>
    public IReadOnlyList<DismissedCategory> Dismissed { get; init; } = [];
}

/// <summary>Personal data found inside the texts of a column.</summary>
/// <param name="Examined">Different texts looked at.</param>
/// <param name="WithPersonalData">Those that hold some.</param>
/// <param name="Proven">Those of them in which it is proven: see <see cref="PersonalData.Texts.ProofInText"/>.</param>
/// <param name="ByCategory">How many texts hold each category.</param>
/// <param name="Examples">A few masked sightings, the proven ones first.</param>
public sealed record TextFindings(
    int Examined,
    int WithPersonalData,
    int Proven,
    IReadOnlyDictionary<PersonalData.PersonalDataCategory, int> ByCategory,
    IReadOnlyList<MaskedSighting> Examples);

/// <summary>A masked datum.</summary>
/// <param name="Category">What it is.</param>
/// <param name="Excerpt">What a reader may see of it.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record MaskedSighting(PersonalData.PersonalDataCategory Category, string Excerpt, double Confidence);
