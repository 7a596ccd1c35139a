namespace AuditService.Collectors.PersonalData;

/// <summary>What a short text says when it is read as a person's name.</summary>
internal enum NameReading
{
    /// <summary>Digits, symbols, a company's form, too many words: no name.</summary>
    None,

    /// <summary>One to five alphabetic words of which none is known.</summary>
    Unknown,
    GivenName,
    Surname,

    /// <summary>A given name and something that can be a surname, or a civility and a name.</summary>
    FullName,
}
