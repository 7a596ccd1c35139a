using System.Text;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>Cuts a delimited text into records (RFC 4180, and what people make of it): quotes, doubled or escaped, line ends inside quotes, stray quotes inside cells.</summary>
internal sealed class DelimitedParser(TextReader reader, DelimitedDialect dialect, int maximumCell)
{
    /// <summary>A quoted cell longer than this (characters) is a quote that somebody forgot to close.</summary>
    private const int LongestQuoted = 4_000_000;

    private const int MostCells = 20_000;

    private readonly char[] buffer = new char[64 * 1024];
    private int length;
    private int position;

    /// <summary>True once a quote was still open at the end, or a cell had no end in sight.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>The records; the list is reused for the next one.</summary>
    public IEnumerable<List<string>> Records()
    {
        var record = new List<string>();
        var cell = new StringBuilder();
        while (true)
        {
            record.Clear();
            if (!ReadRecord(record, cell)) yield break;
            yield return record;
            if (IsTorn) yield break;
        }
    }

    private bool ReadRecord(List<string> record, StringBuilder cell)
    {
        if (Peek() < 0) return false;
        while (true)
        {
            cell.Clear();
            var end = ReadCell(cell);
            if (record.Count < MostCells) record.Add(cell.ToString());
            if (end != dialect.Delimiter || end == '\0') return true;
        }
    }

    /// <returns>The sign that ended the cell: the delimiter, or a line feed for the end of the record.</returns>
    private char ReadCell(StringBuilder cell)
    {
        if (Peek() == '"' && ReadQuoted(cell) is { } ended) return ended;

        var delimiter = dialect.Delimiter == '\0' ? '\n' : dialect.Delimiter;
        while (position < length || Fill())
        {
            var rest = buffer.AsSpan(position, length - position);
            var end = rest.IndexOfAny(delimiter, '\n', '\r');
            Take(cell, end < 0 ? rest : rest[..end]);
            if (end < 0) continue;
            var c = buffer[position++];
            if (c == '\r' && Peek() == '\n') Next();
            return c == '\r' ? '\n' : c;
        }

        return '\n';
    }

    /// <returns>The sign that ended the cell, or null when text goes on after the closing quote.</returns>
    private char? ReadQuoted(StringBuilder cell)
    {
        Next();
        var read = 0;
        while (true)
        {
            if (position < length || Fill())
            {
                var rest = buffer.AsSpan(position, length - position);
                var stop = dialect.Backslash ? rest.IndexOfAny('"', '\\') : rest.IndexOf('"');
                read += stop < 0 ? rest.Length : stop;
                Take(cell, stop < 0 ? rest : rest[..stop]);
                if (stop < 0 && read <= LongestQuoted) continue;
            }

            var next = Next();
            if (next < 0 || ++read > LongestQuoted)
            {
                IsTorn = true;
                return '\n';
            }

            var c = (char)next;
            if (c == '\\' && dialect.Backslash && Peek() is '"' or '\\') c = (char)Next();
            else if (c == '"')
            {
                var after = Peek();
                if (after == '"')
                {
                    Next();
                }
                else if (after < 0 || after == '\n' || after == '\r' || (after == dialect.Delimiter && after != '\0'))
                {
                    if (after >= 0) Next();
                    if (after == '\r' && Peek() == '\n') Next();
                    return after == dialect.Delimiter && after > 0 ? dialect.Delimiter : '\n';
                }
                else if (after is ' ' or '\t')
                {
                    // Blanks between the closing quote and the separator.
                    return null;
                }
            }

            if (cell.Length < maximumCell) cell.Append(c);
        }
    }

    private void Take(StringBuilder cell, ReadOnlySpan<char> run)
    {
        cell.Append(run[..Math.Min(run.Length, Math.Max(0, maximumCell - cell.Length))]);
        position += run.Length;
    }

    private int Peek() => position < length || Fill() ? buffer[position] : -1;

    private int Next() => position < length || Fill() ? buffer[position++] : -1;

    private bool Fill()
    {
        length = reader.Read(buffer, 0, buffer.Length);
        position = 0;
        return length > 0;
    }
}
