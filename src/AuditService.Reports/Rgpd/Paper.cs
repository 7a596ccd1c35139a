using AuditService.Core;

namespace AuditService.Reports.Rgpd;

/// <summary>A paper that a DPO takes away: always a draft, with what a person has to decide.</summary>
/// <param name="Title">Of the document.</param>
/// <param name="Notes">What it is, of what it was made, and that it is a draft.</param>
/// <param name="Blocks">Its body.</param>
/// <param name="Decisions">What a person has to decide, whatever the dossier says.</param>
public sealed record Paper(Language Language, string Title, IReadOnlyList<string> Notes, IReadOnlyList<PaperBlock> Blocks, IReadOnlyList<string> Decisions)
{
    /// <summary>Everything that is said, in order.</summary>
    public IEnumerable<Statement> Statements => Blocks.OfType<PaperTable>().SelectMany(table => table.Rows).SelectMany(row => row.Cells).SelectMany(cell => cell.Statements);

    /// <summary>Places that are left to a person: those of the tables, and those inside proposed texts.</summary>
    public int Blanks => Statements.Count(statement => statement.Kind == StatementKind.Blank)
        + Blocks.OfType<PaperText>().Sum(text => Files.Blanks.Parts(text.Text).Count(part => part.IsBlank));

    /// <summary>Statements that an open finding speaks against.</summary>
    public int Contradictions => Statements.Count(statement => statement.Kind == StatementKind.Conflict);
}

/// <summary>A part of a paper. A closed family.</summary>
public abstract record PaperBlock;

/// <param name="Level">2 or 3; the title of the paper is 1.</param>
public sealed record PaperHeading(int Level, string Text) : PaperBlock;

public sealed record PaperText(string Text, bool IsItem = false) : PaperBlock;

/// <summary>Lines with where each comes from.</summary>
/// <param name="Caption">What the table holds.</param>
/// <param name="Columns">Headers, each with its part of the width in hundredths.</param>
/// <param name="Rows">Of as many cells as there are headers.</param>
public sealed record PaperTable(string Caption, IReadOnlyList<(string Header, int Width)> Columns, IReadOnlyList<PaperRow> Rows) : PaperBlock;

/// <summary>One line of a table; its first cell names it.</summary>
public sealed record PaperRow(IReadOnlyList<PaperCell> Cells);

/// <summary>A cell: a word of ours, or statements.</summary>
public sealed record PaperCell(string Text, IReadOnlyList<Statement> Statements)
{
    public static implicit operator PaperCell(string text) => new(text, []);

    public static PaperCell Of(IEnumerable<Statement> statements) => new("", [.. statements]);
}
