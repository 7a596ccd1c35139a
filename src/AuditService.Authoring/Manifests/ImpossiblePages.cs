using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Authoring.Manifests;

/// <summary>What cannot be asked of the interface's pages: a window that is none, a state without a name, two sources for one page.</summary>
internal static class ImpossiblePages
{
    private const int MostStates = 20;
    private const int MostSteps = 50;
    private const int LongestId = 40;

    /// <param name="isWhole">False when steps were already refused: what is left of them proves nothing.</param>
    public static IEnumerable<AuthorProblem> In(Manifest manifest, bool isWhole)
    {
        if (manifest.Interface is not { } face)
            return [];
        return Viewports(face, face.Viewports).Concat(face.Pages.SelectMany(page => Page(page, isWhole))).Concat(face.Logins.SelectMany(Login));
    }

    private static IEnumerable<AuthorProblem> Page(PageEntry page, bool isWhole)
    {
        foreach (var problem in Viewports(page, page.Viewports).Concat(page.States.SelectMany(state => State(state, isWhole))))
            yield return problem;
        var sources = new[] { ("path", page.Path), ("url", page.Url), ("folder", page.Folder), ("sitemap", page.Sitemap) }.Where(source => !string.IsNullOrWhiteSpace(source.Item2)).Select(source => source.Item1).ToList();
        if (sources.Count > 1)
            yield return new(At(page, sources[1]), $"Une page a une seule source ; ici : {string.Join(", ", sources)}.", $"A page has one source; here: {string.Join(", ", sources)}.");
        if (page.States.Count > 0 && sources is ["folder" or "sitemap"])
            yield return new(At(page, "states"), "Les états se déclarent pour une page (path ou url), non pour un dossier ou un plan de site.", "States are declared for one page (path or url), not for a folder or a sitemap.");
        if (page.States.Count > MostStates)
            yield return new(At(page, "states"), $"{MostStates} états au plus par page.", $"At most {MostStates} states a page.");
    }

    private static IEnumerable<AuthorProblem> State(StateEntry state, bool isWhole)
    {
        if (string.IsNullOrWhiteSpace(state.Id))
            yield return new(state.At!, "Un état a un identifiant (id).", "A state has an identifier (id).");
        else if (state.Id == PageSubject.InitialState || state.Id.Length > LongestId || !char.IsAsciiLetterLower(state.Id[0]) || !state.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            yield return new(At(state, "id"), $"« {state.Id} » : un identifiant d'état commence par une lettre et n'a que lettres minuscules, chiffres et tirets ({LongestId} au plus, et pas « initial »).", $"\"{state.Id}\": the identifier of a state begins with a letter and has lower-case letters, digits and hyphens only (at most {LongestId}, and not \"initial\").");
        if (isWhole && state.Steps.Count == 0)
            yield return new(state.At!, "Un état a au moins une étape (steps).", "A state has one step at least (steps).");
        if (state.Steps.Count > MostSteps)
            yield return new(At(state, "steps"), $"{MostSteps} étapes au plus par état.", $"At most {MostSteps} steps a state.");
    }

    private static IEnumerable<AuthorProblem> Login(LoginEntry login)
    {
        if (string.IsNullOrWhiteSpace(login.Url))
            yield return new(login.At!, "Une connexion dit l'adresse de son formulaire (url).", "A sign-in tells the address of its form (url).");
        if (login.Steps.Count > MostSteps)
            yield return new(At(login, "steps"), $"{MostSteps} étapes au plus.", $"At most {MostSteps} steps.");
    }

    private static IEnumerable<AuthorProblem> Viewports(ManifestEntry entry, IReadOnlyList<string> viewports) => viewports
        .Where(viewport => Viewport.Parse(viewport) is null)
        .Select(viewport => new AuthorProblem(
            At(entry, "viewports"),
            $"« {viewport} » n'est pas une fenêtre : desktop, mobile, ou largeur x hauteur entre 200 et 4000 (768x1024).",
            $"\"{viewport}\" is no window: desktop, mobile, or width x height between 200 and 4000 (768x1024)."));

    private static SourcePosition At(ManifestEntry entry, string key) => entry.KeyPositions.GetValueOrDefault(key) ?? entry.At!;
}
