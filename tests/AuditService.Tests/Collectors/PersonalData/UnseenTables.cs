using System.Globalization;
using AuditService.Collectors.PersonalData;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>
/// Whole files of known kinds of French organisations, with known truth: a town hall, a hospital, a school, an insurer, a shop, a landlord, a club ...
/// Their templates, headers and words are others than those of <see cref="MadeUpTables"/>, with which the rules were tuned; nothing is tuned on these.
/// When a rule is mended because of one of them, it belongs to the tuned ones from then on: write another in its place.
/// </summary>
internal sealed class UnseenTables(int seed)
{
    private static readonly string[] Given =
        ["Ségolène", "Matthieu", "Capucine", "Gaëtan", "Naïma", "Corentin", "Lucie", "Abdelkader", "Joséphine", "Mickaël", "Perrine", "Rachid", "Éléonore", "Tanguy", "Khadija", "Bastien", "Morgane", "Édouard", "Salimata", "Loïc", "Marie-Laure", "Jean-François", "Pierre-Yves", "Anaëlle", "Youssef", "Solène", "Grégory", "Bérengère", "Thi Mai", "Ibrahima", "Zélie", "Ewen", "Ottilie", "Fulbert", "Ysaline", "Clotaire"];

    private static readonly string[] Surnames =
        ["Guillou", "Besson", "Carpentier", "Haddad", "Kerbrat", "Lacombe", "Meunier", "Pham", "Renaud", "Sissoko", "Tessier", "Vidal", "Zerrouki", "Blanchard", "Le Bihan", "Ould Ahmed", "Rodriguez", "Delmas", "Cousin", "Lyon", "Bourges", "Texier", "Marty", "Prigent", "Ferreira", "Schmitt", "Hoarau", "Payet", "Klein", "Besnard", "Quéméneur", "Thévenot", "Ancelin", "Druelle", "Maufroid", "Tchamba", "Ostermann", "Villedieu", "Bréchard", "Coulibaly"];

    private static readonly string[] Streets =
        ["rue du Puits", "avenue Aristide Briand", "boulevard Voltaire", "chemin des Vignes", "allée des Tilleuls", "place du Marché", "impasse des Mimosas", "rue de l'Abbé Grégoire", "rue du 11 Novembre", "cours Lafayette", "faubourg Saint-Antoine", "quai de la Loire", "route de Nantes", "sentier des Douaniers", "RUE ÉMILE ZOLA", "Av. de Verdun", "bd Carnot", "passage du Nord", "résidence Les Cèdres", "Lotissement Bel Air"];

    private static readonly string[] Towns =
        ["Vannes", "Pau", "Saint-Brieuc", "Annecy", "Le Havre", "Mulhouse", "Sète", "Brive-la-Gaillarde", "Fort-de-France", "Ajaccio", "Chambéry", "Villeneuve-d'Ascq", "Saint-Pierre", "Lens", "Orange", "Vitré", "Gap", "Laval", "Épinal", "Dieppe", "Pont-l'Abbé", "Ivry-sur-Seine"];

    private readonly Random random = new(seed);

    public MadeUpIdentifiers Numbers => new(random);

