using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using AuditService.Collectors.ModelFiles.Contents;
using AuditService.Collectors.ModelFiles.Pickles;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>
/// numpy's .npy (NEP 1): a magic, a header that is a Python literal, then raw bytes, or a pickle when the type holds objects. Several arrays may
/// stand in a row.
/// </summary>
internal static class NpyFile
{
    private const int MaximumHeader = 1024 * 1024;
    private const int MaximumArrays = 100_000;

    public static void Read(ModelInspection scan, ModelContent content, ModelReading reading, Placing place)
    {
        reading.Format = ModelFormats.Npy;
        var start = 0L;
        for (var i = 0; i < MaximumArrays; i++)
        {
            scan.Budget.CheckTime();
            var dataStart = ReadHeader(content, start, out var header);
            if (header.HoldsObjects)
            {
                reading.Note("Tableau d'objets : son contenu est un pickle.", "Array of objects: its content is a pickle.");
                PickleFile.Read(scan, content.Slice(dataStart, null), reading, place.Depth, new PickleSetting(HasInlineArrays: false), isCertain: true);
                reading.Format = ModelFormats.Npy;
                return;
            }
            if (header.Bytes is not { } bytes)
            {
                reading.Incomplete("le type du tableau n'est pas connu", "the type of the array is not known");
                PickleSalvage.Search(scan, content, dataStart, reading);
                return;
            }
            start = dataStart + bytes;
            var next = content.Slice(start, null).Head(16);
            if (next.Length == 0)
            {
                if (bytes > 0 && content.Slice(start - 1, null).Head(1).Length == 0)
                    reading.Incomplete("le tableau est tronqué", "the array is truncated");
                return;
            }
            if (!IsHeader(next))
            {
                ReadRest(scan, content, start, next, reading, place);
                return;
            }
        }
        reading.Incomplete("trop de tableaux à la suite", "too many arrays in a row");
    }

    private static void ReadRest(ModelInspection scan, ModelContent content, long start, byte[] next, ModelReading reading, Placing place)
    {
        var rest = content.Slice(start, null);
        if (HiddenModel.MayStart(next) && place.Depth < scan.Limits.Depth && scan.ReadHidden(rest, place.Depth + 1) is { } found)
            reading.Absorb(found, new($"Après le tableau, en {start}", $"After the array, at {start}"));
        reading.IncompleteAt(start, "des données suivent la fin du tableau", "data follow the end of the array");
        PickleSalvage.Search(scan, content, start, reading);
    }

    private static bool IsHeader(ReadOnlySpan<byte> head) => head.Length > 6 && head[0] == 0x93 && head[1..].StartsWith("NUMPY"u8);

    /// <summary>Gives the place where the data start.</summary>
    private static long ReadHeader(ModelContent content, long start, out NpyHeader header)
    {
        var head = content.Slice(start, 12).Head(12);
        if (head.Length < 12)
            throw new EndOfStreamException();
        var isShort = head[6] == 1;
        var length = isShort ? BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(8)) : (long)BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8));
        var at = start + (isShort ? 10 : 12);
        if (head[6] is 0 or > 3)
            throw new ModelFormatException($"version {head[6]} de npy inconnue", $"unknown npy version {head[6]}");
        if (length > MaximumHeader)
            throw new ModelFormatException("en-tête npy démesuré", "oversized npy header");
        var bytes = content.Slice(at, length).Head((int)length);
        if (bytes.Length < length)
            throw new EndOfStreamException();
        header = NpyHeader.Parse(Encoding.UTF8.GetString(bytes));
        return at + length;
    }
}

/// <summary>What matters of the header: <c>{'descr': '&lt;f8', 'fortran_order': False, 'shape': (3, 4), }</c>.</summary>
/// <param name="Bytes">Size of the raw data, or null when it cannot be told.</param>
/// <param name="HoldsObjects">True when the data are a pickle.</param>
internal sealed record NpyHeader(long? Bytes, bool HoldsObjects)
{
    private const int MaximumDepth = 32;

    public static NpyHeader Parse(string text)
    {
        var at = 0;
        if (PythonLiteral(text, ref at, 0) is not Dictionary<string, object?> header)
            throw new InvalidDataException("The npy header is no dictionary.");
        try
        {
            var item = header.TryGetValue("descr", out var descr) ? ItemSize(descr, out var holdsObjects, 0) : Missing(out holdsObjects);
            if (holdsObjects)
                return new NpyHeader(null, HoldsObjects: true);
            return new NpyHeader(item is not null && header.TryGetValue("shape", out var value) && value is object?[] shape ? Times(item, shape) : null, HoldsObjects: false);
        }
        catch (OverflowException overflow)
        {
            throw new InvalidDataException("The shape of the npy array overflows.", overflow);
        }
    }

