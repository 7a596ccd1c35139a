using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Tests.Rules;

/// <summary>Results by group as model cards give them: in tables, in sentences, or not at all.</summary>
public sealed class ModelCardTests
{
    [Theory]
    [InlineData("## Résultats par groupe\n\n| Groupe | Effectif | Taux | Marge |\n|---|---|---|---|\n| Femmes | 82 | 41 % | ± 10 |\n| Hommes | 81 | 44 % | ± 10 |", Outcome.Compliant)]
    [InlineData("| group | n | selection rate | 95% CI |\n|---|---|---|---|\n| women | 412 | 0.41 | 0.36-0.46 |\n| men | 398 | 0.44 | 0.39-0.49 |", Outcome.Compliant)]
    [InlineData("<h2>Rappel par tranche d'âge</h2><table><tr><th>Tranche</th><th>Effectif</th><th>Rappel</th></tr><tr><td>moins de 26 ans</td><td>120</td><td>0,88</td></tr></table>", Outcome.Compliant)]
    [InlineData("Rappel par service : 0,88 à 0,95 (n = 212).", Outcome.Compliant)]
    [InlineData("## Résultats par groupe\n\n| Groupe | Taux |\n|---|---|\n| Femmes | 41 % |", Outcome.Partial)]
    [InlineData("Nous n'avons mesuré ni taux par groupe ni effectif : 0 personnes.\nLe taux par groupe n'a jamais été mesuré. La précision entre les services web est bonne, 10 lignes de code.", Outcome.NonCompliant)]
    [InlineData("## Résultats par groupe\n\n| Groupe | Effectif | Taux |\n|---|---|---|\n| Femmes | à compléter | à compléter |", Outcome.NonCompliant)]
    [InlineData("Exactitude de 92 % sur le jeu de test.", Outcome.NonCompliant)]
    public void Results_by_group_are_seen_in_a_table_by_their_headers_and_not_where_nothing_was_measured(string card, Outcome expected) =>
        Assert.Equal(expected, new WrittenDossier().With(DocumentRole.ModelCard, $"# Fiche\n\n{card}").Stating("card.files", new TextListValue(["docs/ModelCard.md"])).Verdict("IMP-MOD-003"));
}
