namespace AuditService.Collectors.WebPages.Dom;

/// <summary>
/// Reads style sheets and <c>style</c> attributes far enough to know which selectors declare what. It knows comments, strings, blocks and nested
/// groups; it does not compute a cascade.
/// </summary>
internal static class StyleReader
{
    private const int MaximumRules = 20_000;
    private const int MaximumDepth = 12;

    /// <summary>Rules in their order; <paramref name="unread"/> is true when the sheet refers to another one or exceeds the bounds.</summary>
    public static IReadOnlyList<StyleRule> Rules(string css, string? media, out bool unread)
    {
        var rules = new List<StyleRule>();
        var reading = new Reading(WithoutComments(css), rules);
        reading.Block(0, media, depth: 0);
        unread = reading.Unread;
        return rules;
    }

    public static IReadOnlyDictionary<string, StyleValue> Declarations(string text)
    {
        var declarations = new Dictionary<string, StyleValue>(StringComparer.Ordinal);
        foreach (var part in Split(WithoutComments(text), ';'))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                continue;
            var value = part[(colon + 1)..].Trim();
            var important = value.LastIndexOf('!') is var mark and >= 0 && value[(mark + 1)..].Trim().Equals("important", StringComparison.OrdinalIgnoreCase);
            var property = part[..colon].Trim().ToLowerInvariant();
            if (important)
                value = value[..value.LastIndexOf('!')].TrimEnd();
            if (!declarations.TryGetValue(property, out var earlier) || important || !earlier.IsImportant)
                declarations[property] = new StyleValue(value.ToLowerInvariant(), important);
        }
        return declarations;
    }

    /// <summary>Splits at a separator outside strings and brackets.</summary>
    public static IReadOnlyList<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '"' or '\'')
                i = EndOfString(text, i);
            else if (c is '(' or '[' or '{')
                depth++;
            else if (c is ')' or ']' or '}')
                depth = Math.Max(0, depth - 1);
            else if (c == separator && depth == 0)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }
        if (start < text.Length)
            parts.Add(text[start..].Trim());
        return parts;
    }

    private static string WithoutComments(string css)
    {
        if (!css.Contains("/*", StringComparison.Ordinal))
            return css;
        var kept = new System.Text.StringBuilder(css.Length);
        var i = 0;
        while (i < css.Length)
        {
            var start = css.IndexOf("/*", i, StringComparison.Ordinal);
            if (start < 0)
                break;
            kept.Append(css, i, start - i).Append(' ');
            var end = css.IndexOf("*/", start + 2, StringComparison.Ordinal);
            i = end < 0 ? css.Length : end + 2;
        }
        return kept.Append(css, i, css.Length - i).ToString();
    }

    private static int EndOfString(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == text[start])
                return i;
        }
        return text.Length - 1;
    }

    private sealed class Reading(string css, List<StyleRule> rules)
    {
        public bool Unread { get; private set; }

        /// <summary>Reads rules up to the brace that closes the block; returns the position after it.</summary>
        public int Block(int position, string? media, int depth)
        {
            var preludeStart = position;
            for (var i = position; i < css.Length; i++)
            {
                switch (css[i])
                {
                    case '"' or '\'':
                        i = EndOfString(css, i);
                        break;
                    case ';':
                        Unread |= css[preludeStart..i].TrimStart().StartsWith("@import", StringComparison.OrdinalIgnoreCase);
                        preludeStart = i + 1;
                        break;
                    case '}':
                        return i + 1;
                    case '{':
                        i = Rule(css[preludeStart..i].Trim(), i + 1, media, depth) - 1;
                        preludeStart = i + 1;
                        break;
                }
            }
            return css.Length;
        }

        private int Rule(string prelude, int body, string? media, int depth)
        {
            var end = EndOfBlock(body);
            if (depth > MaximumDepth || rules.Count >= MaximumRules)
            {
                Unread = true;
                return end;
            }
            if (!prelude.StartsWith('@'))
            {
                Add(prelude, css[body..Math.Max(body, end - 1)], media, depth);
                return end;
            }
            var name = prelude.Split(' ', '(')[0].ToLowerInvariant();
            if (name == "@media")
                return Block(body, Joined(media, prelude["@media".Length..].Trim()), depth + 1);
            if (name is "@supports" or "@layer" or "@container" or "@scope" or "@starting-style")
                return Block(body, name == "@container" ? Joined(media, prelude) : media, depth + 1);
            if (name.EndsWith("keyframes", StringComparison.Ordinal))
                rules.Add(new StyleRule([prelude], new Dictionary<string, StyleValue>(), media));
            return end;
        }

        /// <summary>Nested rules are read with their parent's selector in place of the ampersand.</summary>
        private void Add(string prelude, string body, string? media, int depth)
        {
            var selectors = Split(prelude, ',');
            if (!body.Contains('{', StringComparison.Ordinal))
            {
                rules.Add(new StyleRule(selectors, Declarations(body), media));
                return;
            }
            var own = new System.Text.StringBuilder();
            var nested = new List<(string Prelude, string Body)>();
            var start = 0;
            for (var i = 0; i < body.Length; i++)
            {
                if (body[i] is '"' or '\'')
                    i = EndOfString(body, i);
                else if (body[i] == ';')
                {
                    own.Append(body, start, i - start + 1);
                    start = i + 1;
                }
                else if (body[i] == '{')
                {
                    var close = EndOfBlock(body, i + 1);
                    nested.Add((body[start..i].Trim(), body[(i + 1)..Math.Max(i + 1, close - 1)]));
                    start = close;
                    i = close - 1;
                }
            }
            own.Append(body, start, body.Length - start);
            rules.Add(new StyleRule(selectors, Declarations(own.ToString()), media));
            foreach (var (inner, innerBody) in nested.Where(_ => depth < MaximumDepth && rules.Count < MaximumRules))
            {
                if (inner.StartsWith("@media", StringComparison.OrdinalIgnoreCase))
                    Add(prelude, innerBody, Joined(media, inner["@media".Length..].Trim()), depth + 1);
                else if (!inner.StartsWith('@'))
                    Add(string.Join(',', from outer in selectors from selector in Split(inner, ',') select Nested(outer, selector)), innerBody, media, depth + 1);
            }
        }

        private static string Nested(string outer, string inner) =>
            inner.Contains('&', StringComparison.Ordinal) ? inner.Replace("&", outer, StringComparison.Ordinal) : $"{outer} {inner}";

        private static string Joined(string? outer, string inner) => string.IsNullOrWhiteSpace(outer) ? inner : $"{outer} and {inner}";

        private int EndOfBlock(int body) => EndOfBlock(css, body);

        private static int EndOfBlock(string text, int body)
        {
            var depth = 1;
            for (var i = body; i < text.Length; i++)
            {
                if (text[i] is '"' or '\'')
                    i = EndOfString(text, i);
                else if (text[i] == '{')
                    depth++;
                else if (text[i] == '}' && --depth == 0)
                    return i + 1;
            }
            return text.Length;
        }
    }
}
