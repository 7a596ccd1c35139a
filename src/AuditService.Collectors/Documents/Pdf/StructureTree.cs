using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>The structure tree of a tagged PDF (ISO 32000-1, 14.7), read once, without recursion, each object at most once.</summary>
internal sealed class StructureTree
{
    private const int DeepestClasses = 64;

    /// <summary>Standard structure types of ISO 32000-1, 14.8.4.</summary>
    private static readonly HashSet<string> Standard =
    [
        "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6",
        "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby",
        "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
    ];

    private readonly PdfObjects objects;
    private readonly PdfPages pages;
    private readonly DictionaryToken? root;
    private readonly DictionaryToken? roleMap;
    private readonly DictionaryToken? classMap;
    private readonly List<StructureElement> elements = [];
    private readonly Dictionary<IndirectReference, StructureElement> byReference = [];
    private readonly Dictionary<IndirectReference, StructureElement> byObject = [];
    private readonly Dictionary<(int Page, int Id), StructureElement> byPageContent = [];
    private readonly Dictionary<(IndirectReference Stream, int Id), StructureElement> byStreamContent = [];
    private readonly Lazy<Dictionary<int, IToken>> parents;

    public StructureTree(PdfObjects objects, PdfPages pages, DocumentLimits limits)
    {
        this.objects = objects;
        this.pages = pages;
        root = objects.Dictionary(objects.Catalog, "StructTreeRoot");
        roleMap = objects.Dictionary(root, "RoleMap");
        classMap = objects.Dictionary(root, "ClassMap");
        parents = new Lazy<Dictionary<int, IToken>>(() => objects.NumberTree(objects.Dictionary(root, "ParentTree"), limits.PdfStructureElements));
        Walk(limits.PdfStructureElements);
    }

    public bool HasRoot => root is not null;

    /// <summary>Every element in document order.</summary>
    public IReadOnlyList<StructureElement> Elements => elements;

    public bool IsTruncated { get; private set; }

    /// <summary>Elements without a parent.</summary>
    public IEnumerable<StructureElement> Tops => elements.Where(static e => e.Parent is null);

    /// <summary>The element that owns a piece of marked content; null when the content is not in the tree.</summary>
    public StructureElement? OwnerOf(PdfPage page, IndirectReference? stream, int contentId) =>
        (stream is { } form ? byStreamContent.GetValueOrDefault((form, contentId)) : null) ?? byPageContent.GetValueOrDefault((page.Number, contentId));

    /// <summary>The element around an annotation: by the parent tree, else by the element that refers to it.</summary>
    public StructureElement? OwnerOf(DictionaryToken annotation, IndirectReference? reference)
    {
        if (objects.Integer(annotation, "StructParent") is { } key && parents.Value.TryGetValue(key, out var owner)
            && PdfObjects.Reference(owner) is { } element && byReference.TryGetValue(element, out var found))
            return found;
        return reference is { } own ? byObject.GetValueOrDefault(own) : null;
    }

    private static bool IsStandard(string type) => Standard.Contains(type) || IsNumberedHeading(type);

    /// <summary>H1 to H6, and beyond: ISO 14289-1, 7.4.3 lets levels go on as H7, H8 …</summary>
    public static bool IsNumberedHeading(string? type) =>
        type is ['H', >= '1' and <= '9', ..] && type.Length <= 3 && type.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private void Walk(int most)
    {
        var visited = new HashSet<IndirectReference>();
        var pending = new Stack<(IToken Kid, StructureElement? Parent, PdfPage? Page)>();
        foreach (var kid in objects.Many(root, "K").Reverse())
            pending.Push((kid, null, null));
        while (pending.TryPop(out var item))
        {
            if (elements.Count >= most)
            {
                IsTruncated = true;
                return;
            }

            var reference = PdfObjects.Reference(item.Kid);
            if (reference is { } seen && !visited.Add(seen))
                continue;
            switch (objects.Resolve(item.Kid))
            {
                case NumericToken number when item.Parent is { } owner:
                    AddContent(owner, (int)number.Data, item.Page, null);
                    break;
                case DictionaryToken dictionary when item.Parent is { } owner && IsKid(dictionary, "MCR", "MCID"):
                    AddContent(
                        owner, objects.Integer(dictionary, "MCID"), pages.Find(PdfObjects.Raw(dictionary, "Pg")) ?? item.Page,
                        PdfObjects.Reference(PdfObjects.Raw(dictionary, "Stm")));
                    break;
                case DictionaryToken dictionary when item.Parent is { } owner && IsKid(dictionary, "OBJR", "Obj"):
                    var target = PdfObjects.Reference(PdfObjects.Raw(dictionary, "Obj"));
                    owner.Kids.Add(new StructureKid(null, null, pages.Find(PdfObjects.Raw(dictionary, "Pg")) ?? item.Page, null, target));
                    if (target is { } known)
                        byObject.TryAdd(known, owner);
                    break;
                case DictionaryToken dictionary:
                    AddElement(dictionary, reference, item.Parent, item.Page, pending);
                    break;
            }
        }
    }

