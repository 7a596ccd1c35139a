using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>What a PDF could do to who opens it: scripts, launches, submissions, embedded files, XFA, rich media. Observed, never run.</summary>
internal static class PdfActiveContent
{
    private const int MostActions = 20_000;

    public static void Observe(PdfObjects objects, PdfPages pages, RuleLedger ledger)
    {
        var document = DocumentPlace.WholeDocument;
        var names = objects.Dictionary(objects.Catalog, "Names");
        if (objects.NameTree(objects.Dictionary(names, "JavaScript"), 1_000).Any())
            ledger.Active("DOC-06", document, "un script du document", "a script of the document");
        foreach (var (name, _) in objects.NameTree(objects.Dictionary(names, "EmbeddedFiles"), 1_000))
            ledger.Active("DOC-04", document, $"fichier joint {Excerpt.Quoted(name)}", $"embedded file {Excerpt.Quoted(name)}");
        if (objects.Entry(objects.Dictionary(objects.Catalog, "AcroForm"), "XFA") is not null)
            ledger.Active("DOC-08", document, "un formulaire XFA", "an XFA form");
        ObserveActions(objects, objects.Catalog, "OpenAction", document, ledger);
        foreach (var page in pages.All)
        {
            ObserveActions(objects, page.Dictionary, "A", page.Place, ledger);
            foreach (var annotation in objects.Array(page.Dictionary, "Annots").Take(MostActions).Select(objects.Resolve).OfType<DictionaryToken>())
            {
                ObserveActions(objects, annotation, "A", page.Place, ledger);
                if (objects.Name(annotation, "Subtype") is "RichMedia" or "3D" or "Movie" or "Screen")
                    ledger.Active("DOC-13", page.Place, "un contenu multimédia", "rich media");
                else if (objects.Name(annotation, "Subtype") == "FileAttachment")
                    ledger.Active("DOC-04", page.Place, "un fichier joint à la page", "a file attached to the page");
            }
        }
    }

    /// <summary>The action of an entry with those that follow it, and the additional actions.</summary>
    private static void ObserveActions(PdfObjects objects, DictionaryToken owner, string key, DocumentPlace place, RuleLedger ledger)
    {
        var pending = new Stack<IToken?>();
        pending.Push(PdfObjects.Raw(owner, key));
        foreach (var additional in objects.Dictionary(owner, "AA")?.Data.Values ?? [])
            pending.Push(additional);
        var visited = new HashSet<IndirectReference>();
        for (var steps = 0; steps < MostActions && pending.TryPop(out var token); steps++)
        {
            if (PdfObjects.Reference(token) is { } reference && !visited.Add(reference))
                continue;
            if (objects.Resolve(token) is not DictionaryToken action)
                continue;
            foreach (var next in objects.Many(action, "Next"))
                pending.Push(next);
            switch (objects.Name(action, "S"))
            {
                case "JavaScript":
                    ledger.Active("DOC-06", place, "une action exécute un script", "an action runs a script");
                    break;
                case "Launch" or "SubmitForm" or "ImportData" or "GoToR" or "GoToE" or "RichMediaExecute":
                    var kind = objects.Name(action, "S");
                    ledger.Active("DOC-07", place, $"une action sort du document ({kind})", $"an action leaves the document ({kind})");
                    break;
            }
        }
    }
}
