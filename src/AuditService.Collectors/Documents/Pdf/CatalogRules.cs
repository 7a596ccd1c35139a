using System.Text;
using AuditService.Core;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>What the catalog and the trailer hold beside the content: layers (7.10), embedded files (7.11), XFA (7.15), encryption (7.16).</summary>
internal static class CatalogRules
{
    public static readonly string[] Tests = ["7.10-1", "7.10-2", "7.11-1", "7.15-1", "7.16-1"];

    private const int MostFiles = 10_000;

    /// <summary>Bit 10 of the permissions: extraction for accessibility (ISO 32000-1, table 22).</summary>
    private const int AccessibilityPermission = 512;

    private static readonly BoundedRegex DynamicForm = new(
        @"<(?:\w+:)?dynamicRender[^>]{0,200}>\s*required\s*<");

    public static void Check(PdfRuleContext context)
    {
        var objects = context.Objects;
        CheckLayers(context, objects);
        foreach (var file in FileSpecifications(context))
        {
            var named = !string.IsNullOrEmpty(objects.Text(file, "F")) && !string.IsNullOrEmpty(objects.Text(file, "UF"));
            context.Demand("7.11-1", named, DocumentPlace.WholeDocument, "un fichier joint n'a pas ses deux noms (F et UF)", "an embedded file lacks one of its two names (F and UF)");
        }

        var form = objects.Dictionary(objects.Catalog, "AcroForm");
        if (form is not null)
        {
            context.Demand(
                "7.15-1", !IsDynamic(form, objects), DocumentPlace.WholeDocument, "le formulaire est un formulaire XFA dynamique", "the form is a dynamic XFA form");
        }

        if (objects.Resolve(objects.Document.Structure.Trailer.EncryptionToken) is DictionaryToken encryption)
        {
            var allowed = objects.Entry(encryption, "P") is NumericToken permissions && ((long)permissions.Data & AccessibilityPermission) != 0;
            context.Demand(
                "7.16-1", allowed, DocumentPlace.WholeDocument, "la protection interdit la lecture par les aides techniques", "the protection forbids reading by assistive technology");
        }
    }

    private static void CheckLayers(PdfRuleContext context, PdfObjects objects)
    {
        var properties = objects.Dictionary(objects.Catalog, "OCProperties");
        var configurations = objects.Array(properties, "Configs").Select(objects.Resolve).OfType<DictionaryToken>();
        if (objects.Dictionary(properties, "D") is { } main)
            configurations = configurations.Prepend(main);
        foreach (var configuration in configurations.Take(MostFiles))
        {
            context.Demand(
                "7.10-1", !string.IsNullOrEmpty(objects.Text(configuration, "Name")), DocumentPlace.WholeDocument,
                "une configuration de calques n'a pas de nom", "a configuration of layers has no name");
            context.Demand(
                "7.10-2", PdfObjects.Raw(configuration, "AS") is null, DocumentPlace.WholeDocument,
                "une configuration de calques change d'état d'elle-même (AS)", "a configuration of layers changes its state by itself (AS)");
        }
    }

    /// <summary>Specifications with an embedded file: of the name tree, of attachment annotations, of associated files.</summary>
    private static IEnumerable<DictionaryToken> FileSpecifications(PdfRuleContext context)
    {
        var objects = context.Objects;
        var tree = objects.Dictionary(objects.Dictionary(objects.Catalog, "Names"), "EmbeddedFiles");
        var candidates = objects.NameTree(tree, MostFiles).Select(static f => f.Value)
            .Concat(objects.Many(objects.Catalog, "AF"))
            .Concat(context.Pages.All.SelectMany(p => objects.Array(p.Dictionary, "Annots"))
                .Select(a => PdfObjects.Raw(objects.Resolve(a) as DictionaryToken, "FS")).OfType<IToken>());
        var seen = new HashSet<object>();
        foreach (var candidate in candidates.Take(MostFiles))
        {
            if (objects.Resolve(candidate) is DictionaryToken file && PdfObjects.Raw(file, "EF") is not null
                && seen.Add(PdfObjects.Reference(candidate) is { } reference ? reference : file))
                yield return file;
        }
    }

    private static bool IsDynamic(DictionaryToken form, PdfObjects objects)
    {
        foreach (var part in objects.Many(form, "XFA"))
        {
            if (objects.Decode(part) is { } bytes && DynamicForm.IsMatch(Encoding.UTF8.GetString(bytes)))
                return true;
        }

        return false;
    }
}
