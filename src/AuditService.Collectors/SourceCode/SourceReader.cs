using AuditService.Collectors.Inventory;
using AuditService.Core.Dossiers;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode;

/// <summary>Turns the bytes of a file into the texts that are searched.</summary>
internal static class SourceReader
{
    /// <summary>JSON records up to so many bytes are seeds and fixtures as often as data: they are searched as settings are.</summary>
    private const int SeedBytes = 256 * 1024;

    /// <summary>True for the files that are opened at all: installed, vendored and cached ones, and binaries, are not.</summary>
    public static bool Opens(FileNature nature)
    {
        if (nature.SetApart is { } reason && !SetApart.IsSearched(reason) && reason is not SetApart.LockFile)
            return false;
        return nature.Kind switch
        {
            FileKind.SourceCode or FileKind.Page or FileKind.Manifest => true,
            FileKind.Configuration => nature.Format is not "keystore",
            FileKind.Document => nature.Language is not null,
            FileKind.Dataset => IsTextOfRecords(nature),
            FileKind.Other => nature.Language is not null,
            _ => false,
        };
    }

    /// <summary>The texts of a file; none when its bytes turn out not to be text.</summary>
    public static IReadOnlyList<SourceText> Read(string path, FileNature nature, byte[] bytes, out bool isDamaged)
    {
        isDamaged = false;
        if (nature.Format is "notebook")
            return NotebookReader.Read(path, bytes, out isDamaged);
        if (TextDecoding.Decode(bytes) is not { } text)
            return [];
        DetectIn? detectIn = nature.Kind switch
        {
            FileKind.SourceCode or FileKind.Page => DetectIn.Code,
            FileKind.Configuration or FileKind.Manifest => DetectIn.Configuration,
            _ => null,
        };
        return
        [
            new(path, SourceText.Normalise(text), nature.Language, nature.Format is "log" ? "output" : nature.Format, detectIn)
            {
                OnlyCertainSecrets = nature.SetApart is not null || nature.Kind == FileKind.Dataset && !(nature.Format is "json" && bytes.Length <= SeedBytes),
                IsOfOthers = nature.SetApart is { } reason && SetApart.IsSearched(reason),
                IsOutput = nature.Format is "log",
            },
        ];
    }

    private static bool IsTextOfRecords(FileNature nature) =>
        nature.Format is "csv" or "tsv" or "psv" or "json" or "jsonl" or "geojson" or "sql-dump" or "xml";
}
