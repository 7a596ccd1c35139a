using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AuditService.IntegrationTests.Cli;

/// <summary>An auditor's way: export, fill in another program, import, report.</summary>
public sealed class GridCommandTests : IDisposable
{
    private readonly AuditCommand audit = new();

    [Fact]
    public async Task A_filled_grid_gives_the_rate_in_the_summary_the_json_and_the_report_and_none_before()
    {
        await AuditPagesAsync();
        var before = (await ShownAsync()).GetProperty("rgaa");

        Assert.Equal(JsonValueKind.Null, before.GetProperty("rate").ValueKind);
        Assert.True(before.GetProperty("criteriaLeft").GetInt32() > 5);
        Assert.Contains("restent à tester", before.GetProperty("rateWithheld").GetString()!, StringComparison.Ordinal);
        Assert.True(before.GetProperty("provenMaximum").GetDouble() < 1);

        await FillAsync("g.xlsx", statuses: status => status == "NT" ? "C" : status);
        var import = await audit.RunAsync("grid", "import", "g.xlsx", "--author", "Anne Martin");

        Assert.True(import.ExitCode == 0, import.Messages);
        var after = (await ShownAsync()).GetProperty("rgaa");
        var counted = after.GetProperty("grid").GetProperty("criteria").EnumerateArray().Select(criterion => criterion.GetProperty("status").GetString()).ToList();
        var (compliant, failed) = (counted.Count(status => status == "C"), counted.Count(status => status == "NC"));
        Assert.True(failed > 0);
        Assert.Equal((double)compliant / (compliant + failed), after.GetProperty("rate").GetDouble(), 3);
        Assert.Equal(after.GetProperty("rate").GetDouble(), after.GetProperty("provenMaximum").GetDouble(), 3);
        Assert.Equal(0, after.GetProperty("criteriaLeft").GetInt32());

        var show = await audit.RunAsync("show", "--html", "a.html");
        Assert.Contains("% des critères respectés", show.Output, StringComparison.Ordinal);
        var html = File.ReadAllText(Path.Combine(audit.Folder, "a.html"));
        Assert.Contains("Grille remplie par Anne Martin", System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("des critères respectés", System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);

        var again = await audit.RunAsync("grid", "import", "g.xlsx", "--author", "Anne Martin");
        Assert.Contains("Rien de nouveau", again.Output, StringComparison.Ordinal);
        var trail = await audit.RunAsync("verify-trail");
        Assert.Contains($"Journal des grilles intact : {after.GetProperty("grid").GetProperty("verdicts").GetInt32()} entrée(s)", trail.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_csv_filled_in_a_spreadsheet_is_taken_in_and_a_verdict_against_a_proof_is_kept_with_a_warning()
    {
        await AuditPagesAsync();
        await audit.RunAsync("grid", "export", "latest", "g.csv");
        var path = Path.Combine(audit.Folder, "g.csv");
        var lines = File.ReadAllLines(path);
        Assert.Equal("Critères,Éléments transverses,Accueil,Contact", lines[0]);
        Assert.Equal(107, lines.Length);
        Assert.Equal("8.3,NT,NC,C", lines.Single(line => line.StartsWith("8.3,", StringComparison.Ordinal)));
        File.WriteAllLines(path, lines.Select(line => line.Replace("8.3,NT,NC,C", "8.3,NT,C,C", StringComparison.Ordinal).Replace(',', ';')));

        var import = await audit.RunAsync("grid", "import", "g.csv", "--author", "Anne");

        Assert.True(import.ExitCode == 0, import.Messages);
        Assert.Contains("g.csv!C", import.Messages, StringComparison.Ordinal);
        Assert.Contains("échec y est prouvé", import.Messages, StringComparison.Ordinal);
        var contradiction = Assert.Single((await ShownAsync()).GetProperty("rgaa").GetProperty("grid").GetProperty("contradictions").EnumerateArray());
        Assert.Equal(("8.3", "index.html"), (contradiction.GetProperty("criterion").GetString(), contradiction.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Every_mistake_of_a_grid_is_told_with_its_cell_and_nothing_is_imported()
    {
        await AuditPagesAsync();
        var row = 3;
        await FillAsync("g.xlsx", statuses: status => ++row is 6 or 9 ? "peut-être" : "C");

        var import = await audit.RunAsync("grid", "import", "g.xlsx", "--author", "Anne");

        Assert.Equal(2, import.ExitCode);
        Assert.Contains("P01!D6", import.Messages, StringComparison.Ordinal);
        Assert.Contains("P01!D9", import.Messages, StringComparison.Ordinal);
        Assert.Equal(0, (await ShownAsync()).GetProperty("rgaa").GetProperty("grid").GetProperty("verdicts").GetInt32());
    }

    [Fact]
    public async Task A_preset_keeps_its_criteria_and_what_became_of_earlier_failures_has_its_sheet()
    {
        await AuditPagesAsync();
        audit.Write("project/index.html", "<!DOCTYPE html><html lang=\"fr\"><head><title>Accueil</title></head><body><main><h1>A</h1><img src=\"x.png\"></main></body></html>");
        await audit.RunAsync("run", "project", "--no-browser", "--pack", "rgaa", "--fail-on", "never");

        var export = await audit.RunAsync("grid", "export", "latest", "g.xlsx", "--preset", "25", "--since", "previous");

        Assert.True(export.ExitCode == 0, export.Messages);
        Assert.Contains("25 critères", export.Output, StringComparison.Ordinal);
        Assert.Matches("corrigé : [1-9]", export.Output);
        Assert.Equal(2, (await audit.RunAsync("grid", "export", "latest", "g.xlsx", "--preset", "30")).ExitCode);
        Assert.Equal(2, (await audit.RunAsync("grid", "export", "latest", "g.ods")).ExitCode);
    }

    public void Dispose() => audit.Dispose();

    private async Task AuditPagesAsync()
    {
        audit.Write("project/index.html", "<!DOCTYPE html><html><head><title>Accueil</title></head><body><main><h1>A</h1><img src=\"x.png\"></main></body></html>");
        audit.Write("project/contact.html", "<!DOCTYPE html><html lang=\"fr\"><head><title>Contact</title></head><body><main><h1>Nous écrire</h1><p>Par courrier, à l'adresse de la mairie.</p></main></body></html>");
        audit.Write("project/part.html", "<!DOCTYPE html><html lang=\"fr\"><head><title>Hors échantillon</title></head><body></body></html>");
        audit.Write("project/dossier.yaml", "project: { name: Essai }\ninterface:\n  pages:\n    - { name: Accueil, path: index.html }\n    - { name: Contact, path: contact.html }\n");
        var run = await audit.RunAsync("run", "project", "--no-browser", "--pack", "rgaa", "--fail-on", "never");
        Assert.True(run.ExitCode == 0, run.Messages);
    }

    private async Task<JsonElement> ShownAsync()
    {
        var show = await audit.RunAsync("show", "--json", "a.json");
        Assert.True(show.ExitCode == 0, show.Messages);
        return audit.Json("a.json");
    }

    /// <summary>Exports, and changes the status of every row of the pages' sheets in the file itself.</summary>
    private async Task FillAsync(string file, Func<string, string> statuses)
    {
        var export = await audit.RunAsync("grid", "export", "latest", file);
        Assert.True(export.ExitCode == 0, export.Messages);
        await using var zip = await ZipFile.OpenAsync(Path.Combine(audit.Folder, file), ZipArchiveMode.Update);
        // Sample, criteria, synthesis, base, shared elements, then the pages.
        foreach (var path in new[] { "xl/worksheets/sheet6.xml", "xl/worksheets/sheet7.xml" })
        {
            string xml;
            using (var reader = new StreamReader(await zip.GetEntry(path)!.OpenAsync()))
                xml = await reader.ReadToEndAsync();
            zip.GetEntry(path)!.Delete();
            xml = Regex.Replace(xml, "(<c r=\"D(?!3\")[0-9]+\"[^>]*><is><t[^>]*>)([^<]*)(</t>)", match => match.Groups[1].Value + statuses(match.Groups[2].Value) + match.Groups[3].Value, RegexOptions.None, TimeSpan.FromSeconds(10));
            await using var stream = await zip.CreateEntry(path).OpenAsync();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(xml));
        }
    }
}
