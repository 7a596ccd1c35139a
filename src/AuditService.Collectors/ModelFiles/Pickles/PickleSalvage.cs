using System.Buffers;
using System.Text;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>
/// Looks for imports in bytes that could not be parsed: the text form (<c>c module \n name \n</c>) and two short texts before STACK_GLOBAL. Only
/// names that a list calls dangerous count, since chance bytes look like any other name.
/// </summary>
internal static class PickleSalvage
{
    private const int Window = 1024 * 1024;
    private const int Overlap = 1024;
    private const int MaximumName = 256;
    private static readonly SearchValues<byte> Starts = SearchValues.Create([Opcodes.Global, Opcodes.Inst, Opcodes.ShortBinUnicode, Opcodes.BinUnicode]);
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."u8);

    /// <summary>Opcodes that come after an import in any real stream: to be memoized, or to get arguments.</summary>
    private static readonly SearchValues<byte> Followers = SearchValues.Create(
    [
        Opcodes.Mark, Opcodes.EmptyTuple, Opcodes.BinPut, Opcodes.LongBinPut, Opcodes.Put, Opcodes.Memoize, Opcodes.ShortBinUnicode, Opcodes.BinUnicode, Opcodes.String,
        Opcodes.ShortBinString, Opcodes.Unicode, Opcodes.EmptyDict, Opcodes.EmptyList, Opcodes.None, Opcodes.Global, Opcodes.ShortBinBytes, Opcodes.Reduce, Opcodes.Stop,
        Opcodes.BinGet, Opcodes.Tuple,
    ]);

    public static void Search(ModelInspection scan, ModelContent content, long from, ModelReading reading)
    {
        if (from >= content.Length)
            return;
        try
        {
            using var stream = content.Slice(from, null).Open();
            Search(scan, stream, from, reading);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            reading.Incomplete("données abîmées", "damaged data");
        }
    }

    private static void Search(ModelInspection scan, Stream stream, long from, ModelReading reading)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Window + Overlap);
        try
        {
            var kept = 0;
            for (var searched = 0L; searched < scan.Limits.SalvageBytes;)
            {
                scan.Budget.CheckTime();
                var read = stream.ReadAtLeast(buffer.AsSpan(kept, Window), Window, throwOnEndOfStream: false);
                SearchWindow(scan, buffer.AsSpan(0, kept + read), from + searched - kept, reading);
                searched += read;
                if (read < Window)
                    return;
                // The end of this window starts the next: an import may lie across.
                buffer.AsSpan(kept + read - Overlap, Overlap).CopyTo(buffer);
                kept = Overlap;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void SearchWindow(ModelInspection scan, ReadOnlySpan<byte> window, long offset, ModelReading reading)
    {
        var at = 0;
        while (at < window.Length)
        {
            var next = window[at..].IndexOfAny(Starts);
            if (next < 0)
                return;
            at += next;
            if (window[at] is Opcodes.Global or Opcodes.Inst ? TryText(window, at, out var module, out var name) : TryStack(window, at, out module, out name))
            {
                var verdict = scan.Catalogue.Judge(module, name);
                if (verdict is { Risk: ModelRisk.Dangerous, IsKnown: true })
                {
                    var shown = ModelReading.Quote($"{module}.{name}", 120);
                    reading.Import(new ModelImport(module, name, ModelRisk.Dangerous, offset + at));
                    reading.Accuse(
                        $"Une recherche d'octets trouve l'import de {shown} en {offset + at} (heuristique).",
                        $"A byte search finds the import of {shown} at {offset + at} (heuristic).");
                }
            }
            at++;
        }
    }

    private static bool TryText(ReadOnlySpan<byte> window, int at, out string module, out string name)
    {
        module = name = "";
        // The letter before would make it the end of a word: "macos", a line break, "system".
        if (at > 0 && char.IsAsciiLetterOrDigit((char)window[at - 1]))
            return false;
        var rest = window[(at + 1)..];
        if (!TryLine(ref rest, out module) || !TryLine(ref rest, out name))
            return false;
        return window[at] == Opcodes.Inst || rest.IsEmpty || Followers.Contains(rest[0]);
    }

    private static bool TryLine(ref ReadOnlySpan<byte> rest, out string line)
    {
        line = "";
        var length = rest[..Math.Min(rest.Length, MaximumName)].IndexOfAnyExcept(NameBytes);
        if (length <= 0 || rest[length] != (byte)'\n' || char.IsAsciiDigit((char)rest[0]))
            return false;
        line = Encoding.ASCII.GetString(rest[..length]);
        rest = rest[(length + 1)..];
        return true;
    }

    private static bool TryStack(ReadOnlySpan<byte> window, int at, out string module, out string name)
    {
        name = "";
        var rest = window[at..];
        return TryShortText(ref rest, out module) && TryShortText(ref rest, out name) && rest.Length > 0 && rest[0] == Opcodes.StackGlobal;
    }

    private static bool TryShortText(ref ReadOnlySpan<byte> rest, out string text)
    {
        text = "";
        if (rest.Length < 6)
            return false;
        int header;
        int length;
        if (rest[0] == Opcodes.ShortBinUnicode)
            (header, length) = (2, rest[1]);
        else if (rest[0] == Opcodes.BinUnicode && rest[2] == 0 && rest[3] == 0 && rest[4] == 0)
            (header, length) = (5, rest[1]);
        else
            return false;
        if (length == 0 || header + length >= rest.Length || rest.Slice(header, length).ContainsAnyExcept(NameBytes))
            return false;
        text = Encoding.ASCII.GetString(rest.Slice(header, length));
        rest = rest[(header + length)..];
        if (rest[0] == Opcodes.Memoize)
            rest = rest[1..];
        else if (rest[0] == Opcodes.BinPut && rest.Length > 2)
            rest = rest[2..];
        else if (rest[0] == Opcodes.LongBinPut && rest.Length > 5)
            rest = rest[5..];
        return true;
    }
}
