using AuditService.Core;

namespace AuditService.Authoring.Manifests;

/// <summary>What no CSS selector can look like. What passes may still be refused by the browser, which then says so for its state.</summary>
internal static class SelectorSyntax
{
    private static readonly string[] OtherLanguages = ["text=", "xpath=", "css=", "id=", "role="];

    /// <returns>What is wrong, or null.</returns>
    public static LocalizedText? Fault(string selector)
    {
        var text = selector.Trim();
        if (text.Length == 0)
            return new("il est vide", "it is empty");
        if (text.StartsWith('/') || text.StartsWith("..", StringComparison.Ordinal) || OtherLanguages.Any(prefix => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            return new("une autre notation n'est pas lue (XPath, text= ...)", "no other notation is read (XPath, text= ...)");
        if (text[0] is ',' or '>' or '+' or '~' or ')' or ']' or '=')
            return new($"il commence par « {text[0]} »", $"it begins with \"{text[0]}\"");
        var open = new Stack<char>();
        var quote = '\0';
        var last = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\')
                i++;
            else if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c is '(' or '[')
                open.Push(c);
            else if (c is ')' or ']')
            {
                if (!open.TryPop(out var opened) || opened != (c == ')' ? '(' : '['))
                    return new($"« {c} » ne ferme rien", $"\"{c}\" closes nothing");
            }
            else if (open.Count == 0 && c is '{' or '}' or ';' or '@' or '!' or '<')
                return new($"« {c} » n'y a pas sa place", $"\"{c}\" has no place in it");
            else if (open.Count == 0 && c == '>' && last == '>')
                return new("« >> » n'y a pas sa place", "\">>\" has no place in it");
            if (open.Count == 0 && last is '#' or '.' or ':' && !(char.IsLetter(c) || c is '_' or '-' or '\\' || c > '\u007f' || (c == ':' && last == ':')))
                return new($"un nom est attendu après « {last} »", $"a name is expected after \"{last}\"");
            last = quote == '\0' ? c : '\0';
        }

        if (quote != '\0')
            return new("un guillemet n'est pas fermé", "a quotation mark is not closed");
        if (open.TryPeek(out var still))
            return new($"« {still} » n'est pas fermé", $"\"{still}\" is not closed");
        return last is '#' or '.' or ':' or ',' or '>' or '+' or '~' ? new($"il finit par « {last} »", $"it ends with \"{last}\"") : null;
    }
}
