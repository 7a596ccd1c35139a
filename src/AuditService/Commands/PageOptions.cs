using System.CommandLine;

namespace AuditService.Commands;

/// <summary>The options that say how pages are looked at, for each command that looks at some.</summary>
internal static class PageOptions
{
    public static Option<string[]> Viewports() => new("--viewport")
    {
        Description = "Fenêtres : desktop, mobile, ou largeur x hauteur | Windows: desktop, mobile, or width x height",
        HelpName = "desktop,mobile|WxH",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public static Option<string?> StorageState() => new("--storage-state")
    {
        Description = "Session pour les pages à une adresse (état de Playwright) ; ni enregistrée, ni affichée | Session for pages at an address (storage state of Playwright); neither stored nor shown",
        HelpName = "F",
    };

    public static IReadOnlyList<string> Words(string[]? lists) => [.. (lists ?? []).SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
