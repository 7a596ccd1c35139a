using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AuditService.Collectors.ModelFiles.Contents;
using AuditService.Collectors.ModelFiles.Pickles;

namespace AuditService.Collectors.ModelFiles;

/// <summary>
/// Models written as text inside other contents: long runs of Base64 (both alphabets, broken into lines or escaped as JSON does) or of hexadecimal
/// digits. Loading the file around them runs nothing; whoever decodes them does, and no reader that stops at the text sees it.
/// </summary>
internal static class EncodedModels
{
    /// <summary>No import fits in less.</summary>
    private const int MinimumRun = 24;

    private const int Window = 1024 * 1024;
    private const int Overlap = 4096;
    private const int HeadLetters = 128;

    /// <summary>What stands before a text in a binary format (its length) may look like its first letters.</summary>
    private const int Shifts = 8;

    private const int MaximumCandidates = 10_000;

    /// <summary>Letters that are decoded at first; more, where the text goes on beyond them.</summary>
    private const int FirstLetters = 64 * 1024;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8);
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>True when the text holds what decodes to a pickle, as far as the head shows it.</summary>
    public static bool HoldPickle(ReadOnlySpan<byte> head, bool isWhole)
    {
        for (var at = 0; NextRun(head, ref at, out var length); at += length)
        {
            foreach (var (shift, isHex) in Starts(head.Slice(at, length)))
            {
                var start = at + shift;
                if (Decode(head[start..], isHex, HiddenModel.HeadSize, out _) is not { } first || !HiddenModel.MayStart(first))
                    continue;
                var bytes = Decode(head[start..], isHex, int.MaxValue, out var used);
                if (PickleRecognition.IsPickle(bytes, isWhole || start + used < head.Length))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Reads the models that a content holds as text.</summary>
    /// <param name="scan">Limits, and where contents are read.</param>
    /// <param name="content">The bytes, whatever their format.</param>
    /// <param name="reading">Takes what is found.</param>
    /// <param name="depth">How deep the content is nested.</param>
    public static void Search(ModelInspection scan, ModelContent content, ModelReading reading, int depth)
    {
        if (depth >= scan.Limits.Depth)
            return;
        var candidates = Candidates(scan, content);
        if (candidates.Count == MaximumCandidates)
            reading.Incomplete("trop de textes y ressemblent à des modèles", "too many texts in it look like models");
        foreach (var (offset, isHex) in candidates)
        {
            scan.Budget.CheckTime();
            if (DecodeAt(content.Slice(offset, null), isHex, scan.Limits.TextBytes) is not { } bytes)
                continue;
            using var stream = new MemoryStream(bytes, writable: false);
            if (scan.ReadHidden(new WholeContent(stream) { Name = "" }, depth + 1) is not { } found)
                continue;
            var how = isHex ? "hexadecimal" : "Base64";
            reading.Absorb(found, new($"Dans le texte {(isHex ? "hexadécimal" : "Base64")} en {offset}", $"In the {how} text at {offset}"));
            if (found.Imports.Count > 0)
            {
                reading.Doubt(
                    $"Un modèle est caché dans un texte {(isHex ? "hexadécimal" : "Base64")}, en {offset}.",
                    $"A model is hidden in a {how} text at {offset}.");
            }
        }
    }

    private static byte[]? DecodeAt(ModelContent encoded, bool isHex, int maximum)
    {
        for (var wanted = FirstLetters; ; wanted *= 8)
        {
            var letters = encoded.Head(Math.Min(wanted, 2 * maximum));
            var bytes = Decode(letters, isHex, maximum, out var used);
            if (used < letters.Length || letters.Length < wanted)
                return bytes;
        }
    }

    private static List<(long Offset, bool IsHex)> Candidates(ModelInspection scan, ModelContent content)
    {
        var found = new List<(long, bool)>();
        var buffer = ArrayPool<byte>.Shared.Rent(Window + Overlap);
        try
        {
            using var stream = content.Open();
            var kept = 0;
            var last = -1L;
            for (var searched = 0L; searched < scan.Limits.SalvageBytes && found.Count < MaximumCandidates;)
            {
                scan.Budget.CheckTime();
                var read = stream.ReadAtLeast(buffer.AsSpan(kept, Window), Window, throwOnEndOfStream: false);
                var window = buffer.AsSpan(0, kept + read);
                var origin = searched - kept;
                for (var at = 0; NextRun(window, ref at, out var length); at += length)
                {
                    // A run goes on across windows: its start was looked at when it was met.
                    if (at == 0 && origin > 0)
                        continue;
                    foreach (var (shift, isHex) in Starts(window.Slice(at, length)))
                    {
                        var offset = origin + at + shift;
                        if (offset > last && Decode(window[(at + shift)..], isHex, HiddenModel.HeadSize, out _) is { } first && HiddenModel.MayStart(first))
                            found.Add((last = offset, isHex));
                    }
                }
                searched += read;
                if (read < Window)
                    break;
                buffer.AsSpan(kept + read - Overlap, Overlap).CopyTo(buffer);
                kept = Overlap;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return found;
    }

    /// <summary>The next run of letters that is long enough. Looks at one byte in <see cref="MinimumRun"/> as long as there is none: tensors are large.</summary>
    private static bool NextRun(ReadOnlySpan<byte> bytes, ref int at, out int length)
    {
        length = 0;
        var probe = at + MinimumRun - 1;
        while (probe < bytes.Length)
        {
            if (!Letters.Contains(bytes[probe]))
            {
                at = probe + 1;
                probe += MinimumRun;
                continue;
            }
            var before = bytes[at..probe].LastIndexOfAnyExcept(Letters);
            if (before >= 0)
            {
                at += before + 1;
                probe = at + MinimumRun - 1;
                continue;
            }
            var end = bytes[probe..].IndexOfAnyExcept(Letters);
            length = (end < 0 ? bytes.Length : probe + end) - at;
            return true;
        }
        return false;
    }

    private static IEnumerable<(int Shift, bool IsHex)> Starts(ReadOnlySpan<byte> run)
    {
        var starts = new List<(int, bool)>();
        for (var shift = 0; shift < Shifts && run.Length - shift >= MinimumRun; shift++)
        {
            starts.Add((shift, false));
            if (!run.Slice(shift, MinimumRun).ContainsAnyExcept(Digits))
                starts.Add((shift, true));
        }
        return starts;
    }

    /// <summary>What the letters mean, up to <paramref name="maximum"/> bytes; null when they mean nothing. Line ends, written out or escaped, are passed over.</summary>
    private static byte[]? Decode(ReadOnlySpan<byte> text, bool isHex, int maximum, out int used)
    {
        var wanted = maximum >= int.MaxValue / 2 ? int.MaxValue : maximum * 2 + 4;
        var letters = new ArrayBufferWriter<byte>(Math.Min(wanted, HeadLetters));
        used = 0;
        while (used < text.Length && letters.WrittenCount < wanted)
        {
            var letter = text[used];
            if ((isHex ? Digits : Letters).Contains(letter))
            {
                Add(letter switch { (byte)'-' => (byte)'+', (byte)'_' => (byte)'/', _ => letter });
                used++;
            }
            else if (letter is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t')
            {
                used++;
            }
            else if (letter == (byte)'\\' && used + 1 < text.Length && Escape(text[used..], out var plain, out var length))
            {
                if (plain != 0)
                    Add(plain);
                used += length;
            }
            else
            {
                break;
            }
        }
        if (isHex)
        {
            var even = letters.WrittenSpan[..(letters.WrittenCount & ~1)];
            var decoded = new byte[Math.Min(even.Length / 2, maximum)];
            for (var i = 0; i < decoded.Length; i++)
                decoded[i] = byte.Parse(even.Slice(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            return decoded.Length == 0 ? null : decoded;
        }
        var whole = letters.WrittenSpan[..(letters.WrittenCount & ~3)];
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(whole.Length) + 2];
        if (Base64.DecodeFromUtf8(whole, bytes, out _, out var written) != OperationStatus.Done)
            return null;
        written += Tail(letters.WrittenSpan[whole.Length..], bytes.AsSpan(written));
        return written == 0 ? null : bytes[..Math.Min(written, maximum)];

        void Add(byte value)
        {
            letters.GetSpan(1)[0] = value;
            letters.Advance(1);
        }
    }

    /// <summary>The last group, whose padding may be missing.</summary>
    private static int Tail(ReadOnlySpan<byte> letters, Span<byte> target)
    {
        if (letters.Length < 2)
            return 0;
        Span<byte> group = [letters[0], letters[1], letters.Length > 2 ? letters[2] : (byte)'=', (byte)'='];
        return Base64.DecodeFromUtf8(group, target, out _, out var written) == OperationStatus.Done ? written : 0;
    }

    /// <summary>Escapes that JSON and YAML writers put between the letters.</summary>
    private static bool Escape(ReadOnlySpan<byte> text, out byte plain, out int length)
    {
        (plain, length) = text[1] switch
        {
            (byte)'n' or (byte)'r' or (byte)'t' or (byte)'\n' or (byte)'\r' => ((byte)0, 2),
            (byte)'/' => ((byte)'/', 2),
            (byte)'u' when text.Length >= 6 && Ascii.EqualsIgnoreCase(text[2..6], "002b"u8) => ((byte)'+', 6),
            (byte)'u' when text.Length >= 6 && Ascii.EqualsIgnoreCase(text[2..6], "002f"u8) => ((byte)'/', 6),
            _ => ((byte)0, 0),
        };
        return length > 0;
    }
}