    /// <summary>A file about people, one of ten kinds.</summary>
    public IReadOnlyList<KnownColumn> People(int rows) => random.Next(10) switch
    {
        0 => Of(rows, ("NomUsageAgent", LastName, Surname), ("PrenomAgent", FirstName, GivenName), ("Matricule agent", CustomerId, () => "A" + Numbers.Digits(5)), ("DateNaissanceAgent", BirthDate, Birth("dd/MM/yyyy")), ("N° Sécu.", Nir, Mistyped(() => Numbers.Nir(random.Next(30) == 0))), ("IBAN agent", Iban, Mistyped(Numbers.Iban)), ("Grade", null, () => Pick("Adjoint technique", "Attaché", "Rédacteur principal")), ("Indice", null, () => random.Next(300, 900).ToString(CultureInfo.InvariantCulture)), ("Adr. personnelle", Address, Line), ("Tél. perso", Phone, Spaced), ("Date d'entrée", null, Day)),
        1 => Of(rows, ("IPP", CustomerId, () => Numbers.Digits(8)), ("PAT_NOM", LastName, () => Surname().ToUpperInvariant()), ("PAT_PRENOM", FirstName, GivenName), ("PAT_DDN", BirthDate, Birth("yyyy-MM-dd")), ("PAT_SEXE", Gender, () => Pick("M", "F")), ("NIR_ASSURE", Nir, Mistyped(() => Numbers.Nir())), ("CP_PATIENT", PostalCode, Code), ("COMMUNE_PATIENT", City, Town), ("RPPS_MT", Rpps, Mistyped(Numbers.Rpps)), ("DIAG_PRINCIPAL", Health, () => Pick("J45.9", "E11.9", "I10", "C50.4", "F32.1", "M54.5")), ("UF", null, () => Pick("4110", "4120", "3305")), ("DT_ENTREE", null, Day)),
        2 => Of(rows, ("ine_eleve", Ine, Numbers.Ine), ("nom_eleve", LastName, Surname), ("prenoms", FirstName, () => $"{GivenName()}, {GivenName()}"), (Pick("eleve_dnais", "Né.e le", "D. naiss. élève", "dt_anniv"), BirthDate, Birth("dd/MM/yyyy")), ("resp_legal_mail", Email, Mail), ("resp_legal_tel", Phone, Dotted), ("adresse_foyer", Address, () => $"{Line()} {Code()} {Town()}"), ("division", null, () => Pick("6A", "5B", "3C", "TS1")), ("moyenne_generale", null, () => (random.Next(40, 200) / 10.0).ToString(CultureInfo.InvariantCulture)), ("appreciation_conseil", FreeText, Sentence)),
        3 => Of(rows, ("customer.firstName", FirstName, GivenName), ("customer.lastName", LastName, Surname), ("customer.emailAddress", Email, Mail), ("customer.phone", Phone, () => "+33" + Numbers.Phone()[1..]), ("shipping.street", Address, Line), ("shipping.zipCode", PostalCode, Code), ("shipping.city", City, Town), ("payment.cardNumber", Card, Mistyped(Numbers.Card)), ("order_ref", null, () => Numbers.WithLuhn("4" + Numbers.Digits(14))), ("basket_total", null, Money), ("clientIp", Ip, Numbers.Ip), ("created", null, () => new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMinutes(random.Next(700_000)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))),
        4 => Of(rows, ("Souscripteur", Name, () => $"{Pick("M.", "MME")} {Surname().ToUpperInvariant()} {GivenName()}"), ("Né(e) le", BirthDate, Birth("dd.MM.yyyy")), ("Lieu de naiss.", BirthPlace, Town), ("Coordonnées bancaires (IBAN)", Iban, Grouped), ("Immatriculation véhicule", Plate, Numbers.Plate), ("N° permis", DrivingLicence, Numbers.Passport), ("Bonus-malus", null, () => (random.Next(50, 350) / 100.0).ToString("0.00", CultureInfo.InvariantCulture)), ("Prime TTC", null, Money), ("Mél", Email, Mail), ("Portable souscripteur", Phone, Spaced), ("Antécédents médicaux", Health, () => Pick("néant", "asthme", "hypertension", "diabète"))),
        5 => Of(rows, ("locataire_1", Name, () => $"{GivenName()} {Surname()}"), ("num_fiscal_locataire", Spi, Mistyped(Numbers.Spi)), ("num_allocataire_caf", CustomerId, () => Numbers.Digits(7)), ("nb_enfants", null, () => random.Next(0, 5).ToString(CultureInfo.InvariantCulture)), ("nationalité", Nationality, () => Pick("Française", "Portugaise", "Marocaine", "Malienne")), ("titre de séjour n°", ResidencePermit, () => Numbers.Digits(10)), ("loyer_hc", null, Money), ("courriel locataire", Email, Mail), ("tel_domicile", Phone, () => Numbers.Phone()), ("commentaire gestionnaire", FreeText, Sentence)),
        6 => Of(rows, ("Licencié", Name, () => $"{Surname().ToUpperInvariant()} {GivenName()}"), ("Réf. licencié", CustomerId, () => Numbers.Digits(8)), ("date de naissance", BirthDate, Long), ("Adresse complète", Address, () => $"{Line()} - {Code()} {Town().ToUpperInvariant()}"), ("E-mail parent 1", Email, Mail), ("Tel. urgence", Phone, Spaced), ("Catégorie", null, () => Pick("U11", "U13", "Seniors")), ("Droit image", null, () => Pick("oui", "non")), ("Allergies signalées", Health, () => Pick("arachide", "aucune", "pollen", "lactose"))),
        7 => Of(rows, ("userName", Username, Login), ("remoteAddr", Ip, Numbers.Ip), ("macAddr", Mac, Numbers.Mac), ("imei", Imei, () => Numbers.WithLuhn("35" + Numbers.Digits(12))), ("userAgent", UserAgent, () => Pick("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)")), ("status", null, () => Pick("200", "404", "500")), ("bytes", null, () => random.Next(100, 99_999).ToString(CultureInfo.InvariantCulture)), ("latence_ms", null, () => random.Next(1, 900).ToString(CultureInfo.InvariantCulture)), ("app_version", null, () => $"{random.Next(9)}.{random.Next(9)}.{random.Next(9)}.{random.Next(9)}")),
        8 => Of(rows, ("candidat_identite", Name, () => $"{GivenName()} {Surname().ToUpperInvariant()}"), ("candidat_age", Age, () => random.Next(18, 65).ToString(CultureInfo.InvariantCulture)), ("mail_candidat", Email, Mail), ("gsm", Phone, Dotted), ("CNI_passeport", Passport, Numbers.Passport), ("RQTH (O/N)", Health, () => Pick("O", "N")), ("syndicat", PersonalDataCategory.Union, () => Pick("CGT", "CFDT", "FO", "sans")), ("prétentions_k€", null, () => random.Next(25, 90).ToString(CultureInfo.InvariantCulture)), ("lettre_motivation", FreeText, Sentence), ("origine_candidature", null, () => Pick("site", "cooptation", "cabinet"))),
        _ => Of(rows, ("RaisonSociale", null, () => Pick("Ferme", "Atelier", "Cabinet", "Garage") + " " + Surname()), ("SIRET établissement", Siret, Mistyped(() => random.Next(20) == 0 ? Numbers.LaPoste() : Numbers.Siret())), ("n_siren", Siren, Mistyped(Numbers.Siren)), ("TVA intra.", Vat, Mistyped(Numbers.Vat)), ("Dirigeant", Name, () => $"{GivenName()} {Surname()}"), ("tel dirigeant", Phone, Spaced), ("RIB", Rib, Mistyped(Numbers.Rib)), ("Code NAF", null, () => Pick("4711B", "6201Z", "4120A")), ("CA annuel", null, Money), ("Contact mail", Email, Mail)),
    };

