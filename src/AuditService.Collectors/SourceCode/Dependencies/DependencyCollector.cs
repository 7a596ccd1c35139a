using System.Security.Cryptography;
using System.Text;
using AuditService.Collectors.Inventory;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.SourceCode.Dependencies;

/// <summary>States which packages the project asks for, and whether the versions it will get are settled.</summary>
internal sealed class DependencyCollector : IFactCollector
{
    private const int MaximumManifest = 2 * 1024 * 1024;

    private const int MaximumLock = 40 * 1024 * 1024;

    public CollectorIdentity Identity { get; } = new("dependencies", 6);

    public IReadOnlyCollection<string> States { get; } = ["code.dependencies", DependencyReview.UnpinnedFact, "code.lockFile", DependencyReview.StaleFact, DependencyReview.WithoutHashesFact, DependencyReview.BillsFact];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var manifests = context.Dossier.Files.Where(file => file.Size <= MaximumManifest && DependencyFile.IsManifest(file.Path, file.Nature)).ToArray();
        var locks = context.Dossier.Files.Where(file => DependencyFile.IsLock(file.Nature)).ToArray();
        yield return new("dependencies", Hash(manifests, locks, context), [], _ => Task.FromResult<IReadOnlyList<Fact>>([.. State([.. manifests.Concat(locks).Select(file => Read(file, context))], context)]));
    }

    private IEnumerable<Fact> State(DependencyFile[] files, CollectionContext context)
    {
        var review = new DependencyReview(files);
        yield return Known("code.dependencies", new NumberValue(review.Count));
        yield return Known(DependencyReview.UnpinnedFact, Observed(review.Unpinned, context));
        yield return Known("code.lockFile", new BooleanValue(review.AreLocked));
        yield return Known(DependencyReview.StaleFact, Observed(review.Stale, context));
        yield return Known(DependencyReview.WithoutHashesFact, Observed(review.WithoutHashes, context));
        yield return Known(DependencyReview.BillsFact, new TextListValue([.. context.Dossier.Files.Where(file => file.Nature.SetApart is null && DependencyFile.IsBill(file.Path)).Select(file => file.Path).Take(50)]));
    }

    /// <summary>A lock file too large to be read still stands where it stands.</summary>
    private static DependencyFile Read(DossierFile file, CollectionContext context)
    {
        if (file.Size > MaximumLock && DependencyFile.Unread(file.Path, file.Nature) is { } unread)
            return unread;
        using var stream = context.Content.Open(file.Sha256);
        var bytes = new byte[(int)file.Size];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return DependencyFile.Of(file.Path, file.Nature, SourceText.Normalise(TextDecoding.Decode(bytes.AsSpan(0, read)) ?? ""))!;
    }

    private static ObservationsValue Observed(IEnumerable<DependencySight> sights, CollectionContext context)
    {
        var all = sights.ToArray();
        return new([.. all.Take(context.Settings.MaximumObservations).Select(sight => new Observation(Location.File(sight.Path, sight.Line), sight.Excerpt, sight.Detail))], all.Length);
    }

    private Fact Known(string key, FactValue value) => Fact.Known(Subject.Dossier, key, value, new(Identity, EvidenceGrade.MachineChecked));

    private static string Hash(DossierFile[] manifests, DossierFile[] locks, CollectionContext context)
    {
        var inputs = manifests.Select(file => $"{file.Path}|{file.Sha256}|{file.Nature.Format}").Concat(locks.Select(file => $"{file.Path}|{file.Sha256}|{file.Nature.Format}")).Concat(context.Dossier.Files.Where(file => DependencyFile.IsBill(file.Path)).Select(file => file.Path)).Append($"{context.Settings.MaximumObservations}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', inputs))));
    }
}
