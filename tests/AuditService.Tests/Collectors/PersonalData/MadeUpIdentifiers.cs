using System.Globalization;
using System.Numerics;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>
/// Valid identifiers of nobody, built from the definitions of their keys with other arithmetic than the code under test uses (big integers,
/// search of the check digit), so that both can be wrong only together with the definition.
/// </summary>
internal sealed class MadeUpIdentifiers(Random random)
{
    public string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    public string Nir(bool corsican = false)
    {
        var departement = corsican ? (random.Next(2) == 0 ? "2A" : "2B") : random.Next(1, 96).ToString("00", CultureInfo.InvariantCulture);
        var body = $"{random.Next(1, 3)}{random.Next(0, 100):00}{random.Next(1, 13):00}{departement}{random.Next(1, 900):000}{random.Next(1, 999):000}";
        var number = long.Parse(body.Replace('A', '0').Replace('B', '0'), CultureInfo.InvariantCulture);
        if (body.Contains('A')) number -= 1_000_000;
        if (body.Contains('B')) number -= 2_000_000;
        return body + (97 - (number % 97)).ToString("00", CultureInfo.InvariantCulture);
    }

    public string Siren() => WithLuhn(random.Next(3, 10) + Digits(7));

    public string Siret()
    {
        while (true)
        {
            var siret = WithLuhn(Siren() + "000" + Digits(1));
            if (siret.Length == 14) return siret;
        }
    }

    public string LaPoste()
    {
        for (var i = random.Next(10_000); ; i++)
        {
            var siret = "356000000" + (i % 100_000).ToString("00000", CultureInfo.InvariantCulture);
            if (siret.Sum(c => c - '0') % 5 == 0) return siret;
        }
    }

    public string Vat()
    {
        var siren = Siren();
        return $"FR{long.Parse(siren + "12", CultureInfo.InvariantCulture) % 97:00}{siren}";
    }

    public string Rib()
    {
        var (bank, branch) = (Digits(5), Digits(5));
        var account = Digits(10) + (random.Next(4) == 0 ? (char)('A' + random.Next(26)) : (char)('0' + random.Next(10)));
        // The letter J counts 1, S counts 2: the rows of a telephone's key table.
        var letters = account.Select(c => char.IsDigit(c) ? c - '0' : "AJ|BKS|CLT|DMU|ENV|FOW|GPX|HQY|IRZ".Split('|').ToList().FindIndex(row => row.Contains(c)) + 1);
        var number = BigInteger.Parse(bank + branch + string.Concat(letters) + "00", CultureInfo.InvariantCulture);
        return bank + branch + account + (97 - (int)(number % 97)).ToString("00", CultureInfo.InvariantCulture);
    }

    public string Iban() => WithIbanKey("FR", Rib());

    public string BelgianIban()
    {
        var account = Digits(10);
        var check = long.Parse(account, CultureInfo.InvariantCulture) % 97;
        return WithIbanKey("BE", account + (check == 0 ? 97 : check).ToString("00", CultureInfo.InvariantCulture));
    }

    public string GermanIban() => WithIbanKey("DE", Digits(18));

    public string Card() => random.Next(3) switch
    {
        0 => WithLuhn("4" + Digits(14)),
        1 => WithLuhn("5" + random.Next(1, 6) + Digits(13)),
        _ => WithLuhn("37" + Digits(12)),
    };

    public string Spi()
    {
        var head = random.Next(0, 4) + Digits(9);
        return head + (long.Parse(head, CultureInfo.InvariantCulture) % 511).ToString("000", CultureInfo.InvariantCulture);
    }

    public string Rpps() => WithLuhn("10" + Digits(8));

    public string Adeli() => $"{random.Next(1, 96):00}{random.Next(1, 9)}{Digits(6)}";

    public string Ine() => random.Next(2) == 0 ? Digits(10) + Letter() : Digits(9) + Letter() + Letter();

    public string Phone() => random.Next(3) switch
    {
        0 => "0" + random.Next(1, 6) + Digits(8),
        1 => "06" + Digits(8),
        _ => "07" + Digits(8),
    };

    public string Plate()
    {
        while (true)
        {
            var plate = $"{PlateLetter()}{PlateLetter()}-{random.Next(1, 1000):000}-{PlateLetter()}{PlateLetter()}";
            if (!plate.Contains("SS", StringComparison.Ordinal)) return plate;
        }
    }

    public string Passport() => Digits(2) + Letter() + Letter() + Digits(5);

    public string Ip() => $"{random.Next(11, 172)}.{random.Next(256)}.{random.Next(256)}.{random.Next(1, 255)}";

    public string Mac() => string.Join(':', Enumerable.Range(0, 6).Select(_ => random.Next(256).ToString("x2", CultureInfo.InvariantCulture)));

    public string WithLuhn(string head)
    {
        for (var c = '0'; c <= '9'; c++)
        {
            var number = head + c;
            var sum = number.Reverse().Select((digit, place) => place % 2 == 0 ? digit - '0' : "0246813579"[digit - '0'] - '0').Sum();
            if (sum % 10 == 0) return number;
        }

        throw new InvalidOperationException("One of ten digits always completes Luhn.");
    }

    private static string WithIbanKey(string country, string account)
    {
        var letters = string.Concat((account + country + "00").Select(c => char.IsDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture)));
        return country + (98 - (int)(BigInteger.Parse(letters, CultureInfo.InvariantCulture) % 97)).ToString("00", CultureInfo.InvariantCulture) + account;
    }

    private char Letter() => (char)('A' + random.Next(26));

    private char PlateLetter() => "ABCDEFGHJKLMNPQRSTVWXYZ"[random.Next(23)];
}