    /// <summary>People with what they earn, where they live in metres of Lambert 93, and their account in four columns, beside amounts, scales and numbers that are none of these.</summary>
    public IReadOnlyList<KnownColumn> Households(int rows)
    {
        var (x, y) = Pair(("coord_x_domicile", "coord_y_domicile"), ("X", "Y"), ("lambert_x", "lambert_y"), ("easting_2154", "northing_2154"), ("geo_x", "geo_y"), ("X_LAMB93", "Y_LAMB93"));
        var (bank, branch, number, key) = random.Next(5) switch
        {
            0 => ("Code banque", "Code guichet", "N° de compte", "Clé RIB"),
            1 => ("bank_code", "branch_code", "account_no", "rib_key"),
            2 => ("CODE_ETAB", "CODE_GUICHET", "NUM_CPT", "CLE_RIB"),
            3 => ("Établissement bancaire", "Guichet", "Compte", "Clé"),
            _ => ("cbanque", "cguichet", "ncompte", "cle"),
        };
        return random.Next(5) switch
        {
            0 => Of(rows, ("bénéficiaire", Name, () => $"{GivenName()} {Surname()}"), (Pick("RFR N-1", "ressources_mensuelles", "montant_pension"), Income, Money), ("loyer_charges", null, Money), ("nb_parts", null, () => Pick("1", "1.5", "2", "2.5", "3")), (x, Gps, Abscissa), (y, Gps, Ordinate)),
            1 => Of(rows, ("nom_agent", LastName, Surname), ("prenom_agent", FirstName, GivenName), (Pick("Traitement indiciaire brut", "Net à payer", "Brut annuel"), Income, Money), ("indice_majore", null, () => random.Next(320, 830).ToString(CultureInfo.InvariantCulture)), (bank, null, () => Part(0, 5)), (branch, null, () => Part(5, 5)), (number, Rib, () => Part(10, 11)), (key, null, () => Part(21, 2))),
            2 => Of(rows, ("employee_full_name", Name, () => $"{GivenName()} {Surname()}"), (Pick("base_pay", "annual_comp", "gross_salary_eur"), Income, Money), ("cost_center", null, () => "CC" + Numbers.Digits(4)), ("training_budget", null, Money), (bank, null, () => Part(0, 5)), (branch, null, () => Part(5, 5)), (number, Rib, () => Part(10, 11)), (key, null, () => Part(21, 2))),
            3 => Of(rows, ("occupant", Name, () => $"{Surname()} {GivenName()}"), ("date de naissance", BirthDate, Birth("dd/MM/yyyy")), ("plafond_ressources", null, () => Pick("21393", "28568", "34355")), (Pick("Revenus du foyer", "salaire_net_imposable", "quotient_familial"), Income, Money), (x, Gps, Abscissa), (y, Gps, Ordinate), ("surface_logement", null, Count)),
            _ => Of(rows, ("sociétaire", Name, () => $"{GivenName()} {Surname()}"), ("mél", Email, Mail), ("montant_cotisation", null, Money), (bank, null, () => Part(0, 5)), (branch, null, () => Part(5, 5)), (number, Rib, () => Part(10, 11)), (key, null, () => Part(21, 2)), (x, Gps, Abscissa), (y, Gps, Ordinate)),
        };

        string Part(int from, int length) => Numbers.Rib().Replace(" ", "", StringComparison.Ordinal).Substring(from, length);
    }

