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
