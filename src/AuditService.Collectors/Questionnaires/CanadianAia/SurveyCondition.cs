namespace AuditService.Collectors.Questionnaires.CanadianAia;

/// <summary>A condition of SurveyJS (<c>visibleIf</c>), parsed: tells from the answers whether it holds.</summary>
internal sealed class SurveyCondition
{
    private const int MaximumLength = 10_000;
    private const int MaximumDepth = 50;

    private static readonly string[] Comparisons = ["=", "==", "equal", "<>", "!=", "notequal", ">", "greater", "<", "less", ">=", "greaterorequal", "<=", "lessorequal", "contains", "contain", "notcontains", "notcontain", "anyof", "allof"];

    private readonly Func<IReadOnlyDictionary<string, SurveyValue>, bool> holds;

    private SurveyCondition(Func<IReadOnlyDictionary<string, SurveyValue>, bool> holds)
    {
        this.holds = holds;
    }

    public bool Holds(IReadOnlyDictionary<string, SurveyValue> answers) => holds(answers);

    /// <returns>Null where it says more than the part of the language that is read here.</returns>
    public static SurveyCondition? Parse(string text)
    {
        if (text.Length > MaximumLength || Tokens(text) is not { } tokens)
            return null;
        var reading = new Reading(tokens);
        return reading.Either(0) is { } holds && reading.IsAtEnd ? new(holds) : null;
    }

    private static List<Token>? Tokens(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (c is '{' or '"' or '\'')
            {
                var end = text.IndexOf(c == '{' ? '}' : c, at + 1);
                if (end < 0)
                    return null;
                tokens.Add(new(c == '{' ? TokenKind.Name : TokenKind.Text, text[(at + 1)..end].Trim()));
                at = end + 1;
            }
            else if (c is '(' or ')' or '[' or ']' or ',')
            {
                tokens.Add(new(TokenKind.Sign, c.ToString()));
                at++;
            }
            else
            {
                var end = at + 1;
                var isSign = IsSign(c);
                while (end < text.Length && !char.IsWhiteSpace(text[end]) && "{}()[],\"'".IndexOf(text[end], StringComparison.Ordinal) < 0 && IsSign(text[end]) == isSign)
                    end++;
                tokens.Add(new(TokenKind.Word, text[at..end]));
                at = end;
            }
        }

        return tokens;
    }

    private static bool IsSign(char c) => c is '=' or '<' or '>' or '!' or '&' or '|';

    private enum TokenKind
    {
        Name,
        Text,
        Word,
        Sign,
    }

    private sealed record Token(TokenKind Kind, string Value);

    /// <summary>Or binds less than and; parentheses group.</summary>
    private sealed class Reading(List<Token> tokens)
    {
        private int next;

        public bool IsAtEnd => next == tokens.Count;

        public Func<IReadOnlyDictionary<string, SurveyValue>, bool>? Either(int depth)
        {
            var left = Both(depth);
            while (left is not null && TakeWord("or", "||"))
            {
                if (Both(depth) is not { } right)
                    return null;
                var first = left;
                left = answers => first(answers) || right(answers);
            }

            return left;
        }

        private Func<IReadOnlyDictionary<string, SurveyValue>, bool>? Both(int depth)
        {
            var left = One(depth);
            while (left is not null && TakeWord("and", "&&"))
            {
                if (One(depth) is not { } right)
                    return null;
                var first = left;
                left = answers => first(answers) && right(answers);
            }

            return left;
        }

        private Func<IReadOnlyDictionary<string, SurveyValue>, bool>? One(int depth)
        {
            if (depth > MaximumDepth)
                return null;
            if (TakeWord("!", "negate"))
                return One(depth + 1) is { } denied ? answers => !denied(answers) : null;
            if (!TakeSign("("))
                return Comparison();
            return Either(depth + 1) is { } inner && TakeSign(")") ? inner : null;
        }

        private Func<IReadOnlyDictionary<string, SurveyValue>, bool>? Comparison()
        {
            if (Operand() is not { } left || next >= tokens.Count || tokens[next] is not { Kind: TokenKind.Word, Value: var word })
                return null;
            next++;
            switch (word.ToLowerInvariant())
            {
                case "empty":
                    return answers => left(answers).IsEmpty;
                case "notempty":
                    return answers => !left(answers).IsEmpty;
                case var comparison when Comparisons.Contains(comparison, StringComparer.Ordinal) && Operand() is { } right:
                    return answers => Compare(comparison, left(answers), right(answers));
                default:
                    return null;
            }
        }

        private static bool Compare(string comparison, SurveyValue left, SurveyValue right) => comparison switch
        {
            "=" or "==" or "equal" => left.SameAs(right),
            "<>" or "!=" or "notequal" => !left.SameAs(right),
            "contains" or "contain" or "allof" => left.Contains(right),
            "notcontains" or "notcontain" => !left.Contains(right),
            "anyof" => right.Items.Any(left.Has),
            ">" or "greater" => left.Number > right.Number,
            "<" or "less" => left.Number < right.Number,
            ">=" or "greaterorequal" => left.Number >= right.Number,
            _ => left.Number <= right.Number,
        };

        private Func<IReadOnlyDictionary<string, SurveyValue>, SurveyValue>? Operand()
        {
            if (TakeSign("["))
                return Many();
            if (next >= tokens.Count)
                return null;
            var token = tokens[next++];
            switch (token.Kind)
            {
                case TokenKind.Name:
                    return answers => answers.GetValueOrDefault(token.Value, SurveyValue.Nothing);
                case TokenKind.Text or TokenKind.Word when !token.Value.Any(IsSign) || token.Kind == TokenKind.Text:
                    var value = SurveyValue.One(token.Value);
                    return _ => value;
                default:
                    return null;
            }
        }

        private Func<IReadOnlyDictionary<string, SurveyValue>, SurveyValue>? Many()
        {
            var items = new List<string>();
            while (!TakeSign("]"))
            {
                if (items.Count > 0 && !TakeSign(","))
                    return null;
                if (next >= tokens.Count || tokens[next] is not { Kind: TokenKind.Text or TokenKind.Word, Value: var item })
                    return null;
                items.Add(item);
                next++;
            }

            var value = new SurveyValue(items, IsMany: true);
            return _ => value;
        }

        private bool TakeWord(params string[] words) => Take(token => token.Kind == TokenKind.Word && words.Contains(token.Value, StringComparer.OrdinalIgnoreCase));

        private bool TakeSign(string sign) => Take(token => token.Kind == TokenKind.Sign && token.Value == sign);

        private bool Take(Func<Token, bool> wanted)
        {
            if (next >= tokens.Count || !wanted(tokens[next]))
                return false;
            next++;
            return true;
        }
    }
}
