using System.Formats.Tar;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Archives;

/// <summary>Tar archives (NeMo, TorchServe, PyTorch before 0.1.10): each member is read by content; links and paths that leave the folder are told.</summary>
internal static class TarModel
{
    public static void Read(ModelInspection scan, ModelContent content, ModelReading reading, Placing place)
    {
        reading.Format = ModelFormats.Tar;
        using var stream = content.Open();
        using var tar = new TarReader(stream, leaveOpen: true);
        var count = 0;
        while (Next(tar) is { } entry)
        {
            if (++count > scan.Limits.Members)
                throw new ScanLimitException("la limite de membres d'archive est atteinte", "the limit of archive members was reached");
            scan.Budget.CheckTime();
            TellPath(entry, reading);
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile or TarEntryType.SparseFile) || entry.Length == 0)
                continue;
            if (entry.DataOffset < 0)
            {
                reading.Incomplete($"le membre « {ModelReading.Quote(entry.Name)} » n'est pas lisible", $"member \"{ModelReading.Quote(entry.Name)}\" cannot be read");
                continue;
            }
            scan.ReadMember(content.Slice(entry.DataOffset, entry.Length, entry.Name), entry.Name, reading, place with { Depth = place.Depth + 1 });
        }
    }

    private static TarEntry? Next(TarReader tar)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ScanLimitException or OutOfMemoryException or EndOfStreamException))
        {
            throw new InvalidDataException($"The tar archive is damaged ({fault.GetType().Name}).", fault);
        }
    }

    private static void TellPath(TarEntry entry, ModelReading reading)
    {
        var paths = entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink ? (string[])[entry.Name, entry.LinkName] : [entry.Name];
        foreach (var path in paths)
        {
            if (!path.StartsWith('/') && !path.Split('/', '\\').Contains("..", StringComparer.Ordinal))
                continue;
            reading.Accuse(
                $"Le membre « {ModelReading.Quote(path)} » sortirait du dossier d'extraction.",
                $"Member \"{ModelReading.Quote(path)}\" would leave the folder of extraction.");
        }
    }
}
