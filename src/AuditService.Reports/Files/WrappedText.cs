using System.Text;

namespace AuditService.Reports.Files;

/// <summary>
/// How many lines a text takes in a column of a workbook. Signs are as wide as those of the default font (Calibri, or Carlito, which is as wide), in
/// hundredths of a digit: the unit in which the width of a column is told.
/// </summary>
internal static class WrappedText
{
    private const int Digit = 100;

    /// <summary>Blank that a spreadsheet leaves beside the text of a cell.</summary>
    private const int Padding = 80;

    /// <summary>Bold letters beside plain ones, in hundredths.</summary>
    private const int Bold = 105;

    /// <param name="text">With its own line breaks.</param>
    /// <param name="width">Of the column, in digits.</param>
    /// <param name="isBold">Written in bold.</param>
    public static int Lines(string text, int width, bool isBold)
    {
        var room = Math.Max(Digit, (width * Digit) - Padding);
        if (isBold) room = room * 100 / Bold;
        return text.Split('\n').Sum(line => LinesOf(line, room));
    }

    private static int LinesOf(string line, int room)
    {
        var (lines, filled, word) = (1, 0, 0);
        foreach (var rune in line.EnumerateRunes())
        {
            var wide = Width(rune);
            if (rune.Value == ' ')
            {
                // A blank at the end of a line hangs over it.
                filled += word + wide;
                word = 0;
                continue;
            }

            if (filled + word + wide > room)
            {
                lines++;
                // A word that is longer than a line is cut.
                if (filled == 0) word = 0;
                filled = 0;
            }

            word += wide;
            if (rune.Value != '-') continue;
            filled += word;
            word = 0;
        }

        return lines;
    }

    private static int Width(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '\'' or '’' or '|' or ' ' => 46,
        '.' or ',' or ':' or ';' or '!' or '·' or '\u00A0' or '\u202F' or 'î' or 'ï' => 50,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' or '/' => 65,
        's' or 'c' or 'z' or 'ç' or 'J' => 82,
        'k' or 'v' or 'x' or 'y' or 'L' or 'F' or 'S' or 'E' or 'É' or 'T' or 'Y' or 'Z' => 92,
        'm' or 'w' or 'M' or 'W' or '…' or '%' or '@' or 'œ' or 'æ' => 165,
        >= 'A' and <= 'Z' => 120,
        < 0x250 => 102,
        // Scripts whose signs fill a square.
        >= 0x2E80 => 200,
        _ => 120,
    };
}
