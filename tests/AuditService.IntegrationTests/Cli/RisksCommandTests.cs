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
