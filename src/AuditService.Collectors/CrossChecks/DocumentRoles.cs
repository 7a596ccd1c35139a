using System.Text.Json;
using AuditService.Collectors.Documents;
using AuditService.Collectors.ModelCards;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>
/// What a document without a declared role is known to be all the same: the card of a model, or not one of the documents that are presented, because the
/// dossier names it as the evidence of an answer or declares its report and slides elsewhere.
/// </summary>
internal sealed class DocumentRoles : ICrossCheck
{
    private const string Role = "document.role";

    public CollectorIdentity Identity { get; } = new("document-roles", 1);

    public IReadOnlyCollection<string> States { get; } = [Role];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var manifest = dossier.Manifest;
        var roles = new KnownRoles(manifest, (facts.Find(Subject.Dossier, ModelCardCollector.Files)?.Value as TextListValue)?.Values ?? []);
        var evidence = manifest.Answers.Values.SelectMany(answer => answer.For.Values.Prepend(answer)).Select(answer => answer.Evidence).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var presents = dossier.IsDeclared && roles.Gives(DocumentRole.Report) && roles.Gives(DocumentRole.Slides);
        foreach (var subject in facts.Subjects(SubjectKind.Document).Where(subject => !roles.IsGiven(subject.Id)))
        {
            if ((roles.Find(subject.Id) ?? (presents || evidence.Contains(subject.Id) ? DocumentRole.Other : null)) is { } known)
                yield return state.Declared(subject, Role, new TextValue(JsonNamingPolicy.CamelCase.ConvertName(known.ToString())), Location.File(subject.Id));
        }
    }
}
