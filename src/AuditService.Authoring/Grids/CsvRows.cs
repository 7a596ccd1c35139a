using System.Text;

namespace AuditService.Authoring.Grids;

/// <summary>Rows of a CSV file (RFC 4180) whose separator is the one of its first line: comma, semicolon or tab.</summary>
internal static class CsvRows
{
    /// <summary>Null when there are more rows, or a quoted cell never ends.</summary>
    public static IReadOnlyList<IReadOnlyList<string>>? Of(string text, int most)
    {
        var separator = SeparatorOf(text);
        var rows = new List<IReadOnlyList<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (quoted)
            {
                if (character != '"')
                    cell.Append(character);
                else if (index + 1 < text.Length && text[index + 1] == '"')
                    cell.Append(text[++index]);
                else
                    quoted = false;
            }
            else if (character == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (character == separator)
            {
                End();
            }
            else if (character == '\n')
            {
                End();
                rows.Add(row);
                if (rows.Count > most)
                    return null;
                row = [];
            }
            else if (character != '\r')
            {
                cell.Append(character);
            }
        }

        if (cell.Length > 0 || row.Count > 0)
        {
            End();
            rows.Add(row);
        }

        return quoted ? null : rows;

        void End()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }

    private static char SeparatorOf(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end];
        return new[] { ',', ';', '\t' }.MaxBy(candidate => first.Count(character => character == candidate));
    }
}
