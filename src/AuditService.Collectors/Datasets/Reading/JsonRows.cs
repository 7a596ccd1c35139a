using System.Text;
using System.Text.Json;
using AuditService.Collectors.PersonalData.Columns;
using AuditService.Core;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>
/// JSON Lines, a JSON array of records, or an object that holds one. Read twice: once for the names of the columns, once for the rows, so that memory
/// holds one record at a time; only an object around the records has to be held whole.
/// </summary>
internal sealed class JsonRows : IRowReader
{
    private const int Deepest = 64;

    private const int LongestLine = 32 * 1024 * 1024;

    /// <summary>An object that is one document is parsed whole: beyond this (bytes) it is refused.</summary>
    private const int LargestDocument = 512 * 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Deepest, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly JsonSerializerOptions ArrayOptions = new() { MaxDepth = Deepest, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip };

    private readonly Func<Stream> open;
    private readonly DatasetLimits limits;
    private readonly CancellationToken cancellation;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly Shape shape;
    private long broken;

    public JsonRows(Func<Stream> open, DatasetLimits limits, CancellationToken cancellation)
    {
        this.open = open;
        this.limits = limits;
        this.cancellation = cancellation;
        shape = ShapeOf();

        var names = new List<string>();
        var refused = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            ReadNames(names, refused);
        }
        catch (Exception exception) when (exception is JsonException or UnreadableDataException && names.Count > 0)
        {
            // A broken tail: the rows before it count, and reading them will say where it breaks.
        }

