using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AuditService.Reports.Files;

namespace AuditService.Reports.Declarations;

/// <summary>The declaration as a file: HTML, Markdown or a Word document. All that comes from the dossier is text, never markup.</summary>
public static class DeclarationFile
{
    /// <summary>Accents stay legible; what could be markup does not stay.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Extensions, without the dot, that a declaration can be written as.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["html", "md", "docx"];

    /// <summary>The media type of a format, for those who send it.</summary>
    public static string MediaTypeOf(string format) => format switch
    {
        "html" => "text/html; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "html, md or docx"),
    };

    public static async Task WriteAsync(AccessibilityDeclaration declaration, string format, Stream output, CancellationToken cancellation)
    {
        var bytes = format switch
        {
            "html" => Encoding.UTF8.GetBytes(Html(declaration)),
            "md" => Encoding.UTF8.GetBytes(Markdown(declaration)),
            "docx" => Document(declaration),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "html, md or docx"),
        };
        await output.WriteAsync(bytes, cancellation);
    }

    private static string Html(AccessibilityDeclaration declaration)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        text.Append("<title>").Append(Encoder.Encode(declaration.Blocks[0].Text)).Append("</title>\n<style>body { overflow-wrap: anywhere }</style>\n</head>\n<body>\n<main>\n");
        var inList = false;
        foreach (var block in declaration.Blocks)
        {
            if (block.IsItem != inList)
                text.Append(block.IsItem ? "<ul>\n" : "</ul>\n");
            inList = block.IsItem;
            var tag = block.IsItem ? "li" : block.Level > 0 ? $"h{block.Level}" : "p";
            text.Append('<').Append(tag).Append('>');
            foreach (var (part, isBlank) in block.Parts)
                text.Append(isBlank ? "<mark>" : "").Append(Encoder.Encode(part)).Append(isBlank ? "</mark>" : "");
            text.Append("</").Append(tag).Append(">\n");
        }

        return text.Append(inList ? "</ul>\n" : "").Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Markdown(AccessibilityDeclaration declaration)
    {
        var text = new StringBuilder();
        var inList = false;
        foreach (var block in declaration.Blocks)
        {
            if (text.Length > 0 && !(block.IsItem && inList))
                text.Append('\n');
            inList = block.IsItem;
            text.Append(block.IsItem ? "- " : block.Level > 0 ? new string('#', block.Level) + " " : "");
            foreach (var (part, isBlank) in block.Parts)
                text.Append(isBlank ? $"**{part.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)}**" : Escaped(part));
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Escaped(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(character => character is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' ? "\\" + character : character.ToString()));

    private static byte[] Document(AccessibilityDeclaration declaration) => WordDocument.Write(declaration.Blocks[0].Text, "fr-FR", word =>
    {
        foreach (var block in declaration.Blocks)
        {
            if (block.Level > 0)
                word.Heading(block.Level, block.Text);
            else if (block.IsItem)
                word.Item(block.Text);
            else
                word.Paragraph(block.Text);
        }
    });
}
