using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AuditService.Collectors.PersonalRecords;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using static AuditService.Tests.Collectors.PersonalRecords.WrittenSets;

namespace AuditService.Tests.Collectors.PersonalRecords;

public sealed class PersonalRecordsCollectorTests : IDisposable
{
    private static readonly string[] FirstNames = ["Claire", "Marc", "Inès", "Paul", "Nadia", "Luc", "Sophie", "Hugo", "Léa", "Karim"];

    private static readonly string[] LastNames = ["Martin", "Bernard", "Dubois", "Petit", "Moreau", "Laurent", "Garcia", "Roux", "Fournier", "Girard"];

    private readonly WrittenSets sets = new();

    public void Dispose() => sets.Dispose();

    [Fact]
    public async Task A_bare_hash_of_the_column_beside_it_is_undone()
    {
        sets.With("a.csv", "courriel;cle\n" + Rows(40, i => $"{Mail(i)};{Hex(Md5(Utf8(Mail(i).ToUpperInvariant().ToLowerInvariant())))}"));

        Assert.Equal(["cle"], await ColumnsAsync("dataset.reversibleHashes"));
        Assert.Contains("courriel", (await SeenAsync("dataset.reversibleHashes"))[0].Detail!.Fr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("date")]
    [InlineData("number")]
    [InlineData("phone")]
    public async Task A_bare_hash_of_what_there_are_few_of_is_undone_by_trying(string space)
    {
        var random = new Random(7);
        sets.With("a.csv", "cle;note\n" + Rows(1_200, i => $"{Hex(SHA256.HashData(Utf8(Drawn(i))))};{i % 20}"));

        var seen = Assert.Single(await SeenAsync("dataset.reversibleHashes"));
        Assert.Equal("cle", seen.Where.DataColumn);
        Assert.Contains(space switch { "date" => "a date", "number" => "a short number", _ => "telephone" }, seen.Detail!.En, StringComparison.Ordinal);

        string Drawn(int i) => space switch
        {
            "date" => new DateOnly(1950, 1, 1).AddDays(i * 13).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            "number" => (20_000 + (i * 7)).ToString(CultureInfo.InvariantCulture),
            _ => $"06{random.Next(100_000_000).ToString("D8", CultureInfo.InvariantCulture)}",
        };
    }

    [Fact]
    public async Task A_keyed_or_salted_hash_and_a_sum_of_files_withstand()
    {
        var key = Utf8("a key that is not in the dossier");
        sets.With("a.csv", "courriel;cle;sel;fichier\n" + Rows(3_000, i =>
            $"{Mail(i)};{Hex(HMACSHA256.HashData(key, Utf8(Mail(i))))};{Hex(SHA256.HashData(Utf8("x9" + Mail(i))))};{Hex(Md5(Utf8($"contents of a file {i} that is long enough")))}"));

        Assert.Empty(await ColumnsAsync("dataset.reversibleHashes"));
    }

    [Fact]
    public async Task Whole_births_and_exact_positions_are_too_fine_and_years_and_rounded_positions_are_not()
    {
        sets.With("fine.csv", "prenom;nom;date_naissance;latitude;longitude\n" + Rows(40, i => $"{Person(i)};{Birth(i)};{48.85661 + (i / 1000.0):0.00000};{2.35222 + (i / 1000.0):0.00000}".Replace(',', '.')));
        sets.With("coarse.csv", "prenom;nom;annee_naissance;latitude;longitude\n" + Rows(40, i => $"{Person(i)};{1950 + i};48.8{i % 10};2.3{i % 10}"));
        var facts = await FactsAsync();

        Assert.Equal(["date_naissance", "latitude", "longitude"], Columns(facts, "fine.csv", "dataset.finePrecision"));
        Assert.Empty(Columns(facts, "coarse.csv", "dataset.finePrecision"));
    }

    [Fact]
    public async Task Births_to_come_are_impossible_and_one_slip_is_for_a_person_to_read()
    {
        sets.With("many.csv", "nom;date_naissance\n" + Rows(40, i => $"{LastNames[i % 10]};{(i < 4 ? "2091-05-01" : Birth(i))}"));
        sets.With("few.csv", "nom;date_naissance\n" + Rows(400, i => $"{LastNames[i % 10]};{(i == 0 ? "2091-05-01" : Birth(i))}"));
        sets.With("none.csv", "nom;date_naissance\n" + Rows(40, i => $"{LastNames[i % 10]};{Birth(i)}"));
        var facts = await FactsAsync();

        Assert.Equal(1, Seen(facts, "many.csv", "dataset.impossiblePersonalValues")[0].Confidence);
        Assert.True(Seen(facts, "few.csv", "dataset.impossiblePersonalValues")[0].Confidence < Observation.Sure);
        Assert.Empty(Seen(facts, "none.csv", "dataset.impossiblePersonalValues"));
    }

    [Fact]
    public async Task Wrong_keys_of_bank_accounts_are_counted()
    {
        sets.With("a.csv", "nom;iban\n" + Rows(40, i => $"{LastNames[i % 10]};{(i < 4 ? "FR7630006000011234567890180" : "FR7630006000011234567890189")}"));

        Assert.Equal(["iban"], await ColumnsAsync("dataset.impossiblePersonalValues"));
        Assert.Contains("4", (await SeenAsync("dataset.impossiblePersonalValues"))[0].Detail!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_customer_with_two_births_contradicts_itself_and_Madame_and_Mademoiselle_do_not()
    {
        sets.With("a.csv", "id_client;civilite;date_naissance;montant\n" + Rows(60, i => $"C{1000 + (i % 20)};{(i % 20 < 10 ? "M." : i < 30 ? "Mme" : "Mlle")};{(i == 59 ? "1901-02-03" : Birth(i % 20))};{i}"));
        var facts = await FactsAsync();

        Assert.Equal(new TextListValue(["id_client"]), Value(facts, "a.csv", "dataset.repeatedPersonKeys"));
        Assert.Equal(["date_naissance"], Columns(facts, "a.csv", "dataset.contradictoryPeople"));
    }

    [Fact]
    public async Task Journeys_under_one_key_are_followed_and_what_stands_still_is_not()
    {
        sets.With("cars.csv", "id_client;latitude;longitude;heure\n" + Rows(60, i => $"C{1000 + (i % 10)};48.{(800 + (i * 7)).ToString(CultureInfo.InvariantCulture)}1;2.{(300 + (i * 3)).ToString(CultureInfo.InvariantCulture)}1;2025-03-{1 + (i / 10):00} 08:{i:00}:00"));
        sets.With("home.csv", "id_client;latitude;longitude;heure\n" + Rows(60, i => $"C{1000 + (i % 10)};48.80{i % 10}1;2.30{i % 10}1;2025-03-{1 + (i / 10):00} 08:{i:00}:00"));
        sets.With("towns.csv", "commune;latitude;longitude;date\n" + Rows(60, i => $"Ville{i};48.{800 + (i * 7)}1;2.{300 + (i * 3)}1;2025-03-01"));
        var facts = await FactsAsync();

        Assert.Equal(["latitude"], Columns(facts, "cars.csv", "dataset.trajectories"));
        Assert.Empty(Columns(facts, "home.csv", "dataset.trajectories"));
        Assert.Empty(Columns(facts, "towns.csv", "dataset.trajectories"));
        Assert.Equal(new TextListValue([]), Value(facts, "towns.csv", "dataset.locatedPeople"));
    }

    [Fact]
    public async Task Readable_passwords_whole_cards_and_their_codes_are_seen_and_derived_ones_are_not()
    {
        sets.With("clear.csv", "email;mot_de_passe;carte_bancaire;cvv\n" + Rows(30, i => $"{Mail(i)};Soleil{i}!;4970101234567890;{100 + i}".Replace("4970101234567890", Card(i), StringComparison.Ordinal)));
        sets.With("derived.csv", "email;mot_de_passe;password_changed\n" + Rows(30, i => $"{Mail(i)};$2b$12$abcdefghijklmnopqrstuv{i:00};{(i % 2 == 0 ? "oui" : "non")}"));
        var facts = await FactsAsync();

        Assert.Equal(["mot_de_passe", "carte_bancaire", "cvv"], Columns(facts, "clear.csv", "dataset.clearSecrets"));
        Assert.Empty(Columns(facts, "derived.csv", "dataset.clearSecrets"));
    }

    [Fact]
    public async Task A_consent_without_date_is_unproven_and_a_column_of_that_name_about_something_else_is_no_consent()
    {
        sets.With("bare.csv", "email;consentement\n" + Rows(30, i => $"{Mail(i)};{(i % 3 == 0 ? "non" : "oui")}"));
        sets.With("proven.csv", "email;consentement;date_consentement;version_texte;canal\n" + Rows(30, i => $"{Mail(i)};oui;2025-01-{1 + (i % 28):00};v{1 + (i % 2)};{(i % 2 == 0 ? "web" : "papier")}"));
        sets.With("topic.csv", "titre;consentement\n" + Rows(30, i => $"Article {i};étude {i} sur le consentement libre et éclairé"));
        var facts = await FactsAsync();

        Assert.Equal(1, Seen(facts, "bare.csv", "dataset.consentsWithoutProof")[0].Confidence);
        Assert.Contains("20", Seen(facts, "bare.csv", "dataset.consentsWithoutProof")[0].Detail!.En, StringComparison.Ordinal);
        Assert.Equal(new TextListValue(["consentement", "date_consentement"]), Value(facts, "proven.csv", "dataset.consentColumns"));
        Assert.Empty(Seen(facts, "proven.csv", "dataset.consentsWithoutProof"));
        Assert.Equal(new TextListValue([]), Value(facts, "topic.csv", "dataset.consentColumns"));
        Assert.Empty(Seen(facts, "topic.csv", "dataset.withdrawnRows"));
    }

    [Fact]
    public async Task Rows_of_those_who_refused_or_withdrew_are_counted()
    {
        sets.With("train.csv", "email;consentement;date_retrait\n" + Rows(30, i => $"{Mail(i)};{(i < 5 ? "non" : "oui")};{(i is >= 5 and < 8 ? "2025-02-01" : "")}"));
        var facts = await FactsAsync();

        Assert.Equal(["5", "3"], Seen(facts, "train.csv", "dataset.withdrawnRows").Select(seen => seen.Detail!.En.Split(' ')[0]));
        Assert.Equal(new TextListValue(["training"]), Value(facts, "train.csv", "dataset.uses"));
    }

    [Fact]
    public async Task Halal_menus_and_drug_codes_are_clues_a_social_contribution_is_none()
    {
        sets.With("a.csv", "id_client;choix_menu;molecule;cotisation_retraite;sexe_conjoint\n" + Rows(30, i => $"C{1000 + i};{(i % 2 == 0 ? "standard" : "autre")};{(i % 3 == 0 ? "N05BA12" : i % 3 == 1 ? "C09AA05" : "A10BA02")};{100 + i};{(i % 2 == 0 ? "F" : "H")}"));

        Assert.Equal(["choix_menu", "molecule", "sexe_conjoint"], (await ColumnsAsync("dataset.sensitiveProxies")).Order(StringComparer.Ordinal));
        Assert.All(await SeenAsync("dataset.sensitiveProxies"), seen => Assert.True(seen.Confidence < Observation.Sure));
    }

    [Fact]
    public async Task Names_are_a_clue_only_where_a_model_learns()
    {
        sets.With("data/train.csv", "prenom;nom;score\n" + Rows(30, i => $"{Person(i)};{i}"));
        sets.With("data/agents.csv", "prenom;nom;score\n" + Rows(30, i => $"{Person(i)};{i}"));
        var facts = await FactsAsync();

        Assert.Equal(["prenom", "nom"], Columns(facts, "data/train.csv", "dataset.sensitiveProxies"));
        Assert.Empty(Columns(facts, "data/agents.csv", "dataset.sensitiveProxies"));
    }

    [Fact]
    public async Task Vectors_of_faces_are_templates_and_vectors_of_texts_are_not()
    {
        var vector = string.Join(',', Enumerable.Range(0, 128).Select(i => (i / 128.0).ToString("0.000", CultureInfo.InvariantCulture)));
        sets.With("a.csv", "id_client,vecteur_visage,vecteur_texte\n" + Rows(12, i => $"C{1000 + i},\"[{vector}]\",\"[{vector}]\""));

        Assert.Equal(["vecteur_visage"], await ColumnsAsync("dataset.biometricColumns"));
    }

    [Fact]
    public async Task A_vector_as_long_as_a_face_template_beside_somebody_goes_to_a_person()
    {
        sets.With("a.csv", $"person,{string.Join(',', Enumerable.Range(0, 128).Select(i => $"emb_{i}"))}\n" + Rows(12, i => $"Personne_{i},{string.Join(',', Enumerable.Range(0, 128).Select(j => ((i + j) / 140.0).ToString("0.0000", CultureInfo.InvariantCulture)))}"));

        var found = Assert.Single(Seen(await FactsAsync(), "a.csv", "dataset.biometricColumns"));

        Assert.True(found.Confidence < Observation.Sure);
    }

    [Fact]
    public async Task A_social_security_number_that_alone_names_the_row_is_a_key_and_beside_a_number_of_the_house_it_is_not()
    {
        sets.With("key.csv", "nir;montant\n" + Rows(20, i => $"{Nir(i)};{i % 5}"));
        sets.With("beside.csv", "id_dossier;nir;montant\n" + Rows(20, i => $"D{5000 + (i * 3)};{Nir(i)};{i % 5}"));
        sets.With($"dossier_{Nir(3)}.csv", "x;y\n1;2\n3;4\n");
        var facts = await FactsAsync();

        Assert.Equal(["nir"], Columns(facts, "key.csv", "dataset.nirKeys"));
        Assert.Empty(Columns(facts, "beside.csv", "dataset.nirKeys"));
        Assert.Single(Seen(facts, $"dossier_{Nir(3)}.csv", "dataset.nirKeys"));
    }

    [Fact]
    public async Task Records_are_as_old_as_their_latest_date_and_births_and_deadlines_do_not_count()
    {
        sets.With("a.csv", "nom;prenom;date_naissance;date_creation;date_dernier_contact;date_fin\n" + Rows(40, i => $"{LastNames[i % 10]};{FirstNames[i % 10]};{Birth(i)};2012-01-01;2024-{1 + (i % 12):00}-15;2031-12-31"));
        var facts = await FactsAsync();

        Assert.Equal(new DateValue(new(2024, 1, 15)), Value(facts, "a.csv", "dataset.oldestRecord"));
        Assert.Equal(new DateValue(new(2024, 12, 15)), Value(facts, "a.csv", "dataset.newestRecord"));
    }

    [Fact]
    public async Task Counts_by_town_hold_nothing_against_anybody()
    {
        sets.With("a.csv", "annee;commune;naissances;deces;population\n" + Rows(60, i => $"{2000 + (i % 20)};Ville {i % 7};{100 + i};{90 + i};{12_000 + (i * 31)}"));

        Assert.All((await FactsAsync()).Where(fact => fact.Value is ObservationsValue), fact => Assert.Equal(0, ((ObservationsValue)fact.Value!).Total));
    }

    [Fact]
    public async Task Every_fact_announced_is_stated_for_a_readable_and_for_a_broken_file_and_no_value_is_told()
    {
        sets.With("a.csv", "prenom;nom;email;mot_de_passe\n" + Rows(30, i => $"{Person(i)};{Mail(i)};Zyphor{i}!"));
        sets.With("b.csv", "");
        var facts = await FactsAsync();

        foreach (var path in new[] { "a.csv", "b.csv" })
            Assert.Equal(new PersonalRecordsCollector(TimeProvider.System).States.Order(StringComparer.Ordinal), facts.Where(fact => fact.Subject.Id == path).Select(fact => fact.Key).Order(StringComparer.Ordinal));
        var told = string.Join('\n', facts.Select(fact => fact.Value is ObservationsValue seen ? string.Join('\n', seen.Items) : fact.Value?.ToString()));
        Assert.DoesNotContain("Zyphor", told, StringComparison.Ordinal);
        Assert.DoesNotContain("@", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declared_identifier_is_a_key_whatever_its_name()
    {
        sets.With("a.csv", "x;date_naissance\n" + Rows(40, i => $"q{i % 20}z;{(i == 39 ? "1903-01-05" : Birth(i % 20))}"), new() { Columns = [new() { Name = "x", Role = ColumnRole.Identifier }] });

        Assert.Equal(["date_naissance"], await ColumnsAsync("dataset.contradictoryPeople"));
    }

    private async Task<IReadOnlyList<Fact>> FactsAsync() => await sets.CollectAsync(new PersonalRecordsCollector(TimeProvider.System));

    private async Task<IReadOnlyList<Observation>> SeenAsync(string key) => Assert.IsType<ObservationsValue>((await FactsAsync()).Single(fact => fact.Key == key).Value).Items;

    private async Task<IEnumerable<string?>> ColumnsAsync(string key) => (await SeenAsync(key)).Select(seen => seen.Where.DataColumn);

    private static FactValue? Value(IReadOnlyList<Fact> facts, string path, string key) => facts.Single(fact => fact.Subject.Id == path && fact.Key == key).Value;

    private static IReadOnlyList<Observation> Seen(IReadOnlyList<Fact> facts, string path, string key) => Assert.IsType<ObservationsValue>(Value(facts, path, key)).Items;

    private static IEnumerable<string?> Columns(IReadOnlyList<Fact> facts, string path, string key) => Seen(facts, path, key).Select(seen => seen.Where.DataColumn);

    private static string Mail(int i) => $"{FirstNames[i % 10].ToLowerInvariant().Replace('è', 'e').Replace('é', 'e')}.{LastNames[i / 10 % 10].ToLowerInvariant()}{i}@courrier.fr";

    private static string Person(int i) => $"{FirstNames[i % 10]};{LastNames[(i + (i / 10)) % 10]}";

    private static string Birth(int i) => new DateOnly(1950, 3, 5).AddDays(i * 397 % 18_000).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Nir(int i)
    {
        var body = 1_85_03_75_116_000L + i + 101;
        return $"{body}{97 - (body % 97):00}";
    }

    private static string Card(int i)
    {
        var body = $"497010{(i * 7_919) % 1_000_000_000:D9}";
        var sum = body.Reverse().Select((c, at) => (c - '0') * (at % 2 == 0 ? 2 : 1)).Sum(digit => digit > 9 ? digit - 9 : digit);
        return body + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }

#pragma warning disable CA5351 // What the files under audit were made with.
    private static byte[] Md5(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
