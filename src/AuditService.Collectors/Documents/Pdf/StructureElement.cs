using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>A structure element of a tagged PDF, its type followed through the role map.</summary>
internal sealed class StructureElement(DictionaryToken dictionary, IndirectReference? reference, StructureElement? parent)
{
    public DictionaryToken Dictionary { get; } = dictionary;

    public IndirectReference? Reference { get; } = reference;

    public StructureElement? Parent { get; } = parent;

    public List<StructureElement> Children { get; } = [];

    /// <summary>The pieces of content and the objects directly below, in order, with child elements' positions among them.</summary>
    public List<StructureKid> Kids { get; } = [];

    /// <summary>The type as the file names it.</summary>
    public string RawType { get; init; } = string.Empty;

    /// <summary>The standard type it maps to; null when it maps to none.</summary>
    public string? Type { get; init; }

    public bool MapsInCircle { get; init; }

    public bool RemapsStandardType { get; init; }

    public string? Alternative { get; init; }

    public string? ActualText { get; init; }

    public string? Expansion { get; init; }

    public string? Language { get; init; }

    public string? Id { get; init; }

    /// <summary>Attribute objects of the element and of its classes, those of one owner apart by <c>O</c>.</summary>
    public IReadOnlyList<DictionaryToken> Attributes { get; init; } = [];

    public PdfPage? Page { get; init; }

    /// <summary>The page of the element or of its first content below.</summary>
    public DocumentPlace Place => FirstPage() is { } page ? page.Place : DocumentPlace.WholeDocument;

    /// <summary>The nearest language: its own or an ancestor's.</summary>
    public string? InheritedLanguage
    {
        get
        {
            for (var element = this; element is not null; element = element.Parent)
            {
                if (!string.IsNullOrEmpty(element.Language))
                    return element.Language;
            }

            return null;
        }
    }

    /// <summary>The nearest ancestor that has a role of its own: a NonStruct groups without meaning.</summary>
    public StructureElement? MeaningfulParent
    {
        get
        {
            var ancestor = Parent;
            while (ancestor is { Type: "NonStruct" })
                ancestor = ancestor.Parent;
            return ancestor;
        }
    }

    /// <summary>Children that have a role of their own, those of a NonStruct in its place; types that map to nothing are left out.</summary>
    public IEnumerable<StructureElement> MeaningfulChildren()
    {
        var pending = new Stack<StructureElement>(Enumerable.Reverse(Children));
        while (pending.TryPop(out var child))
        {
            if (child.Type == "NonStruct")
            {
                foreach (var grandchild in Enumerable.Reverse(child.Children))
                    pending.Push(grandchild);
            }
            else if (child.Type is not null)
            {
                yield return child;
            }
        }
    }

    private PdfPage? FirstPage()
    {
        var pending = new Stack<StructureElement>();
        pending.Push(this);
        for (var steps = 0; steps < 1_000 && pending.TryPop(out var element); steps++)
        {
            if (element.Page is not null)
                return element.Page;
            if (element.Kids.Find(static k => k.Page is not null) is { } kid)
                return kid.Page;
            foreach (var child in Enumerable.Reverse(element.Children))
                pending.Push(child);
        }

        return null;
    }
}

/// <summary>
/// One kid of a structure element: a child element, a piece of marked content (by its id on a page or in a form), or a reference to an
/// object such as an annotation.
/// </summary>
internal sealed record StructureKid(StructureElement? Element, int? ContentId, PdfPage? Page, IndirectReference? Stream, IndirectReference? Object);
