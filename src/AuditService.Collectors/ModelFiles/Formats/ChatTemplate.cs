using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using AuditService.Collectors.ModelFiles.Contents;
using AuditService.Collectors.ModelFiles.Pickles;
using AuditService.Core;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>
/// Jinja chat templates, rendered by the inference server with the first message. Outside a sandbox a template that walks from any object to
/// Python's internals runs code (CVE-2024-34359 and its followers). Only what stands in blocks is code: the rest is text for the model.
/// </summary>
internal static class ChatTemplate
{
    private const int MaximumTemplate = 1024 * 1024;
    private static readonly BoundedRegex Internals = new(@"(^|[^\w])__\w+|\.\s*(func_globals|func_code|gi_frame|gi_code|cr_frame|cr_code|ag_frame|f_globals|f_locals|f_builtins|tb_frame|mro)\b");
    private static readonly BoundedRegex AttributeFilter = new(@"\|\s*attr\s*\(");
    private static readonly BoundedRegex Gadgets = new(@"\b(lipsum|get_flashed_messages|url_for|popen|subprocess|importlib|eval|exec|execfile|getattr)\s*[.(\[]|\bos\s*\.\s*\w+\s*\(|\blipsum\b");
    private static readonly BoundedRegex OtherGlobals = new(@"\b(cycler|joiner)\b");
    private static readonly BoundedRegex OtherTemplates = new(@"^[-+]?\s*(include|import|from|extends)\b");
    private static readonly BoundedRegex HugeRange = new(@"\brange\s*\(\s*(\d+\s*,\s*)?\d{7,}");
    private static readonly BoundedRegex HugeNumber = new(@"\d{7,}\s*\*|\*\s*\d{7,}|\*\*\s*\d{3,}|\*\*\s*\d+\s*\*\*|\|\s*(center|indent|batch|slice)\s*\([^)]*\d{7,}|\.\s*(center|ljust|rjust|zfill)\s*\([^)]*\d{7,}|(\d{4,}[^\w{}]*\*[^\w{}]*){2,}|(\*[^\w{}]*\d{4,}[^\w{}]*){2,}");
    private static readonly BoundedRegex OwnPrivate = new(@"\bself\s*\.\s*_\w+|\b_TemplateReference\w*");
    private static readonly BoundedRegex CharacterCode = new("%c");
    private static readonly BoundedRegex HiddenUnderscore = new(@"\\x5f|\\u005f|\\U0000005f|\\137|\\N\{LOW LINE\}", RegexOptions.IgnoreCase);
    private static readonly BoundedRegex Dunder = new(@"^__\w+__$");
    private static readonly BoundedRegex PartOfDunder = new(@"^(__\w*|\w*__|_+)$");
    private static readonly BoundedRegex Assembling = new(@"[~+*%]|\|\s*(join|format|replace|reverse)\b|\.\s*(join|format|replace)\s*\(");

    private static readonly BoundedRegex Multiplied = new(@"""""\s*\*|\*\s*""""");

    private static readonly FrozenSet<string> WaysIn = FrozenSet.Create(
        StringComparer.Ordinal,
        "__class__", "__globals__", "__builtins__", "__subclasses__", "__mro__", "__base__", "__bases__", "__init__", "__import__", "__getitem__", "__dict__", "__getattribute__",
        "__reduce__", "__reduce_ex__", "__code__", "__closure__", "__loader__", "__spec__", "__call__", "__func__", "__self__", "__module__", "__wrapped__", "__init_subclass__");

    private static readonly FrozenSet<string> PowersByName = FrozenSet.Create(
        StringComparer.Ordinal, "popen", "Popen", "subprocess", "check_output", "os", "posix", "eval", "exec", "importlib", "builtins", "import_module", "mro", "func_globals");

    public static void ReadFile(ModelContent content, ModelReading reading, ModelScanLimits limits)
    {
        using var about = reading.About(ModelTopic.Template);
        reading.Format = ModelFormats.ChatTemplate;
        if (content.All(MaximumTemplate) is not { } bytes)
        {
            reading.Incomplete("gabarit démesuré", "oversized template");
            return;
        }
        Check(Encoding.UTF8.GetString(bytes), Path.GetFileName(content.Name), reading, limits);
    }

    public static void Check(string template, string where, ModelReading reading, ModelScanLimits limits)
    {
        using var about = reading.About(ModelTopic.Template);
        if (template.Length > Math.Min(MaximumTemplate, limits.TextBytes))
        {
            reading.Incomplete($"gabarit démesuré ({where})", $"oversized template ({where})");
            template = template[..MaximumTemplate];
        }
        foreach (var block in Blocks(template))
            CheckBlock(block, ModelReading.Quote(where), reading);
    }

