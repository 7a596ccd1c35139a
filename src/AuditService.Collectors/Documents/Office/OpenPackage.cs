using System.Xml.Linq;

namespace AuditService.Collectors.Documents.Office;

/// <summary>An Office Open XML package (ISO/IEC 29500-2): parts, and the relationships by which they name each other.</summary>
internal sealed class OpenPackage
{
    private static readonly XNamespace PackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";

    private readonly BoundedArchive archive;
    private readonly Dictionary<string, IReadOnlyDictionary<string, Relationship>> known = [];

    public OpenPackage(BoundedArchive archive)
    {
        this.archive = archive;
        var main = Relationships(string.Empty).Values.FirstOrDefault(static r => r.Type == "officeDocument");
        MainPart = main?.Target ?? throw DocumentRefusedException.Damaged("le paquet ne nomme aucune partie principale", "the package names no main part");
    }

    public string MainPart { get; }

    /// <summary>The part's relationships by id; empty when it has none.</summary>
    public IReadOnlyDictionary<string, Relationship> Relationships(string part)
    {
        if (known.TryGetValue(part, out var read))
            return read;
        var slash = part.LastIndexOf('/');
        var folder = slash < 0 ? string.Empty : part[..(slash + 1)];
        var found = new Dictionary<string, Relationship>();
        foreach (var element in archive.ReadXml($"{folder}_rels/{part[(slash + 1)..]}.rels")?.Elements(PackageRelationships + "Relationship") ?? [])
        {
            var type = ((string?)element.Attribute("Type") ?? string.Empty).Split('/')[^1];
            var external = (string?)element.Attribute("TargetMode") == "External";
            var target = (string?)element.Attribute("Target") ?? string.Empty;
            if ((string?)element.Attribute("Id") is { } id)
                found[id] = new Relationship(id, type, external ? target : Resolve(folder, target), external);
        }

        return known[part] = found;
    }

    public Relationship? Relationship(string part, string? id) => id is not null && Relationships(part).TryGetValue(id, out var found) ? found : null;

    /// <summary>The first internal relationship of a type ("styles", "theme" …).</summary>
    public string? TargetOf(string part, string type) =>
        Relationships(part).Values.FirstOrDefault(r => r.Type == type && !r.External)?.Target;

    public XElement? Xml(string? part) => part is null ? null : archive.ReadXml(part);

    public XElement? XmlOf(string part, string type) => Xml(TargetOf(part, type));

    /// <summary>The title of the core properties; null when empty.</summary>
    public string? Title()
    {
        var core = Xml(Relationships(string.Empty).Values.FirstOrDefault(static r => r.Type == "core-properties")?.Target ?? "docProps/core.xml");
        var title = core?.Descendants(Ooxml.Dc + "title").FirstOrDefault()?.Value.Trim();
        return string.IsNullOrEmpty(title) ? null : title;
    }

    /// <summary>An integer of the extended properties ("Pages"), as the application saved it.</summary>
    public int? SavedCount(string name)
    {
        var properties = Xml(Relationships(string.Empty).Values.FirstOrDefault(static r => r.Type == "extended-properties")?.Target ?? "docProps/app.xml");
        var value = properties?.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
        return int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;
    }

    /// <summary>Whether the author marked the document as final.</summary>
    public bool IsMarkedFinal() =>
        Xml(Relationships(string.Empty).Values.FirstOrDefault(static r => r.Type == "custom-properties")?.Target)?.Elements()
            .Any(static p => (string?)p.Attribute("name") == "_MarkAsFinal" && p.Value.Trim() is "true" or "1") ?? false;

    /// <summary>Observes what the package could do to who opens it: macros, targets outside it, embedded objects. Nothing is followed.</summary>
    public bool ObserveActiveContent(RuleLedger ledger)
    {
        var macros = false;
        foreach (var name in archive.Names)
        {
            if (name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.EndsWith("vbaData.xml", StringComparison.OrdinalIgnoreCase))
                macros = true;
        }

        if (macros)
            ledger.Active("DOC-02", DocumentPlace.WholeDocument, "le fichier porte des macros", "the file carries macros");
        foreach (var part in archive.Names.Where(static n => n.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            foreach (var relationship in Relationships(OwnerOf(part)).Values)
            {
                if (relationship.External && relationship.Type is not "hyperlink")
                {
                    var target = $"{relationship.Type} {Excerpt.Of(relationship.Target)}";
                    ledger.Active("DOC-03", DocumentPlace.WholeDocument, $"cible hors du fichier : {target}", $"target outside the file: {target}");
                }
                // A chart carries the workbook of its own figures.
                else if (relationship.Type is "oleObject" || (relationship.Type is "package" && !part.Contains("/charts/", StringComparison.OrdinalIgnoreCase)))
                {
                    var target = Excerpt.Of(relationship.Target);
                    ledger.Active("DOC-04", DocumentPlace.WholeDocument, $"objet incorporé {target}", $"embedded object {target}");
                }
            }
        }

        return macros;
    }

    private static string OwnerOf(string relationshipPart)
    {
        var at = relationshipPart.IndexOf("_rels/", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? relationshipPart : relationshipPart[..at] + relationshipPart[(at + 6)..^5];
    }

    private static string Resolve(string folder, string target)
    {
        var path = Uri.UnescapeDataString(target.Split('#')[0]).Replace('\\', '/');
        var segments = new List<string>();
        foreach (var segment in ((path.StartsWith('/') ? string.Empty : folder) + path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                if (segments.Count > 0)
                    segments.RemoveAt(segments.Count - 1);
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }
}

/// <summary>A link from one part to another, or outside the package.</summary>
internal sealed record Relationship(string Id, string Type, string Target, bool External);
