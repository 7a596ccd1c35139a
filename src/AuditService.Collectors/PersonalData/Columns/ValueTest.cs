using AuditService.Collectors.PersonalData.Identifiers;
using AuditService.Collectors.PersonalData.Lexicons;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>One question about a value, with the words that a reader is told when values answer yes.</summary>
internal sealed record ValueTest(string Says, Func<string, bool> Holds)
{
    public static ValueTest Nir { get; } = new("pass the key of the NIR", value => Identifiers.Nir.IsValid(Whole(value)));

    public static ValueTest NirShape { get; } = new("have the shape of a NIR", value => Identifiers.Nir.HasShape(Whole(value)));

    public static ValueTest NirWithoutKey { get; } = new("have the strict structure of a NIR without its key", value => Identifiers.Nir.IsPlainBody(Whole(value)));

    public static ValueTest Siren { get; } = new("pass the sum of a SIREN", value => CompanyNumbers.IsSiren(Padded(value, 9)));

    public static ValueTest Siret { get; } = new("pass the sums of a SIRET", value => CompanyNumbers.IsSiret(Padded(value, 14)));

    public static ValueTest NineDigits { get; } = new("have nine digits", value => HasDigits(value, 9));

    public static ValueTest FourteenDigits { get; } = new("have fourteen digits", value => HasDigits(value, 14));

    public static ValueTest Vat { get; } = new("pass the key of a French VAT number", value => CompanyNumbers.IsVat(value));

    public static ValueTest VatShape { get; } = new("have the shape of a European VAT number", HasVatShape);

    public static ValueTest Iban { get; } = new("pass the keys of an IBAN", value => BankAccounts.IsIban(Unlabelled(value, "iban")));

    public static ValueTest IbanKey { get; } = new("pass the international key of an IBAN", value => BankAccounts.HasIbanKey(Unlabelled(value, "iban")));

    public static ValueTest Rib { get; } = new("pass the key of a RIB", value => BankAccounts.IsRib(value));

    public static ValueTest Card { get; } = new("pass Luhn with an issuer's prefix and length", value => PaymentCard.IsValid(Whole(value)));

    public static ValueTest CardShape { get; } = new("have the length of a card number", value => HasDigits(value, 16) || HasDigits(value, 15));

    public static ValueTest Passport { get; } = new("have the shape of a passport number", value => OfficialDocuments.HasPassportShape(value) || MachineReadableZone.IsPassportLine(value));

    public static ValueTest ForeignPassport { get; } = new("could be a passport number", value => IsCode(value, 6, 10));

    public static ValueTest IdentityCard { get; } = new("have the shape of an identity card number", value => OfficialDocuments.HasIdentityCardShape(value) || IsCode(value, 8, 12) || MachineReadableZone.IsCardLine(value));

    public static ValueTest DrivingLicence { get; } = new("have the shape of a driving licence number", value => OfficialDocuments.HasDrivingLicenceShape(value) || IsCode(value, 9, 12));

    public static ValueTest SivPlate { get; } = new("have the shape of a SIV plate", value => Plate.IsSiv(value));

    public static ValueTest AnyPlate { get; } = new("have the shape of a plate", value => Plate.IsSiv(value) || Plate.HasFniShape(value));

    public static ValueTest Ine { get; } = new("have the shape of an INE", value => RegisteredPeople.HasIneShape(value));

    public static ValueTest Rpps { get; } = new("pass the sum of an RPPS number", value => RegisteredPeople.IsRpps(Whole(value)));

    /// <summary>All numbers given out so far start so.</summary>
    public static ValueTest IssuedRpps { get; } = new("start as RPPS numbers do", value => value.StartsWith("10", StringComparison.Ordinal));

    public static ValueTest ElevenDigits { get; } = new("have eleven digits", value => HasDigits(value, 11));

    public static ValueTest Adeli { get; } = new("have the shape of an ADELI number", value => RegisteredPeople.HasAdeliShape(Padded(value, 9)));

    public static ValueTest Spi { get; } = new("pass the key of a tax number", value => TaxNumber.IsValid(Padded(value, 13)));

