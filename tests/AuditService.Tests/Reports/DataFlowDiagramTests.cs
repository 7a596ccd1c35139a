using System.Xml.Linq;
using AuditService.Core;
using AuditService.Core.Architecture;
using AuditService.Reports.Diagrams;

namespace AuditService.Tests.Reports;

public sealed class DataFlowDiagramTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly ArchitectureModel Nested = new()
    {
        Title = "Chat <script>",
        Components = [new() { Id = "u", Title = "Visiteur & Cie", Kind = ComponentKind.ExternalEntity, Internet = true }, new() { Id = "a", Title = "API" }, new() { Id = "b", Title = "Base", Kind = ComponentKind.Datastore, Origin = ModelOrigin.Inferred }],
        Flows = [new() { Id = "1", From = "u", To = "a", Protocol = FlowProtocol.Https }, new() { Id = "2", From = "a", To = "b", Protocol = FlowProtocol.Http }, new() { Id = "3", From = "b", To = "a" }],
        Boundaries = [new() { Id = "x", Title = "Nuage", Inside = ["a"], Nested = ["y"] }, new() { Id = "y", Title = "Données", Inside = ["b"] }],
    };

    [Fact]
    public void The_picture_has_a_title_and_a_description_that_tells_every_flow()
    {
        var svg = XElement.Parse(DataFlowDiagram.Svg(Nested, Language.French));

        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal(svg.Attribute("aria-labelledby")!.Value, $"{svg.Element(Svg + "title")!.Attribute("id")!.Value} {svg.Element(Svg + "desc")!.Attribute("id")!.Value}");
        Assert.Contains("API → Base (http, en clair)", svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Contains("Visiteur & Cie → API (https)", svg.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value.Contains("déduit", StringComparison.Ordinal));
    }

    [Fact]
    public void A_boundary_holds_what_is_inside_it_and_boxes_never_overlap()
    {
        var layout = new DiagramLayout(Nested);
        var outer = layout.Frames.Single(frame => frame.Boundary.Id == "x").Box;
        var inner = layout.Frames.Single(frame => frame.Boundary.Id == "y").Box;

        Assert.True(Holds(outer, inner) && Holds(outer, layout.Boxes["a"]) && Holds(inner, layout.Boxes["b"]));
        Assert.False(outer.Holds(layout.Boxes["u"].MiddleX, layout.Boxes["u"].MiddleY, 0));
        var boxes = layout.Boxes.Values.ToList();
        foreach (var (left, right) in boxes.SelectMany((left, index) => boxes.Skip(index + 1).Select(right => (left, right))))
            Assert.True(left.X + left.Width <= right.X || right.X + right.Width <= left.X || left.Y + left.Height <= right.Y || right.Y + right.Height <= left.Y);
    }

    [Fact]
    public void The_same_model_is_drawn_the_same_and_circles_of_boundaries_and_calls_end()
    {
        var circular = Nested with { Boundaries = [new() { Id = "x", Inside = ["a"], Nested = ["y"] }, new() { Id = "y", Inside = ["b"], Nested = ["x"] }], Flows = [new() { Id = "1", From = "a", To = "b" }, new() { Id = "2", From = "b", To = "a" }, new() { Id = "3", From = "a", To = "a" }] };

        Assert.Equal(DataFlowDiagram.Svg(circular, Language.English), DataFlowDiagram.Svg(circular, Language.English));
        Assert.Equal(3, new DiagramLayout(circular).Boxes.Count);
    }

    private static bool Holds(DiagramLayout.Box outer, DiagramLayout.Box inner) =>
        inner.X >= outer.X && inner.Y >= outer.Y && inner.X + inner.Width <= outer.X + outer.Width && inner.Y + inner.Height <= outer.Y + outer.Height;
}
