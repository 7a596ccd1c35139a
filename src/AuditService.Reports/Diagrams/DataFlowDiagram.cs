using System.Globalization;
using System.Security;
using System.Text;
using AuditService.Core;
using AuditService.Core.Architecture;

namespace AuditService.Reports.Diagrams;

/// <summary>
/// A data-flow diagram as SVG that a screen reader can tell: a title, a description, and numbers that the table beside it explains. What a shape
/// means is said by its outline and its words, never by colour alone.
/// </summary>
public static class DataFlowDiagram
{
    /// <summary>Beyond this many components a picture says nothing any more: the table alone is shown.</summary>
    public const int MostComponents = 120;

    private const int LettersPerLine = 22;
    private const double Badge = 11;

    /// <summary>The flows in the order of their numbers, from 1.</summary>
    public static IReadOnlyList<Flow> Numbered(ArchitectureModel model)
    {
        var known = model.Components.Select(component => component.Id).ToHashSet(StringComparer.Ordinal);
        return [.. model.Flows.Where(flow => known.Contains(flow.From) && known.Contains(flow.To)).OrderBy(flow => flow.From, StringComparer.Ordinal).ThenBy(flow => flow.To, StringComparer.Ordinal).ThenBy(flow => flow.Id, StringComparer.Ordinal)];
    }

    /// <summary>What is shown of a flow's way: its protocol, and whether it is known to be in clear.</summary>
    public static string Way(Flow flow, Language language)
    {
        var protocol = flow.Protocol == FlowProtocol.UnknownProtocol ? Say(language, "protocole non précisé", "protocol not stated") : KebabWords.Of(flow.Protocol);
        return flow.TravelsInClear ? $"{protocol}, {Say(language, "en clair", "in clear")}" : flow.IsEncrypted == true && !flow.Protocol.IsEncrypted() ? $"{protocol}, {Say(language, "chiffré", "encrypted")}" : protocol;
    }

    /// <param name="model">What to draw.</param>
    /// <param name="language">Of its words.</param>
    /// <param name="id">Prefix of the ids in the picture, unique in the page.</param>
    public static string Svg(ArchitectureModel model, Language language, string id = "dfd")
    {
        var layout = new DiagramLayout(model);
        var flows = Numbered(model);
        var svg = new StringBuilder();
        var title = Say(language, $"Schéma des flux de données{(model.Title.Length > 0 ? " : " + model.Title : "")}", $"Data-flow diagram{(model.Title.Length > 0 ? ": " + model.Title : "")}");
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" lang=\"{Say(language, "fr", "en")}\" viewBox=\"0 0 {N(layout.Width)} {N(layout.Height)}\" width=\"{N(layout.Width)}\" height=\"{N(layout.Height)}\" font-family=\"system-ui, sans-serif\" font-size=\"13\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"{id}-t\">{E(title)}</title><desc id=\"{id}-d\">{E(Description(model, flows, language))}</desc>");
        svg.Append(CultureInfo.InvariantCulture, $"<defs><marker id=\"{id}-a\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerUnits=\"userSpaceOnUse\" markerWidth=\"11\" markerHeight=\"11\" orient=\"auto-start-reverse\"><path d=\"M0 0L10 5L0 10z\" fill=\"#333\"/></marker></defs>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{N(layout.Width)}\" height=\"{N(layout.Height)}\" fill=\"#fff\"/>");
        foreach (var frame in layout.Frames)
            AppendFrame(svg, frame);
        var badges = new List<(double X, double Y)>();
        var drawn = new StringBuilder();
        var pairs = new Dictionary<(string, string), int>();
        for (var index = 0; index < flows.Count; index++)
        {
            var flow = flows[index];
            var pair = string.CompareOrdinal(flow.From, flow.To) < 0 ? (flow.From, flow.To) : (flow.To, flow.From);
            pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
            AppendFlow(svg, drawn, layout, flow, index + 1, pairs[pair] - 1, badges, id);
        }

