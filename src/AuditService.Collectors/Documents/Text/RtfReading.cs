using System.Globalization;
using System.Text;

namespace AuditService.Collectors.Documents.Text;

/// <summary>
/// Rich Text Format (specification 1.9.1): text, title and default language; no accessibility rules. Groups of unknown destinations are
/// skipped as the specification asks; embedded objects and pictures are never decoded.
/// </summary>
internal sealed class RtfReading
{
    private const int DeepestGroup = 1_000;

    private static readonly HashSet<string> SkippedDestinations =
    [
        "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator", "pict", "object", "objdata", "themedata", "colorschememapping",
        "datastore", "latentstyles", "xmlnstbl", "fldinst", "bkmkstart", "bkmkend", "author", "operator", "company", "keywords", "subject", "doccomm", "creatim", "revtim",
        "printim", "manager", "category", "comment", "hlinkbase", "pgdsctbl", "filetbl", "revtbl", "template", "mmathPr", "wgrffmtfilter", "nonshppict", "shpinst", "annotation",
        "atnid", "atnauthor", "footnote", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "listtext", "pntext",
    ];

    private readonly byte[] bytes;
    private readonly KeptText kept;
    private readonly Stack<State> groups = new();
    private readonly StringBuilder line = new();
    private readonly StringBuilder titleText = new();
    private readonly List<byte> pending = [];
    private State state = new();
    private Encoding encoding = WesternText.CodePage(1252);
    private int languageCode;
    private int paragraphNumber;
    private bool hasObject;

    private RtfReading(byte[] bytes, DocumentLimits limits)
    {
        this.bytes = bytes;
        kept = new KeptText(limits);
    }

    public static DocumentReading Read(string source, ReadOnlyMemory<byte> content, DocumentLimits limits)
    {
        var reader = new RtfReading(content.ToArray(), limits);
        reader.Run();
        var ledger = new RuleLedger(limits);
        if (reader.hasObject)
            ledger.Active("DOC-04", DocumentPlace.WholeDocument, "le fichier incorpore un objet", "the file embeds an object");
        var title = reader.titleText.ToString().Trim();
        return TextReading.Of(source, DocumentKind.Rtf, reader.kept, limits) with
        {
            Title = title.Length == 0 ? null : title,
            DeclaredLanguage = LanguageOf(reader.languageCode),
            Observations = ledger.Observations(),
        };
    }

    private void Run()
    {
        var i = 0;
        while (i < bytes.Length)
        {
            var b = bytes[i];
            switch (b)
            {
                case (byte)'{':
                    if (groups.Count >= DeepestGroup)
                        throw DocumentRefusedException.Limit($"les groupes s'imbriquent plus de {DeepestGroup} fois", $"groups nest deeper than {DeepestGroup}");
                    FlushBytes();
                    groups.Push(state);
                    i++;
                    break;
                case (byte)'}':
                    FlushBytes();
                    if (groups.TryPop(out var outer))
                        state = outer;
                    i++;
                    break;
                case (byte)'\\':
                    i = ReadControl(i + 1);
                    break;
                case (byte)'\r' or (byte)'\n':
                    i++;
                    break;
                default:
                    AppendByte(b);
                    i++;
                    break;
            }
        }

        EndParagraph();
    }

    private int ReadControl(int i)
    {
        if (i >= bytes.Length)
            return i;
        var c = (char)bytes[i];
        if (!char.IsAsciiLetter(c))
            return ReadSymbol(c, i + 1);
        var start = i;
        while (i < bytes.Length && char.IsAsciiLetter((char)bytes[i]) && i - start < 32)
            i++;
        var word = Encoding.ASCII.GetString(bytes, start, i - start);
        var numberStart = i;
        if (i < bytes.Length && bytes[i] == '-')
            i++;
        while (i < bytes.Length && char.IsAsciiDigit((char)bytes[i]) && i - numberStart < 11)
            i++;
        int? number = int.TryParse(Encoding.ASCII.GetString(bytes, numberStart, i - numberStart), CultureInfo.InvariantCulture, out var value) ? value : null;
        if (i < bytes.Length && bytes[i] == ' ')
            i++;
        return Apply(word, number, i);
    }

