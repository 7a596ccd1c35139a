using System.Diagnostics;
using System.Text.Json;
using AuditService.Commands;

namespace AuditService.IntegrationTests.Cli;

/// <summary>The built program as a stranger runs it: a process, its streams and its exit code, with a data directory of its own.</summary>
internal sealed class AuditCommand : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Where the program's own project is built to, compiled ahead: the copy beside the tests is not, and each of its processes would start more slowly.</summary>
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "..", "..", "AuditService", new DirectoryInfo(AppContext.BaseDirectory).Name, Path.GetFileName(typeof(AuditProgram).Assembly.Location));

    public AuditCommand() => Data = Path.Combine(Folder, "data");

    public string Folder { get; } = Directory.CreateTempSubdirectory("audit-cli-").FullName;

    /// <summary>Variables that each run gets beside those of the tests.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string Data { get; set; }

    public async Task<AuditOutput> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await EndOf(process);
    }

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, .. arguments, "--data", Data])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task<AuditOutput> EndOf(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var messages = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new(process.ExitCode, await output, await messages);
    }

    public string Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, path)));
        return document.RootElement.Clone();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

internal sealed record AuditOutput(int ExitCode, string Output, string Messages);
