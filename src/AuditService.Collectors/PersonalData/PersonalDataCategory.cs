using System.Collections.Frozen;

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
    ]);

    /// <summary>The published identifier: <c>birthDate</c>, <c>nir</c> ...</summary>
    public static string Id(this PersonalDataCategory category) => Ids[category];

    /// <summary>RGPD art. 9(1): categories whose processing is forbidden unless an exception applies.</summary>
    public static bool IsSpecial(this PersonalDataCategory category) => Special.Contains(category);

    /// <summary>RGPD art. 10: convictions and offences.</summary>
    public static bool IsOffence(this PersonalDataCategory category) => category == PersonalDataCategory.Offence;

    /// <summary>Names or reaches one person on its own, or is issued to one person.</summary>
    public static bool IsDirectIdentifier(this PersonalDataCategory category) => Direct.Contains(category);
}
