using System.Reflection;

namespace AuditService.App;

/// <summary>The version of this program, without the mark of its build.</summary>
internal static class ProgramVersion
{
    public static string Current { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
