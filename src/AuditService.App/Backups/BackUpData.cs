using AuditService.Core;
using AuditService.Storage.Backups;
using AuditService.Storage.Databases;

namespace AuditService.App.Backups;

/// <summary>Saves the data directory into one archive, and makes a data directory of one.</summary>
public sealed class BackUpData(AuditServiceSettings settings, TimeProvider clock)
{
    /// <summary>May run beside audits. Throws <see cref="AuthorMistakesException"/> when there is nothing that can be saved, or the archive cannot be written there.</summary>
    public Task<BackupSummary> SaveAsync(string archive, bool withReports, CancellationToken cancellation) =>
        AtAsync(archive, () => new BackupWriter(settings.DataDirectory, ProgramVersion.Current, clock).WriteAsync(archive, withReports, cancellation));

    /// <summary>Throws <see cref="AuthorMistakesException"/>, with nothing restored, when the data directory is not empty or the archive is not intact.</summary>
    public Task<BackupSummary> RestoreAsync(string archive, CancellationToken cancellation) =>
        AtAsync(archive, () => new BackupReader(settings.DataDirectory).RestoreAsync(archive, cancellation));

    private static async Task<BackupSummary> AtAsync(string archive, Func<Task<BackupManifest>> work)
    {
        try
        {
            return BackupSummary.Of(await work());
        }
        catch (BackupException refused)
        {
            throw Mistake(refused.Reason);
        }
        catch (UnusableDatabaseException unusable)
        {
            throw Mistake(unusable.Reason);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Mistake(LocalizedText.Same(refused.Message));
        }

        AuthorMistakesException Mistake(LocalizedText reason) => new([new(new(archive, 1, 1), reason)]);
    }
}
