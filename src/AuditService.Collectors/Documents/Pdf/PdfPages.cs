using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>The page tree, walked once without recursion: a tree that calls itself ends.</summary>
internal sealed class PdfPages
{
    private readonly Dictionary<IndirectReference, PdfPage> byReference = [];
    private readonly List<PdfPage> pages = [];

    public PdfPages(PdfObjects objects, int most)
    {
        var visited = new HashSet<IndirectReference>();
        var pending = new Stack<(IToken Token, Inherited Above)>();
        if (PdfObjects.Raw(objects.Catalog, "Pages") is { } root)
            pending.Push((root, default));
        while (pages.Count < most && pending.TryPop(out var node))
        {
            var reference = PdfObjects.Reference(node.Token);
            if (reference is { } known && !visited.Add(known))
                continue;
            if (objects.Resolve(node.Token) is not DictionaryToken dictionary)
                continue;
            var here = new Inherited(
                objects.Dictionary(dictionary, "Resources") ?? node.Above.Resources,
                PdfBox.Of(objects.Entry(dictionary, "MediaBox"), objects) ?? node.Above.MediaBox,
                PdfBox.Of(objects.Entry(dictionary, "CropBox"), objects) ?? node.Above.CropBox);
            if (objects.Entry(dictionary, "Kids") is ArrayToken kids)
            {
                foreach (var kid in kids.Data.Reverse())
                    pending.Push((kid, here));
                continue;
            }

            var page = new PdfPage(pages.Count + 1, reference, dictionary, here.Resources, here.CropBox ?? here.MediaBox);
            pages.Add(page);
            if (reference is { } own)
                byReference[own] = page;
        }
    }

    public IReadOnlyList<PdfPage> All => pages;

    public PdfPage? Find(IToken? token) => PdfObjects.Reference(token) is { } reference ? byReference.GetValueOrDefault(reference) : null;

    private readonly record struct Inherited(DictionaryToken? Resources, PdfBox? MediaBox, PdfBox? CropBox);
}

/// <summary>One page with what it inherits.</summary>
internal sealed record PdfPage(int Number, IndirectReference? Reference, DictionaryToken Dictionary, DictionaryToken? Resources, PdfBox? Box)
{
    public DocumentPlace Place { get; } = new(Number);
}

/// <summary>A rectangle in default user space.</summary>
internal readonly record struct PdfBox(double Left, double Bottom, double Right, double Top)
{
    public bool IsOutside(PdfBox other) => Right <= other.Left || Left >= other.Right || Top <= other.Bottom || Bottom >= other.Top;

    /// <summary>Null when the token is no array of four numbers.</summary>
    public static PdfBox? Of(IToken? token, PdfObjects objects)
    {
        if (token is not ArrayToken { Data.Count: 4 } array)
            return null;
        var numbers = array.Data.Select(objects.Resolve).OfType<NumericToken>().Select(static n => n.Data).ToList();
        return numbers.Count == 4
            ? new PdfBox(Math.Min(numbers[0], numbers[2]), Math.Min(numbers[1], numbers[3]), Math.Max(numbers[0], numbers[2]), Math.Max(numbers[1], numbers[3]))
            : null;
    }
}
