using System.Diagnostics;
using AuditService.Core.Dossiers;
using AuditService.Storage.Audits;
using AuditService.Storage.Databases;
using AuditService.Tests.Storage;
using Dapper;

namespace AuditService.IntegrationTests.Storage;

/// <summary>Two processes save audits into one database and are killed while they do.</summary>
public sealed class KilledWriterTests : IDisposable
{
    private const string DirectoryVariable = "AUDITSERVICE_KILLED_WRITER";
    private const int Enough = 25;

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task No_acknowledged_audit_is_lost_and_none_is_half_there()
    {
        var file = directory["auditservice.db"];
        using (AuditDatabase.OpenSqlite(file))
        {
        }

        Process[] writers = [StartWriter(), StartWriter()];
        try
        {
            var patience = Stopwatch.StartNew();
            while (writers.Any(writer => Acknowledged(writer).Count < Enough))
            {
                Assert.False(writers.Any(writer => writer.HasExited), "a writer stopped by itself");
                Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), "the writers are too slow");
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
        finally
        {
            foreach (var writer in writers)
            {
                writer.Kill(entireProcessTree: true);
                await writer.WaitForExitAsync(CancellationToken.None);
            }
        }

        using var database = AuditDatabase.OpenSqlite(file);
        var store = new AuditStore(database);
        var lines = await store.ListAsync(100_000, TestContext.Current.CancellationToken);
        Assert.Subset(lines.Select(line => line.Id).ToHashSet(StringComparer.Ordinal), writers.SelectMany(Acknowledged).ToHashSet(StringComparer.Ordinal));
        var expected = SomeAudit.New();
        foreach (var line in lines)
        {
            var audit = (await store.FindAsync(line.Id, TestContext.Current.CancellationToken))!;
            Assert.Equal(expected.Findings.Select(finding => (finding.Id, finding.Outcome)), audit.Findings.Select(finding => (finding.Id, finding.Outcome)));
            Assert.Equal(expected.Facts.All, audit.Facts.All);
            Assert.Single(audit.Snapshot.Files);
        }

        Assert.Equal("ok", await database.ReadAsync(transaction => transaction.Connection!.ExecuteScalarAsync<string>("PRAGMA integrity_check", transaction: transaction), TestContext.Current.CancellationToken));
    }

    /// <summary>The child: saves audits until it is killed, and writes down the id of each once it is acknowledged.</summary>
    [Fact(Explicit = true)]
    public async Task Writer_process()
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is not { } parent)
            return;
        using var database = AuditDatabase.OpenSqlite(Path.Combine(parent, "auditservice.db"));
        await using var acknowledged = new StreamWriter(Path.Combine(parent, $"{Environment.ProcessId}.txt")) { AutoFlush = true };
        for (var i = 0; ; i++)
        {
            var id = $"{Environment.ProcessId}-{i:000000}";
            await new AuditStore(database).SaveAsync(SomeAudit.New(id, snapshot: Snapshot.Of("d", [new($"{i}.txt", new string('0', 64), i)], [])), CancellationToken.None);
            await acknowledged.WriteLineAsync(id);
        }
    }

    private Process StartWriter()
    {
        var program = Environment.ProcessPath!;
        List<string> arguments = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(KilledWriterTests).Assembly.Location] : [];
        arguments.AddRange(["-explicit", "only", "-method", $"{typeof(KilledWriterTests).FullName}.{nameof(Writer_process)}"]);
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[DirectoryVariable] = directory.Path;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Without the last line, which the kill may have cut.</summary>
    private IReadOnlyList<string> Acknowledged(Process writer)
    {
        var file = directory[$"{writer.Id}.txt"];
        if (!File.Exists(file))
            return [];
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = reader.ReadToEnd().Split('\n');
        return lines[..^1];
    }
}
