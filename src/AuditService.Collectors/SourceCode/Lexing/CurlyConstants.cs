using System.Text.RegularExpressions;

namespace AuditService.Collectors.SourceCode.Lexing;

/// <summary>
/// Writes out constants where they are given to a call or to a member, in JavaScript, TypeScript, C#, Java and Kotlin: <c>const hash = 'md5';</c> then
/// <c>createHash(hash)</c> reads <c>createHash('md5')</c>. Only words, numbers, true and false, bound once in the file.
/// </summary>
internal static partial class CurlyConstants
{
    private const int MaximumNames = 1000;

    public static ResolvedNames Of(string text, Part[] parts)
    {
        var constants = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (Match match in Declaration().Matches(text))
        {
            var name = match.Groups["name"];
            if (parts[match.Index] != Part.Code || parts[name.Index] != Part.Code)
                continue;
            if (constants.Count >= MaximumNames)
                break;
            constants[name.Value] = constants.ContainsKey(name.Value) ? null : match.Groups["value"].Value;
        }

        if (constants.Count == 0)
            return ResolvedNames.None;
        var uses = new List<(int, int, string)>();
        for (var at = 0; at < text.Length; at++)
        {
            if (parts[at] != Part.Code || !IsNamePart(text[at]))
                continue;
            var start = at;
            while (at < text.Length && IsNamePart(text[at]))
                at++;
            if (constants.TryGetValue(text[start..at], out var value) && value is not null && IsGiven(text, start, at))
                uses.Add((start, at - start, value));
        }

        return uses.Count == 0 ? ResolvedNames.None : new(uses, []);
    }

    /// <summary>Between an opening bracket, a comma, a colon or an equals sign, and a comma or a closing bracket or the end of the statement.</summary>
    private static bool IsGiven(string text, int start, int end)
    {
        var before = start - 1;
        while (before >= 0 && char.IsWhiteSpace(text[before]))
            before--;
        while (end < text.Length && text[end] is ' ' or '\t')
            end++;
        return before >= 0 && text[before] is '(' or ',' or ':' or '=' or '[' && end < text.Length && text[end] is ')' or ',' or '}' or ']' or ';' or '\n' or '\r';
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    [GeneratedRegex(@"\b(?:const|final|readonly)\s+(?:[A-Za-z_][\w.<>\[\]?]{0,60}\s+)?(?<name>[A-Za-z_$][\w$]{0,60})\s*(?::\s*[\w.<>\[\]|]{1,40}\s*)?=\s*(?<value>true|false|null|[0-9]{1,12}|""[\w ./:+@-]{1,60}""|'[\w ./:+@-]{1,60}'|`[\w ./:+@-]{1,60}`)\s*(?:;|\r?\n)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