    /// <summary>Content and object references say what they are; some writers leave their type out.</summary>
    private bool IsKid(DictionaryToken dictionary, string type, string key) =>
        objects.Name(dictionary, "Type") is { } stated ? stated == type : dictionary.Data.ContainsKey(key) && !dictionary.Data.ContainsKey("S");

    private void AddContent(StructureElement owner, int? id, PdfPage? page, IndirectReference? stream)
    {
        if (id is not { } content)
            return;
        owner.Kids.Add(new StructureKid(null, content, page, stream, null));
        if (stream is { } form)
            byStreamContent.TryAdd((form, content), owner);
        else if (page is not null)
            byPageContent.TryAdd((page.Number, content), owner);
    }

    private void AddElement(
        DictionaryToken dictionary, IndirectReference? reference, StructureElement? parent, PdfPage? inherited, Stack<(IToken Kid, StructureElement? Parent, PdfPage? Page)> pending)
    {
        var page = pages.Find(PdfObjects.Raw(dictionary, "Pg")) ?? inherited;
        var raw = objects.Name(dictionary, "S") ?? string.Empty;
        var (type, circular) = Map(raw);
        var element = new StructureElement(dictionary, reference, parent)
        {
            RawType = raw,
            Type = type,
            MapsInCircle = circular,
            RemapsStandardType = IsStandard(raw) && objects.Name(roleMap, raw) is { } other && other != raw,
            Alternative = objects.Text(dictionary, "Alt"),
            ActualText = objects.Text(dictionary, "ActualText"),
            Expansion = objects.Text(dictionary, "E"),
            Language = objects.Text(dictionary, "Lang"),
            Id = objects.Text(dictionary, "ID"),
            Attributes = AttributesOf(dictionary),
            Page = pages.Find(PdfObjects.Raw(dictionary, "Pg")),
        };
        elements.Add(element);
        parent?.Children.Add(element);
        parent?.Kids.Add(new StructureKid(element, null, null, null, null));
        if (reference is { } own)
            byReference[own] = element;
        foreach (var kid in objects.Many(dictionary, "K").Reverse())
            pending.Push((kid, element, page));
    }

    /// <summary>Follows the role map to a standard type. A circle may pass through names that look standard: the visited set ends it.</summary>
    private (string? Type, bool Circular) Map(string raw)
    {
        if (IsStandard(raw))
            return (raw, IsCircular(raw));
        var visited = new HashSet<string>();
        var type = raw;
        while (!IsStandard(type))
        {
            if (!visited.Add(type))
                return (null, true);
            if (objects.Name(roleMap, type) is not { } next)
                return (null, false);
            type = next;
        }

        return (type, IsCircular(raw));
    }

    private bool IsCircular(string raw)
    {
        var visited = new HashSet<string>();
        for (var type = raw; objects.Name(roleMap, type) is { } next; type = next)
        {
            if (!visited.Add(type))
                return true;
            // A type mapped to itself states nothing.
            if (next == type)
                return false;
        }

        return false;
    }

    /// <summary>The attribute objects of the element, then those of its classes; revision numbers between them are skipped.</summary>
    private List<DictionaryToken> AttributesOf(DictionaryToken dictionary)
    {
        var found = objects.Many(dictionary, "A").Select(objects.Resolve).Select(PdfObjects.AsDictionary).OfType<DictionaryToken>().ToList();
        foreach (var name in objects.Many(dictionary, "C").Select(objects.Resolve).OfType<NameToken>().Take(DeepestClasses))
            found.AddRange(objects.Many(classMap, name.Data).Select(objects.Resolve).Select(PdfObjects.AsDictionary).OfType<DictionaryToken>());
        return found;
    }
}
