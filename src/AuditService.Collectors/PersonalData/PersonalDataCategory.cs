using System.Collections.Frozen;
using AuditService.Core;

namespace AuditService.Collectors.PersonalData;

/// <summary>What kind of personal datum a value is. The identifier other programs read is <see cref="PersonalDataCategories.Id"/>.</summary>
public enum PersonalDataCategory
{
    Name,
    FirstName,
    LastName,
    BirthDate,
    BirthPlace,
    Address,
    PostalCode,
    City,
    Email,
    Phone,
    Nir,
    Siren,
    Siret,
    Vat,
    Iban,
    Rib,
    Card,
    Passport,
    IdentityCard,
    DrivingLicence,
    Plate,
    Ine,
    Rpps,
    Adeli,
    Spi,
    Ip,
    Mac,
    Gps,
    Url,
    Username,
    Password,
    Health,
    Religion,
    Politics,
    Union,
    Ethnicity,
    SexLife,
    Biometric,
    Genetic,
    Offence,
    Gender,
    Nationality,
    Child,
    FreeText,
    CustomerId,
    Age,
    ResidencePermit,
    Finess,
    Imei,
    Imsi,
    CardCode,
    UserAgent,
    Income,
}

/// <summary>The names of the categories, and the families that the law treats alike.</summary>
public static class PersonalDataCategories
{
    private static readonly FrozenDictionary<PersonalDataCategory, string> Ids = Enum.GetValues<PersonalDataCategory>()
        .ToFrozenDictionary(category => category, category => char.ToLowerInvariant(category.ToString()[0]) + category.ToString()[1..]);

    private static readonly FrozenSet<PersonalDataCategory> Special = FrozenSet.ToFrozenSet(
    [
        PersonalDataCategory.Health, PersonalDataCategory.Religion, PersonalDataCategory.Politics, PersonalDataCategory.Union,
        PersonalDataCategory.Ethnicity, PersonalDataCategory.SexLife, PersonalDataCategory.Biometric, PersonalDataCategory.Genetic,
    ]);

    private static readonly FrozenSet<PersonalDataCategory> Direct = FrozenSet.ToFrozenSet(
    [
        PersonalDataCategory.Name, PersonalDataCategory.LastName, PersonalDataCategory.FirstName, PersonalDataCategory.Email,
        PersonalDataCategory.Phone, PersonalDataCategory.Nir, PersonalDataCategory.Address, PersonalDataCategory.Iban, PersonalDataCategory.Rib,
        PersonalDataCategory.Card, PersonalDataCategory.Passport, PersonalDataCategory.IdentityCard, PersonalDataCategory.DrivingLicence,
        PersonalDataCategory.Plate, PersonalDataCategory.Ine, PersonalDataCategory.Rpps, PersonalDataCategory.Adeli, PersonalDataCategory.Spi,
        PersonalDataCategory.Ip, PersonalDataCategory.Mac, PersonalDataCategory.Username, PersonalDataCategory.Password,
        PersonalDataCategory.ResidencePermit, PersonalDataCategory.Imei, PersonalDataCategory.Imsi,
    ]);

    /// <summary>False for what names companies and sites.</summary>
    public static bool IsAboutPeople(this PersonalDataCategory category) =>
        category is not (PersonalDataCategory.Siren or PersonalDataCategory.Siret or PersonalDataCategory.Vat or PersonalDataCategory.Url or PersonalDataCategory.Finess);

