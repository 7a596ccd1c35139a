using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Storage.Intakes;

namespace AuditService.App.Dossiers;

/// <summary>From a path that a user gives to a dossier: an immutable snapshot, its manifest, and what each file is.</summary>
public sealed class TakeDossier(Intake intake, DossierReader reader, AuditServiceSettings settings)
{
    /// <summary>Throws <see cref="AuthorMistakesException"/> when the dossier is refused as a whole or its manifest has mistakes.</summary>
    public async Task<Dossier> FromAsync(string path, CancellationToken cancellation) =>
        await intake.TakeAsync(path, [settings.DataDirectory], cancellation) switch
        {
            IntakeTaken { Snapshot: { Files.Count: 0, Gaps: var gaps } } when gaps.Any() =>
                throw new AuthorMistakesException([.. gaps.Select(gap => new AuthorProblem(new SourcePosition($"{path}/{gap.Path}", 1, 1), gap.Reason))]),
            IntakeTaken taken => reader.Read(taken.Snapshot),
            IntakeRefused refused => throw new AuthorMistakesException([new AuthorProblem(new SourcePosition(path, 1, 1), refused.Reason)]),
            var unknown => throw new InvalidOperationException($"Unknown intake result {unknown.GetType().Name}"),
        };
}
