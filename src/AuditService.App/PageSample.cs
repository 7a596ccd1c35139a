using System.Text.Json;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.App;

/// <summary>What a command line says of the pages to look at.</summary>
/// <param name="Viewports"><c>desktop</c>, <c>mobile</c> or <c>768x1024</c>.</param>
/// <param name="StorageStateFile">Cookies and stored data with which visits begin, as Playwright writes them; null for none. It never becomes part of a snapshot.</param>
/// <param name="Sitemaps">Addresses.</param>
/// <param name="RespectRobots">Whether robots.txt is heeded for the pages of sitemaps.</param>
public sealed record PageSample(IReadOnlyList<string> Viewports, string? StorageStateFile, IReadOnlyList<string> Sitemaps, bool RespectRobots)
{
    private const int MaximumBytes = 5 * 1024 * 1024;

    /// <summary>False to look at pages as they load only.</summary>
    public bool ActOnPages { get; init; } = true;

    public static PageSample Usual { get; } = new([], null, [], RespectRobots: true);

    /// <exception cref="AuthorMistakesException">One of them is no window.</exception>
    public static IReadOnlyList<Viewport> Windows(IReadOnlyList<string> words)
    {
        var unknown = words.Where(word => Viewport.Parse(word) is null).ToList();
        return unknown.Count == 0 ? [.. words.Select(Viewport.Parse).OfType<Viewport>().Distinct()] : throw new AuthorMistakesException([.. unknown.Select(word => new AuthorProblem(
            new("--viewport", 1, 1),
            $"« {word} » n'est pas une fenêtre : desktop, mobile, ou largeur x hauteur entre 200 et 4000 (768x1024).",
            $"\"{word}\" is no window: desktop, mobile, or width x height between 200 and 4000 (768x1024)."))]);
    }

    /// <exception cref="AuthorMistakesException">One of them is no address.</exception>
    public static IReadOnlyList<Uri> Addresses(IReadOnlyList<string> sitemaps) =>
    [
        .. sitemaps.Select(text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "" } ? address : throw new AuthorMistakesException(
            [new AuthorProblem(new("--sitemap", 1, 1), $"« {text} » n'est pas une adresse http ou https.", $"\"{text}\" is no http or https address.")])),
    ];

    /// <summary>The content of the file; null when none is named.</summary>
    /// <param name="dossier">The folder that is audited, in which the file must not lie: it would be stored with it.</param>
    /// <exception cref="AuthorMistakesException">There is none, it is of another kind, or it lies in the dossier.</exception>
    public static async Task<string?> StorageStateAsync(string? file, string? dossier, CancellationToken cancellation)
    {
        if (file is null)
            return null;
        if (!File.Exists(file))
            throw Mistake("Ce fichier n'existe pas.", "There is no such file.");
        if (dossier is not null && Path.GetFullPath(file).StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dossier)) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw Mistake("Ce fichier est dans le dossier audité, et serait enregistré avec lui : placez-le ailleurs.", "This file lies in the audited folder, and would be stored with it: put it elsewhere.");
        if (new FileInfo(file).Length > MaximumBytes)
            throw Mistake("Ce fichier est trop grand.", "This file is too large.");
        var text = await File.ReadAllTextAsync(file, cancellation);
        try
        {
            using var state = JsonDocument.Parse(text);
            if (state.RootElement.ValueKind == JsonValueKind.Object && state.RootElement.TryGetProperty("cookies", out var cookies) && cookies.ValueKind == JsonValueKind.Array)
                return text;
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw Mistake("Ce fichier n'est pas un état de session de Playwright ({ \"cookies\": [...], \"origins\": [...] }).", "This file is no storage state of Playwright ({ \"cookies\": [...], \"origins\": [...] }).");

        AuthorMistakesException Mistake(string fr, string en) => new([new AuthorProblem(new(file, 1, 1), fr, en)]);
    }

    /// <summary>The only variables of this program that steps of a manifest may type.</summary>
    public static IReadOnlyDictionary<string, string> StepValues() => Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .Where(variable => variable.Key is string name && name.StartsWith(StepValue.Prefix, StringComparison.Ordinal) && variable.Value is string)
        .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!, StringComparer.Ordinal);
}
