namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>What a character of a source text belongs to.</summary>
internal enum Part : byte
{
    /// <summary>Program text, quotation marks of strings included.</summary>
    Code,

    /// <summary>A comment or a docstring.</summary>
    Comment,

    /// <summary>The content of a string, a character or a regular expression; text between tags.</summary>
    Quoted,
}
