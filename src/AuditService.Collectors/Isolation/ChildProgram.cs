using System.Runtime.InteropServices;

namespace AuditService.Collectors.Isolation;

/// <summary>What is started to read in a process of its own: this program again, with a verb that its help does not list.</summary>
/// <param name="FileName">Path of the executable.</param>
/// <param name="Arguments">What it is started with.</param>
public sealed record ChildProgram(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// The program of that name: this very process, or the one that lies beside it when another program (a test) hosts it. When there is none
    /// the answer is a path that cannot be started, which the readings then say.
    /// </summary>
    public static ChildProgram Find(string name, string verb)
    {
        if (Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own).Equals(name, StringComparison.OrdinalIgnoreCase))
            return new(own, [verb]);
        var assembly = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        return DotnetDirectory is { } dotnet && File.Exists(assembly)
            ? new(Path.Combine(dotnet, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), ["exec", assembly, verb])
            : new(Path.Combine(AppContext.BaseDirectory, name), [verb]);
    }

    /// <summary>The installation that runs this process; null for a program that carries its own.</summary>
    internal static string? DotnetDirectory { get; } = FindDotnetDirectory();

    private static string? FindDotnetDirectory()
    {
        // <dotnet>/shared/Microsoft.NETCore.App/<version>/
        var version = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        return version.Parent?.Parent is { Name: "shared", Parent: { } dotnet } ? dotnet.FullName : null;
    }
}
