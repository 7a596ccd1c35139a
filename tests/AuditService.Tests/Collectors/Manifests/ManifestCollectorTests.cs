using AuditService.Authoring.Manifests;
using AuditService.Collectors.Manifests;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using NSubstitute;

namespace AuditService.Tests.Collectors.Manifests;

public sealed class ManifestCollectorTests
{
    [Fact]
    public async Task A_key_left_out_or_left_blank_is_an_omission_and_an_empty_list_is_an_answer()
    {
        var facts = await Stated("processings: [{ id: tri, purpose: trier, retention: '  ', dataSubjects: [], transfers: [] }]");

        var missing = Assert.IsType<TextListValue>(facts[new(SubjectKind.Processing, "tri"), "processing.undeclared"]).Values;
        Assert.Contains("retention", missing);
        Assert.Contains("securityMeasures", missing);
        Assert.DoesNotContain("purpose", missing);
        Assert.DoesNotContain("transfers", missing);
    }

    [Theory]
    [InlineData("à compléter")]
    [InlineData("?")]
    [InlineData("TODO")]
    public async Task A_placeholder_is_a_key_left_blank(string text)
    {
        var facts = await Stated($"processings: [{{ id: tri, purpose: trier, retention: '{text}', dataSubjects: ['{text}'], recipients: [service du courrier, '{text}'] }}]");

        var tri = new Subject(SubjectKind.Processing, "tri");
        Assert.Contains("retention", Assert.IsType<TextListValue>(facts[tri, "processing.undeclared"]).Values);
        Assert.Null(facts[tri, "processing.retention"]);
        Assert.Null(facts[tri, "processing.dataSubjects"]);
        Assert.Equal(["service du courrier"], Assert.IsType<TextListValue>(facts[tri, "processing.recipients"]).Values);
    }

    [Theory]
    [InlineData("people: { controller: { name: Acme } }", true)]
    [InlineData("people: { controller: { name: Acme }, dpo: { name: Zoé } }", false)]
    public async Task A_section_that_names_the_controller_and_nobody_else_says_whom_it_leaves_out(string manifest, bool isLeftOut) =>
        Assert.Equal(isLeftOut, Assert.IsType<TextListValue>((await Stated(manifest))[Subject.Dossier, "people.undeclared"]).Values.Contains("dpo", StringComparer.Ordinal));

    [Fact]
    public async Task A_section_that_was_not_written_leaves_nothing_out() => Assert.Null((await Stated("project: { name: x }"))[Subject.Dossier, "people.undeclared"]);

    private static async Task<StatedFacts> Stated(string manifest)
    {
        var problems = new List<AuthorProblem>();
        var dossier = new Dossier(Snapshot.Of("some", [], []), [], ManifestReader.Read(manifest, Dossier.ManifestFileName, problems), HasManifest: true);
        Assert.Empty(problems);
        var context = new CollectionContext(dossier, Substitute.For<IContentStore>(), new FactCatalogue([]), [], new CollectionSettings());
        var facts = new List<Fact>();
        foreach (var step in new ManifestCollector().Plan(context))
            facts.AddRange(await step.Collect(CancellationToken.None));
        Assert.All(facts, fact => Assert.Contains(fact.Key, new ManifestCollector().States));
        return new(new FactSet([], facts));
    }

    private sealed record StatedFacts(FactSet Facts)
    {
        public FactValue? this[Subject subject, string key] => Facts.Find(subject, key)?.Value;
    }
}
