using System.Collections.Frozen;

namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>Separates program text from comments and quoted text, language by language. Linear, and never throws on damaged text.</summary>
internal static class Lexer
{
    private static readonly FrozenDictionary<string, CurlySyntax> Curly = new Dictionary<string, CurlySyntax>
    {
        ["javascript"] = CurlySyntax.SingleQuotedStrings | CurlySyntax.TemplateStrings | CurlySyntax.RegularExpressions,
        ["typescript"] = CurlySyntax.SingleQuotedStrings | CurlySyntax.TemplateStrings | CurlySyntax.RegularExpressions,
        ["csharp"] = CurlySyntax.CSharpStrings,
        ["java"] = CurlySyntax.TripleQuotes,
        ["kotlin"] = CurlySyntax.TripleQuotes | CurlySyntax.DollarBraces | CurlySyntax.NestedComments,
        ["scala"] = CurlySyntax.TripleQuotes | CurlySyntax.DollarBraces | CurlySyntax.NestedComments,
        ["groovy"] = CurlySyntax.TripleQuotes | CurlySyntax.DollarBraces | CurlySyntax.SingleQuotedStrings,
        ["gradle"] = CurlySyntax.TripleQuotes | CurlySyntax.DollarBraces | CurlySyntax.SingleQuotedStrings,
        ["dart"] = CurlySyntax.TripleQuotes | CurlySyntax.DollarBraces | CurlySyntax.SingleQuotedStrings | CurlySyntax.NestedComments,
        ["swift"] = CurlySyntax.TripleQuotes | CurlySyntax.NestedComments | CurlySyntax.BackslashParentheses,
        ["go"] = CurlySyntax.BacktickStrings,
        ["rust"] = CurlySyntax.NestedComments | CurlySyntax.RustStrings,
        ["c"] = CurlySyntax.None,
        ["cpp"] = CurlySyntax.None,
        ["objective-c"] = CurlySyntax.None,
        ["php"] = CurlySyntax.SingleQuotedStrings | CurlySyntax.HashComments,
        ["solidity"] = CurlySyntax.SingleQuotedStrings,
        ["proto"] = CurlySyntax.SingleQuotedStrings,
        ["graphql"] = CurlySyntax.HashComments | CurlySyntax.TripleQuotes,
        ["css"] = CurlySyntax.SingleQuotedStrings | CurlySyntax.NoLineComments,
        ["json"] = CurlySyntax.QuotedIsCode,
        ["hcl"] = CurlySyntax.HashComments | CurlySyntax.QuotedIsCode,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, PlainSyntax> Plain = new Dictionary<string, PlainSyntax>
    {
        ["ruby"] = new(["#"], [("=begin", "=end")]) { Hole = "#{" },
        ["perl"] = new(["#"], [("=pod", "=cut"), ("=head1", "=cut")]),
        ["r"] = new(["#"], []),
        ["rmarkdown"] = new([], [("<!--", "-->")]) { Quotes = "" },
        ["julia"] = new(["#"], [("#=", "=#")]) { Quotes = "\"", TripleQuotes = true },
        ["elixir"] = new(["#"], []) { Quotes = "\"", TripleQuotes = true, Hole = "#{" },
        ["makefile"] = new(["#"], []) { Quotes = "" },
        ["powershell"] = new(["#"], [("<#", "#>")]) { Escape = '`', Hole = "$(" },
        ["batch"] = new(["rem ", "REM ", "::"], []) { Quotes = "\"", OnlyAtLineStart = true, Escape = '\0' },
        ["awk"] = new(["#"], []) { Quotes = "\"" },
        ["sql"] = new(["--", "#"], [("/*", "*/")]) { Quotes = "'", Escape = '\0', IsMultiLine = true },
        ["lua"] = new(["--"], [("--[[", "]]"), ("--[=[", "]=]")]),
        ["haskell"] = new(["--"], [("{-", "-}")]) { Quotes = "\"" },
        ["matlab"] = new(["%"], [("%{", "%}")]) { Escape = '\0' },
        ["erlang"] = new(["%"], []) { Quotes = "\"" },
        ["clojure"] = new([";"], []) { Quotes = "\"", IsMultiLine = true },
        ["vb"] = new(["'", "REM "], []) { Quotes = "\"", Escape = '\0' },
        ["fsharp"] = new(["//"], [("(*", "*)")]) { Quotes = "\"", TripleQuotes = true, IsMultiLine = true },
        ["latex"] = new(["%"], []) { Quotes = "", },
        ["toml"] = new(["#"], []) { TripleQuotes = true, QuotedIsCode = true },
        ["ini"] = new(["#", ";"], []) { Quotes = "", OnlyAtLineStart = true },
        ["requirements"] = new(["#"], []) { Quotes = "", AfterSpace = true },
        ["dotenv"] = new(["#"], []) { AfterSpace = true, QuotedIsCode = true },
        ["dockerfile"] = new(["#"], []) { Quotes = "", OnlyAtLineStart = true },
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Markup = new[] { "html", "vue", "svelte", "astro", "razor", "xml" }.ToFrozenSet();

    /// <summary>True for the languages in which braces, not line ends, close a block.</summary>
    public static bool HasBraces(string? language) => language is not null && Curly.ContainsKey(language) && language is not "json";

    /// <summary>The part of every character. A language without a lexer is all code.</summary>
    public static Part[] Map(string? language, string text)
    {
        var map = new Part[text.Length];
        if (language is null)
            return map;
        if (language is "python")
            new PythonScanner(text, map).Run();
        else if (language is "shell")
            new ShellScanner(text, map).Run();
        else if (language is "yaml")
            new YamlScanner(text, map).Run();
        else if (Curly.TryGetValue(language, out var curly))
            new CurlyScanner(text, map, curly).Run();
        else if (Plain.TryGetValue(language, out var plain))
            new PlainScanner(text, map, plain).Run();
        else if (Markup.Contains(language))
            new MarkupScanner(text, map, language).Run();
        return map;
    }
}