    private static void CheckBlock(Block block, string where, ModelReading reading)
    {
        var code = block.Code;
        if (Internals.Match(code) is { Success: true } inner)
            Accuse(where, inner.Value.Trim(), reading);
        if (AttributeFilter.IsMatch(code))
            Accuse(where, "|attr(", reading);
        if (Gadgets.Match(code) is { Success: true } gadget)
            Accuse(where, gadget.Value.Trim(), reading);
        if (OtherGlobals.Match(code) is { Success: true } other)
            Doubt(where, other.Value, reading);
        if (block.IsStatement && OtherTemplates.Match(code) is { Success: true } load)
            Doubt(where, load.Value.Trim(), reading);
        if (HugeRange.Match(code) is { Success: true } range)
            Doubt(where, range.Value, reading);
        if (HugeNumber.Match(code) is { Success: true } huge)
            Doubt(where, huge.Value, reading);
        if (OwnPrivate.Match(code) is { Success: true } own)
            Accuse(where, own.Value, reading);
        if (Assembling.IsMatch(code) && block.Literals.Find(literal => CharacterCode.IsMatch(literal.Raw)) is { } spelt)
            Doubt(where, spelt.Raw, reading);
        // ('_' * 2) and '_' ~ '_' have no other purpose.
        if (Multiplied.IsMatch(code) && block.Literals.Exists(IsUnderscore) || block.Literals.Count(IsUnderscore) > 1 && Assembling.IsMatch(code))
            Accuse(where, "'_'", reading);
        var isAssembled = Assembling.IsMatch(code);
        foreach (var literal in block.Literals)
            CheckLiteral(literal, isAssembled, where, reading);
    }

    private static bool IsUnderscore(Literal literal) => literal.Raw.Length > 0 && literal.Raw.All(letter => letter == '_');

    private static void CheckLiteral(Literal literal, bool isAssembled, string where, ModelReading reading)
    {
        var text = PythonEscapes.DecodeText(literal.Raw);
        var isSubscript = literal.Before is '[';
        if (HiddenUnderscore.IsMatch(literal.Raw))
            Accuse(where, literal.Raw, reading);
        else if (WaysIn.FirstOrDefault(way => text.Contains(way, StringComparison.Ordinal)) is { } found)
            Accuse(where, found, reading);
        else if (isSubscript && (Dunder.IsMatch(text) || PowersByName.Contains(text)))
            Accuse(where, text, reading);
        else if (isAssembled && text.Contains("__", StringComparison.Ordinal) && PartOfDunder.IsMatch(text))
            Accuse(where, text, reading);
        else if (isSubscript && isAssembled && PartOfDunder.IsMatch(text))
            Accuse(where, text, reading);
        else if (text.Contains("os.popen", StringComparison.Ordinal) || text.Contains("os.system", StringComparison.Ordinal))
            Doubt(where, text, reading);
    }

    private static void Accuse(string where, string what, ModelReading reading)
    {
        var shown = ModelReading.Quote(what);
        reading.Accuse(
            $"Le gabarit {where} atteint les entrailles de Python : « {shown} ».",
            $"The template {where} reaches into Python's internals: \"{shown}\".");
    }

    private static void Doubt(string where, string what, ModelReading reading)
    {
        var shown = ModelReading.Quote(what);
        reading.Doubt($"Le gabarit {where} contient une construction inhabituelle : « {shown} ».", $"The template {where} holds an unusual construct: \"{shown}\".");
    }

    /// <summary>The <c>{{ }}</c> and <c>{% %}</c> of a template, with their string literals set apart; a block that does not end runs to the end.</summary>
    private static IEnumerable<Block> Blocks(string template)
    {
        var at = 0;
        while (at < template.Length - 1)
        {
            var open = template.IndexOf('{', at);
            if (open < 0 || open == template.Length - 1)
                yield break;
            switch (template[open + 1])
            {
                case '#':
                    var end = template.IndexOf("#}", open + 2, StringComparison.Ordinal);
                    at = end < 0 ? template.Length : end + 2;
                    break;
                case '{' or '%':
                    yield return ReadBlock(template, open, out at);
                    break;
                default:
                    at = open + 1;
                    break;
            }
        }
    }

    private static Block ReadBlock(string template, int open, out int after)
    {
        var isStatement = template[open + 1] == '%';
        var close = isStatement ? '%' : '}';
        var code = new StringBuilder();
        var literals = new List<Literal>();
        var before = ' ';
        var at = open + 2;
        while (at < template.Length)
        {
            var letter = template[at];
            if (letter == close && at + 1 < template.Length && template[at + 1] == '}')
            {
                after = at + 2;
                return new Block(isStatement, code.ToString(), literals);
            }
            if (letter is '\'' or '"')
            {
                var start = ++at;
                while (at < template.Length && template[at] != letter)
                    at += template[at] == '\\' ? 2 : 1;
                var stop = Math.Min(at, template.Length);
                literals.Add(new Literal(template[start..stop], before));
                code.Append("\"\"");
                at = stop + 1;
                before = '"';
                continue;
            }
            code.Append(letter);
            if (!char.IsWhiteSpace(letter))
                before = letter;
            at++;
        }
        after = template.Length;
        return new Block(isStatement, code.ToString(), literals);
    }

    private sealed record Block(bool IsStatement, string Code, List<Literal> Literals);

    /// <param name="Raw">As written between the quotes.</param>
    /// <param name="Before">The last character of code before it.</param>
    private sealed record Literal(string Raw, char Before);
}
