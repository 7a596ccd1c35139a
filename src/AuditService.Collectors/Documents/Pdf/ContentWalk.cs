using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>Walks the content streams of pages and of the forms they draw, keeping the open marked-content sequences.</summary>
internal sealed class ContentWalk(PdfObjects objects, StructureTree tree, IContentVisitor visitor, long budget)
{
    private const int DeepestForms = 12;
    private const int DeepestMarks = 1_000;
    private const int MostForms = 20_000;
    private const int MostCached = 50_000_000;

    private readonly HashSet<IndirectReference> openForms = [];
    private readonly Dictionary<IndirectReference, byte[]?> decodedForms = [];
    private long left = budget;
    private int formsLeft = MostForms;
    private long cached;

    /// <summary>True when the budget of bytes or forms ended the walk: later content was not looked at.</summary>
    public bool IsTruncated => left <= 0 || formsLeft <= 0;

    public void Walk(PdfPage page)
    {
        using var content = new MemoryStream();
        foreach (var stream in objects.Many(page.Dictionary, "Contents").Take(10_000))
        {
            if (objects.Decode(stream) is not { } bytes)
                continue;
            // The parts of a page's content are one stream, cut between tokens.
            content.Write(bytes);
            content.WriteByte((byte)'\n');
            if (content.Length > left)
                break;
        }

        Walk(content.ToArray(), page, page.Resources, null, [], new State(), 0);
    }

    private bool Walk(byte[] content, PdfPage page, DictionaryToken? resources, IndirectReference? stream, List<MarkedContent> marks, State state, int depth)
    {
        left -= content.Length;
        if (left <= 0)
            return false;
        var tokens = new ContentTokens(content);
        var saved = new Stack<State>();
        var floor = marks.Count;
        var holdsIds = false;
        while (tokens.Next() is { } name)
        {
            switch (name)
            {
                case "q" when saved.Count < DeepestMarks:
                    saved.Push(state);
                    break;
                case "Q" when saved.Count > 0:
                    state = saved.Pop();
                    break;
                case "BMC" or "BDC":
                    if (marks.Count < DeepestMarks)
                        holdsIds |= Open(name, tokens.Operands, page, resources, stream, marks);
                    break;
                case "EMC":
                    if (marks.Count > floor)
                        marks.RemoveAt(marks.Count - 1);
                    break;
                case "Tf":
                    state = state with { Font = FontNamed(resources, tokens.Operands) };
                    break;
                case "gs":
                    state = FontOfGraphicsState(resources, tokens.Operands, state);
                    break;
                case "Tr":
                    state = state with { Mode = tokens.Operands is [.., double mode] ? (int)mode : state.Mode };
                    break;
                case "Tj" or "TJ" or "'" or "\"":
                    ShowText(tokens.Operands, state, marks, page);
                    break;
                case "f" or "F" or "f*" or "B" or "B*" or "b" or "b*" or "S" or "s" or "sh" or "EI":
                    visitor.Show(isText: false, marks, page);
                    break;
                case "Do" when left > 0:
                    Draw(tokens.Operands, page, resources, marks, state, depth);
                    break;
            }
        }

        if (marks.Count > floor)
            marks.RemoveRange(floor, marks.Count - floor);
        return holdsIds;
    }

    private bool Open(string name, IReadOnlyList<object?> operands, PdfPage page, DictionaryToken? resources, IndirectReference? stream, List<MarkedContent> marks)
    {
        var tag = operands.Count > 0 && operands[0] is ContentName first ? first.Text : string.Empty;
        var properties = name == "BDC" && operands.Count > 1 ? PropertiesOf(operands[^1], resources) : Properties.None;
        var owner = properties.ContentId is { } id ? tree.OwnerOf(page, stream, id) : null;
        var mark = new MarkedContent(tag, owner, properties.Language, properties.HasActualText, properties.HasAlternative, properties.HasExpansion);
        visitor.Open(mark, marks, page);
        marks.Add(mark);
        return properties.ContentId is not null;
    }

    private Properties PropertiesOf(object? operand, DictionaryToken? resources)
    {
        if (operand is Dictionary<string, object?> inline)
        {
            return new Properties(
                inline.GetValueOrDefault("MCID") is double id ? (int)id : null,
                inline.GetValueOrDefault("Lang") is byte[] language ? ContentTokens.TextOf(language) : null,
                inline.GetValueOrDefault("ActualText") is byte[], inline.GetValueOrDefault("Alt") is byte[], inline.GetValueOrDefault("E") is byte[]);
        }

        return operand is ContentName name && objects.Dictionary(objects.Dictionary(resources, "Properties"), name.Text) is { } named
            ? new Properties(
                objects.Integer(named, "MCID"), objects.Text(named, "Lang"), objects.Text(named, "ActualText") is not null,
                objects.Text(named, "Alt") is not null, objects.Text(named, "E") is not null)
            : Properties.None;
    }

