using System.Buffers;
using System.IO.Pipelines;
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
    /// <remarks>Nothing of the body is consumed.</remarks>
    public static async Task<HttpHead?> ReadAsync(PipeReader reader, int limit, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var bytes = read.Buffer.Slice(0, Math.Min(limit, read.Buffer.Length)).ToArray();
            if (EndOf(bytes) is { } end)
            {
                reader.AdvanceTo(read.Buffer.GetPosition(end));
                return Parse(Encoding.Latin1.GetString(bytes, 0, end));
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted || bytes.Length == limit)
                return null;
        }
    }

    private static HttpHead? Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).TakeWhile(line => line.Length > 0).ToArray();
        var isWellFormed = lines.Length > 0 && lines.Skip(1).All(line => line[0] is not (' ' or '\t') && line.Contains(':', StringComparison.Ordinal));
        return isWellFormed ? new HttpHead(lines[0], lines[1..]) : null;
    }

    /// <summary>Where the empty line ends that ends the head.</summary>
    private static int? EndOf(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.IndexOf((byte)'\n'); at >= 0; at = Next(bytes, at))
        {
            if (bytes[..(at + 1)].EndsWith("\r\n\r\n"u8) || bytes[..(at + 1)].EndsWith("\n\n"u8))
                return at + 1;
        }

        return null;

        static int Next(ReadOnlySpan<byte> bytes, int at) => bytes[(at + 1)..].IndexOf((byte)'\n') is >= 0 and var next ? at + 1 + next : -1;
    }

    private static bool IsNamed(string line, string name) =>
        line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
