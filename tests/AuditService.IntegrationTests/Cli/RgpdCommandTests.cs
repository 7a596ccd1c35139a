using System.IO.Compression;
using AuditService.Tests;

namespace AuditService.IntegrationTests.Cli;

public sealed class RgpdCommandTests : IDisposable
{
    private static readonly (string Paper, string[] Formats)[] Papers =
        [("register", ["html", "csv", "xlsx", "docx"]), ("aipd", ["html", "docx", "json"]), ("notice", ["html", "docx"]), ("dictionary", ["html", "csv", "xlsx", "docx"])];

    private readonly AuditCommand audit = new();

    [Fact]
    public async Task No_paper_of_a_dossier_holds_a_value_of_its_data_sets()
    {
        // Values that nothing else could write: what is found of one is a leak.
        (string First, string Last, string Note)[] people = [("Zélindor", "Quibrax", "ouzbir"), ("Wixane", "Frouldec", "praxil"), ("Yvorin", "Jamblouk", "sturvo"), ("Xanthime", "Vorpelin", "klimdu"), ("Orsulphe", "Gradouze", "flonrak")];
        string[] Row(int index) => [people[index % 5].First, people[index % 5].Last, $"{people[index % 5].Last.ToLowerInvariant()}{index}@exemple.fr", $"06 39 98 {index % 90 + 10} {(index * 7) % 90 + 10}", $"Rappeler {people[index % 5].First} {people[index % 5].Last}, {people[index % 5].Note}"];
        audit.Write("project/data/gens.csv", "prenom,nom,email,telephone,commentaire\n" + string.Join('\n', Enumerable.Range(0, 60).Select(index => string.Join(',', Row(index).Select(cell => $"\"{cell}\"")))));
        audit.Write("project/data/sans-entete.csv", string.Join('\n', Enumerable.Range(0, 60).Select(index => string.Join(';', Row(index)))));
        audit.Write("project/data/gens.jsonl", string.Join('\n', Enumerable.Range(0, 60).Select(index => $$$"""{"personne":{"nom":"{{{Row(index)[1]}}}","email":"{{{Row(index)[2]}}}"}}""")));
        audit.Write("project/dossier.yaml", "project: { name: Essai }\nprocessings: [ { id: a, name: A, purpose: Répondre aux usagers, dataSets: [data/gens.csv] } ]\n");
        await audit.RunAsync("run", "project", "--no-browser", "--fail-on", "never");

        foreach (var (paper, formats) in Papers)
        {
            foreach (var format in formats)
            {
                var file = Path.Combine(audit.Folder, $"{paper}.{format}");
                var written = await audit.RunAsync("rgpd", paper, "latest", "--out", file);
                Assert.True(written.ExitCode == 0, written.Messages);
                var text = TextOf(file);
                Assert.All(people, person => Assert.All((string[])[person.First, person.Last, person.Note, "06 39 98"], value => Assert.False(text.Contains(value, StringComparison.OrdinalIgnoreCase), $"{paper}.{format}: {value}")));
                Assert.True(paper is "notice" || format is not ("html" or "csv") || text.Contains("gens.csv", StringComparison.Ordinal), $"{paper}.{format}");
            }
        }
    }

    [Theory]
    [InlineData("assistant-rh", "fr")]
    [InlineData("tri-courriers-mairie", "en")]
    public async Task The_samples_give_every_paper_from_their_folder_and_the_first_audit_is_the_one_that_it_names(string sample, string language)
    {
        var first = await audit.RunAsync("rgpd", "register", Repository.PathOf("samples", sample), "--no-browser", "--out", "registre.html", "--lang", language);

        Assert.True(first.ExitCode == 0, first.Messages);
        Assert.Contains(language == "fr" ? "brouillon" : "draft", first.Output, StringComparison.Ordinal);
        var direct = new[] { "candidatures.csv", "test.csv" }.Select(file => Repository.PathOf("samples", sample, "data", file)).Where(File.Exists)
            .SelectMany(file => File.ReadLines(file).Skip(1).SelectMany(line => line.Split(',')).Where(cell => cell.Contains('@', StringComparison.Ordinal) || cell.Count(char.IsDigit) >= 10)).ToHashSet();
        foreach (var (paper, formats) in Papers)
        {
            var file = Path.Combine(audit.Folder, $"{paper}.{formats[0]}");
            Assert.Equal(0, (await audit.RunAsync("rgpd", paper, "latest", "--out", file, "--lang", language)).ExitCode);
            var text = TextOf(file);
            Assert.Contains($"<html lang=\"{language}\">", text, StringComparison.Ordinal);
            Assert.Contains(language == "fr" ? "Brouillon" : "Draft", text, StringComparison.Ordinal);
            Assert.Matches(language == "fr" ? @"\.\w+, ligne \d+" : @"\.\w+, line \d+", text);
            Assert.All(direct, value => Assert.DoesNotContain(value, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_format_that_a_paper_has_not_is_refused_before_anything_is_audited()
    {
        audit.Write("project/readme.md", "rien");

        var byName = await audit.RunAsync("rgpd", "notice", "project", "--out", "notice.csv");
        var byOption = await audit.RunAsync("rgpd", "register", "project", "--out", "r.html", "--format", "json");

        Assert.Equal((2, 2), (byName.ExitCode, byOption.ExitCode));
        Assert.Contains("html, docx", byName.Messages, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(audit.Folder, "notice.csv")));
        Assert.False(Directory.Exists(audit.Data));
    }

    [Fact]
    public async Task What_is_no_folder_and_no_audit_is_told_as_a_mistake()
    {
        var unknown = await audit.RunAsync("rgpd", "register", "nulle-part", "--out", "r.html");

        Assert.Equal(2, unknown.ExitCode);
        Assert.False(File.Exists(Path.Combine(audit.Folder, "r.html")));
    }

    public void Dispose() => audit.Dispose();

    /// <summary>The words of a file, of all the parts of an archive.</summary>
    private static string TextOf(string file)
    {
        if (Path.GetExtension(file) is not (".xlsx" or ".docx"))
            return System.Net.WebUtility.HtmlDecode(File.ReadAllText(file));
        using var archive = ZipFile.OpenRead(file);
        return string.Join('\n', archive.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }));
    }
}
