using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>The bookmarks of a PDF with the pages they lead to, walked without recursion.</summary>
internal static class PdfOutline
{
    private const int MostEntries = 10_000;
    private const int DeepestLevel = 20;

    public static List<DocumentHeading> Read(PdfObjects objects, PdfPages pages)
    {
        var headings = new List<DocumentHeading>();
        var visited = new HashSet<IndirectReference>();
        var named = new Lazy<Dictionary<string, IToken>>(() => NamedDestinations(objects));
        var pending = new Stack<(IToken Item, int Level)>();
        if (PdfObjects.Raw(objects.Dictionary(objects.Catalog, "Outlines"), "First") is { } first)
            pending.Push((first, 1));
        while (headings.Count < MostEntries && pending.TryPop(out var entry))
        {
            if (PdfObjects.Reference(entry.Item) is { } reference && !visited.Add(reference))
                continue;
            if (objects.Resolve(entry.Item) is not DictionaryToken item)
                continue;
            var title = string.Join(' ', (objects.Text(item, "Title") ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (title.Length > 0)
                headings.Add(new DocumentHeading(entry.Level, title, new DocumentPlace(PageOf(item, objects, pages, named)?.Number)));
            if (PdfObjects.Raw(item, "Next") is { } next)
                pending.Push((next, entry.Level));
            if (entry.Level < DeepestLevel && PdfObjects.Raw(item, "First") is { } child)
                pending.Push((child, entry.Level + 1));
        }

        return headings;
    }

    private static PdfPage? PageOf(DictionaryToken item, PdfObjects objects, PdfPages pages, Lazy<Dictionary<string, IToken>> named)
    {
        var destination = objects.Entry(item, "Dest");
        if (destination is null && objects.Dictionary(item, "A") is { } action && objects.Name(action, "S") == "GoTo")
            destination = objects.Entry(action, "D");
        var name = destination is NameToken symbol ? symbol.Data : PdfObjects.AsText(destination);
        if (name is not null)
            destination = named.Value.TryGetValue(name, out var found) ? objects.Resolve(found) : null;
        if (destination is DictionaryToken wrapped)
            destination = objects.Entry(wrapped, "D");
        return destination is ArrayToken { Data: [var target, ..] } ? pages.Find(target) : null;
    }

    private static Dictionary<string, IToken> NamedDestinations(PdfObjects objects)
    {
        var found = new Dictionary<string, IToken>();
        foreach (var (name, value) in objects.NameTree(objects.Dictionary(objects.Dictionary(objects.Catalog, "Names"), "Dests"), 100_000))
            found.TryAdd(name, value);
        foreach (var (name, value) in objects.Dictionary(objects.Catalog, "Dests")?.Data ?? new Dictionary<string, IToken>())
            found.TryAdd(name, value);
        return found;
    }
}
