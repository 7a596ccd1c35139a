namespace AuditService.IntegrationTests.Cli;

/// <summary>A project with its audit and both reports of it, audited once for all the tests of a class: each takes a copy, and does to it what it likes.</summary>
public sealed class AuditedProject : IAsyncLifetime
{
    private readonly AuditCommand audit = new();

    public async ValueTask InitializeAsync()
    {
        audit.Write("project/app.py", "eval(input())\n");
        audit.Write("project/lib.py", "import torch\nmodel = torch.load('m.pt')\n");
        var run = await audit.RunAsync("run", Path.Combine(audit.Folder, "project"), "--no-browser", "--quiet", "--pack", "cyber", "--json", Path.Combine(audit.Folder, "a.json"), "--html", Path.Combine(audit.Folder, "a.html"), "--fail-on", "never");
        Assert.True(run.ExitCode == 0, run.Messages);
    }

    public void CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(audit.Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(audit.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public ValueTask DisposeAsync()
    {
        audit.Dispose();
        return ValueTask.CompletedTask;
    }
}
