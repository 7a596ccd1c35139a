using System.Text;
using AuditService.Collectors.Documents;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Rules;
using AuditService.Tests.Rules;

namespace AuditService.Tests.Collectors.Documents;

public sealed class JargonDefinitionsTests
{
    [Fact]
    public void A_term_of_the_talk_that_nothing_explains_is_told_once() =>
        Assert.Equal(["RAG", "embeddings"], Open(script: "Nous utilisons un RAG et des embeddings. Le RAG répond."));

    [Theory]
    [InlineData("Un RAG, c'est-à-dire une recherche suivie d'une réponse, aide l'agent.")]
    [InlineData("RAG : l'assistant cherche d'abord dans nos documents.")]
    [InlineData("Le RAG (recherche puis rédaction) aide l'agent.")]
    [InlineData("Un RAG est une recherche suivie d'une réponse.")]
    public void A_sentence_that_says_what_the_term_is_explains_it(string sentence) => Assert.Empty(Open(script: sentence));

    [Theory]
    [InlineData("Le RAG répond vite.")]
    [InlineData("Le RAG : 3 s.")]
    [InlineData("Le RAG (2026) répond.")]
    public void A_sentence_that_only_uses_the_term_does_not(string sentence) => Assert.Equal(["RAG"], Open(script: sentence));

    [Fact]
    public void An_entry_of_a_glossary_of_the_report_explains_it_and_what_follows_the_glossary_does_not()
    {
        Assert.Empty(Open(script: "Le RAG répond.", report: "# Rapport\n\n## Glossaire\n\n- RAG – recherche dans nos documents\n"));
        Assert.Equal(["RAG"], Open(script: "Le RAG répond.", report: "# Rapport\n\n## Glossaire\n\n- Modèle – programme\n\n## Annexe\n\nLe RAG tourne.\n"));
    }

    [Fact]
    public void Without_a_talk_nothing_is_known() => Assert.Null(State([("docs/r.md", DocumentRole.Report, "Le RAG répond.")]).Value);

    private static IEnumerable<string> Open(string script, string report = "# Rapport\n") =>
        Assert.IsType<ObservationsValue>(State([("docs/s.md", DocumentRole.Script, script), ("docs/r.md", DocumentRole.Report, report)]).Value).Items.Select(item => item.Excerpt!);

    private static Fact State(IReadOnlyList<(string Path, DocumentRole Role, string Text)> documents) => new JargonDefinitions(new("documents", 1), 50).State(
        [.. documents.Select(document => new ReadDocument(new(new DossierFile(document.Path, "00", 1, FileNature.Unknown), document.Role), DocumentReader.Read(document.Path, Encoding.UTF8.GetBytes(document.Text))))],
        [.. WrittenDossier.Library.Detectors.Where(detector => detector.In == DetectIn.Document)]);
}