        foreach (var component in model.Components.Where(component => layout.Boxes.ContainsKey(component.Id)).DistinctBy(component => component.Id))
            AppendComponent(svg, component, layout.Boxes[component.Id], language);
        return svg.Append(drawn).Append("</svg>").ToString();
    }

    private static string Description(ArchitectureModel model, IReadOnlyList<Flow> flows, Language language)
    {
        var names = model.Components.DistinctBy(component => component.Id).ToDictionary(component => component.Id, component => component.Title, StringComparer.Ordinal);
        var text = new StringBuilder(Say(
            language,
            $"{names.Count} composant(s), {flows.Count} flux, {model.Boundaries.Count} frontière(s) de confiance. Le même contenu est dans les tableaux qui suivent.",
            $"{names.Count} component(s), {flows.Count} flow(s), {model.Boundaries.Count} trust boundary(ies). The tables that follow hold the same content."));
        foreach (var (flow, number) in flows.Select((flow, index) => (flow, index + 1)).Take(40))
            text.Append(CultureInfo.InvariantCulture, $" {number}. {names[flow.From]} → {names[flow.To]} ({Way(flow, language)}).");
        return text.ToString();
    }

    private static void AppendFrame(StringBuilder svg, DiagramLayout.Frame frame)
    {
        var (x, y, width, height) = frame.Box;
        var fill = frame.Depth % 2 == 0 ? "#f3f5f8" : "#e8ecf2";
        var dash = frame.Boundary.IsNetwork ? "9 5" : "3 4";
        svg.Append(CultureInfo.InvariantCulture, $"<g><rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" rx=\"8\" fill=\"{fill}\" stroke=\"#44546a\" stroke-width=\"1.5\" stroke-dasharray=\"{dash}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(x + 14)}\" y=\"{N(y + 22)}\" font-weight=\"600\" fill=\"#2b3647\">{E(Cut(frame.Boundary.Title, (int)(width / 8)))}</text></g>");
    }

    private static void AppendComponent(StringBuilder svg, Component component, DiagramLayout.Box box, Language language)
    {
        var isInferred = component.Origin == ModelOrigin.Inferred;
        var dash = isInferred ? " stroke-dasharray=\"2 3\"" : component.IsOutside ? " stroke-dasharray=\"8 4\"" : "";
        var (fill, stroke) = component.Kind switch
        {
            ComponentKind.Datastore => ("#e3f1ea", "#1f5c40"),
            ComponentKind.ExternalEntity => ("#fff", "#333"),
            _ => ("#e6eefb", "#1d3f78"),
        };
        var radius = component.Kind == ComponentKind.Process ? 22 : 3;
        svg.Append(CultureInfo.InvariantCulture, $"<g><rect x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(box.Width)}\" height=\"{N(box.Height)}\" rx=\"{radius}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.6\"{dash}/>");
        if (component.Kind == ComponentKind.Datastore)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{N(box.X)} {N(box.Y + 6)}H{N(box.X + box.Width)}M{N(box.X)} {N(box.Y + box.Height - 6)}H{N(box.X + box.Width)}\" stroke=\"{stroke}\" stroke-width=\"1\"/>");
        var detail = component.Product ?? (component.Technologies is [var technology, ..] ? technology : "");
        if (isInferred)
            detail = detail.Length == 0 ? Say(language, "déduit des fichiers", "inferred from files") : $"{detail} ({Say(language, "déduit", "inferred")})";
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(box.MiddleX)}\" y=\"{N(box.MiddleY - (detail.Length > 0 ? 4 : -4))}\" text-anchor=\"middle\" font-weight=\"600\" fill=\"#111\">{E(Cut(component.Title, LettersPerLine - 2))}</text>");
        if (detail.Length > 0)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(box.MiddleX)}\" y=\"{N(box.MiddleY + 15)}\" text-anchor=\"middle\" font-size=\"11\" fill=\"#333\">{E(Cut(detail, LettersPerLine + 3))}</text>");
        svg.Append("</g>");
    }

    private static void AppendFlow(StringBuilder svg, StringBuilder drawn, DiagramLayout layout, Flow flow, int number, int sibling, List<(double X, double Y)> badges, string id)
    {
        var from = layout.Boxes[flow.From];
        var to = layout.Boxes[flow.To];
        var shift = (sibling % 2 == 0 ? 1 : -1) * ((sibling + 1) / 2) * 14.0;
        var (start, end, first, second) = Curve(from, to, shift);
        var dash = flow.Origin == ModelOrigin.Inferred ? " stroke-dasharray=\"2 4\"" : "";
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{N(start.X)} {N(start.Y)}C{N(first.X)} {N(first.Y)} {N(second.X)} {N(second.Y)} {N(end.X)} {N(end.Y)}\" fill=\"none\" stroke=\"#333\" stroke-width=\"{(flow.TravelsInClear ? "2.4" : "1.4")}\" marker-end=\"url(#{id}-a)\"{dash}/>");

        // The number stands where it hides nothing: off boxes and other numbers.
        var at = Enumerable.Range(0, 17).Select(step => 0.5 + ((step % 2 == 0 ? 1 : -1) * ((step + 1) / 2) * 0.045)).Select(Point)
            .Select(point => (point, Cost: layout.Boxes.Values.Count(box => box.Holds(point.X, point.Y, Badge)) + badges.Count(other => Math.Abs(other.X - point.X) < 2 * Badge && Math.Abs(other.Y - point.Y) < 2 * Badge)))
            .MinBy(place => place.Cost).point;
        badges.Add(at);
        drawn.Append(CultureInfo.InvariantCulture, $"<g><circle cx=\"{N(at.X)}\" cy=\"{N(at.Y)}\" r=\"{N(Badge)}\" fill=\"#fff\" stroke=\"#333\"/><text x=\"{N(at.X)}\" y=\"{N(at.Y + 4)}\" text-anchor=\"middle\" font-size=\"11\" font-weight=\"600\" fill=\"#111\">{number}</text></g>");

        (double X, double Y) Point(double t)
        {
            var u = 1 - t;
            return (
                (u * u * u * start.X) + (3 * u * u * t * first.X) + (3 * u * t * t * second.X) + (t * t * t * end.X),
                (u * u * u * start.Y) + (3 * u * u * t * first.Y) + (3 * u * t * t * second.Y) + (t * t * t * end.Y));
        }
    }

    private static ((double X, double Y) Start, (double X, double Y) End, (double X, double Y) First, (double X, double Y) Second) Curve(DiagramLayout.Box from, DiagramLayout.Box to, double shift)
    {
        if (from == to)
            return ((from.X + from.Width, from.MiddleY - 10), (from.X + from.Width, from.MiddleY + 10), (from.X + from.Width + 50, from.MiddleY - 30), (from.X + from.Width + 50, from.MiddleY + 30));
        // Apart sideways: out of one flank into the other. One above the other: out of the bottom, or round the side when something may stand between.
        if (to.X > from.X + from.Width || from.X > to.X + to.Width)
        {
            var isRight = to.X > from.X;
            var startX = isRight ? from.X + from.Width : from.X;
            var endX = isRight ? to.X : to.X + to.Width;
            var bend = Math.Max(30, Math.Abs(endX - startX) / 2) * (isRight ? 1 : -1);
            return ((startX, from.MiddleY + shift), (endX, to.MiddleY + shift), (startX + bend, from.MiddleY + shift), (endX - bend, to.MiddleY + shift));
        }

        var gap = Math.Abs(to.Y - from.Y) - from.Height;
        if (gap <= 40)
        {
            var isBelow = to.Y > from.Y;
            var startY = isBelow ? from.Y + from.Height : from.Y;
            var endY = isBelow ? to.Y : to.Y + to.Height;
            return ((from.MiddleX + shift, startY), (to.MiddleX + shift, endY), (from.MiddleX + shift, (startY + endY) / 2), (to.MiddleX + shift, (startY + endY) / 2));
        }

        var side = Math.Max(from.X + from.Width, to.X + to.Width);
        return ((from.X + from.Width, from.MiddleY + shift), (to.X + to.Width, to.MiddleY + shift), (side + 46 + shift, from.MiddleY), (side + 46 + shift, to.MiddleY));
    }

    private static string Cut(string text, int most) => text.Length <= Math.Max(4, most) ? text : text[..(Math.Max(4, most) - 1)] + "…";

    private static string Say(Language language, string fr, string en) => language == Language.French ? fr : en;

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>For text of XML; characters that XML does not know are left out.</summary>
    private static string E(string text) => SecurityElement.Escape(string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar)));
}