    private void ShowText(IReadOnlyList<object?> operands, State state, List<MarkedContent> marks, PdfPage page)
    {
        var isEmpty = operands.Count == 0 || operands[^1] switch
        {
            byte[] text => text.Length == 0,
            List<object?> pieces => !pieces.Exists(static p => p is byte[] { Length: > 0 }),
            _ => true,
        };
        if (isEmpty)
            return;
        visitor.Show(isText: true, marks, page);
        if (state.Font is { } font)
            visitor.UseFont(font, state.Mode != 3, page);
    }

    private void Draw(IReadOnlyList<object?> operands, PdfPage page, DictionaryToken? resources, List<MarkedContent> marks, State state, int depth)
    {
        if (operands is not [.., ContentName name])
            return;
        var xObjects = objects.Dictionary(resources, "XObject");
        var raw = PdfObjects.Raw(xObjects, name.Text);
        var dictionary = PdfObjects.AsDictionary(objects.Resolve(raw));
        if (objects.Name(dictionary, "Subtype") != "Form")
        {
            if (dictionary is not null)
                visitor.Show(isText: false, marks, page);
            return;
        }

        // A form that draws itself, directly or through another, is drawn once.
        var reference = PdfObjects.Reference(raw);
        if (depth >= DeepestForms || --formsLeft <= 0 || (reference is { } own && openForms.Contains(own)) || FormContent(raw, reference) is not { } content)
            return;
        if (reference is { } opened)
            openForms.Add(opened);
        var holdsIds = Walk(content, page, objects.Dictionary(dictionary, "Resources") ?? resources, reference, marks, state, depth + 1);
        if (reference is { } closed)
            openForms.Remove(closed);
        visitor.UseForm(dictionary!, reference, holdsIds, page);
    }

    private byte[]? FormContent(IToken? raw, IndirectReference? reference)
    {
        if (reference is not { } known)
            return objects.Decode(raw);
        if (decodedForms.TryGetValue(known, out var content))
            return content;
        content = objects.Decode(raw);
        if ((cached += content?.Length ?? 0) < MostCached)
            decodedForms[known] = content;
        return content;
    }

    private DictionaryToken? FontNamed(DictionaryToken? resources, IReadOnlyList<object?> operands) =>
        operands.Count >= 2 && operands[^2] is ContentName name ? objects.Dictionary(objects.Dictionary(resources, "Font"), name.Text) : null;

    private State FontOfGraphicsState(DictionaryToken? resources, IReadOnlyList<object?> operands, State state)
    {
        if (operands is not [.., ContentName name])
            return state;
        var font = objects.Array(objects.Dictionary(objects.Dictionary(resources, "ExtGState"), name.Text), "Font");
        return font.Count > 0 && objects.Resolve(font[0]) is DictionaryToken found ? state with { Font = found } : state;
    }

    private readonly record struct State(DictionaryToken? Font, int Mode);

    private sealed record Properties(int? ContentId, string? Language, bool HasActualText, bool HasAlternative, bool HasExpansion)
    {
        public static Properties None { get; } = new(null, null, false, false, false);
    }
}

/// <summary>What the walk meets.</summary>
internal interface IContentVisitor
{
    /// <summary>A marked-content sequence opens inside the given ones.</summary>
    void Open(MarkedContent content, IReadOnlyList<MarkedContent> around, PdfPage page);

    /// <summary>Something is shown: text, a path, an image, a shading.</summary>
    void Show(bool isText, IReadOnlyList<MarkedContent> around, PdfPage page);

    /// <summary>Text is shown in a font.</summary>
    void UseFont(DictionaryToken font, bool isRendered, PdfPage page);

    /// <summary>A form XObject is drawn.</summary>
    void UseForm(DictionaryToken form, IndirectReference? reference, bool holdsContentIds, PdfPage page);
}

/// <summary>A marked-content sequence that is open where the walk stands.</summary>
internal sealed record MarkedContent(string Tag, StructureElement? Owner, string? Language, bool HasActualText, bool HasAlternative, bool HasExpansion)
{
    public bool IsArtifact => Tag == "Artifact";
}
