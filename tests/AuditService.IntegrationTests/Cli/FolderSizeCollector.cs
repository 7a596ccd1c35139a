using AuditService.Core.Collection;
using AuditService.Core.Facts;

namespace AuditService.IntegrationTests.Cli;

/// <summary>What a third party would write: one class in an assembly of its own.</summary>
public sealed class FolderSizeCollector : IFactCollector
{
    public const string Key = "dossier.thirdPartyFiles";

    public CollectorIdentity Identity { get; } = new("third-party-files", 1);

    public IReadOnlyCollection<string> States { get; } = [Key];

    public IEnumerable<CollectionStep> Plan(CollectionContext context) =>
    [
        new("files", InputHash: null, [], _ => Task.FromResult<IReadOnlyList<Fact>>(
            [Fact.Known(Subject.Dossier, Key, new NumberValue(context.Dossier.Files.Count), new(Identity, EvidenceGrade.MachineChecked))])),
    ];
}
