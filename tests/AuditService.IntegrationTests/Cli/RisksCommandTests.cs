using System.IO.Compression;
using System.Text.Json;
using AuditService.Tests;

namespace AuditService.IntegrationTests.Cli;

public sealed class RisksCommandTests : IDisposable
{
    private readonly AuditCommand audit = new();

    public void Dispose() => audit.Dispose();

    [Fact]
    public async Task The_sample_gives_one_map_in_four_formats_that_say_the_same()
    {
        Assert.Equal(0, (await audit.RunAsync("run", Repository.PathOf("samples", "assistant-rh"), "--no-browser", "--fail-on", "never")).ExitCode);
        foreach (var format in (string[])["json", "csv", "xlsx", "html"])
        {
            var written = await audit.RunAsync("risks", "latest", "--out", At(format));
            Assert.True(written.ExitCode == 0, written.Messages);
            Assert.Contains("risques pesés", written.Output, StringComparison.Ordinal);
        }

        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(At("json"), TestContext.Current.CancellationToken));
        var ids = document.RootElement.GetProperty("risks").EnumerateArray().Select(risk => risk.GetProperty("id").GetString()!).ToList();
        Assert.True(ids.Count > 5);
        var csv = await File.ReadAllTextAsync(At("csv"), TestContext.Current.CancellationToken);
        var html = await File.ReadAllTextAsync(At("html"), TestContext.Current.CancellationToken);
        var sheet = Workbook(At("xlsx"));
        Assert.All(ids, id => Assert.All((string[])[csv, html, sheet], text => Assert.Contains(id, text, StringComparison.Ordinal)));
        Assert.Equal(ids.Count + 1, csv.TrimEnd().Split("\r\n").Length);
        Assert.Contains("<html lang=\"fr\">", html, StringComparison.Ordinal);
        Assert.Contains("Carte initiale", sheet, StringComparison.Ordinal);
        Assert.Contains("Carte actuelle", sheet, StringComparison.Ordinal);
        Assert.Contains("Carte après plan", sheet, StringComparison.Ordinal);
        Assert.Contains("Plan de traitement", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_a_person_rates_stands_beside_the_machines_in_that_audit_shown_again_and_in_the_next_one()
    {
        audit.Write("app/main.py", "import torch\nmodel = torch.load('m.pt', weights_only=False)\n");
        audit.Write("app/dossier.yaml", "project: { name: Tri, description: Trie des courriers. }\n");
        var first = await RunAsync();
        var machine = first.Risk.GetProperty("residual").GetProperty("likelihood").GetInt32();
        var step = machine == 1 ? 2 : 1;

        var rated = await audit.RunAsync("risks", "rate", "latest", first.Id, "--value", "currentLikelihood", "--step", $"{step}", "--reason", "Ce poste est seul.", "--author", "Mme Durand");
        Assert.True(rated.ExitCode == 0, rated.Messages);
        Assert.Equal(0, (await audit.RunAsync("show", "latest", "--json", "shown.json", "--html", "shown.html")).ExitCode);
        var next = await RunAsync();

        Assert.False(first.Risk.TryGetProperty("forced", out _));
        foreach (var risk in new[] { Risk("shown.json", first.Id), next.Risk })
        {
            var forced = Assert.Single(risk.GetProperty("forced").EnumerateArray());
            Assert.Equal((machine, step, "Mme Durand"), (forced.GetProperty("machine").GetInt32(), forced.GetProperty("step").GetInt32(), forced.GetProperty("by").GetString()));
            Assert.Equal(step, risk.GetProperty("residual").GetProperty("likelihood").GetInt32());
        }

        Assert.All((string[])["shown.html", "report.html"], file => Assert.Contains("Ce poste est seul.", File.ReadAllText(Path.Combine(audit.Folder, file)), StringComparison.Ordinal));
        Assert.Equal(0, (await audit.RunAsync("verify", "latest", "--report", "report.json", "report.html")).ExitCode);

        async Task<(string Id, JsonElement Risk)> RunAsync()
        {
            var run = await audit.RunAsync("run", "app", "--no-browser", "--fail-on", "never", "--json", "report.json", "--html", "report.html");
            Assert.True(run.ExitCode == 0, run.Messages);
            var risk = audit.Json("report.json").GetProperty("risks").EnumerateArray().First();
            var id = risk.GetProperty("id").GetString()!;
            return (id, Risk("report.json", id));
        }

        JsonElement Risk(string file, string id) => audit.Json(file).GetProperty("risks").EnumerateArray().Single(each => each.GetProperty("id").GetString() == id);
    }

    [Fact]
    public async Task A_format_that_the_map_does_not_have_an_unknown_audit_and_an_empty_folder_are_the_callers_mistakes()
    {
        Directory.CreateDirectory(Path.Combine(audit.Folder, "vide"));

        Assert.Equal(2, (await audit.RunAsync("risks", "latest", "--out", At("pdf"))).ExitCode);
        Assert.Equal(2, (await audit.RunAsync("risks", "0000", "--out", At("csv"))).ExitCode);
        var empty = await audit.RunAsync("risks", "vide", "--no-browser", "--out", At("csv"));
        Assert.Equal(2, empty.ExitCode);
        Assert.Contains("vide", empty.Messages, StringComparison.Ordinal);
        Assert.False(File.Exists(At("csv")));
        Assert.Equal(2, (await audit.RunAsync("scan", "architecture", "vide")).ExitCode);
    }

    [Fact]
    public async Task A_scan_of_code_tells_of_dependencies_what_an_audit_tells()
    {
        audit.Write("project/requirements.txt", "pandas\nnumpy==2.1.0\n");
        audit.Write("project/web/package.json", "{\"dependencies\":{\"react\":\"^19.0.0\",\"zod\":\"^3.0.0\"}}");
        audit.Write("project/web/package-lock.json", "{\"lockfileVersion\":3,\"packages\":{\"\":{},\"node_modules/react\":{\"version\":\"19.0.0\",\"integrity\":\"sha512-AAAA\"}}}");

        audit.Write("project/app/package.json", "{\"dependencies\":{\"left-pad\":\"^1.0.0\"}}");
        audit.Write("project/app/bun.lockb", "#!/usr/bin/env bun\nbun-lockfile-format-v0\n\0\0\u0001");

        var scanned = await audit.RunAsync("scan", "code", "project");

        Assert.True(scanned.ExitCode == 0, scanned.Messages);
        using var document = JsonDocument.Parse(scanned.Output);
        var seen = document.RootElement.GetProperty("observations").EnumerateArray().Select(seen => $"{seen.GetProperty("rule").GetString()} {seen.GetProperty("path").GetString()} {seen.GetProperty("excerpt").GetString()}".TrimEnd()).ToList();
        Assert.Contains("CYB-DEP-002 requirements.txt pandas", seen);
        Assert.Contains("CYB-DEP-003 web/package.json zod ^3.0.0", seen);
        Assert.Contains("CYB-DEP-008 app/package.json", seen);
        Assert.DoesNotContain(seen, line => line.Contains("numpy", StringComparison.Ordinal) || line.Contains("react", StringComparison.Ordinal) || line.Contains("left-pad", StringComparison.Ordinal));
    }

    private string At(string format) => Path.Combine(audit.Folder, $"carte.{format}");

    private static string Workbook(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return string.Concat(zip.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal)).Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }));
    }
}