    /// <summary>What a reader is told.</summary>
    public static LocalizedText Label(this PersonalDataCategory category) => category switch
    {
        PersonalDataCategory.Name => new("nom complet", "full name"),
        PersonalDataCategory.FirstName => new("prénom", "first name"),
        PersonalDataCategory.LastName => new("nom de famille", "surname"),
        PersonalDataCategory.BirthDate => new("date de naissance", "date of birth"),
        PersonalDataCategory.BirthPlace => new("lieu de naissance", "place of birth"),
        PersonalDataCategory.Address => new("adresse postale", "postal address"),
        PersonalDataCategory.PostalCode => new("code postal", "postal code"),
        PersonalDataCategory.City => new("commune", "town"),
        PersonalDataCategory.Email => new("adresse électronique", "e-mail address"),
        PersonalDataCategory.Phone => new("numéro de téléphone", "telephone number"),
        PersonalDataCategory.Nir => new("numéro de sécurité sociale (NIR)", "French social security number (NIR)"),
        PersonalDataCategory.Siren => new("numéro SIREN", "SIREN number"),
        PersonalDataCategory.Siret => new("numéro SIRET", "SIRET number"),
        PersonalDataCategory.Vat => new("numéro de TVA", "VAT number"),
        PersonalDataCategory.Iban => new("IBAN", "IBAN"),
        PersonalDataCategory.Rib => new("RIB", "bank account (RIB)"),
        PersonalDataCategory.Card => new("numéro de carte bancaire", "payment card number"),
        PersonalDataCategory.Passport => new("numéro de passeport", "passport number"),
        PersonalDataCategory.IdentityCard => new("numéro de carte d'identité", "identity card number"),
        PersonalDataCategory.DrivingLicence => new("numéro de permis de conduire", "driving licence number"),
        PersonalDataCategory.Plate => new("plaque d'immatriculation", "vehicle registration"),
        PersonalDataCategory.Ine => new("identifiant national étudiant (INE)", "national student number (INE)"),
        PersonalDataCategory.Rpps => new("numéro RPPS", "health professional number (RPPS)"),
        PersonalDataCategory.Adeli => new("numéro ADELI", "health professional number (ADELI)"),
        PersonalDataCategory.Spi => new("numéro fiscal", "tax number"),
        PersonalDataCategory.Ip => new("adresse IP", "IP address"),
        PersonalDataCategory.Mac => new("adresse MAC", "MAC address"),
        PersonalDataCategory.Gps => new("position géographique", "geographic position"),
        PersonalDataCategory.Url => new("adresse Internet", "URL"),
        PersonalDataCategory.Username => new("identifiant de connexion", "user name"),
        PersonalDataCategory.Password => new("mot de passe", "password"),
        PersonalDataCategory.Health => new("santé", "health"),
        PersonalDataCategory.Religion => new("religion", "religion"),
        PersonalDataCategory.Politics => new("opinion politique", "political opinion"),
        PersonalDataCategory.Union => new("appartenance syndicale", "trade union membership"),
        PersonalDataCategory.Ethnicity => new("origine ethnique", "ethnic origin"),
        PersonalDataCategory.SexLife => new("vie ou orientation sexuelle", "sex life or orientation"),
        PersonalDataCategory.Biometric => new("biométrie", "biometrics"),
        PersonalDataCategory.Genetic => new("génétique", "genetics"),
        PersonalDataCategory.Offence => new("infraction ou condamnation", "offence or conviction"),
        PersonalDataCategory.Gender => new("sexe ou civilité", "gender"),
        PersonalDataCategory.Nationality => new("nationalité", "nationality"),
        PersonalDataCategory.Child => new("donnée d'enfant", "data of a child"),
        PersonalDataCategory.FreeText => new("texte libre", "free text"),
        PersonalDataCategory.CustomerId => new("numéro de personne", "number of a person"),
        PersonalDataCategory.Age => new("âge", "age"),
        PersonalDataCategory.ResidencePermit => new("numéro de titre de séjour", "residence permit number"),
        PersonalDataCategory.Finess => new("numéro FINESS d'établissement", "health establishment number (FINESS)"),
        PersonalDataCategory.Imei => new("numéro de terminal mobile (IMEI)", "mobile device number (IMEI)"),
        PersonalDataCategory.Imsi => new("numéro d'abonné mobile (IMSI)", "mobile subscriber number (IMSI)"),
        PersonalDataCategory.CardCode => new("cryptogramme de carte bancaire", "payment card security code"),
        PersonalDataCategory.UserAgent => new("signature de navigateur", "browser signature (user agent)"),
        PersonalDataCategory.Income => new("revenu ou salaire", "income or salary"),
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Unknown category"),
    };

    /// <summary>The published identifier: <c>birthDate</c>, <c>nir</c> ...</summary>
    public static string Id(this PersonalDataCategory category) => Ids[category];

    /// <summary>RGPD art. 9(1): categories whose processing is forbidden unless an exception applies.</summary>
    public static bool IsSpecial(this PersonalDataCategory category) => Special.Contains(category);

    /// <summary>RGPD art. 10: convictions and offences.</summary>
    public static bool IsOffence(this PersonalDataCategory category) => category == PersonalDataCategory.Offence;

    /// <summary>Names or reaches one person on its own, or is issued to one person.</summary>
    public static bool IsDirectIdentifier(this PersonalDataCategory category) => Direct.Contains(category);
}
