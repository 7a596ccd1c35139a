using System.Text.Json;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Which roles are filled by a document that is really in the dossier, which declared documents are not there, and how full the slides are.</summary>
internal sealed class PresentationDocuments : ICrossCheck
{
    private const string Words = "document.words";
    private const string Pages = "document.pages";

    private readonly DerivedFacts derived;

    public PresentationDocuments()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("presentation-documents", 1);

    public IReadOnlyCollection<string> States { get; } = ["documents.roles", "documents.missing", "presentation.wordsPerSlide"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var declared = dossier.Manifest.Documents;
        if (declared.Count == 0)
        {
            yield return derived.NotDeclared(Subject.Dossier, "documents.roles", "documents");
            yield return derived.NotDeclared(Subject.Dossier, "documents.missing", "documents");
            yield return derived.NotDeclared(Subject.Dossier, "presentation.wordsPerSlide", "documents[role: slides]");
            yield break;
        }

        var handedIn = declared.Where(document => document.Path is { } path && dossier.Find(path) is not null).ToList();
        var missing = declared.Where(document => document.Path is { } path && dossier.Find(path) is null).ToList();
        yield return !dossier.IsDeclared ? derived.NotDeclared(Subject.Dossier, "documents.roles", "documents[].role") : Fact.Known(
            Subject.Dossier,
            "documents.roles",
            new TextListValue([.. handedIn.Select(document => document.Role).OfType<DocumentRole>().Distinct().Order().Select(role => JsonNamingPolicy.CamelCase.ConvertName(role.ToString()))]),
            new(Identity, EvidenceGrade.Attached));
        yield return derived.Compared(Subject.Dossier, "documents.missing", new TextListValue([.. missing.Select(document => document.Path!)]), DerivedFacts.In(missing.FirstOrDefault()));
        yield return WordsPerSlide(facts, [.. handedIn.Where(document => document.Role == DocumentRole.Slides).Select(document => new Subject(SubjectKind.Document, document.Path!))]);
    }

    private Fact WordsPerSlide(FactSet facts, IReadOnlyList<Subject> slides)
    {
        const string Key = "presentation.wordsPerSlide";
        if (slides.Count == 0)
            return derived.NotDeclared(Subject.Dossier, Key, "documents[role: slides]");
        double words = 0, pages = 0;
        foreach (var document in slides)
        {
            if (facts.Find(document, Words)?.Value is not NumberValue { Value: var count })
                return derived.Unknown(Subject.Dossier, Key, Words, facts.Find(document, Words));
            if (facts.Find(document, Pages)?.Value is not NumberValue { Value: > 0 and var shown })
                return derived.Unknown(Subject.Dossier, Key, Pages, facts.Find(document, Pages));
            words += count;
            pages += shown;
        }

        return derived.Compared(Subject.Dossier, Key, new NumberValue(Math.Round(words / pages, 1)), Location.File(slides[0].Id));
    }
}
