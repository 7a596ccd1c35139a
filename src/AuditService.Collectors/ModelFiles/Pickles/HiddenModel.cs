namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>A cheap look at the first bytes of a constant: may a model start there?</summary>
internal static class HiddenModel
{
    /// <summary>How many first bytes are worth giving.</summary>
    public const int HeadSize = 64;

    public static bool MayStart(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4)
            return false;
        return head[0] switch
        {
            Opcodes.Proto => head[1] <= Opcodes.HighestProtocol && Opcodes.IsOpcode(head[2]),
            (byte)'P' => head[1] == 'K' && head[2] == 3 && head[3] == 4,
            0x89 => head[1] == 'H' && head[2] == 'D' && head[3] == 'F',
            0x93 => head[1..].StartsWith("NUMPY"u8),
            0x1F => head[1] == 0x8B && head[2] == 8,
            0x78 => head[1] is 0x01 or 0x5E or 0x9C or 0xDA,
            (byte)'B' => head[1] == 'Z' && head[2] == 'h' && head[3] is >= (byte)'1' and <= (byte)'9',
            0xFD => head[1..].StartsWith("7zXZ"u8),
            0x04 => head[1] == 0x22 && head[2] == 0x4D && head[3] == 0x18,
            _ => MayBeTextPickle(head),
        };
    }

    public static bool MayStart(string text)
    {
        Span<byte> head = stackalloc byte[Math.Min(text.Length, HeadSize)];
        for (var i = 0; i < head.Length; i++)
            head[i] = text[i] <= 0xFF ? (byte)text[i] : (byte)'?';
        return MayStart((ReadOnlySpan<byte>)head);
    }

    /// <summary>Protocol 0 and 1: after marks and empty containers, an import whose names are identifiers.</summary>
    private static bool MayBeTextPickle(ReadOnlySpan<byte> head)
    {
        var at = 0;
        while (at < head.Length && head[at] is (byte)'(' or (byte)')' or (byte)']' or (byte)'}' or (byte)'l' or (byte)'d' or (byte)'t' or (byte)'N')
            at++;
        if (at >= head.Length - 3 || head[at] is not ((byte)'c' or (byte)'i'))
            return false;
        var name = head[(at + 1)..];
        var end = name.IndexOf((byte)'\n');
        var module = end < 0 ? name : name[..end];
        if (module.IsEmpty || module.ContainsAnyExcept(IdentifierBytes))
            return false;
        return end < 0 ? head.Length >= 32 : end + 1 < name.Length && (char.IsAsciiLetter((char)name[end + 1]) || name[end + 1] == (byte)'_');
    }

    private static readonly System.Buffers.SearchValues<byte> IdentifierBytes =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."u8);
}
