using AuditService.Core.Architecture;

namespace AuditService.Reports.Diagrams;

/// <summary>
/// Puts a model on a plane: callers to the left, what they call to the right, boundaries as nested boxes. Simple and deterministic: columns follow the
/// longest way from a caller, and what shares a boundary stays together.
/// </summary>
internal sealed class DiagramLayout
{
    public const double BoxWidth = 176;
    public const double BoxHeight = 58;

    private const double ColumnGap = 74;
    private const double RowGap = 30;
    private const double Padding = 18;
    private const double TitleHeight = 26;
    private const double BlockGap = 64;
    private const double WidestRow = 1000;
    private const int TallestColumn = 5;

    private readonly ArchitectureModel model;
    private readonly Dictionary<string, int> layers;
    private readonly Dictionary<string, Box> boxes = new(StringComparer.Ordinal);
    private readonly List<Frame> frames = [];

    public DiagramLayout(ArchitectureModel model)
    {
        this.model = model;
        layers = Layers(model);
        var boundaries = model.Boundaries.DistinctBy(boundary => boundary.Id, StringComparer.Ordinal).ToDictionary(boundary => boundary.Id, StringComparer.Ordinal);
        var nested = boundaries.Values.SelectMany(boundary => boundary.Nested).ToHashSet(StringComparer.Ordinal);
        var known = model.Components.Select(component => component.Id).ToHashSet(StringComparer.Ordinal);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        var blocks = boundaries.Values.Where(boundary => !nested.Contains(boundary.Id)).OrderBy(boundary => boundary.Id, StringComparer.Ordinal)
            .Select(boundary => BlockOf(boundary, boundaries, known, placed, [])).Where(block => block is not null).Select(block => block!).OrderBy(block => block.Layer).ToList();
        var free = model.Components.Select(component => component.Id).Where(id => !placed.Contains(id)).Distinct(StringComparer.Ordinal).ToList();
        var last = blocks.Count == 0 ? int.MaxValue : blocks.Max(block => block.Layer);
        var callers = blocks.Count == 0 ? free : free.Where(id => layers[id] == 0 || layers[id] < last && model.Flows.All(flow => flow.To != id)).ToList();
        var others = free.Except(callers, StringComparer.Ordinal).ToList();

        var x = Padding;
        var height = 0.0;
        if (callers.Count > 0)
            Advance(Grid(callers));
        if (blocks.Count > 0)
            Advance(new Block(null, [], blocks, WidestRow));
        if (others.Count > 0)
            Advance(Grid(others));
        Width = Math.Max(x - BlockGap + Padding, (2 * Padding) + BoxWidth);
        Height = height + (2 * Padding);

        void Advance(Block block)
        {
            block.Place(x, Padding, boxes, frames, 0);
            x += block.Width + BlockGap;
            height = Math.Max(height, block.Height);
        }
    }

    public double Width { get; }

    public double Height { get; }

    public IReadOnlyDictionary<string, Box> Boxes => boxes;

    /// <summary>Outer boundaries before those that they hold.</summary>
    public IReadOnlyList<Frame> Frames => frames;

    private Block? BlockOf(TrustBoundary boundary, IReadOnlyDictionary<string, TrustBoundary> boundaries, IReadOnlySet<string> known, HashSet<string> placed, IReadOnlyList<string> above)
    {
        if (above.Contains(boundary.Id, StringComparer.Ordinal))
            return null;
        var inside = boundary.Inside.Where(id => known.Contains(id) && placed.Add(id)).ToList();
        var nested = boundary.Nested.Select(id => boundaries.GetValueOrDefault(id)).OfType<TrustBoundary>()
            .Select(child => BlockOf(child, boundaries, known, placed, [.. above, boundary.Id])).OfType<Block>().OrderBy(block => block.Layer).ToList();
        if (inside.Count == 0 && nested.Count == 0)
            return null;
        var parts = inside.Count > 0 ? [Grid(inside), .. nested] : nested;
        return new(boundary, [], [.. parts.OrderBy(part => part.Layer)], WidestRow - (above.Count * 2 * Padding));
    }

    /// <summary>Components in columns by their layer; a column too tall goes on in the next.</summary>
    private Block Grid(IReadOnlyList<string> ids)
    {
        var cells = new List<(string Id, int Column, int Row)>();
        var column = -1;
        foreach (var layer in ids.GroupBy(id => layers[id]).OrderBy(layer => layer.Key))
        {
            var row = 0;
            column++;
            foreach (var id in layer.Order(StringComparer.Ordinal))
            {
                if (row == TallestColumn)
                {
                    column++;
                    row = 0;
                }

                cells.Add((id, column, row++));
            }
        }

        return new(null, cells, [], WidestRow) { Layer = ids.Min(id => layers[id]) };
    }

