using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Texts;
using CsCheck;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Tests.Collectors.PersonalData;

public sealed class TextScannerTests(ITestOutputHelper output)
{
    private static readonly PersonalDataDetector Detector = new(TimeProvider.System);

    private static readonly (string Group, PersonalDataCategory[] Categories, double LeastF1)[] Groups =
    [
        ("checksum identifiers", [Nir, Iban, Card, Siret, Spi], 0.97),
        ("online", [Email, Ip, Mac], 0.97),
        ("phones", [Phone], 0.97),
        ("names", [Name, FirstName, LastName], 0.88),
        ("addresses", [Address], 0.93),
        ("birth dates", [BirthDate], 0.95),
        ("documents", [Plate, Passport], 0.95),
    ];

    [Fact]
    public void French_texts_are_read_with_the_precision_and_recall_we_claim()
    {
        var texts = Enumerable.Range(0, 1_000).Select(seed => new MadeUpTexts(seed).Next()).ToList();
        foreach (var (group, categories, leastF1) in Groups)
        {
            var (right, claimed, real) = (0, 0, 0);
            var mistakes = new List<string>();
            foreach (var known in texts)
            {
                var found = Detector.FindIn(known.Text).Where(span => categories.Contains(span.Category)).ToList();
                var truth = known.Truth.Where(span => categories.Contains(span.Category)).ToList();
                claimed += found.Count;
                real += truth.Count;
                right += truth.Count(wanted => found.Exists(span => Overlap(span, wanted) >= 0.8));
                mistakes.AddRange(truth.Where(wanted => !found.Exists(span => Overlap(span, wanted) >= 0.8)).Select(wanted => $"missed [{known.Text[wanted.Start..wanted.End]}] in: {known.Text}"));
                mistakes.AddRange(found.Where(span => !truth.Exists(wanted => Overlap(span, wanted) >= 0.8)).Select(span => $"took [{known.Text[span.Start..span.End]}] in: {known.Text}"));
            }

            var (precision, recall) = ((double)right / Math.Max(1, claimed), (double)right / Math.Max(1, real));
            var f1 = 2 * precision * recall / Math.Max(1e-9, precision + recall);
            output.WriteLine($"{group}: precision {precision:0.000}, recall {recall:0.000}, F1 {f1:0.000} over {real} spans");
            Assert.True(f1 >= leastF1, $"{group}: F1 {f1:0.000} below {leastF1}.\n{string.Join('\n', mistakes.Take(40))}");
        }
    }