    public static ValueTest SpiShape { get; } = new("have the shape of a tax number", value => TaxNumber.HasShape(Padded(value, 13)));

    public static ValueTest Finess { get; } = new("pass the sum of a FINESS number", value => RegisteredPeople.IsFiness(Padded(value, 9)));

    public static ValueTest FinessShape { get; } = new("have the shape of a FINESS number", value => RegisteredPeople.HasAdeliShape(Padded(value, 9)));

    public static ValueTest Imei { get; } = new("pass the sum of an IMEI", value => MobileNumbers.IsImei(Whole(value)));

    public static ValueTest ImeiShape { get; } = new("have the length of an IMEI", value => MobileNumbers.HasImeiShape(value));

    public static ValueTest Imsi { get; } = new("have the shape of an IMSI", value => MobileNumbers.HasImsiShape(value));

    public static ValueTest ResidencePermit { get; } = new("have the shape of a residence permit number", value => OfficialDocuments.HasResidencePermitShape(Padded(value, 10)));

    public static ValueTest MachineReadable { get; } = new("are lines of a machine-readable zone with right check digits", value => MachineReadableZone.IsPassportLine(value) || MachineReadableZone.IsCardLine(value));

    public static ValueTest CardCode { get; } = new("have three or four digits", value => HasDigits(value.PadLeft(3, '0'), 3) || HasDigits(value, 4));

    /// <summary>A product with its version and what it runs on, as browsers name themselves (RFC 9110, 10.1.5).</summary>
    public static ValueTest UserAgent { get; } = new("are browser signatures", value => value.Length is > 20 and < 1_000 && value.Contains('/') && (value.StartsWith("Mozilla/", StringComparison.Ordinal) || value.StartsWith("Opera/", StringComparison.Ordinal) || value.StartsWith("Dalvik/", StringComparison.Ordinal)));

    public static ValueTest Age { get; } = new("are ages", value => double.TryParse((value.EndsWith(" ans", StringComparison.OrdinalIgnoreCase) ? value[..^4] : value).Replace(',', '.'), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var age) && age is >= 0 and <= 120);

    /// <summary>65.2 is a measure: people count their years whole.</summary>
    public static ValueTest Fraction { get; } = new("have decimals", value => value.AsSpan().IndexOfAny('.', ',') is > 0 and var mark && value.AsSpan(mark + 1).TrimEnd('0').Length > 0);

    public static ValueTest Ip { get; } = new("are IP addresses", value => All(value, part => OnlineIdentifiers.IsIp(WithoutPort(part))));

    /// <summary>Four numbers of which one is larger than versions of programs go.</summary>
    public static ValueTest HostIp { get; } = new("are IP addresses that no version number looks like", value => All(value, part => WithoutPort(part) is var host && (OnlineIdentifiers.IsIpV6(host) || (OnlineIdentifiers.IsIpV4(host) && host.Split('.').Any(octet => octet.Length == 3)))));

    /// <summary>Of the local network, the machine itself, or an example (RFC 1918, 5737): the address of a machine that nobody outside can tell.</summary>
    public static ValueTest ReservedIp { get; } = new("are addresses of a local network", value => All(value, part => OnlineIdentifiers.IsIp(WithoutPort(part)) && OnlineIdentifiers.IsReservedIp(WithoutPort(part))));

    public static ValueTest Mac { get; } = new("are MAC addresses", value => OnlineIdentifiers.IsMac(value));

    public static ValueTest BareMac { get; } = new("have the digits of a MAC address", value => OnlineIdentifiers.HasBareMacShape(value));

    public static ValueTest Email { get; } = new("are e-mail addresses", value => All(value, part => OnlineIdentifiers.IsEmail(Mailbox(part))));

    public static ValueTest Url { get; } = new("are URLs", value => OnlineIdentifiers.IsUrl(value));

    public static ValueTest Phone { get; } = new("are telephone numbers", value => PhoneNumber.IsValid(value) || (value.Length > 20 && All(value, part => PhoneNumber.IsValid(part))));