    private static long? Missing(out bool holdsObjects)
    {
        holdsObjects = false;
        return null;
    }

    /// <summary>Bytes of one element: of a code, or of the fields of a record, each (name, type) or (name, type, shape).</summary>
    private static long? ItemSize(object? descr, out bool holdsObjects, int depth)
    {
        holdsObjects = false;
        if (descr is string code)
        {
            var type = NumpyDtype.Parse(code);
            holdsObjects = type is { HasObjects: true };
            return type?.ItemSize;
        }
        if (depth > MaximumDepth)
            return null;
        // A tuple (type, shape) is a sub-array; a list of tuples is a record.
        if (descr is object?[] { Length: 2 } array && array[1] is object?[] subShape)
            return Times(ItemSize(array[0], out holdsObjects, depth + 1), subShape);
        if (descr is not List<object?> fields)
            return null;
        long? total = 0;
        foreach (var field in fields)
        {
            if (field is not object?[] { Length: >= 2 } parts)
                return null;
            var size = ItemSize(parts[1], out var fieldHoldsObjects, depth + 1);
            holdsObjects |= fieldHoldsObjects;
            if (parts.Length > 2)
                size = parts[2] is object?[] shape ? Times(size, shape) : parts[2] is long count ? Times(size, [count]) : null;
            total = total is null || size is null ? null : checked(total + size);
        }
        return total;
    }

    private static long? Times(long? size, object?[] shape)
    {
        foreach (var dimension in shape)
            size = dimension is long length and >= 0 && size is { } one ? checked(one * length) : null;
        return size;
    }

    /// <summary>Strings, integers, True, False, None, tuples, lists and dictionaries with string keys: what the header may hold.</summary>
    private static object? PythonLiteral(string text, ref int at, int depth)
    {
        if (depth > MaximumDepth)
            throw new InvalidDataException("The npy header is nested too deep.");
        SkipSpace(text, ref at);
        if (at >= text.Length)
            throw new InvalidDataException("The npy header ends too early.");
        var start = text[at];
        switch (start)
        {
            case '\'' or '"':
                return Quoted(text, ref at);
            case '[':
                at++;
                return Sequence(text, ref at, ']', depth);
            case '(':
                at++;
                return Sequence(text, ref at, ')', depth).ToArray();
            case '{':
                at++;
                return Dictionary(text, ref at, depth);
            case 'u' or 'b' when at + 1 < text.Length && text[at + 1] is '\'' or '"':
                at++;
                return Quoted(text, ref at);
        }
        var end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_'))
            end++;
        var word = text[at..end];
        at = Math.Max(end, at + 1);
        return word switch
        {
            "True" => true,
            "False" => false,
            "None" => null,
            _ => long.TryParse(word.TrimEnd('L'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new InvalidDataException("The npy header holds something else than a literal."),
        };
    }

    private static List<object?> Sequence(string text, ref int at, char close, int depth)
    {
        var items = new List<object?>();
        while (true)
        {
            SkipSpace(text, ref at);
            if (at < text.Length && text[at] == close)
            {
                at++;
                return items;
            }
            items.Add(PythonLiteral(text, ref at, depth + 1));
            SkipComma(text, ref at, close);
        }
    }

    private static Dictionary<string, object?> Dictionary(string text, ref int at, int depth)
    {
        var items = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (true)
        {
            SkipSpace(text, ref at);
            if (at < text.Length && text[at] == '}')
            {
                at++;
                return items;
            }
            var key = PythonLiteral(text, ref at, depth + 1) as string ?? throw new InvalidDataException("A key of the npy header is no text.");
            SkipSpace(text, ref at);
            if (at >= text.Length || text[at++] != ':')
                throw new InvalidDataException("The npy header is damaged.");
            items[key] = PythonLiteral(text, ref at, depth + 1);
            SkipComma(text, ref at, '}');
        }
    }

    private static string Quoted(string text, ref int at)
    {
        var quote = text[at++];
        var end = at;
        while (end < text.Length && text[end] != quote)
            end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length)
            throw new InvalidDataException("A text of the npy header does not end.");
        var inner = PythonEscapes.DecodeText(text[at..end]);
        at = end + 1;
        return inner;
    }

    private static void SkipComma(string text, ref int at, char close)
    {
        SkipSpace(text, ref at);
        if (at < text.Length && text[at] == ',')
            at++;
        else if (at >= text.Length || text[at] != close)
            throw new InvalidDataException("The npy header is damaged.");
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
