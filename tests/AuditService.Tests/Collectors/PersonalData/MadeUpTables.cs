using System.Globalization;
using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Columns;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>
/// Tables as French organisations keep them, with known truth: registers of people with headers in many styles and values of mixed quality,
/// columns that look personal and are not, tables of products and sensors, and aggregated tables that are nobody's data.
/// </summary>
internal sealed class MadeUpTables(int seed)
{
    private readonly Random random = new(seed);
    private readonly MadeUpPeople people = new(new Random(seed));

    private MadeUpIdentifiers Numbers => people.Numbers;

    /// <summary>A register of people: each personal column with some probability, decoys between them.</summary>
    public IReadOnlyList<KnownColumn> People(int rows)
    {
        var columns = new List<KnownColumn>();
        var separate = random.Next(3) > 0;
        if (separate)
        {
            var upper = random.Next(3) == 0;
            columns.Add(Column(LastName, ["nom", "Nom", "NOM", "nom_famille", "LastName", "last_name", "nom_naissance", "NomUsage", "nom de famille", "Nom du patient", "surname", "NOM_PATRONYMIQUE", "Nom salarié"], rows, () => upper ? people.Surname().ToUpperInvariant() : people.Surname()));
            columns.Add(Column(FirstName, ["prenom", "Prénom", "PRENOM", "prénoms", "firstName", "first_name", "Prenom_usuel", "given name", "PRENOM1", "prenom_client"], rows, people.GivenName));
        }
        else
        {
            var civil = random.Next(4) == 0;
            columns.Add(Column(Name, ["nom_complet", "Nom et prénom", "nomPrenom", "full_name", "Name", "Bénéficiaire", "patient", "Titulaire", "candidat", "Identité", "salarie", "Responsable", "col_1", "Nom", "client_name"], rows, () => random.Next(3) switch
            {
                0 when civil => $"{people.Pick(["M.", "Mme", "Dr"])} {people.FullName()}",
                1 => $"{people.Surname().ToUpperInvariant()} {people.GivenName()}",
                _ => people.FullName(),
            }));
        }

        Maybe(columns, 0.7, () => Column(BirthDate, ["date_naissance", "Date de naissance", "DATE_NAISS", "dateNaissance", "dob", "DDN", "birth_date", "Né(e) le", "naissance", "DtNais", "datenaissance", "date_nais (JJ/MM/AAAA)", "birthDate"], rows, BirthFormat()));
        Maybe(columns, 0.3, () => Column(BirthPlace, ["lieu_naissance", "Lieu de naissance", "villeNaissance", "COMMUNE_NAISS", "birth_place", "ville de naissance"], rows, people.Town));
        Maybe(columns, 0.7, () => Column(Email, ["email", "E-mail", "courriel", "adresse_mail", "Adresse e-mail", "mel", "mail_pro", "EMAIL_CLIENT", "contact", "champ7", "adresseElectronique"], rows, people.Email));
        Maybe(columns, 0.7, () => Column(Phone, ["telephone", "Téléphone", "tel", "TEL_PORTABLE", "n° de téléphone", "mobile", "numTel", "phone_number", "portable", "Tél. fixe", "telephone1", "gsm"], rows, PhoneFormat()));
        Maybe(columns, 0.6, () => Column(Address, ["adresse", "Adresse postale", "ADRESSE_1", "adresseDomicile", "address", "rue", "adr", "Domicile", "street_address", "ligne adresse 1", "adresse_complete", "v3"], rows, random.Next(2) == 0 ? people.Address : people.Street));
        Maybe(columns, 0.6, () => Column(PostalCode, ["code_postal", "CP", "codePostal", "Code postal", "cp", "zip", "CODE_POST", "postcode", "cp_domicile"], rows, PostalFormat()));
        Maybe(columns, 0.6, () => Column(City, ["ville", "Ville", "commune", "COMMUNE", "city", "Localité", "ville_residence", "libelle_commune"], rows, people.Town));
        Maybe(columns, 0.4, () => Column(Nir, ["nir", "NIR", "num_secu", "n° sécurité sociale", "numeroSecu", "NSS", "num_ss", "insee", "numero_insee", "ssn", "Numéro de sécurité sociale", "col12", "assure"], rows, Damaged(Spaced(() => Numbers.Nir(random.Next(40) == 0), [1, 2, 2, 2, 3, 3, 2]))));
        Maybe(columns, 0.4, () => Column(Iban, ["iban", "IBAN", "rib", "compte_bancaire", "coordonnées bancaires", "Iban_salarie", "colonne 4", "num_compte"], rows, Damaged(Spaced(() => random.Next(10) == 0 ? Numbers.BelgianIban() : Numbers.Iban(), [4, 4, 4, 4, 4, 4, 3]))));
        Maybe(columns, 0.2, () => Column(Card, ["carte_bancaire", "numero_carte", "card_number", "CB", "num CB", "pan", "moyen_paiement"], rows, Damaged(Spaced(Numbers.Card, [4, 4, 4, 4]))));
        Maybe(columns, 0.15, () => Column(Spi, ["numero_fiscal", "spi", "n° fiscal", "NumFiscal", "ref_fiscale"], rows, Damaged(Numbers.Spi)));
        Maybe(columns, 0.15, () => Column(Rpps, ["rpps", "RPPS", "num_rpps", "N° RPPS"], rows, Damaged(Numbers.Rpps)));
        Maybe(columns, 0.15, () => Column(Siret, ["siret", "SIRET", "n° siret", "siret_employeur", "SIRET_ETAB"], rows, Damaged(Spaced(Numbers.Siret, [3, 3, 3, 5]))));
        Maybe(columns, 0.15, () => Column(Siren, ["siren", "SIREN", "num_siren", "siren_entreprise"], rows, Damaged(Spaced(Numbers.Siren, [3, 3, 3]))));
        Maybe(columns, 0.1, () => Column(Vat, ["tva_intracom", "num_tva", "TVA intracommunautaire", "vat_number"], rows, Damaged(Numbers.Vat)));
        Maybe(columns, 0.1, () => Column(Ine, ["ine", "INE", "num_ine"], rows, Numbers.Ine));
        Maybe(columns, 0.15, () => Column(Plate, ["immatriculation", "plaque", "immat", "N° immatriculation", "plaque_vehicule", "x9"], rows, Numbers.Plate));
        Maybe(columns, 0.1, () => Column(Passport, ["passeport", "num_passeport", "N° passeport", "passport_number"], rows, Numbers.Passport));
        Maybe(columns, 0.2, () => Column(Ip, ["ip", "adresse_ip", "ip_address", "IP connexion", "remote_addr"], rows, Numbers.Ip));
        Maybe(columns, 0.1, () => Column(Mac, ["mac", "adresse_mac", "MAC address", "device"], rows, Numbers.Mac));
        Maybe(columns, 0.2, () => Column(Username, ["login", "username", "nom_utilisateur", "pseudo", "identifiant_connexion"], rows, people.Login));
        Maybe(columns, 0.4, () => Column(Gender, ["sexe", "Sexe", "genre", "civilite", "SEX", "gender", "Civilité"], rows, GenderFormat()));
        Maybe(columns, 0.3, () => Column(CustomerId, ["id_client", "numero_adherent", "matricule", "code_patient", "user_id", "N° allocataire", "IdSalarie", "ref_client"], rows, () => Numbers.Digits(6)));
        Maybe(columns, 0.2, () => Column(Health, ["diagnostic", "pathologie", "allergies", "groupe_sanguin", "RQTH", "traitement_medical", "antecedents"], rows, () => people.Pick(["asthme", "diabète de type 2", "hypertension", "néant", "migraine", "allergie au pollen"])));
        Maybe(columns, 0.3, () => Column(FreeText, ["commentaire", "observations", "Remarques", "motif_appel", "notes_entretien"], rows, Comment));
        for (var i = random.Next(1, 6); i > 0; i--) columns.Add(Decoy(rows));
        return Shuffled(columns);
    }

