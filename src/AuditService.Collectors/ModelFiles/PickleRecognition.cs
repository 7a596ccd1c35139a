using AuditService.Collectors.ModelFiles.Contents;
using AuditService.Collectors.ModelFiles.Pickles;

namespace AuditService.Collectors.ModelFiles;

/// <summary>Tells a pickle of any protocol by running its first bytes symbolically: the first protocols have no mark to know them by.</summary>
internal static class PickleRecognition
{
    private const int MaximumOpcodes = 100_000;

    /// <summary>That many instructions in a row no text or table makes by chance.</summary>
    private const int OpcodesOfNoChance = 200;

    /// <summary>True when the bytes run as a pickle to its end, to a dangerous import, or far beyond chance where they are only a beginning.</summary>
    public static bool IsPickle(ReadOnlySpan<byte> head, bool isWhole)
    {
        if (head.IsEmpty || !Opcodes.IsOpcode(head[0]))
            return false;
        using var content = new MemoryStream(head.ToArray(), writable: false);
        using var inspection = new ModelInspection(ModelScanLimits.Default with { Opcodes = 2 * MaximumOpcodes, MemoValues = MaximumOpcodes, StackValues = MaximumOpcodes }, TimeProvider.System, CancellationToken.None);
        using var reader = new ContentReader(content, head.Length);
        var found = new ModelReading();
        var session = new PickleSession(inspection, new WholeContent(content) { Name = "" }, 0, new PickleSetting(FollowsHidden: false));
        var machine = new PickleMachine(reader, session, found);
        try
        {
            var hasStopped = machine.Run(out _, MaximumOpcodes);
            if (found.Imports.Any(session.IsCertainDanger))
                return true;
            if (hasStopped)
                return found.Imports.All(import => PythonEscapes.IsIdentifierPath(import.Module) && PythonEscapes.IsIdentifierPath(import.Name)) && (found.Imports.Count > 0 || IsFollowedByNothingElse(head[(int)reader.Position..]));
        }
        catch (Exception limit) when (limit is ScanLimitException or ModelFormatException or InvalidDataException or EndOfStreamException)
        {
            // As far as it ran it was one.
        }
        return !isWhole && machine.Executed >= OpcodesOfNoChance && (machine.Executed >= MaximumOpcodes || reader.IsAtEnd) && !IsProse(head);
    }

    /// <summary>The machine forgives what a line says, so that letters at the starts of lines run on: without a binary byte there must be a first memo.</summary>
    private static bool IsProse(ReadOnlySpan<byte> head) => !head.ContainsAnyInRange((byte)0x00, (byte)0x08) && head.IndexOf("p0\n"u8) < 0;

    /// <summary>Padding, or one more dump: a text that ends a sentence by chance goes on otherwise.</summary>
    private static bool IsFollowedByNothingElse(ReadOnlySpan<byte> rest)
    {
        var next = rest.IndexOfAnyExcept("\0 \t\r\n"u8);
        return next < 0 || rest[next] == Opcodes.Proto;
    }
}
