using System.Globalization;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.PersonalData;
using AuditService.Tests.Collectors.Datasets;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>Whose data a row is: a person's, a group's, an animal's, a game's.</summary>
public sealed class WhoseRowTests : IDisposable
{
    private static readonly string[] People = ["Jean Martin", "Marie Bernard", "Paul Dubois", "Sophie Moreau", "Hugo Girard", "Camille Petit", "Lucas Durand", "Emma Leroy", "Nicolas Roux", "Julie Fournier", "Thomas Garnier", "Claire Mercier"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_offense_of_a_game_is_no_offence()
    {
        var found = Found("joueur;attaque_offense;defense", i => $"{People[i % 12]};{(i * 0.37) - 2:0.00};{(i * 0.21) - 1:0.00}");
        Assert.DoesNotContain(PersonalDataCategory.Offence, found["attaque_offense"]);
    }

    [Fact]
    public void The_offences_of_people_are()
    {
        var found = Found("nom;prenom;date_infraction;infraction", i => $"Martin;Jean;2021-0{1 + (i % 9)}-11;{(i % 2 == 0 ? "vol" : "conduite sans permis")}");
        Assert.Contains(PersonalDataCategory.Offence, found["infraction"]);
    }

    [Fact]
    public void A_word_of_a_long_question_does_not_make_its_answers_a_conviction()
    {
        const string Asked = "In your own opinion, which sentence is more grammatically correct?";
        var found = Found($"{Asked};Have you ever heard of this rule?", i => $"{(i % 2 == 0 ? "the first one" : "the second one")};{(i % 3 == 0 ? "Yes" : "No")}");
        Assert.Empty(found[Asked]);
    }

    [Fact]
    public void Who_answers_questions_is_somebody()
    {
        const string Faith = "What is your present religion, if any?";
        string[] faiths = ["Catholic", "Protestant", "Jewish", "Muslim", "None"];
        var found = Found($"{Faith};How often do you rate what you eat?;Share of meals at home, per week?;What is your gender?", i => $"{faiths[i % 5]};{i % 4};{i % 7};{(i % 2 == 0 ? "Female" : "Male")}");
        Assert.Contains(PersonalDataCategory.Religion, found[Faith]);
        Assert.Contains(PersonalDataCategory.Gender, found["What is your gender?"]);
    }

    [Fact]
    public void A_cross_table_of_shares_is_nobodys()
    {
        var found = Found("reponse;ensemble;Sexual Orientation;religion", i => $"réponse {i};{i % 90}%;{(i * 7) % 90}%;{(i * 3) % 80}.5");
        Assert.All(found.Values, Assert.Empty);
    }

    [Fact]
    public void Shares_of_answers_are_nobodys_whatever_was_asked()
    {
        var found = Found("Age;What is your present religion, if any?;How often do you pray in a week?", i => $"{18 + i};{(i * 7) % 90}%;{(i * 3) % 90}%", rows: 24);
        Assert.DoesNotContain(PersonalDataCategory.Religion, found["What is your present religion, if any?"]);
    }

    [Theory]
    [InlineData("prenom;part")]
    [InlineData("name;finalEstimate")]
    [InlineData("prenom;pct_2013;rang")]
    public void A_list_of_names_with_how_often_they_are_borne_is_nobodys(string header)
    {
        string[] names = ["Marie", "Jean", "Paul", "Sophie", "Hugo", "Camille", "Lucas", "Emma", "Nicolas", "Julie", "Thomas", "Claire"];
        var found = Found(header, i => string.Join(';', header.Split(';').Select((_, column) => column == 0 ? names[i % 12] : (0.011 * (i + column)).ToString("0.0000", CultureInfo.InvariantCulture))), rows: 12);
        Assert.All(found.Values, Assert.Empty);
    }

    [Fact]
    public void A_payroll_of_names_and_amounts_is_of_people()
    {
        var found = Found("nom;prenom;salaire", i => $"{People[i % 12].Split(' ')[1]};{People[i % 12].Split(' ')[0]};{1500 + (i * 13.5):0.00}");
        Assert.Contains(PersonalDataCategory.FirstName, found["prenom"]);
        Assert.Contains(PersonalDataCategory.LastName, found["nom"]);
    }

    [Fact]
    public void Bounds_of_an_age_are_of_a_class_of_people()
    {
        var found = Found("age_from;age_to;rate", i => $"{18 + i};{19 + i};{i * 1.7:0.00}", rows: 24);
        Assert.All(found.Values, Assert.Empty);
    }

    [Fact]
    public void An_age_in_tenths_throughout_does_not_make_a_row_a_person()
    {
        var found = Found("CRIM_RATE;AGE;TAX", i => $"{i * 0.03:0.000};{(i * 7.3) % 100:0.0};{200 + i}", rows: 80);
        Assert.Empty(found["AGE"]);
    }

    [Fact]
    public void The_sex_of_a_bird_is_nobodys()
    {
        var found = Found("species;island;bill_length_mm;sex", i => $"{(i % 2 == 0 ? "Adelie" : "Gentoo")};Dream;{35 + (i % 9)}.1;{(i % 3 == 0 ? "Male" : "Female")}");
        Assert.Empty(found["sex"]);
    }

    [Fact]
    public void Passengers_of_a_month_are_counted_and_a_passenger_has_a_number()
    {
        Assert.Empty(Found("year;month;passengers", i => $"{1949 + (i / 12)};{i % 12};{112 + (i * 3)}", rows: 120)["passengers"]);
        Assert.Contains(PersonalDataCategory.CustomerId, Found("subject;score", i => $"{1 + (i % 20)};{i % 9}")["subject"]);
    }

    [Fact]
    public void Levels_of_an_account_are_no_logins()
    {
        string[] levels = ["little", "moderate", "rich", "quite_rich"];
        Assert.Empty(Found("Checking account;Duration", i => $"{levels[i % 4]};{6 + (i % 40)}")["Checking account"]);
    }

    [Fact]
    public void An_initial_and_a_surname_under_a_header_of_names_name_somebody()
    {
        var found = Found("name;team;games", i => $"{People[i % 12][0]}. {People[i % 12].Split(' ')[1]};WAS;{i % 16}");
        Assert.Contains(PersonalDataCategory.Name, found["name"]);
    }

    [Fact]
    public void A_candidate_is_somebody_whatever_is_counted_beside()
    {
        string[] given = ["Jean", "Marie", "Paul", "Sophie", "Hugo", "Camille", "Lucas", "Emma"];
        string[] surnames = ["Martin", "Bernard", "Dubois", "Moreau", "Girard", "Petit", "Durand", "Leroy"];
        var found = Found("Candidat;Département;Part des voix;Nombre de voix", i => $"{given[i % 8]} {surnames[i / 8 % 8]};{1 + (i % 95)};{(i * 0.7) % 60:0.0};{i * 31}", rows: 60);
        Assert.Contains(PersonalDataCategory.Name, found["Candidat"]);
    }

    [Fact]
    public void A_palm_tree_is_no_palm_of_a_hand() => Assert.Empty(Found("EPISODE;PALM_TREES;CLOUDS", i => $"S01E{i:00};{i % 2};{(i + 1) % 2}")["PALM_TREES"]);

    [Fact]
    public void What_people_earn_is_theirs_and_what_a_job_or_a_town_earns_is_nobodys()
    {
        Assert.Contains(PersonalDataCategory.Income, Found("nom;prenom;salaire_brut", i => $"{People[i % 12].Split(' ')[1]};{People[i % 12].Split(' ')[0]};{1500 + (i * 13.5):0.00}")["salaire_brut"]);
        Assert.Empty(Found("metier;salaire_moyen;effectif", i => $"métier {i};{1500 + (i * 13.5):0.00};{10 + i}")["salaire_moyen"]);
        Assert.Empty(Found("commune;revenu_median;annee", i => $"Commune {i};{15000 + (i * 13)};2021")["revenu_median"]);
    }

    [Fact]
    public void A_place_in_degrees_and_minutes_is_one_beside_people()
    {
        var found = Found("nom;prenom;latitude;longitude;position", i => $"Martin;{People[i % 12].Split(' ')[0]};48°{10 + (i % 50)}'{i % 60}″N;2°{10 + (i % 45)}'{i % 60}″E;48°{10 + (i % 50)}'{i % 60}″N 2°{10 + (i % 45)}'{i % 60}″E");

        Assert.All(["latitude", "longitude", "position"], column => Assert.Contains(PersonalDataCategory.Gps, found[column]));
    }

    [Theory]
    [InlineData("Net à payer")]
    [InlineData("Brut annuel")]
    [InlineData("Traitement indiciaire brut")]
    [InlineData("ressources_mensuelles")]
    [InlineData("quotient_familial")]
    [InlineData("base_pay")]
    [InlineData("annual_comp")]
    public void What_somebody_earns_has_many_names_and_is_no_state_of_health(string header) =>
        Assert.Equal([PersonalDataCategory.Income], Found($"nom;prenom;{header}", i => $"{People[i % 12].Split(' ')[1]};{People[i % 12].Split(' ')[0]};{1500 + (i * 13.5):0.00}")[header]);

    [Theory]
    [InlineData("CODE_ETAB;CODE_GUICHET;NUM_CPT;CLE_RIB", "NUM_CPT")]
    [InlineData("cbanque;cguichet;ncompte;cle", "ncompte")]
    public void An_account_in_four_columns_is_known_by_the_short_names_of_files_of_banks_too(string headers, string number) =>
        Assert.Contains(PersonalDataCategory.Rib, Found($"titulaire;{headers}", i => $"{People[i % 12]};{30000 + (i % 7):00000};{i % 900:00000};{10_000_000_000L + (i * 7_919L)};{1 + (i % 97):00}")[number]);

    [Fact]
    public void Eastings_and_northings_beside_people_are_where_they_live()
    {
        var found = Found("nom;prenom;easting_2154;northing_2154", i => $"Martin;{People[i % 12].Split(' ')[0]};{650_000 + (i * 137)};{6_860_000 + (i * 211)}");

        Assert.Contains(PersonalDataCategory.Gps, found["easting_2154"]);
        Assert.Contains(PersonalDataCategory.Gps, found["northing_2154"]);
    }

    [Theory]
    [InlineData("nom;prenom;Numéro de licence;club", true)]
    [InlineData("logiciel;poste;Numéro de licence;editeur", false)]
    public void The_number_of_a_licence_is_somebodys_only_beside_people(string headers, bool isSomebodys) =>
        Assert.Equal(isSomebodys, Found(headers, i => isSomebodys ? $"Martin;{People[i % 12].Split(' ')[0]};{20_000_000 + (i * 7919)};Rennes" : $"Traitement de texte;PC-{i};{20_000_000 + (i * 7919)};Acme")["Numéro de licence"].Contains(PersonalDataCategory.CustomerId));

    [Fact]
    public void Metres_of_Lambert_93_are_a_place_where_both_stand_beside_people()
    {
        Assert.All(
            Found("nom;prenom;x_l93;y_l93", i => $"Martin;{People[i % 12].Split(' ')[0]};{650_000 + (i * 137)};{6_860_000 + (i * 211)}"),
            column => Assert.True(column.Key is "nom" or "prenom" || column.Value.Contains(PersonalDataCategory.Gps)));
        Assert.Empty(Found("nom;prenom;x;points", i => $"Martin;{People[i % 12].Split(' ')[0]};{650_000 + (i * 137)};{i}")["x"]);
        Assert.All(Found("arbre;x_l93;y_l93", i => $"tilleul {i};{650_000 + (i * 137)};{6_860_000 + (i * 211)}").Values, Assert.Empty);
    }

    [Fact]
    public void An_account_in_four_columns_is_one()
    {
        var found = Found("titulaire;code_banque;code_guichet;numero_compte;cle_rib", i => $"{People[i % 12]};{30000 + (i % 7):00000};{i % 900:00000};{10_000_000_000L + (i * 7_919L)};{1 + (i % 97):00}");

        Assert.Contains(PersonalDataCategory.Rib, found["numero_compte"]);
        Assert.Empty(found["cle_rib"]);
        Assert.DoesNotContain(PersonalDataCategory.Rib, Found("titulaire;numero_compte;cle", i => $"{People[i % 12]};{10_000_000_000L + (i * 7_919L)};{1 + (i % 97):00}")["numero_compte"]);
    }

    [Fact]
    public void The_account_of_a_ledger_is_no_account_of_a_bank() =>
        Assert.All(Found("etablissement;agence;compte;cle_analytique;debit", i => $"{10_000 + (i * 31)};{20_000 + (i * 17)};{60_000_000_000L + (i * 7_919L)};{1 + (i % 97):00};{i * 3}.50").Values, Assert.Empty);

    [Fact]
    public void Ages_between_two_bounds_in_a_header_are_of_those_who_are_counted() =>
        Assert.All(Found("club;licences_2023;age_0_14;age_15_29", i => $"AS Lille {i};{100 + i};{i % 40};{i % 35}").Values, Assert.Empty);

    [Fact]
    public void Whoever_names_of_the_values_alone_show_makes_what_stands_beside_theirs()
    {
        var found = Found("locataire;x;y", i => $"{People[i % 12]};{650_000 + (i * 137)};{6_860_000 + (i * 211)}");
        Assert.Contains(PersonalDataCategory.Gps, found["x"]);
        Assert.Contains(PersonalDataCategory.Gps, found["y"]);
    }

    [Fact]
    public void A_tree_has_an_age_and_an_address_that_are_nobodys() =>
        Assert.All(Found("genre;espece;age;adresse", i => $"Tilia;cordata {i};{2 + (i % 90)};{1 + i} rue des Lilas").Values, Assert.Empty);

    [Fact]
    public void A_street_is_somebodys_beside_its_numbers_where_rows_are_people()
    {
        var found = Found("Nom;Prénom;N°;Nom de la voie;C.P.", i => $"Martin;Jean;{1 + i};{(i % 2 == 0 ? "des Lilas" : "Victor Hugo")} {(char)('A' + (i % 9))};75{1 + (i % 20):000}");
        Assert.Contains(PersonalDataCategory.Address, found["Nom de la voie"]);
        Assert.Contains(PersonalDataCategory.PostalCode, found["C.P."]);
        Assert.All(Found("nom_voie;longueur_m", i => $"rue des Lilas {(char)('A' + (i % 9))};{i * 10}").Values, Assert.Empty);
    }

    [Fact]
    public void Reduced_mobility_is_of_a_passenger_and_not_of_a_stop()
    {
        Assert.Contains(PersonalDataCategory.Health, Found("usager;pmr", i => $"{People[i % 12]};{(i % 5 == 0 ? "oui" : "non")}")["pmr"]);
        Assert.All(Found("arret;ligne;pmr", i => $"Arrêt {i};{i % 9};{(i % 5 == 0 ? "oui" : "non")}").Values, Assert.Empty);
    }

    [Fact]
    public void A_stop_where_somebody_gets_on_is_no_sick_leave() =>
        Assert.DoesNotContain(PersonalDataCategory.Health, Found("usager;arret_montee", i => $"{People[i % 12]};{(i % 2 == 0 ? "Gare" : "Mairie")}")["arret_montee"]);

    [Fact]
    public void Names_of_offences_are_known_by_how_they_begin() =>
        Assert.Contains(PersonalDataCategory.Offence, Found("prevenu;qualification", i => $"{People[i % 12]};{new[] { "vol avec effraction", "violences sur conjoint", "escroquerie en bande organisée", "recel de vol" }[i % 4]}")["qualification"]);

    [Fact]
    public void A_licensee_is_a_person() =>
        Assert.Contains(PersonalDataCategory.CustomerId, Found("Réf. licencié;club", i => $"{1_000_003 + (i * 7919)};AS Lille")["Réf. licencié"]);

    [Fact]
    public void A_NIR_without_its_key_is_known_by_its_structure_and_a_time_is_none()
    {
        Assert.Contains(PersonalDataCategory.Nir, Found("valeur;montant", i => $"{1 + (i % 2)}{(i * 7) % 100:00}{1 + (i % 12):00}{new[] { "59", "33", "75", "13" }[i % 4]}{1 + (i % 300):000}{1 + (i * 13 % 900):000};{i}")["valeur"]);
        Assert.All(Found("moment;montant", i => $"{1_700_200_000_000L + (i * 13_000_000L)};{i}").Values, Assert.Empty);
    }

    [Fact]
    public void A_file_without_a_header_holds_names_all_the_same() =>
        Assert.Contains(PersonalDataCategory.Name, Found("Julie Fournier;julie@exemple.net;12", i => $"{People[i % 12]};p{i}@exemple.net;{i}")["column1"]);

    /// <summary>What is surely found in each column.</summary>
    private Dictionary<string, List<PersonalDataCategory>> Found(string header, Func<int, string> row, int rows = 60)
    {
        var previous = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            var path = folder.Write("set.csv", header + "\n" + string.Concat(Enumerable.Range(0, rows).Select(i => row(i) + "\n")));
            var profile = new DatasetProfiler(TimeProvider.System, new DatasetLimits()).Profile(path, "set.csv", CancellationToken.None)[0].Profile!;
            return profile.Columns.ToDictionary(column => column.Name, column => column.Categories.Where(found => found.Confidence >= 0.6 && found.Category.IsAboutPeople()).Select(found => found.Category).ToList(), StringComparer.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = previous;
        }
    }
}