        Columns = names;
        broken = 0;
        if (refused.Count > 0) Incomplete = DatasetProblems.TooManyColumns(names.Count + refused.Count, limits.MaximumColumns);
    }

    private enum Shape
    {
        Lines,
        Array,
        Document,
    }

    public string Format => shape == Shape.Lines ? "jsonl" : "json";

    public string? Part => null;

    public IReadOnlyList<string> Columns { get; }

    public long RaggedRows => 0;

    public LocalizedText? Incomplete { get; private set; }

    public IEnumerable<string?[]> Rows()
    {
        var row = new string?[Columns.Count];
        foreach (var record in Records())
        {
            System.Array.Clear(row);
            using (record)
            {
                JsonFlattening.Visit(record.Element, (name, text) =>
                {
                    if (text is null || !places.TryGetValue(name, out var place)) return;
                    if (text.Length > limits.MaximumCell) text = text[..limits.MaximumCell];
                    row[place] = row[place] is { } before && before.Length < limits.MaximumCell ? before + ColumnEvidence.ValueSeparator + text : row[place] ?? text;
                });
            }

            yield return row;
        }

        if (broken > 0) Incomplete ??= DatasetProblems.BrokenLines(broken);
    }

    public void Dispose()
    {
    }

    private void ReadNames(List<string> names, HashSet<string> refused)
    {
        long rows = 0;
        foreach (var record in Records())
        {
            using (record)
            {
                JsonFlattening.Visit(record.Element, (name, _) =>
                {
                    if (places.ContainsKey(name)) return;
                    if (names.Count >= limits.MaximumColumns)
                    {
                        if (refused.Count < 100_000) refused.Add(name);
                        return;
                    }

                    places.Add(name, names.Count);
                    names.Add(name);
                });
            }

            if (++rows >= limits.MaximumRows) break;
        }
    }

    private IEnumerable<Record> Records()
    {
        using var records = (shape switch
        {
            Shape.Lines => Lines(),
            Shape.Array => Elements(),
            _ => Document(),
        }).GetEnumerator();
        while (true)
        {
            try
            {
                if (!records.MoveNext()) yield break;
            }
            catch (JsonException) when (IsTooDeep())
            {
                throw new UnreadableDataException(DatasetProblems.TooDeep(Deepest));
            }

            yield return records.Current;
        }
    }

    /// <summary>Brackets within brackets, those in texts left out: the parser tells of it in English alone, and by no kind of its own.</summary>
    private bool IsTooDeep()
    {
        using var reader = new StreamReader(open(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16);
        var (depth, isText, isEscaped) = (0, false, false);
        int next;
        while ((next = reader.Read()) >= 0)
        {
            if (isText)
            {
                isText = isEscaped || next != '"';
                isEscaped = !isEscaped && next == '\\';
                continue;
            }

            isText = next == '"';
            if (next is '{' or '[' && ++depth > Deepest) return true;
            if (next is '}' or ']') depth--;
        }

        return false;
    }

    /// <summary>What follows the first value tells lines of records from one document.</summary>
    private Shape ShapeOf()
    {
        using var stream = open();
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        int next;
        while ((next = reader.Read()) is ' ' or '\t' or '\r' or '\n' or '\uFEFF')
        {
        }

        if (next == '[')
        {
            // Lines of arrays look like an array until the first line ends.
            var line = ReadLine(reader);
            if (line is not null && IsValue("[" + line) && ReadLine(reader) is { } second && IsValue(second)) return Shape.Lines;
            return Shape.Array;
        }

        var first = "{" + ReadLine(reader);
        if (!IsValue(first)) return Shape.Document;
        string? more;
        while ((more = ReadLine(reader)) is not null && string.IsNullOrWhiteSpace(more))
        {
        }

        return more is null ? Shape.Document : Shape.Lines;
    }

    private static bool IsValue(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private IEnumerable<Record> Lines()
    {
        using var reader = new StreamReader(open(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16);
        while (ReadLine(reader) is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            if (string.IsNullOrWhiteSpace(line)) continue;
            JsonDocument document;
            try
            {
                document = JsonDocument.Parse(line.TrimStart('\uFEFF'), Options);
            }
            catch (JsonException)
            {
                broken++;
                continue;
            }

            yield return new Record(document.RootElement, document);
        }
    }

    private IEnumerable<Record> Elements()
    {
        using var stream = open();
        SkipMark(stream);
        foreach (var element in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream, ArrayOptions, cancellation).ToBlockingEnumerable(cancellation))
            yield return new Record(element, null);
    }

    private IEnumerable<Record> Document()
    {
        using var stream = open();
        using var bounded = new BoundedStream(stream, LargestDocument);
        using var text = new StreamReader(bounded, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        using var document = JsonDocument.Parse(text.ReadToEnd(), Options);
        if (FindRecords(document.RootElement, 0) is { } records)
        {
            foreach (var element in records.EnumerateArray()) yield return new Record(element, null);
            yield break;
        }

        foreach (var element in ByColumn(document.RootElement) ?? [document.RootElement]) yield return new Record(element, null);
    }

    /// <summary>The longest array of objects near the root.</summary>
    private static JsonElement? FindRecords(JsonElement element, int depth)
    {
        if (element.ValueKind != JsonValueKind.Object || depth > 3) return null;
        JsonElement? best = null;
        foreach (var property in element.EnumerateObject())
        {
            var found = property.Value.ValueKind == JsonValueKind.Array && property.Value.GetArrayLength() > 0 && property.Value[0].ValueKind == JsonValueKind.Object
                ? property.Value
                : FindRecords(property.Value, depth + 1);
            if (found is { } array && (best is null || array.GetArrayLength() > best.Value.GetArrayLength())) best = array;
        }

        return best;
    }

    /// <summary>An object of objects, keyed by row: each is a record.</summary>
    private static IEnumerable<JsonElement>? ByColumn(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.EnumerateObject().Any() && root.EnumerateObject().All(property => property.Value.ValueKind == JsonValueKind.Object)
            ? root.EnumerateObject().Select(property => property.Value)
            : null;

    private static void SkipMark(Stream stream)
    {
        if (!stream.CanSeek) return;
        Span<byte> mark = stackalloc byte[3];
        if (stream.ReadAtLeast(mark, 3, throwOnEndOfStream: false) < 3 || !mark.SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) stream.Position = 0;
    }

    private static string? ReadLine(TextReader reader)
    {
        var line = new StringBuilder();
        int next;
        while ((next = reader.Read()) >= 0 && next != '\n')
        {
            if (line.Length >= LongestLine) throw new UnreadableDataException(DatasetProblems.TooLongLine(LongestLine));
            line.Append((char)next);
        }

        return next < 0 && line.Length == 0 ? null : line.ToString();
    }

    /// <summary>A record and the memory it lives in.</summary>
    private readonly record struct Record(JsonElement Element, JsonDocument? Owner) : IDisposable
    {
        public void Dispose() => Owner?.Dispose();
    }
}