    /// <summary>How far each component is from those that nobody calls; calls that close a circle are passed over.</summary>
    private static Dictionary<string, int> Layers(ArchitectureModel drawn)
    {
        var calls = drawn.Flows.Where(flow => flow.From != flow.To).ToLookup(flow => flow.From, flow => flow.To, StringComparer.Ordinal);
        var called = drawn.Flows.Where(flow => flow.From != flow.To).Select(flow => flow.To).ToHashSet(StringComparer.Ordinal);
        var ids = drawn.Components.Select(component => component.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var layerOf = ids.ToDictionary(id => id, _ => 0, StringComparer.Ordinal);
        var order = new List<string>();
        var state = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = new List<(string From, string To)>();
        foreach (var start in ids.Where(id => !called.Contains(id)).Concat(ids))
            Visit(start);
        order.Reverse();
        var onward = kept.ToLookup(call => call.From, call => call.To, StringComparer.Ordinal);
        foreach (var id in order)
        {
            foreach (var next in onward[id])
                layerOf[next] = Math.Max(layerOf[next], layerOf[id] + 1);
        }

        return layerOf;

        void Visit(string start)
        {
            if (state.ContainsKey(start))
                return;
            // Without recursion: a chain may be as long as the drawn.
            var stack = new Stack<(string Id, IEnumerator<string> Next)>();
            state[start] = 1;
            stack.Push((start, calls[start].GetEnumerator()));
            while (stack.Count > 0)
            {
                var (id, next) = stack.Peek();
                if (!next.MoveNext())
                {
                    state[id] = 2;
                    order.Add(id);
                    stack.Pop();
                }
                else if (layerOf.ContainsKey(next.Current) && state.GetValueOrDefault(next.Current) != 1)
                {
                    kept.Add((id, next.Current));
                    if (state.TryAdd(next.Current, 1))
                        stack.Push((next.Current, calls[next.Current].GetEnumerator()));
                }
            }
        }
    }

    public readonly record struct Box(double X, double Y, double Width, double Height)
    {
        public double MiddleX => X + (Width / 2);

        public double MiddleY => Y + (Height / 2);

        public bool Holds(double x, double y, double margin) => x > X - margin && x < X + Width + margin && y > Y - margin && y < Y + Height + margin;
    }

    public sealed record Frame(TrustBoundary Boundary, Box Box, int Depth);

    /// <summary>A rectangle of components, or of other blocks set in rows.</summary>
    private sealed class Block
    {
        private readonly TrustBoundary? boundary;
        private readonly IReadOnlyList<(string Id, int Column, int Row)> cells;
        private readonly List<(Block Block, double X, double Y)> parts = [];

        public Block(TrustBoundary? boundary, IReadOnlyList<(string Id, int Column, int Row)> cells, IReadOnlyList<Block> inner, double widest)
        {
            this.boundary = boundary;
            this.cells = cells;
            double x = 0, y = 0, rowHeight = 0, width = 0;
            foreach (var part in inner)
            {
                if (x > 0 && x + part.Width > widest)
                {
                    y += rowHeight + RowGap;
                    x = 0;
                    rowHeight = 0;
                }

                parts.Add((part, x, y));
                x += part.Width + BlockGap;
                rowHeight = Math.Max(rowHeight, part.Height);
                width = Math.Max(width, x - BlockGap);
            }

            var height = y + rowHeight;
            if (cells.Count > 0)
            {
                width = (cells.Max(cell => cell.Column) * (BoxWidth + ColumnGap)) + BoxWidth;
                height = (cells.Max(cell => cell.Row) * (BoxHeight + RowGap)) + BoxHeight;
            }

            Layer = inner.Count > 0 ? inner.Min(part => part.Layer) : 0;
            Width = width + (boundary is null ? 0 : 2 * Padding);
            Height = height + (boundary is null ? 0 : TitleHeight + (2 * Padding));
        }

        public int Layer { get; init; }

        public double Width { get; }

        public double Height { get; }

        public void Place(double x, double y, Dictionary<string, Box> boxes, List<Frame> frames, int depth)
        {
            if (boundary is not null)
            {
                frames.Add(new(boundary, new(x, y, Width, Height), depth));
                x += Padding;
                y += TitleHeight + Padding;
            }

            foreach (var (id, column, row) in cells)
                boxes[id] = new(x + (column * (BoxWidth + ColumnGap)), y + (row * (BoxHeight + RowGap)), BoxWidth, BoxHeight);
            foreach (var (block, left, top) in parts)
                block.Place(x + left, y + top, boxes, frames, depth + (boundary is null ? 0 : 1));
        }
    }
}
