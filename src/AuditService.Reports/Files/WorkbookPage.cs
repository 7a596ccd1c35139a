namespace AuditService.Reports.Files;

/// <summary>A sheet to be written.</summary>
internal sealed record WorkbookPage(string Name, IReadOnlyList<int> Widths, int FrozenRows)
{
    public List<IReadOnlyList<WorkbookValue>> Rows { get; } = [];

    /// <summary>Ranges whose cells take one of a few words, separated by commas, with what the column is called.</summary>
    public List<(string Range, string Words, string Title)> Lists { get; } = [];

    public void Add(params IReadOnlyList<WorkbookValue> cells) => Rows.Add(cells);

    public static string ColumnName(int column)
    {
        var name = "";
        for (; column > 0; column = (column - 1) / 26)
            name = (char)('A' + ((column - 1) % 26)) + name;
        return name;
    }
}

/// <param name="Text">A text, or the text that a formula gives today.</param>
/// <param name="Number">A number, or the number that a formula gives today.</param>
/// <param name="Formula">Of our own making only: nothing of a dossier is ever part of one.</param>
internal readonly record struct WorkbookValue(string? Text = null, double? Number = null, string? Formula = null, CellStyle Style = CellStyle.Plain)
{
    public bool IsEmpty => Number is null && Formula is null && string.IsNullOrEmpty(Text);

    public static implicit operator WorkbookValue(string text) => new(text);

    public static WorkbookValue Header(string text) => new(text, Style: CellStyle.Header);

    public static WorkbookValue Title(string text) => new(text, Style: CellStyle.Title);

    /// <summary>Never taken for a number: <c>1.10</c>.</summary>
    public static WorkbookValue Identifier(string text) => new(text, Style: CellStyle.Identifier);
}

internal enum CellStyle
{
    Plain,
    Header,
    Title,
    Percent,
    Identifier,
}