    /// <summary>A number whose leading zero a spreadsheet ate, or a foreign one without its prefix.</summary>
    public static ValueTest PhoneShape { get; } = new("have the digits of a telephone number", value => PhoneNumber.IsValid(value) || HasPhoneDigits(value));

    public static ValueTest GpsPair { get; } = new("are pairs of coordinates", value => Coordinates.IsPair(value) || Coordinates.IsSexagesimalPair(value));

    public static ValueTest Degrees { get; } = new("are degrees with decimals or minutes", value => Coordinates.IsLongitude(value) || Coordinates.IsSexagesimal(value));

    /// <summary>2 450,50 €; ranges such as 20k-30k, which tell as much.</summary>
    public static ValueTest Amount { get; } = new("are amounts", value => value.Length <= 24 && value.Any(char.IsAsciiDigit) && value.All(c => char.IsAsciiDigit(c) || char.IsWhiteSpace(c) || c is '.' or ',' or '-' or '+' or '<' or '>' or '€' or '$' or '£' or 'k' or 'K' or '/' or '[' or ']' or '(' or ')' or '\'' or 'E' or 'U' or 'R'));

    public static ValueTest LambertX { get; } = new("are abscissas of Lambert 93", Coordinates.IsLambertX);

    public static ValueTest LambertY { get; } = new("are ordinates of Lambert 93", Coordinates.IsLambertY);

    public static ValueTest Date { get; } = new("are dates", value => DateReading.TryRead(value, out _));

    public static ValueTest PostalCode { get; } = new("are French postal codes", value => PostalCodes.IsFrench(value));

    public static ValueTest PostalCodeShape { get; } = new("have the shape of a postal code", value => PostalCodes.HasShape(value));

    public static ValueTest Address { get; } = new("have the shape of a postal address", value => PostalAddress.IsAddress(value));

    public static ValueTest PlainAddress { get; } = new("are a number and a street", PostalAddress.IsPlainAddress);

    public static ValueTest Commune { get; } = new("are known communes", value => Lexicon.Communes.Contains(value.Replace(' ', '-')));

    /// <summary>Towns alone or joined, as stations and stops are called: BREST-GUIPAVAS, Lyon Part-Dieu.</summary>
    public static ValueTest NamedAfterTown { get; } = new("are or begin with known communes", value => Lexicon.Communes.Contains(value.Replace(' ', '-')) || (value.AsSpan().IndexOfAny(" -_") is > 2 and var end && Lexicon.Communes.Contains(value.AsSpan(0, end))));

    /// <summary>Written without any capital: a word, not a name.</summary>
    public static ValueTest LowerCase { get; } = new("have no capital", value => !value.Any(char.IsUpper));

    public static ValueTest WithLetters { get; } = new("hold letters", value => value.Count(char.IsLetter) >= 3);

    public static ValueTest GivenName { get; } = new("are known given names", value => PersonNames.Read(value) == NameReading.GivenName);

    public static ValueTest Surname { get; } = new("are known surnames", value => PersonNames.Read(value) == NameReading.Surname || IsSurnameToo(value));

    public static ValueTest FullName { get; } = new("are a given name and a surname", value => PersonNames.Read(value) == NameReading.FullName);

    /// <summary>F. Davis, J.-P. Martin: a given name cut to its letter and its point, then a name.</summary>
    public static ValueTest InitialAndSurname { get; } = new("are an initial and a surname", value => value.Length is >= 4 and <= 60 && value[1] == '.' && char.IsUpper(value[0])
        && value[2..].TrimStart(' ', '-') is { Length: >= 2 } rest && char.IsUpper(rest[0]) && PersonNames.Read(rest) != NameReading.None);

    public static ValueTest NameShape { get; } = new("have the shape of a name", value => PersonNames.Read(value) != NameReading.None && char.IsLetter(value[0]));

    public static ValueTest OneWord { get; } = new("are one word", value => !value.Trim().Contains(' '));

    /// <summary>A token that names one row: letters and digits without spaces.</summary>
    public static ValueTest Code { get; } = new("are codes", value => IsCode(value, 1, 64));

