using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.Documents.Office;

/// <summary>Link text says where it leads (OFF-15).</summary>
internal static class LinkRules
{
    private static readonly HashSet<string> Vague = new(StringComparer.OrdinalIgnoreCase)
    {
        "ici", "cliquez ici", "cliquer ici", "clique ici", "lien", "ce lien", "le lien", "lien ici", "en savoir plus", "plus", "plus d'infos", "plus d'informations", "lire la suite",
        "la suite", "suite", "voir", "voir plus", "voir ici", "détails", "télécharger", "accéder", "page", "cette page", "site", "ce site", "document", "ce document",
        "here", "click here", "click", "link", "this link", "the link", "more", "read more", "learn more", "see more", "more info", "more information", "details",
        "download", "this page", "this site", "website", "this document", "this",
        "hier", "hier klicken", "klicken sie hier", "link hier", "mehr", "mehr erfahren", "weiterlesen", "weitere informationen",
        "aquí", "haga clic aquí", "haz clic aquí", "enlace", "este enlace", "más", "más información", "leer más", "ver más", "saber más",
    };

    private static readonly BoundedRegex Address = new(
        @"^(?:https?://|www\.|ftp://)\S+$", RegexOptions.IgnoreCase);

    public static void Check(OfficeRuleContext context)
    {
        foreach (var block in context.Document.AllBlocks())
        {
            if (block is OfficeParagraph { Role: not (ParagraphRole.Contents or ParagraphRole.Comment) } paragraph)
                CheckParagraph(context, paragraph);
        }
    }

    private static void CheckParagraph(OfficeRuleContext context, OfficeParagraph paragraph)
    {
        foreach (var link in paragraph.Runs.Where(static r => r is { Link: not null, Hidden: false }).GroupBy(static r => r.Link!))
        {
            context.Examine(15);
            var text = string.Concat(link.Select(static r => r.Text)).Trim();
            if (text.Length == 0)
            {
                // A link around a picture takes its text from the picture's alternative.
                if (!paragraph.HoldsOther)
                    context.Warn(15, paragraph.Place, $"lien sans texte vers {Excerpt.Quoted(link.Key.Target)}", $"link without text to {Excerpt.Quoted(link.Key.Target)}");
            }
            else if (IsAddress(text, link.Key.Target))
            {
                context.Warn(15, paragraph.Place, $"le texte du lien est son adresse : {Excerpt.Quoted(text)}", $"the link text is its address: {Excerpt.Quoted(text)}");
            }
            else if (Vague.Contains(text.Trim(' ', '.', '…', '>', '»', '«', ':', '!', '[', ']', '(', ')', '→', '\u00A0').Replace('’', '\'')))
            {
                context.Warn(15, paragraph.Place, $"hors contexte, le texte du lien ne dit rien : {Excerpt.Quoted(text)}", $"the link text says nothing out of context: {Excerpt.Quoted(text)}");
            }
        }
    }

    private static bool IsAddress(string text, string? target) =>
        Address.IsMatch(text) || (target is { Length: > 0 } && !target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && !target.StartsWith('#')
            && text.Contains('/', StringComparison.Ordinal) && string.Equals(Bare(target), Bare(text), StringComparison.OrdinalIgnoreCase));

    /// <summary>Without scheme: "owner/project" names what its address leads to, and is not it.</summary>
    private static string Bare(string address)
    {
        var bare = address.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? address[(scheme + 3)..] : address;
        return (bare.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? bare[4..] : bare).TrimEnd('/');
    }
}