    /// <summary>Wages of trades, places of trees and accounts of a ledger: nobody's.</summary>
    public IReadOnlyList<KnownColumn> HouseholdDecoys(int rows)
    {
        var (x, y) = Pair(("coord_x", "coord_y"), ("X", "Y"), ("x_l93", "y_l93"), ("lambert_x", "lambert_y"));
        return random.Next(5) switch
        {
            0 => Of(rows, ("metier", null, () => Pick("soudeur", "infirmier", "comptable", "couvreur")), ("salaire_median", null, Money), ("departement", null, () => Pick("29", "35", "56")), ("offres", null, Count)),
            1 => Of(rows, ("id_arbre", null, () => "ARB" + Numbers.Digits(5)), ("essence", null, () => Pick("platane", "tilleul", "érable")), (x, null, Abscissa), (y, null, Ordinate), ("hauteur_m", null, Rate)),
            2 => Of(rows, ("journal", null, () => Pick("AC", "VE", "BQ")), ("etablissement", null, () => Pick("00001", "00002", "00014")), ("agence", null, () => Pick("00120", "00310")), ("compte", null, () => Pick("401000", "411000", "512000", "606300", "706000")), ("cle_analytique", null, () => Pick("1", "2", "3")), ("debit", null, Money)),
            3 => Of(rows, ("arret", null, () => Pick("Gare", "Mairie", "Hôpital") + " " + Town()), (x, null, Abscissa), (y, null, Ordinate), ("frequentation", null, Count), ("pmr", null, () => Pick("oui", "non"))),
            _ => Of(rows, ("commune", null, Town), ("revenu_moyen_menages", null, Money), ("traitement_dechets", null, Money), ("pension_canine_capacite", null, Count), (x, null, Abscissa), (y, null, Ordinate)),
        };
    }

