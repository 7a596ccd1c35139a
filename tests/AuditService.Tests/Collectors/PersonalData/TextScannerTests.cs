using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Texts;
using CsCheck;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Tests.Collectors.PersonalData;

public sealed class TextScannerTests(ITestOutputHelper output)
{
    private static readonly PersonalDataDetector Detector = new(TimeProvider.System);

    private static readonly Dictionary<string, double> LeastF1 = new(StringComparer.Ordinal)
    {
        ["checksum identifiers"] = 0.97,
        ["online"] = 0.97,
        ["phones"] = 0.97,
        ["names"] = 0.94,
        ["addresses"] = 0.93,
        ["birth dates"] = 0.95,
        ["documents"] = 0.95,
    };

    private static readonly Dictionary<string, double> LeastF1Unseen = new(StringComparer.Ordinal)
    {
        ["checksum identifiers"] = 0.95,
        ["online"] = 0.95,
        ["phones"] = 0.95,
        ["names"] = 0.88,
        ["addresses"] = 0.85,
        ["birth dates"] = 0.85,
        ["documents"] = 0.9,
    };

    [Fact]
    public void French_texts_are_read_with_the_precision_and_recall_we_claim() =>
        AssertHolds(SpanMeasurement.Of(Enumerable.Range(0, 1_000).Select(seed => new MadeUpTexts(seed).Next())), LeastF1);

    [Fact]
    public void Texts_that_no_rule_was_tuned_on_are_read_nearly_as_well() =>
        AssertHolds(SpanMeasurement.Of(Enumerable.Range(7_000, 1_000).Select(seed => new UnseenTexts(seed).Next())), LeastF1Unseen);

