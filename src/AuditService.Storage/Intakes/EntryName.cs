using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AuditService.Core;

namespace AuditService.Storage.Intakes;

/// <summary>
/// The name that an archive or a file system gives to an entry, judged. Names are data and never become paths of this machine; those that would
/// mislead a person, a browser or another system are left out all the same.
/// </summary>
/// <param name="Path">With forward slashes, in Unicode NFC; when there is a flaw, only fit to be shown.</param>
/// <param name="Flaw">Why the entry is not taken, or null.</param>
internal readonly record struct EntryName(string Path, NameFlaw? Flaw)
{
    private const int LongestShown = 200;

    private static readonly FrozenSet<string> DeviceNames = Devices().ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static EntryName Of(string raw, IntakeLimits limits)
    {
        if (Escape(raw) is { } escape)
            return new(Shown(raw), new(escape, Escapes: true));
        if (raw.Length > limits.PathLength)
            return Flawed(raw, $"Chemin de plus de {limits.PathLength} caractères.", $"Path of more than {limits.PathLength} characters.");
        if (!IsUnicode(raw))
            return Flawed(raw, "Nom qui n'est pas un texte Unicode valide.", "Name that is not valid Unicode text.");
        if (raw.Any(IsInvisible))
            return Flawed(raw, "Nom avec des caractères de contrôle ou de sens d'écriture.", "Name with control or direction-override characters.");
        if (raw.Contains('\\', StringComparison.Ordinal))
            return Flawed(raw, "Nom avec une barre oblique inversée.", "Name with a backslash.");
        if (raw.Contains(':', StringComparison.Ordinal))
            return Flawed(raw, "Nom avec un deux-points.", "Name with a colon.");

        var segments = raw.Split('/').Where(segment => segment.Length > 0 && segment != ".").ToList();
        if (segments.Count > limits.PathDepth)
            return Flawed(raw, $"Plus de {limits.PathDepth} dossiers imbriqués.", $"More than {limits.PathDepth} nested folders.");
        foreach (var segment in segments)
        {
            if (segment.Length > limits.NameLength)
                return Flawed(raw, $"Nom de plus de {limits.NameLength} caractères.", $"Name of more than {limits.NameLength} characters.");
            if (segment[^1] is '.' or ' ')
                return Flawed(raw, "Nom terminé par un point ou une espace.", "Name that ends with a dot or a space.");
            if (DeviceNames.Contains(segment.Split('.')[0].TrimEnd(' ')))
                return Flawed(raw, "Nom réservé à un périphérique sous Windows.", "Name reserved for a device on Windows.");
        }

        return new(string.Join('/', segments).Normalize(NormalizationForm.FormC), null);
    }

    /// <summary>The name with what cannot be seen made visible, cut to a readable length.</summary>
    public static string Shown(string raw)
    {
        var shown = new StringBuilder();
        foreach (var rune in raw.EnumerateRunes())
        {
            if (shown.Length >= LongestShown)
                return shown.Append('…').ToString();
            if (rune.Value <= char.MaxValue && IsInvisible((char)rune.Value))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else
                shown.Append(rune);
        }

        return shown.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Read as the most lenient system would: both slashes separate.</summary>
    private static LocalizedText? Escape(string raw)
    {
        if (raw.Length > 0 && raw[0] is '/' or '\\')
            return new("Chemin absolu.", "Absolute path.");
        if (raw.Length > 1 && char.IsAsciiLetter(raw[0]) && raw[1] == ':')
            return new("Chemin avec une lettre de lecteur.", "Path with a drive letter.");
        return raw.Split('/', '\\').Any(segment => segment.Trim(' ', '\0') == "..")
            ? new("Chemin qui remonte hors du dossier (« .. »).", "Path that leads out of the dossier (\"..\").")
            : null;
    }

    private static EntryName Flawed(string raw, string fr, string en) => new(Shown(raw), new(new(fr, en), Escapes: false));

    private static bool IsInvisible(char character) =>
        char.IsControl(character) || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';

    private static bool IsUnicode(string raw)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            if (!char.IsSurrogate(raw[i]))
                continue;
            if (i + 1 == raw.Length || !char.IsSurrogatePair(raw[i], raw[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    /// <summary>Microsoft, "Naming Files, Paths, and Namespaces"; the superscript digits are reserved too.</summary>
    private static IEnumerable<string> Devices() =>
        ((string[])["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"])
            .Concat("123456789¹²³".SelectMany(digit => (string[])[$"COM{digit}", $"LPT{digit}"]));
}

/// <param name="Escapes">True when the name leads out of the dossier: nobody writes that by accident, the whole archive is refused.</param>
internal sealed record NameFlaw(LocalizedText Reason, bool Escapes);
