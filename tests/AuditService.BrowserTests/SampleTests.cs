using System.Diagnostics;
using System.Text.Json;
using AuditService.Commands;

namespace AuditService.BrowserTests;

/// <summary>The two samples, whole, with a real Chromium, against what <c>expected.json</c> beside them says; and the report that comes out.</summary>
public sealed class SampleTests(SharedBrowser browser)
{
    [Theory]
    [InlineData("assistant-rh")]
    [InlineData("tri-courriers-mairie")]
    public async Task A_sample_gives_what_is_expected_of_it_and_almost_for_nothing_when_nothing_changed(string sample)
    {
        Assert.NotNull(browser.Session);
        using var work = new WorkFolder();

        var first = await RunAsync(work, sample, "first");
        var second = await RunAsync(work, sample, "second");

        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(SampleFolder(sample), "expected.json")));
        var wrong = Differences(expected.RootElement, first).ToList();
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.Equal(first.GetProperty("findings").GetRawText(), second.GetProperty("findings").GetRawText());
        Assert.True(second.GetProperty("audit").GetProperty("cachedFacts").GetInt32() > second.GetProperty("audit").GetProperty("collectedFacts").GetInt32() / 2);
    }

    [Fact]
    public async Task The_report_and_the_declaration_pass_our_own_accessibility_pack_and_axe()
    {
        Assert.NotNull(browser.Session);
        using var work = new WorkFolder();
        // A long path, as projects have them, is the first thing to stand out of a narrow window.
        var dossier = Path.Combine(work.Path, "dossier");
        CopyFolder(SampleFolder("assistant-rh"), dossier);
        File.Copy(Path.Combine(dossier, "prototype", "index.html"), Path.Combine(dossier, "prototype", "un_nom_de_page_sans_espace_ni_tiret_plus_large_que_trois_cent_vingt_pixels.html"));
        await RunFolderAsync(work, dossier, "audited");
        var site = Directory.CreateDirectory(Path.Combine(work.Path, "site")).FullName;
        File.Copy(Path.Combine(work.Path, "audited.html"), Path.Combine(site, "index.html"));
        var declared = await ProgramAsync("declaration", "latest", Path.Combine(site, "declaration.html"), "--data", Path.Combine(work.Path, "data"));
        Assert.True(declared.ExitCode == 0, declared.Messages);

        var output = await ProgramAsync("run", site, "--pack", "rgaa", "--json", Path.Combine(work.Path, "report.json"), "--fail-on", "never", "--data", Path.Combine(work.Path, "data"));

        Assert.True(output.ExitCode == 0, output.Messages);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(work.Path, "report.json")));
        var failed = json.RootElement.GetProperty("findings").EnumerateArray()
            // A declaration with blanks says so: what its author has to fill in is no fault of the page.
            .Where(finding => finding.GetProperty("outcome").GetString() == "nonCompliant" && !finding.GetProperty("rule").GetString()!.StartsWith("RGAA-DECL", StringComparison.Ordinal))
            .Select(finding => finding.GetRawText())
            .ToList();
        Assert.True(failed.Count == 0, string.Join(Environment.NewLine, failed));
        Assert.NotEmpty(json.RootElement.GetProperty("rgaa").GetProperty("pages").EnumerateArray());
        Assert.Contains(json.RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("rule").GetString() == "RGAA-AUTO-02" && finding.GetProperty("outcome").GetString() == "compliant");
    }

    private static IEnumerable<string> Differences(JsonElement expected, JsonElement audit)
    {
        var verdicts = audit.GetProperty("grid").EnumerateArray().ToDictionary(score => score.GetProperty("criterion").GetString()!, score => score.GetProperty("verdict").GetString()!);
        foreach (var criterion in expected.GetProperty("grid").EnumerateObject().Where(criterion => verdicts[criterion.Name] != criterion.Value.GetString()))
            yield return $"{criterion.Name}: {verdicts[criterion.Name]} and not {criterion.Value.GetString()}";

        var outcomes = audit.GetProperty("findings").EnumerateArray().ToDictionary(finding => finding.GetProperty("id").GetString()!, finding => finding.GetProperty("outcome").GetString()!);
        foreach (var finding in expected.GetProperty("findings").EnumerateObject())
        {
            var found = outcomes.GetValueOrDefault(finding.Name, "no finding");
            if (found != finding.Value.GetString())
                yield return $"{finding.Name}: {found} and not {finding.Value.GetString()}";
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static Task<JsonElement> RunAsync(WorkFolder work, string sample, string name) => RunFolderAsync(work, SampleFolder(sample), name);

    private static async Task<JsonElement> RunFolderAsync(WorkFolder work, string folder, string name)
    {
        var json = Path.Combine(work.Path, name + ".json");
        var output = await ProgramAsync("run", folder, "--json", json, "--html", Path.Combine(work.Path, name + ".html"), "--fail-on", "never", "--data", Path.Combine(work.Path, "data"));
        Assert.True(output.ExitCode == 0, output.Messages);
        using var document = JsonDocument.Parse(File.ReadAllText(json));
        return document.RootElement.Clone();
    }

    private static async Task<(int ExitCode, string Messages)> ProgramAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(AuditProgram).Assembly.Location, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var messages = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(6));
        await output;
        return (process.ExitCode, await messages);
    }

    private static string SampleFolder(string sample)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AuditService.sln")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "samples", sample);
    }

    private sealed class WorkFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("audit-sample-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
