using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Storage.Contents;
using AuditService.Storage.Intakes;
using AuditService.Storage.Intakes.Folders;

namespace AuditService.App.Dossiers;

/// <summary>Packs a folder for a service of elsewhere: what an audit of it here would take, and nothing else.</summary>
public sealed class PackDossier(Intake intake, AuditServiceSettings settings)
{
    /// <param name="zip">A file that is not there yet; only its owner may read it.</param>
    /// <returns>What was left out, and why.</returns>
    /// <remarks>Throws <see cref="AuthorMistakesException"/> when the folder is refused as a whole.</remarks>
    public async Task<IReadOnlyList<RefusedEntry>> ToZipAsync(string folder, string zip, CancellationToken cancellation)
    {
        await using var file = PrivateFiles.Create(zip);
        var (leftOut, refused) = await new FolderZip(intake.Limits).WriteAsync(folder, [settings.DataDirectory], file, cancellation);
        if (refused is not null)
            throw new AuthorMistakesException([new AuthorProblem(new SourcePosition(folder, 1, 1), refused.Reason)]);
        return leftOut;
    }
}