    private (string X, string Y) Pair(params (string X, string Y)[] pairs) => pairs[random.Next(pairs.Length)];

    private string Abscissa() => (random.Next(1_200_000, 12_400_000) / 10.0).ToString("0.0", CultureInfo.InvariantCulture);

    private string Ordinate() => (random.Next(60_500_000, 71_000_000) / 10.0).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Counts, rates and means: nobody's data.</summary>
    public IReadOnlyList<KnownColumn> Aggregates(int rows) => random.Next(5) switch
    {
        0 => Of(rows, ("Libellé EPCI", null, () => "CC du " + Town()), ("nb_licencies_hommes", null, Count), ("nb_licencies_femmes", null, Count), ("Taux pour 1000 hab.", null, Rate), ("Saison", null, () => Pick("2021-2022", "2022-2023"))),
        1 => Of(rows, ("Département", null, () => Pick("Ain", "Gard", "Nord", "Var", "Lot")), ("Nationalité", null, () => Pick("Française", "Étrangère")), ("Sexe", null, () => Pick("H", "F")), ("Classe d'âge", null, () => Pick("15-24", "25-49", "50+")), ("Demandeurs d'emploi (effectif)", null, Count), ("Trimestre", null, () => Pick("T1", "T2", "T3", "T4"))),
        2 => Of(rows, ("etablissement_hospitalier", null, () => "CH de " + Town()), ("finess_et", Finess, () => Numbers.WithLuhn(random.Next(10, 95).ToString(CultureInfo.InvariantCulture) + Numbers.Digits(6))), ("sejours_diabete", null, Count), ("duree_moyenne", null, Rate), ("age_moyen", null, Rate)),
        3 => Of(rows, ("code_insee", null, Code), ("nom_commune", null, Town), ("pop_totale", null, Count), ("part_cadres_pct", null, Rate), ("revenu_median_uc", null, Money), ("taux_vote_abstention", null, Rate)),
        _ => Of(rows, ("region", null, () => Pick("Bretagne", "Occitanie", "Normandie", "Corse")), ("prenom", null, GivenName), ("annee_naissance", null, () => random.Next(1950, 2020).ToString(CultureInfo.InvariantCulture)), ("nombre", null, Count)),
    };

