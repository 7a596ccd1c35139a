using System.Globalization;
using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Reports.Declarations;

/// <summary>
/// The declaration of accessibility of article 47 of law 2005-102 (decree 2019-768, article 4), in French, with the headings and levels of the
/// model of RGAA 4.1.2. It says what the audit supports and nothing more: without a complete grid the state is "non conforme" and there is no rate.
/// </summary>
/// <param name="State">Null where human verdicts contradict proven failures: the author has to settle that first.</param>
/// <param name="Blocks">The text from its title to its end.</param>
public sealed record AccessibilityDeclaration(ConformityState? State, IReadOnlyList<DeclarationBlock> Blocks)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <param name="day">The day on which it is established.</param>
    public static AccessibilityDeclaration Of(Audit audit, AccessibilityGrid grid, Manifest manifest, DateOnly day)
    {
        var state = ConformityStates.Supported(grid);
        var organisation = manifest.People?.Controller?.Name is { Length: > 0 } name ? name : DeclarationBlock.Blank("nom de l'organisme");
        var site = audit.Project;
        return new(state,
        [
            Heading(1, "Déclaration d'accessibilité"),
            Text($"{organisation} s'engage à rendre ses services numériques accessibles, comme le demande l'article 47 de la loi n° 2005-102 du 11 février 2005."),
            Text($"À cette fin, {organisation} publie et suit :"),
            Item($"son schéma pluriannuel de mise en accessibilité : {DeclarationBlock.Blank("adresse du schéma, trois ans au plus")} ;"),
            Item($"son plan d'actions de l'année {day.Year} : {DeclarationBlock.Blank("adresse du plan annuel")}."),
            Text($"Cette déclaration porte sur {site} ({DeclarationBlock.Blank("adresse du site ou de l'application")})."),
            Heading(2, "État de conformité"),
            .. StateOf(site, state, grid),
            Heading(3, "Résultats des tests"),
            .. Results(audit, state, grid),
            Heading(2, "Contenus non accessibles"),
            Heading(3, "Non-conformités"),
            .. NonConformities(grid),
            Heading(3, "Dérogations pour charge disproportionnée"),
            .. Derogations(grid),
            Heading(3, "Contenus non soumis à l'obligation d'accessibilité"),
            Text(DeclarationBlock.Blank("contenus exemptés et motif, par exemple des fichiers bureautiques publiés avant le 23 septembre 2018 ; sinon « aucun »")),
            Heading(2, "Établissement de cette déclaration d'accessibilité"),
            Text($"Cette déclaration a été établie le {Day(day)}. Elle est à refaire après un changement important, et au plus tard trois ans après cette date ou dix-huit mois après une nouvelle version du RGAA."),
            Heading(3, "Technologies utilisées pour la réalisation du site"),
            Item("HTML"),
            Item(DeclarationBlock.Blank("autres technologies : CSS, JavaScript, ARIA …")),
            Heading(3, "Environnement de test"),
            Text("Les pages ont été examinées avec :"),
            .. Environment(audit, grid),
            Heading(3, "Outils pour évaluer l'accessibilité"),
            Item($"AuditService {audit.Tools.AuditService}"),
            .. audit.Tools.Axe is { } axe ? [Item($"axe-core {axe}")] : (IReadOnlyList<DeclarationBlock>)[],
            Item(DeclarationBlock.Blank("autres outils : contraste, plan des titres …")),
            Heading(3, "Pages du site ayant fait l'objet de la vérification de conformité"),
            .. grid.Pages.Select(page => Item(page.Name == page.Id ? page.Id : $"{page.Name} : {page.Id}")),
            Heading(2, "Retour d'information et contact"),
            Text($"Si vous n'arrivez pas à accéder à un contenu ou à un service, écrivez à la personne responsable de {site} pour être orienté vers une alternative accessible ou obtenir le contenu sous une autre forme :"),
            Item($"envoyer un message : {Contact(manifest)} ;"),
            Item($"entité responsable : {organisation}."),
            Heading(2, "Voies de recours"),
            Text("Si vous avez signalé un défaut d'accessibilité qui vous empêche d'accéder à un contenu ou à un service et que la réponse ne vous satisfait pas, vous pouvez :"),
            Item("écrire un message au Défenseur des droits : https://formulaire.defenseurdesdroits.fr/ ;"),
            Item("contacter le délégué du Défenseur des droits de votre région : https://www.defenseurdesdroits.fr/saisir/delegues ;"),
            Item("envoyer un courrier par la poste, gratuitement et sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07."),
        ]);
    }

    private static IEnumerable<DeclarationBlock> StateOf(string site, ConformityState? state, AccessibilityGrid grid)
    {
        var referential = $"le référentiel général d'amélioration de l'accessibilité (RGAA), version {grid.Referential.Version}";
        if (state is null)
        {
            yield return Text($"{site} est {DeclarationBlock.Blank("état de conformité : des verdicts de l'audit contredisent des échecs prouvés, aux critères " + Numbers(grid.Contradictions.Select(cell => cell.Criterion)) + "; tranchez d'abord")} avec {referential}.");
            yield break;
        }

        var because = state switch
        {
            ConformityState.Total => "tous les critères applicables sont respectés",
            ConformityState.Partial => "en raison des non-conformités et des dérogations énumérées ci-dessous",
            _ when IsComplete(grid) => "moins de la moitié des critères applicables sont respectés",
            _ => $"aucun audit complet ne permet d'affirmer davantage ({grid.Left.Count} critères sur {grid.Referential.Criteria.Count} restent à tester)",
        };
        yield return Text($"{site} est {state.Value.Words()} avec {referential} : {because}.");
    }

    private static IEnumerable<DeclarationBlock> Results(Audit audit, ConformityState? state, AccessibilityGrid grid)
    {
        if (!IsComplete(grid) || state is null)
        {
            yield return Text("Aucun taux de conformité n'est donné : tant qu'un critère n'est pas tranché, un taux serait faux.");
            yield return Text($"L'examen automatique du {Day(audit.On)} {Proven(grid.ProvenFailed.Count)} sur les pages examinées ; ce qu'une machine ne peut juger reste à vérifier.");
            yield break;
        }

        var auditors = string.Join(", ", grid.Cells.Select(cell => cell.Human?.Author).OfType<string>().Distinct(StringComparer.Ordinal));
        yield return Text($"L'audit de conformité mené par {auditors} révèle que {Percent(grid.Rate!.Value)} % des critères du RGAA version {grid.Referential.Version} sont respectés.");
        if (grid.MeanRate is { } mean)
            yield return Text($"Le taux moyen de conformité des pages est de {Percent(mean)} %.");
    }

    private static IEnumerable<DeclarationBlock> NonConformities(AccessibilityGrid grid)
    {
        var failed = grid.Referential.Criteria
            .Select(criterion => (Criterion: criterion, Cells: grid.Columns.Select(page => grid.Find(criterion.Number, page.Id)!).Where(cell => cell.Status == CriterionStatus.NonCompliant || (cell.Machine == CriterionStatus.NonCompliant && !cell.IsExcused)).ToList()))
            .Where(failure => failure.Cells.Count > 0 && !failure.Cells.TrueForAll(cell => cell.Derogation))
            .ToList();
        if (failed.Count == 0)
            return [Text(IsComplete(grid) ? "Aucune." : "Aucune n'est prouvée à ce jour ; l'audit n'est pas terminé.")];
        return failed.Select(failure => Item($"Critère {failure.Criterion.Number} non respecté (« {failure.Criterion.Title.Fr} ») : {string.Join(", ", failure.Cells.Select(cell => cell.Page.Name))}."));
    }

    private static IEnumerable<DeclarationBlock> Derogations(AccessibilityGrid grid)
    {
        var cells = grid.Cells.Where(cell => cell.Derogation).ToList();
        return cells.Count == 0
            ? [Text("Aucune n'est invoquée.")]
            : cells.Select(cell => Item($"Critère {cell.Criterion.Number}, {cell.Page.Name} : {(cell.DerogationComment.Length > 0 ? cell.DerogationComment.ReplaceLineEndings(" ") : DeclarationBlock.Blank("raisons de la dérogation, et alternative proposée"))}"));
    }

    private static IEnumerable<DeclarationBlock> Environment(Audit audit, AccessibilityGrid grid)
    {
        if (audit.Tools.Chromium is { } chromium)
            yield return Item($"Chromium {chromium}, par examen automatique, sans aide technique ;");
        yield return Item(DeclarationBlock.Blank(grid.HumanVerdicts > 0 ? "aides techniques, navigateurs et systèmes de l'audit" : "aides techniques, navigateurs et systèmes, une fois les pages testées par une personne"));
    }

    private static string Contact(Manifest manifest) => manifest.People?.Controller?.Contact is { Length: > 0 } contact ? contact : DeclarationBlock.Blank("adresse électronique ou formulaire de contact");

    private static string Proven(int criteria) => criteria switch
    {
        0 => "n'a prouvé aucun échec",
        1 => "a prouvé qu'un critère n'est pas respecté",
        _ => $"a prouvé que {criteria} critères ne sont pas respectés",
    };

    private static bool IsComplete(AccessibilityGrid grid) => grid.Rate is not null && grid.HumanVerdicts > 0;

    private static string Numbers(IEnumerable<ReferentialCriterion> criteria) => string.Join(", ", criteria.Select(criterion => criterion.Number).Distinct(StringComparer.Ordinal));

    private static string Percent(double share) => Math.Round(share * 100, 2, MidpointRounding.ToZero).ToString("0.##", French);

    private static string Day(DateOnly day) => new DateValue(day).In(Language.French);

    private static DeclarationBlock Heading(int level, string text) => new(text, level);

    private static DeclarationBlock Text(string text) => new(text);

    private static DeclarationBlock Item(string text) => new(text, IsItem: true);
}
