using System.Globalization;
using AuditService.Collectors;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using Microsoft.Extensions.DependencyInjection;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>Columns that public data sets hold, which look like somebody and are not, or are somebody and do not look it.</summary>
public sealed class LookAlikeTests
{
    private static readonly string[] Streets = ["12 rue Pasteur", "3 avenue Foch", "45 boulevard Carnot", "7 place du Marché", "9 quai de la Loire"];
    private static readonly string[] Codes = ["35000", "44000", "75011", "69003", "13001"];
    private static readonly string[] Given = ["Léa", "Hugo", "Karim", "Sophie", "Julien"];

    private static readonly PersonalDataDetector Detector = new(TimeProvider.System);

    [Fact]
    public void The_address_of_a_shop_is_nobodys_and_that_of_a_person_is_theirs()
    {
        Assert.All(Judged(("store_address", Streets), ("store_zip", Codes), ("revenue", ["1", "2", "3", "4", "5"])), Assert.Empty);
        var people = Judged(("adresse", Streets), ("cp", Codes), ("prenom", Given));
        Assert.Equal([Address], people[0]);
        Assert.Equal([PostalCode], people[1]);
    }

    [Fact]
    public void An_address_that_nothing_ties_to_anybody_stays_a_doubt()
    {
        var address = Assert.Single(Detector.Judge([Column("adresse", Streets), Column("surface", ["10", "20", "30", "40", "50"])])[0].Found);
        Assert.InRange(address.Confidence, 0.5, 0.59);
    }

    [Fact]
    public void English_names_with_their_civility_and_a_maiden_name_in_brackets_are_names() =>
        Assert.Equal([Name], Judged(
            ("Name", ["Braund, Mr. Owen Harris", "Cumings, Mrs. John Bradley (Florence Briggs Thayer)", "Heikkinen, Miss. Laina", "Allen, Mr. William Henry", "Moran, Mr. James"]),
            ("Age", ["22", "38", "26", "35", "40"]), ("Survived", ["0", "1", "1", "1", "0"]))[0]);

    [Fact]
    public void Surnames_that_are_towns_are_surnames_beside_given_names() =>
        Assert.Equal([LastName], Judged(("nom", ["Lyon", "Paris", "Martin", "Lens", "Orange"]), ("prenom", Given))[0]);

    [Fact]
    public void Given_names_that_are_counted_are_nobodys() =>
        Assert.All(Judged(("prenom", Given), ("annee_naissance", ["1980", "1985", "1990", "1995", "2000"]), ("nombre", ["310", "42", "77", "900", "12"])), Assert.Empty);

    [Fact]
    public void Counts_by_age_range_are_nobodys() =>
        Assert.All(Judged([("Race", ["White", "Black", "Asian", "White", "Black"]), ("Sex", ["male", "female", "male", "female", "male"]), .. Enumerable.Range(1, 8).Select(i => ($"Age {i}0 to {i}9", new[] { "40416", "28140", "14176", "57552", "58705" }))]), Assert.Empty);

    [Fact]
    public void Women_and_men_counted_at_each_age_are_nobodys() =>
        Assert.All(Judged(("age", ["18", "19", "20", "21", "22"]), ("male", ["63121", "79815", "67743", "51022", "48000"]), ("female", ["42325", "39017", "41822", "40210", "39999"])), Assert.Empty);

    [Fact]
    public void One_row_a_country_is_nobodys() =>
        Assert.All(Judged(("location", ["France", "Germany", "Italy", "Spain", "Portugal", "Belgium", "Poland", "Norway"]), ("alcohol", ["12.1", "11.3", "9.8", "9.2", "10.3", "11.0", "12.5", "7.7"])), Assert.Empty);

    [Fact]
    public void What_is_counted_on_a_network_is_no_name_on_it()
    {
        var found = Judged(("twitter", ["lea35", "hugo_b", "karim.k", "sophie_1", "ju_lien"]), ("twitter_followers", ["120", "95", "4410", "77", "3"]), ("prenom", Given));
        Assert.Equal([Username], found[0]);
        Assert.Empty(found[1]);
    }

