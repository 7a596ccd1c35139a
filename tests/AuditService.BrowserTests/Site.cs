using System.Text;
using AuditService.Browser.Network;

namespace AuditService.BrowserTests;

/// <summary>A few files in memory, served as a prototype is.</summary>
public static class Site
{
    public static Task<PrototypeServer> ServeAsync(params (string Path, string Content)[] files) =>
        PrototypeServer.StartAsync((path, _) => ValueTask.FromResult<Stream?>(
            files.Where(file => file.Path == path).Select(file => new MemoryStream(Encoding.UTF8.GetBytes(file.Content))).FirstOrDefault()), CancellationToken.None);
}
