using System.Globalization;
using System.Text;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>
/// The operators of a content stream with the operands that matter to structure: names, numbers, strings and property dictionaries
/// (ISO 32000-1, 7.8.2). It recurses nowhere; nesting beyond its bound is skipped.
/// </summary>
internal sealed class ContentTokens(byte[] content)
{
    private const int MostOperands = 64;
    private const int DeepestNesting = 32;

    private readonly List<object?> operands = [];
    private int position;

    /// <summary>Names (<see cref="ContentName"/>), numbers (double), strings (byte[]), dictionaries and arrays of the operator read last.</summary>
    public IReadOnlyList<object?> Operands => operands;

    /// <summary>The next operator; null at the end. An inline image is one operator, "EI".</summary>
    public string? Next()
    {
        operands.Clear();
        while (ReadToken() is { } token)
        {
            if (token is ContentKeyword { Text: "BI" })
            {
                SkipInlineImage();
                return "EI";
            }

            if (token is ContentKeyword keyword)
                return keyword.Text;
            if (operands.Count >= MostOperands)
                operands.RemoveAt(0);
            operands.Add(token);
        }

        return null;
    }

    /// <summary>Text of a string in the encodings of text strings (7.9.2.2).</summary>
    public static string TextOf(byte[] bytes) =>
        bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2)
        : bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3)
        : Encoding.Latin1.GetString(bytes);

    private object? ReadToken()
    {
        var open = new Stack<Container>();
        while (true)
        {
            var (kind, value) = ReadSimple();
            switch (kind)
            {
                case Kind.End:
                    return open.Count == 0 ? null : open.Last().Close();
                case Kind.OpenArray or Kind.OpenDictionary when open.Count < DeepestNesting:
                    open.Push(new Container(kind == Kind.OpenDictionary));
                    continue;
                case Kind.CloseArray or Kind.CloseDictionary:
                    if (open.Count == 0)
                        continue;
                    var closed = open.Pop().Close();
                    if (open.Count == 0)
                        return closed;
                    open.Peek().Add(closed);
                    continue;
                case Kind.OpenArray or Kind.OpenDictionary:
                    continue;
            }

            if (open.Count == 0)
                return value;
            open.Peek().Add(value);
        }
    }

    private (Kind Kind, object? Value) ReadSimple()
    {
        while (true)
        {
            SkipBlanks();
            if (position >= content.Length)
                return (Kind.End, null);
            var doubled = position + 1 < content.Length && content[position + 1] == content[position];
            switch (content[position])
            {
                case (byte)'[':
                    position++;
                    return (Kind.OpenArray, null);
                case (byte)']':
                    position++;
                    return (Kind.CloseArray, null);
                case (byte)'<' when doubled:
                    position += 2;
                    return (Kind.OpenDictionary, null);
                case (byte)'>' when doubled:
                    position += 2;
                    return (Kind.CloseDictionary, null);
                case (byte)'<':
                    return (Kind.Value, ReadHexadecimal());
                case (byte)'(':
                    return (Kind.Value, ReadString());
                case (byte)'/':
                    return (Kind.Value, ReadName());
                case (byte)'>' or (byte)')' or (byte)'{' or (byte)'}':
                    // A stray delimiter of a damaged stream.
                    position++;
                    continue;
                default:
                    return (Kind.Value, ReadWord());
            }
        }
    }

    private void SkipBlanks()
    {
        while (position < content.Length)
        {
            if (IsBlank(content[position]))
            {
                position++;
            }
            else if (content[position] == '%')
            {
                while (position < content.Length && content[position] is not ((byte)'\n' or (byte)'\r'))
                    position++;
            }
            else
            {
                return;
            }
        }
    }

    private object ReadWord()
    {
        var start = position;
        while (position < content.Length && !IsBlank(content[position]) && !IsDelimiter(content[position]))
            position++;
        var word = Encoding.Latin1.GetString(content, start, Math.Min(position - start, 64));
        if (double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        return word switch
        {
            "true" => true,
            "false" => false,
            "null" => ContentName.Null,
            _ => new ContentKeyword(word),
        };
    }

    private ContentName ReadName()
    {
        position++;
        var name = new StringBuilder();
        while (position < content.Length && !IsBlank(content[position]) && !IsDelimiter(content[position]))
        {
            var b = content[position++];
            if (b == '#' && position + 1 < content.Length
                && byte.TryParse(Encoding.Latin1.GetString(content, position, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                b = escaped;
                position += 2;
            }

            if (name.Length < 256)
                name.Append((char)b);
        }

        return new ContentName(name.ToString());
    }

    private byte[] ReadHexadecimal()
    {
        position++;
        var bytes = new List<byte>();
        int high = -1;
        while (position < content.Length && content[position] != '>')
        {
            var digit = HexadecimalDigit(content[position++]);
            if (digit < 0)
                continue;
            if (high < 0)
            {
                high = digit;
            }
            else
            {
                bytes.Add((byte)(high << 4 | digit));
                high = -1;
            }
        }

        position++;
        if (high >= 0)
            bytes.Add((byte)(high << 4));
        return [.. bytes];
    }

    private byte[] ReadString()
    {
        position++;
        var bytes = new List<byte>();
        var depth = 1;
        while (position < content.Length)
        {
            var b = content[position++];
            if (b == ')' && --depth == 0)
                break;
            if (b == '(')
                depth++;
            if (b != '\\' || position >= content.Length)
            {
                bytes.Add(b);
                continue;
            }

            var escaped = content[position++];
            switch (escaped)
            {
                case (byte)'n':
                    bytes.Add((byte)'\n');
                    break;
                case (byte)'r':
                    bytes.Add((byte)'\r');
                    break;
                case (byte)'t':
                    bytes.Add((byte)'\t');
                    break;
                case (byte)'b':
                    bytes.Add((byte)'\b');
                    break;
                case (byte)'f':
                    bytes.Add((byte)'\f');
                    break;
                case (byte)'\r':
                    if (position < content.Length && content[position] == '\n')
                        position++;
                    break;
                case (byte)'\n':
                    break;
                case >= (byte)'0' and <= (byte)'7':
                    var code = escaped - '0';
                    for (var i = 0; i < 2 && position < content.Length && content[position] is >= (byte)'0' and <= (byte)'7'; i++)
                        code = code * 8 + content[position++] - '0';
                    bytes.Add((byte)code);
                    break;
                default:
                    bytes.Add(escaped);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>The data of an inline image ends at an EI between white space that an operator or the end follows.</summary>
    private void SkipInlineImage()
    {
        var data = content.AsSpan(position).IndexOf("ID"u8);
        if (data < 0)
        {
            position = content.Length;
            return;
        }

        position += data + 3;
        while (position + 1 < content.Length)
        {
            var next = content.AsSpan(position).IndexOf("EI"u8);
            if (next < 0)
                break;
            var at = position + next;
            position = at + 2;
            if (at > 0 && IsBlank(content[at - 1]) && (position >= content.Length || IsBlank(content[position])) && FollowedByText(position))
                return;
        }

        position = content.Length;
    }

    private bool FollowedByText(int from)
    {
        for (var i = from; i < Math.Min(content.Length, from + 16); i++)
        {
            if (content[i] is (< 0x20 and not (0x09 or 0x0A or 0x0D)) or > 0x7E)
                return false;
        }

        return true;
    }

    private static bool IsBlank(byte b) => b is 0x20 or 0x0A or 0x0D or 0x09 or 0x0C or 0;

    private static bool IsDelimiter(byte b) => b is (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%';

    private static int HexadecimalDigit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };

    private enum Kind
    {
        Value,
        OpenArray,
        CloseArray,
        OpenDictionary,
        CloseDictionary,
        End,
    }

    /// <summary>An array or dictionary while it is read.</summary>
    private sealed class Container(bool isDictionary)
    {
        private const int MostItems = 10_000;
        private readonly List<object?> items = [];

        public void Add(object? item)
        {
            if (items.Count < MostItems)
                items.Add(item);
        }

        public object Close()
        {
            if (!isDictionary)
                return items;
            var dictionary = new Dictionary<string, object?>();
            for (var i = 0; i + 1 < items.Count; i += 2)
            {
                if (items[i] is ContentName key)
                    dictionary[key.Text] = items[i + 1];
            }

            return dictionary;
        }
    }
}

/// <summary>A name operand, without its slash.</summary>
internal sealed record ContentName(string Text)
{
    public static ContentName Null { get; } = new(string.Empty);
}

/// <summary>An operator.</summary>
internal sealed record ContentKeyword(string Text);
