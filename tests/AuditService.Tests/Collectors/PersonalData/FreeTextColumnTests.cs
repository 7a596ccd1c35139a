using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>What people write, told from what they pick: a comment field full of « RAS » is free text, a list of long labels is not.</summary>
public sealed class FreeTextColumnTests
{
    private static readonly PersonalDataDetector Detector = new(TimeProvider.System);

    [Theory]
    [InlineData("commentaire_conseiller")]
    [InlineData("Remarques")]
    public void A_comment_field_that_is_mostly_empty_or_repeated_is_free_text(string header) =>
        Assert.True(IsFreeText(Column(header, rows: 5_000, [("RAS", 2_400), ("Rien à signaler", 900), ("Bon dossier", 300), .. Sentences(60)])));

    [Fact]
    public void A_weak_header_is_enough_where_hundreds_of_rows_repeat_one_code_and_the_others_are_sentences() =>
        Assert.True(IsFreeText(Column("motif", rows: 3_000, [("résiliation", 1_800), ("déménagement", 900), .. Sentences(50)])));

    [Fact]
    public void Sentences_without_any_header_are_free_text_in_a_table_about_people() =>
        Assert.True(IsFreeText(Column("champ_12", rows: 2_000, [("néant", 1_500), .. Sentences(40)])));

    [Fact]
    public void Few_comments_in_a_small_table_are_free_text() =>
        Assert.True(IsFreeText(Column("commentaire", rows: 30, [("RAS", 22), .. Sentences(3), ("Préfère être appelé le matin", 1)])));

    [Theory]
    [InlineData("commentaire")]
    [InlineData("motif")]
    [InlineData("description")]
    [InlineData("type_demande")]
    public void A_list_of_long_labels_is_no_free_text(string header) => Assert.False(IsFreeText(Column(header, rows: 4_000,
    [
        ("Demande de renseignement sur un dossier en cours", 1_300), ("Réclamation sur un délai de traitement jugé trop long", 900),
        ("Changement de coordonnées bancaires ou postales", 700), ("Résiliation à la demande du titulaire du contrat", 600), ("Autre demande que celles de la liste", 500),
    ])));

    [Theory]
    [InlineData("avis")]
    [InlineData("observation")]
    public void A_scale_of_answers_is_no_free_text(string header) =>
        Assert.False(IsFreeText(Column(header, rows: 900, [("Tout à fait d'accord", 300), ("Plutôt d'accord", 250), ("Plutôt pas d'accord", 200), ("Pas du tout d'accord", 150)])));

    [Fact]
    public void A_list_whose_rarest_label_was_picked_once_is_still_a_list() =>
        Assert.False(IsFreeText(Column("motif", rows: 1_000, [("arrivée tardive du dossier complet au service", 999), ("pièce illisible ou absente du dossier reçu", 1)])));

    private static bool IsFreeText(ColumnSample column)
    {
        var emails = Enumerable.Range(0, 50).Select(i => new SampledValue($"personne{i}@exemple.fr", 1)).ToList();
        return Detector.Classify([new("email", ColumnType.Text, column.Rows, 0, 50, emails), column])[1].Any(found => found.Category == PersonalDataCategory.FreeText);
    }

    private static ColumnSample Column(string header, int rows, (string Text, int Count)[] values) =>
        new(header, ColumnType.Text, rows, rows - values.Sum(value => value.Count), values.Length, [.. values.Select(value => new SampledValue(value.Text, value.Count))]);

    private static IEnumerable<(string, int)> Sentences(int count) =>
        Enumerable.Range(0, count).Select(i => ($"a rappelé le {i + 1} du mois pour savoir où en est son dossier de logement", 1));
}
