using System.Xml.Linq;

namespace AuditService.Collectors.Documents.Office;

/// <summary>The namespaces of Office Open XML, transitional form (the strict form is mapped to it on reading).</summary>
internal static class Ooxml
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace P = "http://schemas.openxmlformats.org/presentationml/2006/main";
    public static readonly XNamespace S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public static readonly XNamespace Wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    public static readonly XNamespace Pic = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    public static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    public static readonly XNamespace Dgm = "http://schemas.openxmlformats.org/drawingml/2006/diagram";
    public static readonly XNamespace M = "http://schemas.openxmlformats.org/officeDocument/2006/math";
    public static readonly XNamespace V = "urn:schemas-microsoft-com:vml";
    public static readonly XNamespace O = "urn:schemas-microsoft-com:office:office";
    public static readonly XNamespace Adec = "http://schemas.microsoft.com/office/drawing/2017/decorative";
    public static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    public static readonly XNamespace P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main";

    /// <summary>An on/off value: present without a value means on.</summary>
    public static bool IsOn(this XElement? element, XName value)
    {
        if (element is null)
            return false;
        return (string?)element.Attribute(value) is not ("0" or "false" or "off" or "none");
    }

    /// <summary>The text of DrawingML paragraphs below an element, one line each.</summary>
    public static IEnumerable<string> DrawingText(this XElement element) =>
        element.Descendants(A + "p").Select(static p => string.Concat(p.Descendants(A + "t").Select(static t => t.Value)))
            .Where(static t => !string.IsNullOrWhiteSpace(t));

    /// <summary>Whether the author marked the object as decorative (an extension of its non-visual properties).</summary>
    public static bool IsDecorative(this XElement? properties) =>
        properties?.Descendants(Adec + "decorative").Any(static d => (string?)d.Attribute("val") is "1" or "true") ?? false;

    /// <summary>The description of non-visual drawing properties; the title serves where the description is empty.</summary>
    public static string? Alternative(this XElement? properties)
    {
        if (properties is null)
            return null;
        var description = (string?)properties.Attribute("descr");
        return string.IsNullOrWhiteSpace(description) ? (string?)properties.Attribute("title") : description;
    }
}