    [Fact]
    public void When_a_record_was_born_is_nobodys_birth() =>
        Assert.Empty(Judged(("birth", [.. Enumerable.Range(0, 9).Select(i => new DateTime(2024, 1, 1, 8, 30, 15, DateTimeKind.Unspecified).AddHours(i * 300).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))]), ("email", [.. Enumerable.Range(0, 9).Select(i => $"p{i}@exemple.fr")]))[0]);

    [Fact]
    public void Models_of_cars_that_bear_given_names_are_goods()
    {
        var judged = Detector.Judge([Column("modele", ["Zoé", "Clio", "Victoria", "Alice", "Julien"]), Column("prix", ["19000", "21000", "18000", "9000", "7000"])]);
        Assert.Empty(judged[0].Found);
        Assert.Contains(judged[0].Dismissed, look => look.Category == FirstName);
    }

    [Fact]
    public void The_breed_sex_and_birth_of_an_animal_are_nobodys_and_its_keeper_is_somebody()
    {
        (string, string[]) name = ("nom", ["Ulysse", "Praline", "Oslo", "Réglisse", "Tango"]), breed = ("race", ["Beagle", "Cocker", "Boxer", "inconnue", "Beagle"]), sex = ("sexe", ["M", "F", "M", "F", "M"]), birth = ("date_naissance", ["02/03/2019", "14/07/2020", "30/11/2015", "01/01/2022", "09/09/2018"]);

        Assert.All(Judged(name, breed, sex, birth, ("vaccin", ["oui", "non", "oui", "oui", "non"])), Assert.Empty);
        Assert.All(Judged(("jument", ["Altesse", "Brume", "Cerise", "Duchesse", "Étoile"]), sex, ("naissance", birth.Item2)), Assert.Empty);

        var kept = Judged(name, breed, sex, birth, ("telephone_proprietaire", ["06 12 34 56 78", "07 22 33 44 55", "06 98 76 54 32", "06 11 22 33 44", "07 55 44 33 22"]), ("nom_proprietaire", ["Durand", "Petit", "Martin", "Morel", "Roux"]));
        Assert.All(kept.Take(4).Skip(1), Assert.Empty);
        Assert.Equal([Phone], kept[4]);
        Assert.Equal([LastName], kept[5]);

        // The race of people is one, and who keeps a dog was born all the same.
        var people = Judged(("nom", ["Durand", "Petit", "Martin", "Morel", "Roux"]), ("prenom", Given), ("race", ["White", "Black", "Asian", "White", "Black"]), ("animal", ["chien", "chat", "chien", "aucun", "chat"]), birth);
        Assert.Equal([Ethnicity], people[2]);
        Assert.Equal([BirthDate], people[4]);
    }

    [Theory]
    [InlineData("diagnostic", "P0171|P0302|P0455|P0128|P0171", "calculateur|km")]
    [InlineData("handicap", "4|12|18|27|36", "parcours|trous")]
    [InlineData("consultation", "12|30|44|51|60", "page|mois")]
    public void A_word_of_health_in_a_table_without_anybody_accuses_nobody(string header, string values, string others)
    {
        var beside = others.Split('|').Select((other, i) => (other, Enumerable.Range(0, 5).Select(row => ((i + 3) * (row + 2)).ToString(CultureInfo.InvariantCulture)).ToArray()));
        Assert.Empty(Judged([(header, values.Split('|')), .. beside])[0]);
        // Beside somebody it does.
        Assert.Equal([Health], Judged((header, values.Split('|')), ("prenom", Given), ("nom", ["Durand", "Petit", "Martin", "Morel", "Roux"]))[0]);
    }

    [Fact]
    public void Numbers_that_follow_each_other_are_a_counter_and_no_telephones()
    {
        Assert.Empty(Judged(("id", [.. Enumerable.Range(0, 60).Select(i => $"07{31000000 + (3 * i)}")]), ("total", [.. Enumerable.Range(0, 60).Select(i => $"{i}")]))[0]);
        var random = new Random(3);
        Assert.Equal([Phone], Judged(("champ1", [.. Enumerable.Range(0, 60).Select(_ => $"07{random.Next(10_000_000, 99_999_999)}")]), ("total", [.. Enumerable.Range(0, 60).Select(i => $"{i}")]))[0]);
    }

    [Theory]
    [InlineData("nom|debit|altitude", "Gérard|Martin|Rhône|Simon|Vidourle", "12|30|5|8|1", "100|200|300|400|500")]
    [InlineData("mot|classe|rang", "pierre|olive|clément|marine|aurore", "nom|nom|adjectif|adjectif|nom", "1|2|3|4|5")]
    [InlineData("nom_usuel|x|y", "NANTES-BOUGUENAIS|LYON-BRON|BREST-GUIPAVAS|Le Martin|PARIS-MONTSOURIS", "1.5|2.5|3.5|4.5|5.5", "1.2|2.2|3.2|4.2|5.2")]
    public void Rivers_words_and_stations_that_bear_names_are_nobody(string headers, params string[] values) =>
        Assert.All(Judged([.. headers.Split('|').Zip(values, (header, column) => (header, column.Split('|')))]), Assert.Empty);

    [Fact]
    public void A_dozen_names_that_come_back_without_anybody_are_things()
    {
        string[] models = ["Fiat Marina", "Seat Léon", "Kia Carla", "Ford Victoria"];
        Assert.Empty(Judged(("nom", [.. Enumerable.Range(0, 80).Select(i => models[i % 4])]), ("annee", [.. Enumerable.Range(0, 80).Select(i => $"{1990 + (i % 30)}")]))[0]);
    }

    [Fact]
    public void Where_a_station_stands_is_nobodys_though_its_operator_has_a_telephone()
    {
        var found = Judged(
            ("id_station", ["S1", "S2", "S3", "S4", "S5"]), ("adresse_station", Streets), ("telephone_operateur", ["01 42 11 42 11", "02 99 12 34 56", "03 88 11 22 33", "04 72 10 20 30", "05 56 10 20 30"]),
            ("latitude", ["48.8566", "47.2184", "43.6045", "45.7640", "50.6292"]), ("longitude", ["2.3522", "-1.5536", "1.4442", "4.8357", "3.0573"]));
        Assert.Empty(found[1]);
        Assert.Empty(found[3]);
        Assert.Equal([Gps], Judged(("prenom", Given), ("latitude", ["48.8566", "47.2184", "43.6045", "45.7640", "50.6292"]), ("longitude", ["2.3522", "-1.5536", "1.4442", "4.8357", "3.0573"]))[1]);
    }

    [Fact]
    public void The_results_of_a_vote_are_nobodys_opinion() =>
        Assert.All(Judged(("commune", ["Nantes", "Lyon", "Nantes", "Lens", "Pau"]), ("inscrits", ["1000", "900", "950", "870", "990"]), ("votants", ["700", "650", "600", "610", "720"]), ("parti", ["PS", "LR", "LFI", "RN", "PS"]), ("voix", ["120", "90", "70", "66", "133"])), Assert.Empty);

    [Fact]
    public void A_company_a_row_is_no_count_of_companies()
    {
        var random = new Random(9);
        var numbers = new MadeUpIdentifiers(random);
        string[] siren = [.. Enumerable.Range(0, 12).Select(_ => numbers.Siren())];
        Assert.Equal([Siren], Judged(("siren", siren), ("trancheEffectifs", [.. siren.Select((_, i) => i % 3 == 0 ? "NN" : "01")]), ("codePostal", [.. siren.Select(_ => "35000")]), ("libelleCommune", [.. siren.Select(_ => "Rennes")]))[0]);
    }

    [Fact]
    public void What_a_table_of_numbers_a_mailbox_or_a_hurried_hand_does_to_an_identifier_hides_it_from_nobody()
    {
        var random = new Random(4);
        var numbers = new MadeUpIdentifiers(random);
        string[] Many(Func<string> make) => [.. Enumerable.Range(0, 12).Select(_ => make())];

        Assert.Equal([Nir], Judged(("nir", Many(() => numbers.Nir() + ".0")))[0]);
        Assert.Equal([Email], Judged(("From", Many(() => $"Zoé Lune <zoe{random.Next(1000)}@exemple.fr>")), ("To", Many(() => $"a{random.Next(1000)}@exemple.fr, b{random.Next(1000)}@exemple.org")))[0]);
        Assert.Equal([Email], Judged(("To", Many(() => $"a{random.Next(1000)}@exemple.fr; b{random.Next(1000)}@exemple.org")))[0]);
        Assert.Equal([Phone], Judged(("telephones", Many(() => $"{numbers.Phone()} / {numbers.Phone()}")))[0]);
        Assert.Equal([Ip], Judged(("client_addr", Many(() => $"91.{random.Next(100, 255)}.{random.Next(255)}.7:{random.Next(1024, 60000)}")))[0]);
        Assert.Equal([Ip], Judged(("xff", Many(() => $"91.{random.Next(100, 255)}.{random.Next(255)}.7, 10.0.0.1")))[0]);
        Assert.Equal([Iban], Judged(("coordonnees_bancaires", Many(() => "IBAN : " + numbers.Iban())))[0]);
    }

    [Fact]
    public void A_pseudonym_is_no_name_that_somebody_chose_and_a_tumour_that_comes_back_no_offence()
    {
        var random = new Random(5);
        string[] pseudonyms = [.. Enumerable.Range(0, 6).Select(_ => Convert.ToHexStringLower(BitConverter.GetBytes(random.NextInt64())) + "0123456789abcdef")];
        var found = Judged(("patient_pseudo", pseudonyms), ("code_cim10", ["C50.4", "C50.9", "D05.1", "C34.1", "C18.7", "C50.2"]), ("recidive", ["0", "1", "0", "0", "1", "0"]));
        Assert.DoesNotContain(Username, found[0]);
        Assert.DoesNotContain(Offence, found[2]);
        Assert.Contains(Offence, Judged(("prenom", [.. Given, "Inès"]), ("recidive", ["0", "1", "0", "0", "1", "0"]), ("peine", ["3", "6", "9", "12", "6", "3"]))[1]);
    }

    [Fact]
    public void The_address_of_a_machine_of_the_house_is_of_a_person_only_beside_one()
    {
        string[] local = [.. Enumerable.Range(0, 9).Select(i => $"192.168.1.{20 + i}")];
        Assert.Empty(Judged(("ip_plc", local), ("temperature", [.. local.Select((_, i) => $"{40 + i}")]), ("serial", [.. local.Select((_, i) => $"S-{i}00")]))[0]);
        Assert.Equal([Ip], Judged(("ip_poste", local), ("email", [.. local.Select((_, i) => $"p{i}@exemple.fr")]))[0]);
    }

    [Fact]
    public void The_address_of_a_sensor_and_the_age_of_a_building_are_nobodys()
    {
        string[] addresses = ["AA:BB:CC:00:11:22", "AA:BB:CC:00:11:23", "AA:BB:CC:00:12:24", "AA:BB:CC:00:13:25", "AA:BB:CC:01:11:26"];
        Assert.All(Judged(("capteur", ["T1", "T2", "T3", "T4", "T5"]), ("mac", addresses), ("rssi", ["-40", "-51", "-62", "-70", "-48"])), Assert.Empty);
        Assert.Contains(Mac, Judged(("capteur", ["T1", "T2", "T3", "T4", "T5"]), ("mac", addresses), ("prenom", Given))[1]);
        Assert.All(Judged(("batiment", ["A", "B", "C", "D", "E"]), ("age", ["3", "8", "12", "14", "1"]), ("surface", ["100", "200", "120", "80", "90"])), Assert.Empty);
    }

    [Fact]
    public void Several_questions_of_article_9_say_that_rows_are_people() =>
        Assert.Equal(
            [[Religion], [PersonalDataCategory.Union], [SexLife]],
            Judged(("culte", ["catholique", "juif", "musulman", "protestant", "athée"]), ("adhesion_syndicale", ["CGT", "FO", "aucune", "CFDT", "CGT"]), ("orientation", ["hétérosexuel", "homosexuel", "bisexuel", "hétérosexuel", "nr"])));

    [Fact]
    public void Why_somebody_is_absent_is_health_where_illness_is_said() =>
        Assert.Equal([Health], Judged(("motif", ["maladie", "maternité", "accident du travail", "congés", "maladie"]), ("prenom", Given), ("nom", ["Durand", "Petit", "Martin", "Morel", "Roux"]))[0]);

    [Theory]
    [InlineData("imei", "490154203237518|356938035643809|352099001761481", Imei)]
    [InlineData("num_titre_sejour", "9912345678|7503123456|9203111222", ResidencePermit)]
    [InlineData("cvv", "123|045|999", CardCode)]
    [InlineData("imsi", "208011234567890|208100987654321|208201111222333", Imsi)]
    public void Numbers_of_devices_permits_and_cards_are_known_by_their_header(string header, string values, PersonalDataCategory expected) =>
        Assert.Equal([expected], Judged((header, values.Split('|')), ("prenom", Given[..3]))[0]);

    [Fact]
    public void A_recogniser_that_an_operator_adds_is_found_in_its_assembly_and_asked_about_columns_that_the_lists_do_not_know()
    {
        var recognizers = Senses.NameRecognizers(new ServiceCollection().BuildServiceProvider(), [typeof(LookAlikeTests).Assembly]);
        var column = Column("champ", ["Xolotl Quetz", "Xolotl Tlaloc", "Xolotl Nahual"]);
        var found = Assert.Single(new PersonalDataDetector(TimeProvider.System, recognizers).Judge([column])[0].Found);
        Assert.Equal(Name, found.Category);
        Assert.Contains("knows Xolotl 1", found.Because, StringComparison.Ordinal);
        Assert.Empty(Detector.Judge([column])[0].Found);
    }

    private static IReadOnlyList<IReadOnlyList<PersonalDataCategory>> Judged(params (string Header, string[] Values)[] columns) =>
        [.. Detector.Judge([.. columns.Select(column => Column(column.Header, column.Values))]).Select(judgement => judgement.Found.Select(category => category.Category).ToList())];

    private static ColumnSample Column(string header, string[] values) => KnownColumn.Of(header, truth: null, values, values.Length).Sample;

    internal sealed class KnowsXolotl : INameRecognizer
    {
        public string Name => "knows Xolotl 1";

        public IReadOnlyList<RecognizedName> FindIn(string text) => text.StartsWith("Xolotl ", StringComparison.Ordinal) ? [new(0, text.Length, 0.9)] : [];
    }
}
