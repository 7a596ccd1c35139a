using System.Text;
using AuditService.App;
using AuditService.App.Runs;
using AuditService.Tests.Storage;

namespace AuditService.IntegrationTests.Web;

public sealed class UploadedZipsTests
{
    [Fact]
    public async Task A_second_process_leaves_alone_what_the_first_is_receiving_and_removes_what_a_killed_one_left()
    {
        using var data = new TemporaryDirectory();
        var settings = new AuditServiceSettings { DataDirectory = data.Path };
        using var receiving = await new UploadedZips(settings).ReceiveAsync(new MemoryStream(Encoding.UTF8.GetBytes("half a zip")), "dossier", TestContext.Current.CancellationToken);
        var abandoned = Directory.CreateDirectory(Path.Combine(data.Path, "uploads", "abandoned"));
        var left = Path.Combine(abandoned.FullName, "dossier.zip");
        await File.WriteAllTextAsync(left, "half a zip", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-2));
        abandoned.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-2);
        var slow = Directory.CreateDirectory(Path.Combine(data.Path, "uploads", "slow"));
        await File.WriteAllTextAsync(Path.Combine(slow.FullName, "dossier.zip"), "still growing", TestContext.Current.CancellationToken);
        slow.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-2);

        _ = new UploadedZips(settings);

        Assert.True(File.Exists(receiving!.Path));
        Assert.True(slow.Exists);
        Assert.False(Directory.Exists(abandoned.FullName));
    }
}