    private void AssertHolds(SpanMeasurement measurement, Dictionary<string, double> least)
    {
        foreach (var (family, categories) in SpanMeasurement.Families)
        {
            var (precision, recall, f1, count) = measurement.For(categories);
            output.WriteLine($"{family}: precision {precision:0.000}, recall {recall:0.000}, F1 {f1:0.000} over {count} spans");
            Assert.True(f1 >= least[family], $"{family}: F1 {f1:0.000} below {least[family]}.\n{measurement.Mistakes(categories)}");
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
    [InlineData("sshd[312]: Failed password for invalid user mlefort from 183.62.140.253 port 22", "username:mlefort|ip:183.62.140.253")]
    [InlineData("IMEI : 490154203237518", "imei:490154203237518")]
    [InlineData("Plainte déposée par Xavière Quillobert contre Ombeline LE QUINTREC.", "name:Xavière Quillobert|name:Ombeline LE QUINTREC")]
    [InlineData("Présents : Jean Dupont, Ysoline Droguet et Lubin Pichereau.", "name:Jean Dupont|name:Ysoline Droguet|name:Lubin Pichereau")]
    [InlineData("Azilis Quillivic habite au troisième étage.", "name:Azilis Quillivic")]
    [InlineData("Prise en charge de T. Bordillac à son domicile.", "name:T. Bordillac")]
    [InlineData("Dossier suivi par DROGUET A.-S., poste 4512", "name:DROGUET A.-S.")]
    [InlineData("Vu par A.-M. de Villemeur ce jour", "name:A.-M. de Villemeur")]
    [InlineData("Avis du Dr NGUYEN T. demandé", "name:NGUYEN T.")]
    [InlineData("Élève : NDIAYE Hyacinthe", "name:NDIAYE Hyacinthe")]
    [InlineData("Bonjour Théodule, votre commande est prête.", "firstName:Théodule")]
    [InlineData("Bien à vous,\nWendeline Castéran", "name:Wendeline Castéran")]
    [InlineData("Auteur de la note : Pierre N'Guessan", "name:Pierre N'Guessan")]
    [InlineData("Le patient souffre de schizophrénie et il est séropositif.", "health:schizophrénie|health:séropositif")]
    [InlineData("Elle est enceinte de 5 mois, antécédents d'asthme", "health:enceinte de 5 mois|health:asthme")]
    [InlineData("Il est membre du syndicat CGT et vote RN.", "union:CGT|politics:RN")]
    [InlineData("Elle est de confession musulmane, il a été condamné pour vol", "religion:musulmane|offence:condamné pour vol")]
    [InlineData("Patient diabétique sous insuline, séropositif", "health:diabétique|health:insuline")]
    [InlineData("Ma femme a un cancer du sein et fait le ramadan, un couple gay.", "health:cancer du sein|religion:ramadan|sexLife:gay")]
    [InlineData("Plainte pour violences conjugales contre son mari", "offence:violences conjugales")]
    [InlineData("Militant du Rassemblement national, il a voté Le Pen.", "politics:Rassemblement national|politics:Le Pen")]
    [InlineData("D'origine maghrébine, il se dit discriminé.", "ethnicity:D'origine maghrébine")]
    [InlineData("Mon numéro : zéro six douze trente-quatre soixante-dix-huit quatre-vingt-un", "phone:zéro six douze trente-quatre soixante-dix-huit quatre-vingt-un")]
    [InlineData("The tenant lives at 54 Baker Street, London NW1 6XE.", "address:54 Baker Street, London NW1 6XE")]
    [InlineData("Carte 4532 0031 7167 1236", "card:4532 0031 7167 1236")]
    [InlineData("NE LE : 14/07/1965", "birthDate:14/07/1965")]
    [InlineData("D.O.B. 1965-07-14", "birthDate:1965-07-14")]
    [InlineData("payment refused card=5119229004892495", "card:5119229004892495")]
    [InlineData("Titre de séjour n° 9912345678", "residencePermit:9912345678")]
    [InlineData("L898902C36UTO7408122F1204159ZE184226B<<<<<10", "passport:L898902C36UTO7408122F1204159ZE184226B<<<<<10")]
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
    [InlineData("calculateCaloriesWithCache totalCalories=126775 1514038543000 1 getTodayTotalDetailSteps")]
    [InlineData("Son IBAN, Son NIR et Son RIB sont attendus")]
    [InlineData("Max Pooling puis Dense ; Tom Tom ; le supercalculateur Jean Zay")]
    [InlineData("Le rayon jardin de Leroy Merlin, Restaurant Chez Paul")]
    [InlineData("Petit Robert et Grand Larousse sont au CDI.")]
    [InlineData("Le modèle souffre de surapprentissage ; la RQTH et le diabète en entreprise ; négocier avec la CGT")]
    [InlineData("Art. 9 : données de santé, opinions politiques, religion, condamnations")]
    [InlineData("La société Dassault Systèmes déclare ; Crédit Agricole a signé.")]
    [InlineData("Accord signé avec Bouygues Telecom et Generali Vie")]
    [InlineData("La Rose de Noël fleurit ; le code postal 59000 correspond à Lille")]
    [InlineData("Il reste zéro un deux trois places ; 200 people crossed the street")]
    [InlineData("Un usager malvoyant, une personne handicapée : le site est lu à haute voix")]
    [InlineData("Cuisine d'origine asiatique, produits d'origine africaine")]
    [InlineData("Hépatite B. Traitement antiviral ; plan A. Introduction")]
    [InlineData("Bonjour Équipe, bonjour à Tous, cher Service,")]
    [InlineData("Voir la section 1.2.3.4, le masque 255.255.255.0 et 127.0.0.1")]
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

    [Theory]
    [InlineData("L'hôpital du Pr Martin est joignable au 01 42 11 42 11, accueil@hopital.fr")]
    [InlineData("Collège Mme de Sévigné, 02 99 12 34 56")]
    [InlineData("Mr Bricolage Quimper : 02 98 12 34 56")]
    [InlineData("Exemple : Mme Sophie Durand, 06 39 98 12 34, sophie@example.com")]
    public void A_place_or_a_firm_named_after_somebody_proves_nothing(string text) => Assert.False(ProofInText.IsIn(text, Detector.FindIn(text)));

    [Theory]
    [InlineData("Rappeler Mme Sophie Durand au 06 12 34 56 78")]
    [InlineData("NIR 2 53 07 2A 073 004 43")]
    public void Somebody_named_beside_a_telephone_and_a_number_with_its_key_are_proof(string text) => Assert.True(ProofInText.IsIn(text, Detector.FindIn(text)));

    [Fact]
    public void A_recogniser_that_an_operator_adds_is_asked_about_texts_and_what_it_says_outside_them_is_ignored()
    {
        var detector = new PersonalDataDetector(TimeProvider.System, [new KnowsOneName()]);
        var text = "vu hier avec xolotl quetz, tout va bien";
        var span = Assert.Single(detector.FindIn(text));
        Assert.Equal(("xolotl quetz", Name), (text[span.Start..span.End], span.Category));
        Assert.Empty(Detector.FindIn(text));
    }

    private sealed class KnowsOneName : INameRecognizer
    {
        public string Name => "one name 1";

        public IReadOnlyList<RecognizedName> FindIn(string text) =>
            [new(text.IndexOf("xolotl quetz", StringComparison.Ordinal), text.IndexOf("xolotl quetz", StringComparison.Ordinal) + 12, 0.9), new(-1, 4, 0.9), new(0, text.Length + 1, 0.9)];
    }
}
