using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>
/// Tells the source of a template (Jinja, Django, Twig, Liquid, Nunjucks, Go, Handlebars, ERB, EJS, ASP, JSP, PHP, Blade, Razor, Thymeleaf,
/// FreeMarker) from a page, by what these languages write where a browser would show it: outside code samples, outside what client-side
/// libraries read, and not in the middle of a sentence, where a text speaks of them.
/// </summary>
internal static class TemplateSyntax
{
    /// <summary>Beside an expression in the same text: "Price:", "Hello", and not a sentence about it.</summary>
    private const int MostOtherLetters = 24;

    private static readonly string[] Samples = ["pre", "code", "samp", "kbd", "textarea", "xmp", "listing", "plaintext", "template", "noscript"];

    /// <summary>Attributes whose value is a piece of script or of a client-side binding.</summary>
    private static readonly string[] ClientPrefixes = ["on", ":", "@", "#", "[", "(", "*", "v-", "x-", "ng-", "data-ng-", "hx-"];

    private static readonly string[] ServerPrefixes = ["th:", "data-th-", "asp-", "xmlns:th", "{%", "<%", "<?"];

    private static readonly string[] ServerElements = ["jsp:", "c:", "fmt:", "ui:", "h:", "f:", "tiles:", "th:"];

    /// <summary>Attributes that say where something lies or how it looks: an expression in them leaves the rest of the element as it is written.</summary>
    private static readonly string[] Harmless = ["src", "href", "srcset", "action", "formaction", "poster", "data", "value", "class", "style", "content", "th:src", "th:href", "th:action", "th:value", "th:class"];

    public static TemplateTrace Find(IDocument document, string source)
    {
        if (FrontMatter.IsMatch(source))
            return TemplateTrace.Certain;
        var isPossible = false;
        // A page that shows such signs writes them as entities.
        var isUnescaped = source.Contains("<%", StringComparison.Ordinal) || source.Contains("<#", StringComparison.Ordinal);
        foreach (var node in document.Descendants())
        {
            if (node is IElement element)
            {
                if (IsCertain(element))
                    return TemplateTrace.Certain;
                isPossible |= element.Attributes.Any(attribute => IsExpression(attribute) && !IsSample(element));
            }
            else if (node is IComment comment)
            {
                // A browser reads a processing instruction as a comment.
                if (comment.Data.StartsWith("?php", StringComparison.OrdinalIgnoreCase) || comment.Data.StartsWith("?=", StringComparison.Ordinal))
                    return TemplateTrace.Certain;
            }
            else if (node is IText { ParentElement: { } parent } text)
            {
                if (parent.LocalName is "script" or "style")
                {
                    if (IsExecutable(parent) && (Tag.IsMatch(text.Data) || Php.IsMatch(text.Data) || Call.IsMatch(text.Data)))
                        return TemplateTrace.Certain;
                    isPossible |= parent.LocalName == "script" && IsExecutable(parent) && ScriptExpression.IsMatch(text.Data);
                }
                else if (!IsSample(parent))
                {
                    if (IsInstruction(text.Data) || (isUnescaped && (Percent.IsMatch(text.Data) || FreeMarker.IsMatch(text.Data))))
                        return TemplateTrace.Certain;
                    isPossible |= IsMadeOfExpressions(text.Data);
                }
            }
        }
        return isPossible ? TemplateTrace.Possible : TemplateTrace.None;
    }

    /// <summary>The source with what its language comments out blanked, every character in its place.</summary>
    public static string WithoutComments(string source) => Comments.Replace(source, comment => Blanks.Replace(comment.Value, " "));

    /// <summary>The template is the whole document, and takes nothing of other files in.</summary>
    public static bool IsWholeDocument(string source) => Root.IsMatch(source) && !Inclusion.IsMatch(source);

    /// <summary>Whether what is written of the element, and in it, is what a browser will get, whatever the expressions become.</summary>
    public static bool IsPlain(IElement element) =>
        element.QuerySelectorAll("*").Prepend(element).All(part => part.Attributes.All(IsSettled))
        && element.Descendants().All(node => node is not (IText or IComment) || !HoldsSyntax(node.TextContent));

    public static bool HoldsSyntax(string text) => AnySyntax.IsMatch(text);

