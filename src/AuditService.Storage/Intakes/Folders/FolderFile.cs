using AuditService.Storage.Contents;

namespace AuditService.Storage.Intakes.Folders;

/// <param name="Path">Within the dossier, as it is kept.</param>
/// <param name="RawPath">Within the folder, as the system writes it.</param>
internal sealed record FolderFile(string Path, string RawPath, string FullPath, FileStatus Status)
{
    /// <summary>Throws <see cref="ContentUnreadableException"/>.</summary>
    public FileStream Open()
    {
        try
        {
            return new(FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ContentUnreadableException(unreadable);
        }
    }
}
