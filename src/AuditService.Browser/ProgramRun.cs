using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace AuditService.Browser;

/// <summary>The end of a child process: its exit code and the last lines it wrote, or why it has none.</summary>
internal sealed record ProgramRun(int? ExitCode, string Output, string? Failure)
{
    private const int KeptCharacters = 4_000;

    public bool Succeeded => ExitCode == 0;

    /// <summary>In one line: why the run is not a success.</summary>
    public string Reason => Failure ?? $"exit code {ExitCode}: {LastLine(Output)}";

    /// <summary>Runs a program without a shell and without input, hands out its lines, and kills it with its children when the time is over.</summary>
    public static async Task<ProgramRun> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan timeout, IProgress<string>? lines,
        IReadOnlyDictionary<string, string>? environment, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo(program, arguments, environment) };
        var output = new StringBuilder();
        void Keep(object _, DataReceivedEventArgs line)
        {
            if (string.IsNullOrWhiteSpace(line.Data))
                return;
            lock (output)
            {
                output.AppendLine(line.Data);
                if (output.Length > KeptCharacters)
                    output.Remove(0, output.Length - KeptCharacters);
            }
            lines?.Report(line.Data.Trim());
        }
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new ProgramRun(null, "", exception.Message);
        }
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(timeout);
        try
        {
            await process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return new ProgramRun(null, Text(output), $"stopped after {timeout.TotalSeconds:0} s");
        }
        return new ProgramRun(process.ExitCode, Text(output), null);
    }

    private static ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }

    private static string Text(StringBuilder output)
    {
        lock (output)
            return output.ToString();
    }

    private static string LastLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no output";
}
