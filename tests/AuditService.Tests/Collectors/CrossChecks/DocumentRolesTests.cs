using AuditService.Authoring.Manifests;
using AuditService.Collectors.CrossChecks;
using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class DocumentRolesTests
{
    private const string Presented = "documents: [{ path: docs/rapport.md, role: report }, { path: docs/soutenance.pptx, role: slides }]";

    [Theory]
    [InlineData(Presented, "docs/notes.md", "other")]
    [InlineData(Presented, "docs/rapport.md", null)]
    [InlineData("documents: [{ path: docs/fiche.md }]", "docs/fiche.md", "modelCard")]
    [InlineData("draft: true\n" + Presented, "docs/notes.md", null)]
    [InlineData("documents: [{ path: docs/rapport.md, role: report }]", "docs/notes.md", null)]
    [InlineData("answers: { care.a: { value: x, evidence: docs/notes.md } }", "docs/notes.md", "other")]
    [InlineData("project: { name: x }", "docs/notes.md", null)]
    [InlineData("project: { name: x }", "docs/fiche.md", "modelCard")]
    public void A_document_is_what_the_dossier_makes_of_it_where_nobody_gave_it_a_role(string manifest, string path, string? role)
    {
        var document = new Subject(SubjectKind.Document, path);
        var problems = new List<AuthorProblem>();
        var dossier = new Dossier(Snapshot.Of("some", [], []), [], ManifestReader.Read(manifest, Dossier.ManifestFileName, problems), HasManifest: true);

        var facts = new DocumentRoles().Derive(new FactSet([document], [Some.Fact("card.files", new TextListValue(["docs/fiche.md"]))]), dossier);

        Assert.Empty(problems);
        Assert.Equal(role, (facts.SingleOrDefault(fact => fact.Subject == document && fact.Key == "document.role")?.Value as TextValue)?.Value);
    }
}