    /// <summary>Things: products, orders, sensors, stations. Nothing personal.</summary>
    public IReadOnlyList<KnownColumn> Things(int rows)
    {
        switch (random.Next(6))
        {
            case 0:
                return [Column(null, ["store_address", "Provider Street Address", "adresse_station"], rows, people.Street), Column(null, ["store_zip", "Provider Zip Code"], rows, people.PostalCode), Column(null, ["Provider City", "city"], rows, people.Town), Column(null, ["Average Covered Charges", "revenue"], rows, () => (random.Next(100, 99_999) / 100.0).ToString(CultureInfo.InvariantCulture))];
            case 2:
                return [Column(null, ["stop_id", "id_arret"], rows, () => "S" + Numbers.Digits(5)), Column(null, ["stop_name", "nom_arret", "nom_ecole"], rows, () => people.Pick(["Victor Hugo", "Jean Jaurès", "Mairie", "Gare", "Louis Pasteur", "Marcel Sembat"])), Column(null, ["stop_lat"], rows, () => (44 + random.NextDouble()).ToString("0.00000", CultureInfo.InvariantCulture))];
            case 1:
                return [Column(null, ["x"], rows, () => random.NextDouble().ToString("0.000000000", CultureInfo.InvariantCulture)), Column(null, ["y"], rows, () => random.NextDouble().ToString("0.000000000", CultureInfo.InvariantCulture)), Column(null, ["alcohol", "alcool"], rows, () => (random.Next(80, 150) / 10.0).ToString(CultureInfo.InvariantCulture))];
            default:
                break;
        }

        var columns = new List<KnownColumn>
        {
            Column(null, ["nom_produit", "produit", "libelle", "designation", "nom", "name"], rows, () => people.Pick(["Chaise pliante", "Table basse", "Lampe de bureau", "Étagère murale", "Fauteuil", "Bureau d'angle", "Tabouret", "Commode"]) + " " + random.Next(10, 99)),
            Column(null, ["reference", "code_article", "sku", "ean13"], rows, () => "3" + Numbers.Digits(12)),
            Column(null, ["prix", "prix_ht", "price"], rows, () => (random.Next(100, 99_999) / 100.0).ToString(CultureInfo.InvariantCulture)),
        };
        for (var i = random.Next(2, 6); i > 0; i--) columns.Add(Decoy(rows));
        return Shuffled(columns);
    }