    private static bool IsCertain(IElement element) =>
        ServerElements.Any(prefix => element.LocalName.StartsWith(prefix, StringComparison.Ordinal))
        || element.Attributes.Any(attribute => ServerPrefixes.Any(prefix => attribute.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            || (!IsClientSide(attribute) && (Tag.IsMatch(attribute.Value) || Percent.IsMatch(attribute.Value) || Php.IsMatch(attribute.Value) || Call.IsMatch(attribute.Value))));

    private static bool IsInstruction(string text) => TagLine.IsMatch(text) || BlockLine.IsMatch(text) || BladeLine.IsMatch(text) || RazorLine.IsMatch(text);

    private static bool IsMadeOfExpressions(string text) => Expression.IsMatch(text) && Expression.Replace(text, "").Count(char.IsLetter) <= MostOtherLetters;

    private static bool IsExpression(IAttr attribute) =>
        attribute.Name.StartsWith("{{", StringComparison.Ordinal)
        || (!IsClientSide(attribute) && !attribute.Name.StartsWith("data-", StringComparison.OrdinalIgnoreCase) && Expression.IsMatch(attribute.Value));

    private static bool IsSettled(IAttr attribute) =>
        !HoldsSyntax(attribute.Name) && !(IsClientSide(attribute) && !attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
        && (Harmless.Contains(attribute.Name, StringComparer.OrdinalIgnoreCase)
            || (!ServerPrefixes.Any(prefix => attribute.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) && !HoldsSyntax(attribute.Value)));

    private static bool IsClientSide(IAttr attribute) => ClientPrefixes.Any(prefix => attribute.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsSample(IElement element) => element.Ancestors().Prepend(element).Any(around =>
        Samples.Contains(around.LocalName, StringComparer.Ordinal) || around.HasAttribute("v-pre") || around.HasAttribute("ng-non-bindable"));

    /// <summary>Other types hold templates for a library in the page, which are its own affair.</summary>
    private static bool IsExecutable(IElement part) => part.LocalName == "style" || PageScripts.IsExecutable(part);

    private static readonly BoundedRegex Tag = new(@"\{%[-+~]?\s*[a-z_]\w*[^%]*%\}", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex Percent = new(@"<%[-=@#!$~\s\w]");

    private static readonly BoundedRegex Php = new(@"<\?(php\s|=)", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex TagLine = new(@"^\s*\{%[-+~]?\s*[a-z_]\w*[^%]*%\}", RegexOptions.IgnoreCase | RegexOptions.Multiline);

    /// <summary>Handlebars, Mustache and Go: opening, closing and taking in of blocks.</summary>
    private static readonly BoundedRegex BlockLine = new(@"^\s*\{\{~?-?\s*([#/>^]\s*\w|(define|template|range|end|partial|else)\b)", RegexOptions.Multiline);

    /// <summary>Functions that only the server has.</summary>
    private static readonly BoundedRegex Call = new(@"\{\{-?\s*(url_for|super|csrf_token|get_flashed_messages|asset|route|mix)\s*\(");

    private static readonly BoundedRegex BladeLine = new(@"^\s*@((extends|section|yield|include\w*|foreach|forelse|component|lang|vite|push|stack|if|isset|empty)\s*\(|(csrf|endsection|endif|endforeach|endforelse|endpush)\b)", RegexOptions.Multiline);

    private static readonly BoundedRegex RazorLine = new(@"^\s*@((page|model|using|inject|inherits|layout|addTagHelper|await)\b|Render(Body|Section)|\{|(foreach|if|for)\s*\()", RegexOptions.Multiline);

    private static readonly BoundedRegex FreeMarker = new(@"</?#(if|list|include|macro|assign|import|else|function)\b");

    private static readonly BoundedRegex Expression = new(@"\{\{[^{}]+\}\}|\{!!.+?!!\}|[$#]\{\s*[A-Za-z_][^{}]*\}|@(Model|Html|Url|ViewBag|ViewData|TempData)[.\[][\w.]+");

    /// <summary>An expression where JavaScript admits no block: after an equals sign, an opening bracket, a comma or a colon.</summary>
    private static readonly BoundedRegex ScriptExpression = new(@"[=(,:]\s*\{\{[^{}]*\}\}");

    private static readonly BoundedRegex FrontMatter = new(@"^\uFEFF?---[ \t]*\r?\n(.*\r?\n)*?---[ \t]*\r?\n");

    private static readonly BoundedRegex Comments = new(@"\{#.*?#\}|\{%-?\s*comment\b.*?endcomment\s*-?%\}|<%--.*?--%>|<%#.*?%>|\{\{!?--.*?--\}\}|@\*.*?\*@|<#--.*?-->", RegexOptions.Singleline);

    private static readonly BoundedRegex Blanks = new(@"[^\r\n]");

    private static readonly BoundedRegex Root = new(@"<html[\s>]", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex Inclusion = new(@"\{%[-+~]?\s*(extends|block|include|import|from|embed|use|render|layout|section|slot|component)\b|\{\{~?-?\s*(>|template|block|partial|yield|content|super)|<%[-=@]?\s*(include|yield|render|content_for|@?\s*include)|@(extends|section|yield|include|component|Render\w+|await)|<\?(php|=)|th:(replace|insert|include|fragment)|<jsp:include|<#(include|import)|<ui:", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex AnySyntax = new(@"\{\{|\{%|\{!!|<%|<\?|[$#*@~]\{|\[\[|</?#\w|(^|\s)@\w+|\}\}|%\}|%>");
}
