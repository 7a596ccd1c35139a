using AuditService.Collectors.PersonalData.Identifiers;
using CsCheck;

namespace AuditService.Tests.Collectors.PersonalData;

public sealed class IdentifierTests
{
    private static readonly Dictionary<string, (Func<MadeUpIdentifiers, string> Make, Func<string, bool> Accepts)> Families = new(StringComparer.Ordinal)
    {
        ["NIR"] = (make => make.Nir(), text => Nir.IsValid(text)),
        ["NIR of Corsica"] = (make => make.Nir(corsican: true), text => Nir.IsValid(text)),
        ["SIREN"] = (make => make.Siren(), text => CompanyNumbers.IsSiren(text)),
        ["SIRET"] = (make => make.Siret(), text => CompanyNumbers.IsSiret(text)),
        ["VAT"] = (make => make.Vat(), text => CompanyNumbers.IsVat(text)),
        ["IBAN"] = (make => make.Iban(), text => BankAccounts.IsIban(text)),
        ["Belgian IBAN"] = (make => make.BelgianIban(), text => BankAccounts.IsIban(text)),
        ["German IBAN"] = (make => make.GermanIban(), text => BankAccounts.IsIban(text)),
        ["RIB"] = (make => make.Rib(), text => BankAccounts.IsRib(text)),
        ["card"] = (make => make.Card(), text => PaymentCard.IsValid(text)),
        ["SPI"] = (make => make.Spi(), text => TaxNumber.IsValid(text)),
        ["RPPS"] = (make => make.Rpps(), text => RegisteredPeople.IsRpps(text)),
    };