    /// <summary>Counts and rates by place and year.</summary>
    public IReadOnlyList<KnownColumn> Aggregates(int rows)
    {
        switch (random.Next(6))
        {
            case 0:
                return [Column(null, ["preusuel", "prenom"], rows, people.GivenName), Column(null, ["annais", "annee_naissance"], rows, () => random.Next(1900, 2022).ToString(CultureInfo.InvariantCulture)), Column(null, ["sexe"], rows, () => people.Pick(["1", "2"])), Column(null, ["nombre", "effectif"], rows, () => random.Next(3, 900).ToString(CultureInfo.InvariantCulture))];
            case 1:
                return [Column(null, ["race", "sexe"], rows, () => people.Pick(["White", "Black", "Asian"])), Column(null, ["AgeGroup"], rows, () => people.Pick(["0-4", "5-9"])), .. Enumerable.Range(2010, 8).Select(year => Column(null, [year.ToString(CultureInfo.InvariantCulture)], rows, () => random.Next(100, 90_000).ToString(CultureInfo.InvariantCulture)))];
            default:
                break;
        }

        var columns = new List<KnownColumn>
        {
            Column(null, ["commune", "ville", "nom_commune", "departement", "region"], rows, people.Town),
            Column(null, ["code_postal", "code_insee", "code_commune", "dep"], rows, people.PostalCode),
            Column(null, ["annee", "periode", "year"], rows, () => random.Next(2010, 2025).ToString(CultureInfo.InvariantCulture)),
            Column(null, ["nb_habitants", "population", "effectif", "nombre_allocataires", "nb_patients"], rows, () => random.Next(100, 90_000).ToString(CultureInfo.InvariantCulture)),
            Column(null, ["taux_chomage", "pct_diabete", "part_femmes", "revenu_median", "taux_pauvrete"], rows, () => (random.Next(10, 999) / 10.0).ToString(CultureInfo.InvariantCulture)),
        };
        if (random.Next(2) == 0) columns.Add(Column(null, ["sexe", "genre"], rows, () => people.Pick(["Femmes", "Hommes", "Ensemble"])));
        if (random.Next(2) == 0) columns.Add(Column(null, ["tranche_age", "classe_age"], rows, () => people.Pick(["0-14", "15-29", "30-44", "45-59", "60-74", "75+"])));
        if (random.Next(2) == 0) columns.Add(Column(null, ["latitude"], rows, () => (43 + random.NextDouble() * 7).ToString("0.00000", CultureInfo.InvariantCulture)));
        return Shuffled(columns);
    }

