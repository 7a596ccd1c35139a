using System.CommandLine;

namespace AuditService.Commands;

/// <summary>Options that every command has.</summary>
internal static class GlobalOptions
{
    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "Dossier de la base, des contenus et des rapports | Folder of the database, the contents and the reports",
        HelpName = "DIR",
        Recursive = true,
    };

    public static Option<string?> Lang { get; } = Choice("--lang", "Langue des constats et des rapports | Language of findings and reports", "fr", "en");

    public static Option<bool> Quiet { get; } = new("--quiet") { Description = "Seulement les résultats et les erreurs | Results and errors only", Recursive = true };

    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Plus de détails | More details", Recursive = true };

    public static Option<bool> NoColor { get; } = new("--no-color") { Description = "Sans couleur | Without colour", Recursive = true };

    public static Option<string?> Rules { get; } = new("--rules")
    {
        Description = "Dossier de packs de règles supplémentaire | Further folder of rule packs",
        HelpName = "DIR",
        Recursive = true,
    };

    private static Option<string?> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { Description = description, Recursive = true };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