    [Theory]
    [InlineData("Ma collègue Sophie est absente.", "firstName:Sophie")]
    [InlineData("M. et Mme Durand sont arrivés.", "name:Durand")]
    [InlineData("MADAME SOPHIE LEGRAND HABITE 5 RUE DES ACACIAS 33000 BORDEAUX", "name:SOPHIE LEGRAND|address:5 RUE DES ACACIAS 33000 BORDEAUX")]
    [InlineData("jean dupont veut un remboursement", "name:jean dupont")]
    [InlineData("Prénom : Awa, Nom : Ndiaye", "firstName:Awa|lastName:Ndiaye")]
    [InlineData("L'adresse de l'agent est jean.d'alembert@orange.fr.", "email:jean.d'alembert@orange.fr")]
    [InlineData("Rappeler au +33 (0)6 12 34 56 78 avant midi", "phone:+33 (0)6 12 34 56 78")]
    [InlineData("Appeler 04.72.11.22.33 ou 05-56-77-88-99.", "phone:04.72.11.22.33|phone:05-56-77-88-99")]
    [InlineData("NIR : 2 53 07 2A 073 004 43", "nir:2 53 07 2A 073 004 43")]
    [InlineData("mot de passe : Soleil2024!", "password:Soleil2024!")]
    [InlineData("12 avenue du 8 mai 1945\n69500 Bron", "address:12 avenue du 8 mai 1945\n69500 Bron")]
    [InlineData("Réside à Villeurbanne depuis un an.", "city:Villeurbanne")]
    [InlineData("Position : 48.85661, 2.35222", "gps:48.85661, 2.35222")]
    [InlineData("née en 1985 à Saint-Étienne", "birthDate:1985|birthPlace:Saint-Étienne")]
    [InlineData("ne le 12/03/1985", "birthDate:12/03/1985")]
    [InlineData("Date de naissance : 1er octobre 1975", "birthDate:1er octobre 1975")]
    [InlineData("Mon pseudo est zoe.lune", "username:zoe.lune")]
    [InlineData("N° client : C-204512", "customerId:C-204512")]
    public void A_datum_is_found_where_it_stands(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Detector.FindIn(text).Select(span => $"{span.Category.Id()}:{text[span.Start..span.End]}")));

    [Theory]
    [InlineData("Le lycée Jean Moulin et la place Victor Hugo")]
    [InlineData("Version 1.2.3.4 du 12/03/2024")]
    [InlineData("Monsieur le Maire, Madame la Directrice")]
    [InlineData("Commande 4532015112830366 expédiée")]
    [InlineData("Le service client : 0 800 123 456")]
    [InlineData("3 cours de piano, 2 places, 10 passages")]
    [InlineData("Pierre qui roule n'amasse pas mousse")]
    [InlineData("std::map<int, abc::def> x; // 12:34:56")]
    [InlineData("image@2x.png et https")]
    [InlineData("Connectez-vous avec France Connect.")]
    [InlineData("Il est connu sous le nom de Privacy Shield.")]
    [InlineData("Mot de passe oublié ou identifiant : comment faire ?")]
    [InlineData("Ouvrir un compte : établissement, un pseudonyme lorsque les données doivent être pseudonymisées")]
    [InlineData("Vous ne pouvez plus demander la copie depuis le décret n°2013-1305 du 27 décembre 2013")]
    [InlineData("L'organisme ne répond pas : l'arrêté du 1er octobre 2015 le permet")]
    [InlineData("La date de naissance est exigée par la loi du 6 janvier 1978")]
    [InlineData("Si vous êtes né(e) en Nouvelle-Calédonie, ou de nationalité française")]
    [InlineData("")]
    public void Nothing_is_found_where_nobody_is(string text) => Assert.Empty(Detector.FindIn(text));

    [Fact]
    public void Spans_are_ordered_inside_the_text_and_never_overlap_whatever_the_text()
    {
        var pieces = Gen.OneOf(Gen.String[0, 12], Gen.Int.Select(seed => new MadeUpTexts(seed).Next().Text), Gen.Int[0, 5].Select(i => new[] { "M. ", "né le ", "12 rue ", "FR76 ", "+33(0)", "Nom : " }[i]));
        pieces.Array[0, 6].Select(string.Concat).Sample(
            text =>
            {
                var end = 0;
                foreach (var span in Detector.FindIn(text))
                {
                    if (span.Start < end || span.End <= span.Start || span.End > text.Length || span.Confidence is <= 0 or > 1) return false;
                    end = span.End;
                }

                return true;
            },
            iter: 400,
            threads: 1);
    }

    [Fact]
    public void A_hostile_text_of_sixty_thousand_signs_is_read_in_bounded_time()
    {
        foreach (var piece in new[] { "1 ", "+", "a@", "12 rue ", "M. ", "FR76", "0:0:", "né le ", "A. ", "Jean ", "(0)" })
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            Detector.FindIn(string.Concat(Enumerable.Repeat(piece, 60_000 / piece.Length)));
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{piece}: {clock.Elapsed}");
        }
    }

    private static double Overlap(PersonalDataSpan span, (int Start, int End, PersonalDataCategory Category) wanted)
    {
        var common = Math.Min(span.End, wanted.End) - Math.Max(span.Start, wanted.Start);
        return common <= 0 ? 0 : (double)common / Math.Max(span.End - span.Start, wanted.End - wanted.Start);
    }
}