    /// <summary>Looks like an identity, is none.</summary>
    private KnownColumn Decoy(int rows) => random.Next(16) switch
    {
        0 => Column(null, ["num_commande", "order_id", "numero_facture", "ref_colis"], rows, () => Numbers.WithLuhn(Numbers.Digits(8))),
        1 => Column(null, ["n_facture", "transaction_id", "reference_commande"], rows, () => Numbers.WithLuhn("4" + Numbers.Digits(14))),
        2 => Column(null, ["telephone", "a_un_telephone", "portable"], rows, () => people.Pick(["oui", "non"])),
        3 => Column(null, ["contact", "canal_contact"], rows, () => people.Pick(["cellular", "telephone", "unknown"])),
        4 => Column(null, ["address", "zone"], rows, () => people.Pick(["U", "R"])),
        5 => Column(null, ["date_commande", "date_entree", "created_at", "date_embauche"], rows, () => new DateOnly(2015, 1, 1).AddDays(random.Next(3_600)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        6 => Column(null, ["montant", "total_ttc", "prix_net"], rows, () => (random.Next(1_000, 999_999) / 100.0).ToString(CultureInfo.InvariantCulture)),
        7 => Column(null, ["version", "firmware"], rows, () => $"{random.Next(5)}.{random.Next(20)}.{random.Next(20)}.{random.Next(99)}"),
        8 => Column(null, ["statut", "etat", "status"], rows, () => people.Pick(["actif", "clos", "en attente", "annulé"])),
        9 => Column(null, ["isbn", "ean"], rows, () => "0" + random.Next(1, 8) + Numbers.Digits(8)),
        10 => Column(null, ["code_produit", "categorie", "type"], rows, () => people.Pick(["A12", "B07", "C33", "D01", "E90"])),
        11 => Column(null, ["duree", "duration", "anciennete"], rows, () => random.Next(1, 72).ToString(CultureInfo.InvariantCulture)),
        12 => Column(null, ["email_valide", "newsletter", "optin_email"], rows, () => people.Pick(["true", "false"])),
        13 => Column(null, ["societe", "nom_entreprise", "fournisseur", "raison_sociale"], rows, () => people.Pick(["Boulangerie", "Garage", "Transports", "Ateliers"]) + " " + people.Surname() + people.Pick([" SARL", " SAS", " & Fils", ""])),
        14 => Column(null, ["score", "note", "probabilite"], rows, () => random.NextDouble().ToString("0.0000", CultureInfo.InvariantCulture)),
        _ => Column(null, ["agence", "service", "departement", "pole"], rows, () => people.Pick(["Comptabilité", "Ressources humaines", "Nord-Est", "Direction générale", "Accueil"])),
    };

    private KnownColumn Column(PersonalDataCategory? truth, string[] headers, int rows, Func<string> value)
    {
        var gaps = random.Next(3) == 0 ? 0.2 : 0;
        var values = Enumerable.Range(0, rows).Where(_ => random.NextDouble() >= gaps).Select(_ => value()).ToList();
        var distinct = values.GroupBy(text => text, StringComparer.Ordinal).Select(group => new SampledValue(group.Key, group.Count())).ToList();
        var type = values.TrueForAll(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) && text[0] != '0') ? ColumnType.Integer
            : values.TrueForAll(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && text.Contains('.')) ? ColumnType.Number
            : ColumnType.Text;
        return new(new ColumnSample(people.Pick(headers), type, rows, rows - values.Count, distinct.Count, distinct), truth);
    }

    private void Maybe(List<KnownColumn> columns, double probability, Func<KnownColumn> make)
    {
        if (random.NextDouble() < probability) columns.Add(make());
    }

    private Func<string> BirthFormat()
    {
        var style = random.Next(6);
        return () =>
        {
            var birth = people.Birth();
            return style switch
            {
                0 => birth.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
                1 => birth.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                2 => birth.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture),
                3 => people.LongDate(birth),
                4 => birth.ToString("dd/MM/yy", CultureInfo.InvariantCulture),
                _ => birth.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            };
        };
    }

