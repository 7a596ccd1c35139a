namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>Comments and quotes of a language without nesting of its own.</summary>
/// <param name="LineComments">What opens a comment up to the end of the line.</param>
/// <param name="BlockComments">What opens and closes a comment over lines.</param>
internal sealed record PlainSyntax(IReadOnlyList<string> LineComments, IReadOnlyList<(string Open, string Close)> BlockComments)
{
    public string Quotes { get; init; } = "\"'";

    /// <summary>The escape inside quotes; NUL where a doubled quote is the only escape.</summary>
    public char Escape { get; init; } = '\\';

    public bool TripleQuotes { get; init; }

    public bool IsMultiLine { get; init; }

    /// <summary>What opens interpolated code inside double quotes, or null.</summary>
    public string? Hole { get; init; }

    public bool OnlyAtLineStart { get; init; }

    /// <summary>A comment opens only at the start of a line or after a blank.</summary>
    public bool AfterSpace { get; init; }

    public bool QuotedIsCode { get; init; }
}