    private int ReadSymbol(char symbol, int i)
    {
        switch (symbol)
        {
            case '\'':
                if (i + 2 <= bytes.Length && byte.TryParse(Encoding.ASCII.GetString(bytes, i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
                    AppendByte(b);
                return Math.Min(i + 2, bytes.Length);
            case '*':
                state.Skip = true;
                return i;
            case '~':
                Append("\u00A0");
                return i;
            case '_':
                Append("-");
                return i;
            case '\\' or '{' or '}':
                Append(symbol.ToString());
                return i;
            default:
                return i;
        }
    }

    private int Apply(string word, int? number, int next)
    {
        switch (word)
        {
            case "par" or "row" or "sect" or "page" or "cell":
                EndParagraph();
                break;
            case "line" or "tab" or "emspace" or "enspace":
                Append(" ");
                break;
            case "emdash":
                Append("—");
                break;
            case "endash":
                Append("–");
                break;
            case "lquote" or "rquote":
                Append("’");
                break;
            case "ldblquote" or "rdblquote":
                Append("\"");
                break;
            case "bullet":
                Append("•");
                break;
            case "u" when number is { } code:
                Append(((char)(ushort)code).ToString());
                return SkipFallback(next);
            case "uc" when number is { } count:
                state.FallbackCharacters = Math.Clamp(count, 0, 16);
                break;
            case "ansicpg" when number is { } page:
                encoding = WesternText.CodePage(page);
                break;
            case "deflang" when number is { } language:
                languageCode = language;
                break;
            case "bin" when number is > 0:
                return (int)Math.Min((long)next + number.Value, bytes.Length);
            case "v":
                state.Hidden = number is not 0;
                break;
            case "plain":
                state.Hidden = false;
                break;
            case "title":
                state.InTitle = true;
                break;
            case "outlinelevel" when number is >= 0 and <= 8:
                state.Level = number.Value + 1;
                break;
            case "pard":
                state.Level = null;
                break;
            case "object" or "objdata":
                hasObject = true;
                state.Skip = true;
                break;
            default:
                if (SkippedDestinations.Contains(word))
                    state.Skip = true;
                break;
        }

        return next;
    }

    /// <summary>After a Unicode character stand the characters of older readers, each a byte, an escape or a control word.</summary>
    private int SkipFallback(int i)
    {
        for (var left = state.FallbackCharacters; left > 0 && i < bytes.Length && bytes[i] is not ((byte)'{' or (byte)'}'); left--)
            i += bytes[i] == '\\' && i + 1 < bytes.Length && bytes[i + 1] == '\'' ? 4 : 1;
        return Math.Min(i, bytes.Length);
    }

    private void AppendByte(byte b)
    {
        if (!state.Skip || state.InTitle)
            pending.Add(b);
    }

    private void Append(string text)
    {
        FlushBytes();
        if (state.InTitle)
            titleText.Append(text);
        else if (state is { Skip: false, Hidden: false })
            line.Append(text);
    }

    private void FlushBytes()
    {
        if (pending.Count == 0)
            return;
        var text = encoding.GetString([.. pending]);
        pending.Clear();
        Append(text);
    }

    private void EndParagraph()
    {
        FlushBytes();
        if (state.Skip)
            return;
        var text = string.Join(' ', line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line.Clear();
        if (text.Length > 0)
            kept.Add(new DocumentParagraph(text, state.Level is null ? ParagraphRole.Body : ParagraphRole.Heading, new DocumentPlace(null, ++paragraphNumber), state.Level));
    }

    private static string? LanguageOf(int code)
    {
        if (code is <= 0 or 1024 or > 0xFFFF)
            return null;
        try
        {
            var name = CultureInfo.GetCultureInfo(code).Name;
            return LanguageGuess.Primary(name) is null ? null : name;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    private record struct State
    {
        public State()
        {
        }

        public bool Skip { get; set; }

        public bool Hidden { get; set; }

        public bool InTitle { get; set; }

        public int? Level { get; set; }

        public int FallbackCharacters { get; set; } = 1;
    }
}
