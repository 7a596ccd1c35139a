using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Authoring.Architecture;

/// <summary>
/// The <c>includes</c> of a Threagile model: other files of the same dossier whose blocks join those of the model. What the model says itself goes first.
/// Bounded, without circles, and never outside the dossier.
/// </summary>
/// <param name="open">The text of a file by its path in the dossier, with forward slashes; null where there is none.</param>
public sealed class ThreagileIncludes(Func<string, string?> open)
{
    public const int MostFiles = 50;
    public const int MostDepth = 5;

    /// <summary>The model with what it includes; what cannot be included is a problem.</summary>
    /// <param name="root">The model.</param>
    /// <param name="file">Its path in the dossier.</param>
    /// <param name="problems">Hears of each include that is not there, leads outside, or goes in a circle.</param>
    public YamlMapping Merge(YamlMapping root, string file, ICollection<AuthorProblem> problems)
    {
        var files = 0;
        return Merge(root, file, [file], problems, ref files);
    }

    private YamlMapping Merge(YamlMapping root, string file, IReadOnlyList<string> chain, ICollection<AuthorProblem> problems, ref int files)
    {
        if (root.Find("includes") is not YamlSequence includes)
            return root;
        var merged = root;
        foreach (var item in includes.Items)
        {
            if (item is not YamlScalar { Value: { Length: > 0 } named })
            {
                problems.Add(new(item.At, "Un chemin de fichier est attendu sous includes.", "A path of a file is expected under includes."));
                continue;
            }

            if (PathOf(file, named) is not { } path)
                problems.Add(new(item.At, $"« {named} » mène hors du dossier : il n'est pas lu.", $"\"{named}\" leads outside the dossier: it is not read."));
            else if (chain.Contains(path, StringComparer.Ordinal))
                problems.Add(new(item.At, $"« {named} » s'inclut lui-même.", $"\"{named}\" includes itself."));
            else if (chain.Count > MostDepth || ++files > MostFiles)
                problems.Add(new(item.At, $"Au plus {MostFiles} fichiers inclus, sur {MostDepth} niveaux : « {named} » n'est pas lu.", $"At most {MostFiles} files included, {MostDepth} levels deep: \"{named}\" is not read."));
            else if (open(path) is not { } text)
                problems.Add(new(item.At, $"Le fichier inclus « {named} » n'est pas dans le dossier, ou n'est pas un texte.", $"The included file \"{named}\" is not in the dossier, or is no text."));
            else if (ForeignYaml.Read(text, path, problems) is [YamlMapping part, ..])
                merged = Joined(merged, Merge(part, path, [.. chain, path], problems, ref files));
        }

        return merged;
    }

    /// <summary>Blocks of names (assets, boundaries ...) are joined name by name, lists are put together, and of two single values the first stays.</summary>
    private static YamlMapping Joined(YamlMapping first, YamlMapping second)
    {
        var entries = first.Entries.ToList();
        foreach (var entry in second.Entries.Where(entry => entry.Key != "includes"))
        {
            var at = entries.FindIndex(own => own.Key == entry.Key);
            if (at < 0)
                entries.Add(entry);
            else if (entries[at].Value is YamlMapping own && entry.Value is YamlMapping other)
                entries[at] = entries[at] with { Value = own with { Entries = [.. own.Entries, .. other.Entries.Where(added => own.Find(added.Key) is null)] } };
            else if (entries[at].Value is YamlSequence list && entry.Value is YamlSequence more)
                entries[at] = entries[at] with { Value = list with { Items = [.. list.Items, .. more.Items] } };
        }

        return first with { Entries = entries };
    }

    /// <summary>The path in the dossier of what a file names relative to itself; null where it leads outside.</summary>
    private static string? PathOf(string file, string named)
    {
        var plain = named.Replace('\\', '/');
        if (plain.StartsWith('/') || plain.Contains(':', StringComparison.Ordinal) || plain.Contains('\0', StringComparison.Ordinal))
            return null;
        var segments = file.Split('/').SkipLast(1).ToList();
        foreach (var segment in plain.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".")
                continue;
            if (segment != "..")
                segments.Add(segment);
            else if (segments.Count == 0)
                return null;
            else
                segments.RemoveAt(segments.Count - 1);
        }

        return segments.Count == 0 ? null : string.Join('/', segments);
    }
}
