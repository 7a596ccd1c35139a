using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>The document type declaration as it stands in the served bytes, wherever it stands.</summary>
internal sealed record Doctype
{
    private static readonly Dictionary<string, string[]> KnownPublicIds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["-//W3C//DTD HTML 3.2 Final//EN"] = [],
        ["-//W3C//DTD HTML 4.0//EN"] = ["http://www.w3.org/TR/REC-html40/strict.dtd", "http://www.w3.org/TR/html4/strict.dtd"],
        ["-//W3C//DTD HTML 4.0 Transitional//EN"] = ["http://www.w3.org/TR/REC-html40/loose.dtd", "http://www.w3.org/TR/html4/loose.dtd"],
        ["-//W3C//DTD HTML 4.0 Frameset//EN"] = ["http://www.w3.org/TR/REC-html40/frameset.dtd", "http://www.w3.org/TR/html4/frameset.dtd"],
        ["-//W3C//DTD HTML 4.01//EN"] = ["http://www.w3.org/TR/html4/strict.dtd", "http://www.w3.org/TR/1999/REC-html401-19991224/strict.dtd"],
        ["-//W3C//DTD HTML 4.01 Transitional//EN"] = ["http://www.w3.org/TR/html4/loose.dtd", "http://www.w3.org/TR/1999/REC-html401-19991224/loose.dtd"],
        ["-//W3C//DTD HTML 4.01 Frameset//EN"] = ["http://www.w3.org/TR/html4/frameset.dtd", "http://www.w3.org/TR/1999/REC-html401-19991224/frameset.dtd"],
        ["-//W3C//DTD HTML 4.01+RDFa 1.0//EN"] = ["http://www.w3.org/MarkUp/DTD/html401-rdfa-1.dtd"],
        ["-//W3C//DTD HTML 4.01+RDFa 1.1//EN"] = ["http://www.w3.org/MarkUp/DTD/html401-rdfa11-1.dtd"],
        ["-//W3C//DTD HTML 4.01+RDFa Lite 1.1//EN"] = ["http://www.w3.org/MarkUp/DTD/html401-rdfalite11-1.dtd"],
        ["-//W3C//DTD XHTML 1.0 Strict//EN"] = ["http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"],
        ["-//W3C//DTD XHTML 1.0 Transitional//EN"] = ["http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"],
        ["-//W3C//DTD XHTML 1.0 Frameset//EN"] = ["http://www.w3.org/TR/xhtml1/DTD/xhtml1-frameset.dtd"],
        ["-//W3C//DTD XHTML 1.1//EN"] = ["http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd", "http://www.w3.org/MarkUp/DTD/xhtml11.dtd"],
        ["-//W3C//DTD XHTML Basic 1.0//EN"] = ["http://www.w3.org/TR/xhtml-basic/xhtml-basic10.dtd"],
        ["-//W3C//DTD XHTML Basic 1.1//EN"] = ["http://www.w3.org/TR/xhtml-basic/xhtml-basic11.dtd"],
        ["-//W3C//DTD XHTML-Print 1.0//EN"] = ["http://www.w3.org/MarkUp/DTD/xhtml-print10.dtd"],
        ["-//W3C//DTD XHTML+RDFa 1.0//EN"] = ["http://www.w3.org/MarkUp/DTD/xhtml-rdfa-1.dtd"],
        ["-//W3C//DTD XHTML+RDFa 1.1//EN"] = ["http://www.w3.org/MarkUp/DTD/xhtml-rdfa-2.dtd"],
        ["-//W3C//DTD XHTML 1.1 plus MathML 2.0//EN"] = ["http://www.w3.org/Math/DTD/mathml2/xhtml-math11-f.dtd", "http://www.w3.org/TR/MathML2/dtd/xhtml-math11-f.dtd"],
        ["-//W3C//DTD XHTML 1.1 plus MathML 2.0 plus SVG 1.1//EN"] = ["http://www.w3.org/2002/04/xhtml-math-svg/xhtml-math-svg.dtd"],
        ["-//WAPFORUM//DTD XHTML Mobile 1.0//EN"] = ["http://www.wapforum.org/DTD/xhtml-mobile10.dtd"],
        ["-//WAPFORUM//DTD XHTML Mobile 1.1//EN"] = ["http://www.openmobilealliance.org/tech/DTD/xhtml-mobile11.dtd"],
        ["-//WAPFORUM//DTD XHTML Mobile 1.2//EN"] = ["http://www.openmobilealliance.org/tech/DTD/xhtml-mobile12.dtd"],
    };

    private Doctype(string text, bool isFirst, string? name, string? publicId, string? systemId)
    {
        Text = text;
        IsFirst = isFirst;
        Name = name;
        PublicId = publicId;
        SystemId = systemId;
    }

    /// <summary>The declaration as written.</summary>
    public string Text { get; }

    /// <summary>Only white space, comments or an XML declaration stand before it, hence it precedes <c>html</c>.</summary>
    public bool IsFirst { get; }

    public string? Name { get; }

    public string? PublicId { get; }

    public string? SystemId { get; }

    public bool IsHtml5 => IsNamedHtml && PublicId is null && SystemId is null or "about:legacy-compat";

    public bool IsXhtml => PublicId?.Contains("XHTML", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>XHTML 1.1 and its kin know <c>xml:lang</c> only.</summary>
    public bool IsXhtml11 => IsXhtml && (PublicId!.Contains("XHTML 1.1", StringComparison.OrdinalIgnoreCase) || PublicId.Contains("Basic 1.1", StringComparison.OrdinalIgnoreCase));

    /// <summary>One of the declarations that HTML and XHTML define, spelt right; a system identifier may be left out where HTML 4 lets it.</summary>
    public bool IsKnown => IsNamedHtml && (IsHtml5 || (PublicId is not null && KnownPublicIds.TryGetValue(PublicId, out var systems)
        && ((SystemId is null && !IsXhtml) || systems.Contains(SystemId, StringComparer.OrdinalIgnoreCase))));

    private bool IsNamedHtml => string.Equals(Name, "html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when the page declares none outside comments.</summary>
    public static Doctype? Find(string source)
    {
        var rest = Comments.Replace(source, comment => new string(' ', comment.Length));
        var start = rest.IndexOf("<!doctype", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;
        var end = rest.IndexOf('>', start);
        var text = end < 0 ? rest[start..] : rest[start..(end + 1)];
        var match = Parts.Match(text);
        var isFirst = string.IsNullOrWhiteSpace(XmlDeclaration.Replace(rest[..start].TrimStart('\uFEFF'), ""));
        return match.Success
            ? new Doctype(text, isFirst, match.Groups["name"].Value, Value(match, "public"), Value(match, "system"))
            : new Doctype(text, isFirst, null, null, null);
    }

    private static string? Value(Match match, string group) => match.Groups[group].Success ? match.Groups[group].Value.Trim() : null;

    private static readonly BoundedRegex Comments = new("<!--.*?(-->|$)", RegexOptions.Singleline);

    private static readonly BoundedRegex XmlDeclaration = new(@"<\?xml[^>]*>", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex Parts = new("""^<!doctype\s+(?<name>[^\s>]+)\s*((public\s*("(?<public>[^"]*)"|'(?<public>[^']*)')(\s*("(?<system>[^"]*)"|'(?<system>[^']*)'))?)|(system\s*("(?<system>[^"]*)"|'(?<system>[^']*)')))?\s*>$""", RegexOptions.IgnoreCase | RegexOptions.Singleline);
}