    private Func<string> PhoneFormat()
    {
        var style = random.Next(5);
        return () =>
        {
            var phone = Numbers.Phone();
            return style switch
            {
                0 => phone,
                1 => string.Join(' ', phone.Chunk(2).Select(pair => new string(pair))),
                2 => "+33 " + phone[1] + " " + string.Join(' ', phone[2..].Chunk(2).Select(pair => new string(pair))),
                3 => string.Join('.', phone.Chunk(2).Select(pair => new string(pair))),
                _ => phone[1..],
            };
        };
    }

    private Func<string> PostalFormat() => random.Next(4) == 0 ? () => people.PostalCode().TrimStart('0') : people.PostalCode;

    private Func<string> GenderFormat()
    {
        var codes = people.Pick<string[]>([["F", "M"], ["Femme", "Homme"], ["1", "2"], ["Mme", "M."], ["H", "F"]]);
        return () => people.Pick(codes);
    }

    /// <summary>Up to two values in five mistyped: one digit replaced.</summary>
    private Func<string> Damaged(Func<string> make)
    {
        var share = random.Next(2) == 0 ? 0 : 0.4 * random.NextDouble();
        return () =>
        {
            var text = make().ToCharArray();
            if (random.NextDouble() >= share) return new string(text);
            var place = Array.FindIndex(text, random.Next(text.Length), char.IsAsciiDigit);
            if (place >= 0) text[place] = (char)('0' + ((text[place] - '0' + 1 + random.Next(9)) % 10));
            return new string(text);
        };
    }

    private Func<string> Spaced(Func<string> make, int[] groups)
    {
        if (random.Next(2) == 0) return make;
        return () =>
        {
            var text = make();
            var parts = new List<string>();
            var at = 0;
            foreach (var size in groups)
            {
                if (at >= text.Length) break;
                parts.Add(text[at..Math.Min(text.Length, at + size)]);
                at += size;
            }

            if (at < text.Length) parts.Add(text[at..]);
            return string.Join(' ', parts);
        };
    }

    private string Comment() => people.Pick(
    [
        "La personne a rappelé pour se plaindre du délai de traitement.",
        "Rien à signaler, dossier complet et transmis au service concerné.",
        "Le rendez-vous est reporté à la demande du client, voir avec la comptabilité.",
        "Ne souhaite plus recevoir de courrier publicitaire de notre part.",
        "Entretien satisfaisant mais la motivation reste à confirmer.",
    ]) + " " + people.Pick(["Relance prévue.", "À suivre.", "Clos.", "Voir aussi le mail du " + random.Next(1, 28) + " mai."]);

    private IReadOnlyList<KnownColumn> Shuffled(List<KnownColumn> columns) => [.. columns.OrderBy(_ => random.Next()).DistinctBy(column => column.Sample.Name)];
}
