using System.Text;

namespace AuditService.Browser.Network;

/// <summary>The first line and the header lines of an HTTP/1.1 message, as they came.</summary>
internal sealed record HttpHead(string FirstLine, IReadOnlyList<string> Headers)
{
    public IEnumerable<string> Values(string name) =>
        Headers.Where(line => IsNamed(line, name)).Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());

    public HttpHead Without(params string[] names) =>
        this with { Headers = [.. Headers.Where(line => !names.Any(name => IsNamed(line, name)))] };

    public HttpHead With(string line) => this with { Headers = [.. Headers, line] };

    /// <summary>The status of a response head; 0 when there is none.</summary>
    public int Status => FirstLine.Split(' ') is [_, { Length: 3 } code, ..] && int.TryParse(code, out var status) ? status : 0;

    public byte[] ToBytes() => Encoding.Latin1.GetBytes(FirstLine + "\r\n" + string.Concat(Headers.Select(line => line + "\r\n")) + "\r\n");

    /// <summary>Null when the peer closes, sends more than <paramref name="limit"/> bytes before the empty line, or folds lines.</summary>
    /// <remarks>Reads byte by byte from a buffered stream, so that nothing of the body is consumed.</remarks>
    public static async Task<HttpHead?> ReadAsync(BufferedStream stream, int limit, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        var one = new byte[1];
        while (bytes.Length < limit)
        {
            if (await stream.ReadAsync(one, cancellation) == 0)
                return null;
            bytes.WriteByte(one[0]);
            if (one[0] == (byte)'\n' && EndsWithEmptyLine(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)))
                return Parse(Encoding.Latin1.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        }
        return null;
    }

    private static HttpHead? Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).TakeWhile(line => line.Length > 0).ToArray();
        var isWellFormed = lines.Length > 0 && lines.Skip(1).All(line => line[0] is not (' ' or '\t') && line.Contains(':', StringComparison.Ordinal));
        return isWellFormed ? new HttpHead(lines[0], lines[1..]) : null;
    }

    private static bool EndsWithEmptyLine(ReadOnlySpan<byte> bytes) => bytes.EndsWith("\r\n\r\n"u8) || bytes.EndsWith("\n\n"u8);

    private static bool IsNamed(string line, string name) =>
        line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
