namespace AuditService.IntegrationTests.Cli;

public sealed class BackupCommandTests : IDisposable
{
    private readonly AuditCommand audit = new();

    [Fact]
    public async Task An_audit_is_shown_again_from_a_restored_backup_as_it_was()
    {
        audit.Write("project/app.py", "eval(input())\n");
        audit.Write("project/data.csv", "id;ville\n1;Lyon\n2;Paris\n");
        await audit.RunAsync("run", "project", "--no-browser", "--fail-on", "never", "--json", "a.json");

        var backup = await audit.RunAsync("backup", "saved/b.zip", "--reports");
        var occupied = await audit.RunAsync("restore", "saved/b.zip");
        audit.Data = Path.Combine(audit.Folder, "elsewhere");
        var restore = await audit.RunAsync("restore", "saved/b.zip");
        var show = await audit.RunAsync("show", "--json", "b.json");

        Assert.True(backup.ExitCode == 0, backup.Messages);
        Assert.Contains("1 audit(s)", backup.Output, StringComparison.Ordinal);
        Assert.Equal(2, occupied.ExitCode);
        Assert.True(restore.ExitCode == 0, restore.Messages);
        Assert.Contains("1 rapport(s)", restore.Output, StringComparison.Ordinal);
        Assert.True(show.ExitCode == 0, show.Messages);
        Assert.Equal(File.ReadAllText(Path.Combine(audit.Folder, "a.json")), File.ReadAllText(Path.Combine(audit.Folder, "b.json")));
    }

    [Fact]
    public async Task What_is_no_backup_and_where_there_is_no_data_are_the_users_mistake()
    {
        audit.Write("text.zip", "no archive");

        var text = await audit.RunAsync("restore", "text.zip", "--lang", "en");
        var absent = await audit.RunAsync("restore", "absent.zip");
        var nothing = await audit.RunAsync("backup", "b.zip");

        Assert.Equal((2, 2, 2), (text.ExitCode, absent.ExitCode, nothing.ExitCode));
        Assert.Contains("text.zip", text.Messages, StringComparison.Ordinal);
        Assert.Contains("Damaged archive", text.Messages, StringComparison.Ordinal);
        Assert.False(Directory.Exists(audit.Data));
        Assert.False(File.Exists(Path.Combine(audit.Folder, "b.zip")));
    }

    public void Dispose() => audit.Dispose();
}