    /// <summary>Shops, articles, sensors, stops: nothing personal.</summary>
    public IReadOnlyList<KnownColumn> Things(int rows) => random.Next(5) switch
    {
        0 => Of(rows, ("enseigne", null, () => Pick("Bricoplus", "Fleurs Express", "Le Fournil")), ("adresse_magasin", null, Line), ("cp_magasin", null, Code), ("ville_magasin", null, Town), ("surface_m2", null, Count), ("ouverture", null, Day)),
        1 => Of(rows, ("modele", null, () => Pick("Clio", "Zoé", "Mégane", "Victoria", "Alice", "Giulia", "Marina", "Carla")), ("prix_catalogue", null, Money), ("ean13", null, () => "3" + Numbers.Digits(12)), ("stock", null, Count), ("telephone", null, () => Pick("compatible", "incompatible"))),
        2 => Of(rows, ("code_fantoir", null, () => Numbers.Digits(4) + "A"), ("libelle_long", null, () => Pick("Rue ", "Avenue ", "Square ") + Pick("Victor Hugo", "Jean Jaurès", "Louis Pasteur", "Marie Curie")), ("longueur_m", null, Count), ("x_l93", null, () => (650_000 + random.Next(9_000)).ToString(CultureInfo.InvariantCulture)), ("revetement", null, () => Pick("enrobé", "pavés"))),
        3 => Of(rows, ("id_colis", null, () => Numbers.WithLuhn(Numbers.Digits(13))), ("num_lot", null, () => Numbers.WithLuhn(Numbers.Digits(8))), ("poids_kg", null, Rate), ("ts", null, () => (1_600_000_000L + random.Next(99_999_999)).ToString(CultureInfo.InvariantCulture)), ("entrepot", null, Town), ("etat", null, () => Pick("OK", "KO"))),
        _ => Of(rows, ("capteur", null, () => "CPT-" + Numbers.Digits(3)), ("horodatage", null, () => new DateTime(2024, 3, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMinutes(random.Next(90_000)).ToString("s", CultureInfo.InvariantCulture)), ("temperature", null, Rate), ("hygrometrie", null, Rate), ("alerte", null, () => Pick("0", "1"))),
    };

    public string GivenName() => Given[random.Next(Given.Length)];

    public string Surname() => Surnames[random.Next(Surnames.Length)];

    public string Town() => Towns[random.Next(Towns.Length)];

    public string Line() => $"{random.Next(1, 180)}{(random.Next(10) == 0 ? " ter" : "")}{Pick(" ", ", ", " ")}{Streets[random.Next(Streets.Length)]}";

    public string Code() => $"{random.Next(1, 96):00}{random.Next(0, 99) * 10:000}";

    private string Spaced() => string.Join(' ', Numbers.Phone().Chunk(2).Select(pair => new string(pair)));

    private string Dotted() => string.Join('.', Numbers.Phone().Chunk(2).Select(pair => new string(pair)));

    private string Grouped() => string.Join(' ', Numbers.Iban().Chunk(4).Select(part => new string(part)));

    public string Mail() => $"{Plain(GivenName())}{Pick(".", "-", "_")}{Plain(Surname())}@{Pick("wanadoo.fr", "sfr.fr", "ac-rennes.fr", "outlook.fr", "exemple.org")}";

    private string Login() => Plain(GivenName())[..2] + Plain(Surname());

    private string Day() => new DateOnly(2018, 1, 1).AddDays(random.Next(2_400)).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private string Money() => (random.Next(1_000, 9_999_999) / 100.0).ToString("0.00", CultureInfo.InvariantCulture);

    private string Rate() => (random.Next(1, 999) / 10.0).ToString("0.0", CultureInfo.InvariantCulture);

    private string Count() => random.Next(3, 50_000).ToString(CultureInfo.InvariantCulture);

    private string Long()
    {
        var date = Date();
        return date.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("fr-FR"));
    }

    private Func<string> Birth(string format) => () => Date().ToString(format, CultureInfo.InvariantCulture);

    public DateOnly Date() => new DateOnly(1935, 1, 1).AddDays(random.Next(365 * 75));

    private string Sentence() => Pick("Élève sérieuse, mais trop réservée à l'oral", "La situation du foyer reste fragile depuis le départ du conjoint", "Je suis très motivé par ce poste et disponible de suite", "Retards de paiement répétés, plan d'apurement à proposer", "A demandé un second rendez-vous avec le conseiller") + " (" + Pick("vu le ", "noté le ", "maj ") + Day() + ").";

    /// <summary>One value in eight with a wrong digit, or with the spaces of a form.</summary>
    private Func<string> Mistyped(Func<string> make) => () =>
    {
        var text = make().ToCharArray();
        if (random.Next(8) > 0) return new string(text);
        var place = Array.FindLastIndex(text, char.IsAsciiDigit);
        text[place] = (char)('0' + ((text[place] - '0' + random.Next(1, 10)) % 10));
        return new string(text);
    };

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private static string Plain(string text) => new([.. text.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetter).Select(char.ToLowerInvariant)]);

    private List<KnownColumn> Of(int rows, params (string Header, PersonalDataCategory? Truth, Func<string> Make)[] columns) =>
        [.. columns.Select(column => KnownColumn.Of(column.Header, column.Truth, [.. Enumerable.Range(0, rows).Select(_ => random.Next(12) == 0 ? "" : column.Make()).Where(value => value.Length > 0)], rows))];
}
