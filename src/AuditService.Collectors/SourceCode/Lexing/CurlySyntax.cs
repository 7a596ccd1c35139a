namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>What distinguishes the languages that share C's comments and double quotes.</summary>
[Flags]
internal enum CurlySyntax
{
    None = 0,
    SingleQuotedStrings = 1,

    /// <summary>JavaScript's backticks with <c>${code}</c>.</summary>
    TemplateStrings = 2,

    /// <summary>Go's raw strings.</summary>
    BacktickStrings = 4,
    RegularExpressions = 8,
    TripleQuotes = 16,

    /// <summary><c>"${code}"</c>.</summary>
    DollarBraces = 32,

    /// <summary><c>"\(code)"</c>.</summary>
    BackslashParentheses = 64,
    NestedComments = 128,
    HashComments = 256,

    /// <summary>Verbatim, interpolated and raw strings.</summary>
    CSharpStrings = 512,

    /// <summary><c>r#"raw"#</c>, and lifetimes that look like open characters.</summary>
    RustStrings = 1024,
    NoLineComments = 2048,

    /// <summary>Settings: the values are what one looks for.</summary>
    QuotedIsCode = 4096,
}
