using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AuditService.Commands;

/// <summary>
/// Shows as <c>\u001B</c> every character that would command a terminal instead of being read: names and excerpts come from dossiers, and an escape
/// sequence in them could rewrite a verdict on the screen (control characters of ECMA-48, and those that turn the direction of reading, UAX 9).
/// </summary>
internal sealed class PrintableText : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) => renderables.Select(renderable => new Printable(renderable));

    public static string Of(string text) => text.Any(IsCommand) ? Escaped(text) : text;

    private static string Escaped(string text)
    {
        var printable = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            if (IsCommand(character))
                printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            else
                printable.Append(character);
        }

        return printable.ToString();
    }

    private static bool IsCommand(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\t')) || character is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F';

    private sealed class Printable(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner.Render(options, maxWidth).Select(segment => segment.IsControlCode || segment.IsLineBreak || !segment.Text.Any(IsCommand) ? segment : new Segment(Of(segment.Text), segment.Style));
    }
}