    public static ValueTest Hash { get; } = new("are hashes", value => value.Length is 32 or 40 or 64 or 128 && value.AsSpan().IndexOfAnyExcept(Alphabets.Hexadecimal) < 0);

    public static ValueTest Scientific { get; } = new("were turned into scientific notation", value => value.Length is > 5 and < 24 && char.IsAsciiDigit(value[0]) && value.AsSpan(1).IndexOfAny('E', 'e') > 0 && value.AsSpan().IndexOfAnyExcept(Alphabets.ScientificNumber) < 0);

    private static bool HasDigits(string value, int count)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var compact = Compact.Into(value, buffer);
        return compact.Length == count && Compact.AllDigits(compact);
    }

    private static bool HasPhoneDigits(string value)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var compact = Compact.Into(value.AsSpan().Trim().TrimStart('+'), buffer);
        return Compact.AllDigits(compact) && compact.Length switch
        {
            9 => compact[0] is not ('0' or '8'),
            10 => true,
            11 => compact.StartsWith("33"),
            12 or 13 => compact[0] != '0',
            _ => false,
        };
    }

    private static bool HasVatShape(string value)
    {
        Span<char> buffer = stackalloc char[Compact.MaxLength];
        var compact = Compact.Into(value, buffer);
        return compact.Length is >= 8 and <= 15 && char.IsAsciiLetterUpper(compact[0]) && char.IsAsciiLetterUpper(compact[1]) && compact[2..].ContainsAnyInRange('0', '9');
    }

    private static bool IsCode(string value, int minimum, int maximum)
    {
        if (value.Length < minimum || value.Length > maximum) return false;
        var digits = false;
        foreach (var c in value)
        {
            if (char.IsAsciiDigit(c)) digits = true;
            else if (!char.IsAsciiLetter(c) && c is not ('-' or '_' or '.' or '/' or ':' or '#')) return false;
        }

        return digits;
    }

    private static bool IsSurnameToo(string value) => !value.Contains(' ') && PersonNames.IsSurname(value);

    /// <summary>Several in one cell, as mailboxes, logs and hurried people write them: each is one.</summary>
    private static bool All(string value, Func<string, bool> holds)
    {
        if (holds(value)) return true;
        if (value.Length > 2_000 || value.AsSpan().IndexOfAny(",;/|") < 0) return false;
        var parts = value.Split([',', ';', '|', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 1 && Array.TrueForAll(parts, part => holds(part));
    }

    /// <summary>Léa Martin &lt;lea.martin@free.fr&gt;: the address (RFC 5322, 3.4).</summary>
    private static string Mailbox(string value)
    {
        var open = value.LastIndexOf('<');
        return open >= 0 && value.EndsWith('>') ? value[(open + 1)..^1] : value;
    }

    /// <summary>90.12.3.4:443, [2001:db8::1]:443.</summary>
    private static string WithoutPort(string value)
    {
        var colon = value.LastIndexOf(':');
        if (colon < 1 || value.Length - colon is < 2 or > 6 || !Compact.AllDigits(value.AsSpan(colon + 1))) return value;
        if (value[0] == '[') return value[colon - 1] == ']' ? value[1..(colon - 1)] : value;
        return value.AsSpan(0, colon).Contains(':') ? value : value[..colon];
    }

    /// <summary>IBAN : FR76 ...: what the cell calls itself.</summary>
    private static string Unlabelled(string value, string label) =>
        value.StartsWith(label, StringComparison.OrdinalIgnoreCase) ? value[label.Length..].TrimStart(' ', '\u00A0', ':', '=', '°') : value;

    /// <summary>What a column with holes becomes in a table of numbers: 185057800608436.0.</summary>
    private static string Whole(string value) => value.EndsWith(".0", StringComparison.Ordinal) ? value[..^2] : value;

    /// <summary>Spreadsheets eat leading zeros and add a decimal part: 1234567.0 was 001234567.</summary>
    private static string Padded(string value, int length)
    {
        var text = value.EndsWith(".0", StringComparison.Ordinal) ? value[..^2] : value;
        return text.Length < length && text.Length >= length - 2 && Compact.AllDigits(text) ? text.PadLeft(length, '0') : text;
    }
}