    public static TheoryData<string> Names => [.. Families.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_made_up_valid_identifier_is_accepted(string family)
    {
        var (make, accepts) = Families[family];
        Gen.Int.Sample(seed => accepts(make(new MadeUpIdentifiers(new Random(seed)))), iter: 2_000, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_accepted_with_the_separators_people_type(string family)
    {
        var (make, accepts) = Families[family];
        Gen.Select(Gen.Int, Gen.Int[0, 4].Select(i => " .-\u00A0\u202F"[i]), Gen.Int[2, 5]).Sample(
            (seed, separator, size) => accepts(string.Join(separator, make(new MadeUpIdentifiers(new Random(seed))).Chunk(size).Select(part => new string(part)))),
            iter: 500,
            threads: 1);
    }

    /// <summary>Modulo 97, Luhn and modulo 511 notice any one digit changed: that is what they were made for.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void One_digit_changed_is_always_noticed(string family)
    {
        var (make, accepts) = Families[family];
        Gen.Select(Gen.Int, Gen.Int[0, 40], Gen.Int[1, 9]).Sample(
            (seed, place, shift) =>
            {
                var valid = make(new MadeUpIdentifiers(new Random(seed))).ToCharArray();
                place %= valid.Length;
                if (!char.IsAsciiDigit(valid[place])) return true;
                valid[place] = (char)('0' + ((valid[place] - '0' + shift) % 10));
                return !accepts(new string(valid));
            },
            iter: 5_000,
            threads: 1);
    }

    [Theory]
    [InlineData("2 95 10 99 126 111 93")]
    [InlineData("253072A07300443")]
    [InlineData("253072B07300470")]
    [InlineData("2 69 05 49 588 157 80")]
    public void Published_examples_of_the_NIR_are_accepted(string nir) => Assert.True(Nir.IsValid(nir));

    [Theory]
    [InlineData("FR40303265045")]
    [InlineData("FR23334175221")]
    [InlineData("FRK7399859412")]
    [InlineData("FR4Z123456782")]
    public void Published_examples_of_the_VAT_number_are_accepted_with_digits_and_with_letters(string vat) => Assert.True(CompanyNumbers.IsVat(vat));

    [Theory]
    [InlineData("FR14 2004 1010 0505 0001 3M02 606")]
    [InlineData("FR76 3000 6000 0112 3456 7890 189")]
    public void Published_examples_of_the_IBAN_are_accepted(string iban) => Assert.True(BankAccounts.IsIban(iban));

    [Fact]
    public void A_mistyped_account_whose_IBAN_key_was_recomputed_is_noticed_by_the_key_of_the_RIB()
    {
        const string mistyped = "FR1230006000011234567891189";
        var recomputed = Enumerable.Range(2, 96).Select(key => $"FR{key:00}{mistyped[4..]}").Single(iban => BankAccounts.HasIbanKey(iban));
        Assert.False(BankAccounts.IsIban(recomputed));
    }

    [Fact]
    public void Branches_of_La_Poste_follow_their_own_sum()
    {
        Gen.Int.Sample(seed => CompanyNumbers.IsSiret(new MadeUpIdentifiers(new Random(seed)).LaPoste()), iter: 500, threads: 1);
        Assert.True(CompanyNumbers.IsSiret("35600000000048"));
        Assert.False(CompanyNumbers.IsSiret("35600000000049"));
    }

    [Theory]
    [InlineData("06 12 34 56 78", true)]
    [InlineData("+33 (0)6 12 34 56 78", true)]
    [InlineData("0033612345678", true)]
    [InlineData("+33 612345678", true)]
    [InlineData("06.12.34.56.78", true)]
    [InlineData("+262 692 12 34 56", true)]
    [InlineData("+32 470 12 34 56", true)]
    [InlineData("0800 123 456", false)]
    [InlineData("612345678", false)]
    [InlineData("06 12 34 56 7", false)]
    [InlineData("+33 12", false)]
    [InlineData("0000000000", false)]
    [InlineData("12/06/2024", false)]
    public void A_telephone_number_follows_the_French_plan_or_has_an_international_prefix(string text, bool expected) => Assert.Equal(expected, PhoneNumber.IsValid(text));

    [Theory]
    [InlineData("AB-123-CD", true)]
    [InlineData("ab 123 cd", true)]
    [InlineData("WW-123-AB", true)]
    [InlineData("AI-123-CD", false)]
    [InlineData("SS-123-CD", false)]
    [InlineData("AB-123-SS", false)]
    [InlineData("AB-000-CD", false)]
    [InlineData("ABC-12-CD", false)]
    public void A_plate_of_the_SIV_has_no_I_O_U_and_no_SS(string text, bool expected) => Assert.Equal(expected, Plate.IsSiv(text));

    [Theory]
    [InlineData("1234 AB 75", true)]
    [InlineData("12 ABC 2A", true)]
    [InlineData("1 A 971", true)]
    [InlineData("1234 AB 00", false)]
    [InlineData("12345 AB 75", false)]
    public void A_plate_of_the_FNI_ends_with_a_departement(string text, bool expected) => Assert.Equal(expected, Plate.HasFniShape(text));

    [Theory]
    [InlineData("jean.dupont+cv@exemple.fr", true)]
    [InlineData("éloïse@mairie-saint-étienne.fr", true)]
    [InlineData("a@b.co", true)]
    [InlineData("logo@2x.png", false)]
    [InlineData("jean..dupont@exemple.fr", false)]
    [InlineData("jean dupont@exemple.fr", false)]
    [InlineData("@exemple.fr", false)]
    [InlineData("jean@exemple", false)]
    [InlineData("jean@-exemple.fr", false)]
    public void An_email_address_is_one_that_a_person_can_have(string text, bool expected) => Assert.Equal(expected, OnlineIdentifiers.IsEmail(text));

    [Theory]
    [InlineData("192.168.1.1", true)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2001:db8::8a2e:370:7334", true)]
    [InlineData("fe80::1", true)]
    [InlineData("256.1.1.1", false)]
    [InlineData("1.2.3", false)]
    [InlineData("01.02.03.04", false)]
    [InlineData("12:34:56", false)]
    [InlineData("std::vector", false)]
    public void An_IP_address_is_four_octets_or_eight_groups(string text, bool expected) => Assert.Equal(expected, OnlineIdentifiers.IsIp(text));

    [Theory]
    [InlineData("00:1A:2B:3C:4D:5E", true)]
    [InlineData("00-1a-2b-3c-4d-5e", true)]
    [InlineData("001a.2b3c.4d5e", true)]
    [InlineData("00:1A-2B:3C:4D:5E", false)]
    [InlineData("00:1A:2B:3C:4D:5G", false)]
    public void A_MAC_address_keeps_one_separator(string text, bool expected) => Assert.Equal(expected, OnlineIdentifiers.IsMac(text));

    [Theory]
    [InlineData("1234567890A", true)]
    [InlineData("123456789AB", true)]
    [InlineData("1234A12345B", true)]
    [InlineData("12345678901", false)]
    [InlineData("1234B12345B", false)]
    public void An_INE_has_one_of_three_shapes(string text, bool expected) => Assert.Equal(expected, RegisteredPeople.HasIneShape(text));

    /// <summary>The specimens of ICAO Doc 9303 and of the French card before 2021.</summary>
    [Theory]
    [InlineData("L898902C36UTO7408122F1204159ZE184226B<<<<<10", true)]
    [InlineData("L898902C46UTO7408122F1204159ZE184226B<<<<<10", false)]
    [InlineData("L898902C36UTO7408123F1204159ZE184226B<<<<<10", false)]
    [InlineData("L898902C36", false)]
    public void A_line_of_a_passport_is_one_whose_digits_are_right(string line, bool expected) => Assert.Equal(expected, MachineReadableZone.IsPassportLine(line));

    [Theory]
    [InlineData("I<UTOD231458907<<<<<<<<<<<<<<<", true)]
    [InlineData("I<UTOD231458908<<<<<<<<<<<<<<<", false)]
    [InlineData("X<UTOD231458907<<<<<<<<<<<<<<<", false)]
    public void A_line_of_an_identity_card_is_one_whose_digits_are_right(string line, bool expected) => Assert.Equal(expected, MachineReadableZone.IsCardLine(line));

    [Theory]
    [InlineData("490154203237518", true)]
    [InlineData("49-015420-323751-8", true)]
    [InlineData("490154203237519", false)]
    [InlineData("4901542032375", false)]
    public void An_IMEI_has_fifteen_digits_and_Luhn(string text, bool expected) => Assert.Equal(expected, MobileNumbers.IsImei(text));

    [Theory]
    [InlineData("208011234567890", true)]
    [InlineData("908011234567890", false)]
    [InlineData("20801123", false)]
    public void An_IMSI_starts_with_the_code_of_a_country(string text, bool expected) => Assert.Equal(expected, MobileNumbers.HasImsiShape(text));

    [Fact]
    public void A_FINESS_number_starts_with_a_departement_and_follows_Luhn()
    {
        Gen.Int.Sample(seed => RegisteredPeople.IsFiness(new MadeUpIdentifiers(new Random(seed)).WithLuhn("75" + new MadeUpIdentifiers(new Random(seed)).Digits(6))), iter: 500, threads: 1);
        Assert.False(RegisteredPeople.IsFiness("750712185"));
        Assert.True(RegisteredPeople.IsFiness("750712184"));
        Assert.False(RegisteredPeople.IsFiness("000712184"));
    }

    [Theory]
    [InlineData("9912345678", true)]
    [InlineData("7503123456", true)]
    [InlineData("12345", false)]
    [InlineData("0000000000", false)]
    public void The_number_of_a_residence_permit_has_nine_or_ten_signs(string text, bool expected) => Assert.Equal(expected, OfficialDocuments.HasResidencePermitShape(text));

    [Fact]
    public void A_share_with_nine_decimals_is_no_telephone() => Assert.False(PhoneNumber.IsValid("0.612345678"));

    [Theory]
    [InlineData("48.8566, 2.3522", true)]
    [InlineData("(48.8566;2.3522)", true)]
    [InlineData("48,8566;2,3522", true)]
    [InlineData("48.85, 2.35", false)]
    [InlineData("12 rue de Paris, Lyon", false)]
    public void Coordinates_are_a_pair_precise_to_a_hundred_metres(string text, bool expected) => Assert.Equal(expected, Coordinates.IsPair(text));

    [Fact]
    public void No_validator_throws_or_accepts_noise()
    {
        Gen.String[0, 80].Sample(
            noise =>
            {
                foreach (var (_, accepts) in Families.Values) accepts(noise);
                OnlineIdentifiers.IsEmail(noise);
                OnlineIdentifiers.IsIp(noise);
                OnlineIdentifiers.IsMac(noise);
                OnlineIdentifiers.IsUrl(noise);
                Coordinates.IsPair(noise);
                PhoneNumber.IsValid(noise);
                Plate.HasFniShape(noise);
                return !Nir.IsValid(noise) && !BankAccounts.IsIban(noise);
            },
            iter: 20_000,
            threads: 1);
    }
}
