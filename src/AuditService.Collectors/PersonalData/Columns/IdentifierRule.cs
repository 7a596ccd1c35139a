using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Collectors.PersonalData.Columns;

/// <summary>
/// When a column holds an identifier. A checksum is no proof for one value (Luhn lets one random number in ten pass), so the share of a column
/// and its header decide together.
/// </summary>
/// <param name="Category">The identifier.</param>
/// <param name="Valid">The exact test.</param>
/// <param name="Shape">What damaged or foreign values still look like; believed only under a header that says it.</param>
/// <param name="Alone">Share of valid values, 0 to 1, that convinces without any header; null where no share does.</param>
/// <param name="Unforgeable">True when chance cannot give such a share, even under a header that speaks of orders or products.</param>
/// <param name="LeastDistinct">Different valid values needed to be convinced without a header.</param>
internal sealed record IdentifierRule(
    PersonalDataCategory Category,
    ValueTest Valid,
    ValueTest? Shape = null,
    double? Alone = null,
    bool Unforgeable = false,
    int LeastDistinct = 3)
{
    private const double ClearHeader = 0.8;

    private const int LeastCounted = 20;

    private const int LeastStarts = 8;

    private const double MostlyUnkeyed = 0.8;

    private const double AllUnkeyed = 0.95;

    /// <summary>Mean step, up to which numbers are a counter's: some are left out.</summary>
    private const int CounterGap = 20;

    public static IReadOnlyList<IdentifierRule> All { get; } =
    [
        new(Nir, ValueTest.Nir, ValueTest.NirShape, Alone: 0.3, Unforgeable: true, LeastDistinct: 2) { Unkeyed = ValueTest.NirWithoutKey },
        new(Iban, ValueTest.Iban, ValueTest.IbanKey, Alone: 0.3, Unforgeable: true, LeastDistinct: 2),
        new(Rib, ValueTest.Rib, Alone: 0.5, Unforgeable: true),
        new(Email, ValueTest.Email, Alone: 0.3, Unforgeable: true, LeastDistinct: 2),
        new(Phone, ValueTest.Phone, ValueTest.PhoneShape, Alone: 0.7, LeastDistinct: 4),
        new(Card, ValueTest.Card, ValueTest.CardShape, Alone: 0.7, LeastDistinct: 4),
        new(Siret, ValueTest.Siret, ValueTest.FourteenDigits, Alone: 0.8, LeastDistinct: 5),
        new(Siren, ValueTest.Siren, ValueTest.NineDigits),
        new(Vat, ValueTest.Vat, ValueTest.VatShape, Alone: 0.5, Unforgeable: true),
        new(Spi, ValueTest.Spi, ValueTest.SpiShape, Alone: 0.5, Unforgeable: true),
        new(Rpps, ValueTest.Rpps, ValueTest.ElevenDigits, Alone: 0.95, LeastDistinct: LeastCounted) { Proof = ValueTest.IssuedRpps },
        new(Adeli, ValueTest.Adeli),
        new(Finess, ValueTest.Finess, ValueTest.FinessShape),
        new(Imei, ValueTest.Imei, ValueTest.ImeiShape),
        new(Imsi, ValueTest.Imsi),
        new(ResidencePermit, ValueTest.ResidencePermit),
        new(CardCode, ValueTest.CardCode),
        new(UserAgent, ValueTest.UserAgent, Alone: 0.5, Unforgeable: true, LeastDistinct: 2),
        new(Ine, ValueTest.Ine),
        new(Passport, ValueTest.Passport, ValueTest.ForeignPassport),
        new(IdentityCard, ValueTest.IdentityCard),
        new(DrivingLicence, ValueTest.DrivingLicence),
        new(Plate, ValueTest.SivPlate, ValueTest.AnyPlate, Alone: 0.7, LeastDistinct: 4),
        new(Ip, ValueTest.Ip, Alone: 0.5) { Proof = ValueTest.HostIp },
        new(Mac, ValueTest.Mac, ValueTest.BareMac, Alone: 0.3, Unforgeable: true),
        new(Url, ValueTest.Url, Alone: 0.5, LeastDistinct: 2),
    ];

    /// <summary>A stricter test that half of the values must pass where no header speaks; null where validity is enough.</summary>
    public ValueTest? Proof { get; init; }

    /// <summary>The identifier written without its key, so strictly built that hardly any other number looks so throughout a column; null where it has none.</summary>
    public ValueTest? Unkeyed { get; init; }

    /// <returns>The finding, or null.</returns>
    public ColumnCategory? Judge(ColumnEvidence column)
    {
        var header = column.Cue(Category);
        var valid = column.Share(Valid);
        if (header >= ClearHeader)
        {
            if (valid >= 0.2) return Found(0.8 + (0.19 * valid), valid, $"{Percent(valid)} of the values {Valid.Says}, and the header says \"{column.Cues[Category].Phrase}\"");
            if (Shape is not null && column.Share(Shape) is >= 0.5 and var shaped) return Found(0.6, shaped, $"the header says \"{column.Cues[Category].Phrase}\" and {Percent(shaped)} of the values {Shape.Says}, though their key is wrong or missing");
            if (Shape is not null && column.Share(ValueTest.Scientific) is >= 0.5 and var damaged) return Found(0.55, damaged, $"the header says \"{column.Cues[Category].Phrase}\" and the values {ValueTest.Scientific.Says} by a spreadsheet");
            return null;
        }

        if (IsCounter(column)) return null;
        if (header > 0 && valid >= 0.5) return Found(0.7 + (0.2 * valid), valid, $"{Percent(valid)} of the values {Valid.Says}, and the header may mean it");
        if (Unkeyed is not null && column.Share(Unkeyed) is var bodies && bodies >= (header > 0 ? MostlyUnkeyed : AllUnkeyed) && (header > 0 || (column.DistinctSampled >= LeastCounted && !column.Header.HasAny(HeaderLexicon.ForeignNumbers) && StartsDiffer(column))))
            return Found(header > 0 ? 0.75 : 0.65, bodies, $"{Percent(bodies)} of the values {Unkeyed.Says}");
        if (Alone is not { } enough || valid < enough || column.DistinctHeld(Valid) < LeastDistinct) return null;
        if (Proof is not null && column.Share(Proof) < 0.5) return null;
        if (column.Header.HasAny(HeaderLexicon.ForeignNumbers) && !Unforgeable) return null;
        return Found(0.6 + (0.35 * valid), valid, $"{Percent(valid)} of the values {Valid.Says}");
    }

    /// <summary>Sexes and years of birth vary; milliseconds since 1970, which may hold a month at the right place too, begin alike for months.</summary>
    private static bool StartsDiffer(ColumnEvidence column) =>
        column.Values.Select(value => value.Text.Length < 3 ? "" : value.Text[..3]).Distinct(StringComparer.Ordinal).Take(LeastStarts).Count() == LeastStarts;

    /// <summary>
    /// Numbers that hardly leave a gap number the rows: given out to people at random, those of a column would lie thousands of times further apart.
    /// </summary>
    private static bool IsCounter(ColumnEvidence column)
    {
        if (column.DistinctSampled < LeastCounted) return false;
        var (low, high) = (long.MaxValue, long.MinValue);
        foreach (var value in column.Values)
        {
            if (value.Text.Length > 18 || !long.TryParse(value.Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)) return false;
            (low, high) = (Math.Min(low, number), Math.Max(high, number));
        }

        return high - low <= CounterGap * Math.Max(column.Sample.Rows, column.DistinctSampled);
    }

    private ColumnCategory Found(double confidence, double share, string because) => new(Category, Math.Round(confidence, 2), share, because);

    private static string Percent(double share) => ColumnClassifier.Percent(share);
}
