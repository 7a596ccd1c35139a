using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Tells the models whose file is in the dossier from those that are only named: called at a provider's, or kept elsewhere.</summary>
internal sealed class ModelPresence : ICrossCheck
{
    private const string Key = "model.hasFile";

    public CollectorIdentity Identity { get; } = new("model-presence", 1);

    public IReadOnlyCollection<string> States { get; } = [Key];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        return facts.Subjects(SubjectKind.Model).Select(model => state.Compared(model, Key, new BooleanValue(dossier.Find(model.Id) is not null)));
    }
}
