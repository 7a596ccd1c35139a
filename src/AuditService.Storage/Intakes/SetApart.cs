using System.Collections.Frozen;
using AuditService.Core;

namespace AuditService.Storage.Intakes;

/// <summary>
/// Directories and files that are not the author's work and come back by themselves: history, installed packages, caches. They are listed as left
/// out and never read. Anything else is taken, <c>bin</c> and <c>build</c> included: in many projects these hold work.
/// </summary>
/// <param name="Everywhere">True for what is strewn over a dossier: listed once for all.</param>
internal sealed record SetApart(LocalizedText Reason, bool Everywhere = false)
{
    /// <summary>The file by which Python knows a virtual environment, whatever its directory is called (PEP 405).</summary>
    public const string VirtualEnvironmentMark = "pyvenv.cfg";

    private static readonly SetApart Installed = new(new LocalizedText("Paquets installés, non examinés.", "Installed packages, not examined."));
    private static readonly SetApart History = new(new LocalizedText("Historique de versions, non examiné.", "Version history, not examined."));
    private static readonly SetApart Cache = new(new("Cache régénéré par un outil, non examiné.", "Cache that a tool rebuilds, not examined."), Everywhere: true);

    private static readonly FrozenDictionary<string, SetApart> ByName = new Dictionary<string, SetApart>(StringComparer.Ordinal)
    {
        [".git"] = History,
        [".hg"] = History,
        [".svn"] = History,
        ["node_modules"] = Installed,
        [".venv"] = Installed,
        [".tox"] = Installed,
        [".nox"] = Installed,
        ["__pycache__"] = Cache,
        [".mypy_cache"] = Cache,
        [".pytest_cache"] = Cache,
        [".ruff_cache"] = Cache,
        [".artifacts"] = new(new LocalizedText("Résultats de compilation, non examinés.", "Build output, not examined.")),
        ["__MACOSX"] = Cache,
        [".DS_Store"] = Cache,
        ["Thumbs.db"] = Cache,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Why a directory or file of this name is set apart, or null when it is taken. A virtual environment of another name is known by its mark.</summary>
    public static SetApart? Of(string name, bool hasVirtualEnvironmentMark) =>
        ByName.GetValueOrDefault(name) ?? (hasVirtualEnvironmentMark ? Installed : null);

    public string Listed(string path, string name) => Everywhere ? $"**/{name}" : path;
}
