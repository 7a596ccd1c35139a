using System.Globalization;

namespace AuditService.Core.Footprints;

/// <summary>Quantities as a reader is told them: from the low to the high value, the central one beside, three significant digits, in a unit that fits. An order of magnitude has no more.</summary>
public static class FootprintWords
{
    private const int SignificantDigits = 3;
    private const int MostDecimals = 9;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string Energy(Interval kilowattHours, Language language) => kilowattHours.High switch
    {
        < 1 => $"{Range(kilowattHours.Times(1000), language)} Wh",
        >= 10_000 => $"{Range(kilowattHours.Times(0.001), language)} MWh",
        _ => $"{Range(kilowattHours, language)} kWh",
    };

    public static string Mass(Interval kilograms, Language language) => kilograms.High switch
    {
        < 1 => $"{Range(kilograms.Times(1000), language)} g CO2e",
        >= 10_000 => $"{Range(kilograms.Times(0.001), language)} t CO2e",
        _ => $"{Range(kilograms, language)} kg CO2e",
    };

    public static string Volume(Interval litres, Language language) => litres.High switch
    {
        < 1 => $"{Range(litres.Times(1000), language)} mL",
        >= 10_000 => $"{Range(litres.Times(0.001), language)} m³",
        _ => $"{Range(litres, language)} L",
    };

    public static string Range(Interval value, Language language)
    {
        if (value.IsExact)
            return Number(value.Central, language);
        return language == Language.French
            ? $"de {Number(value.Low, language)} à {Number(value.High, language)} ({Number(value.Central, language)})"
            : $"{Number(value.Low, language)} to {Number(value.High, language)} ({Number(value.Central, language)})";
    }

    public static string Number(double value, Language language)
    {
        var culture = language == Language.French ? French : English;
        if (value == 0)
            return "0";
        if (!double.IsFinite(value))
            return "∞";
        var magnitude = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var decimals = SignificantDigits - 1 - magnitude;
        if (decimals > MostDecimals)
            return value.ToString("0.##E+0", culture);
        // Digits beyond the third would pretend to a precision that is not there.
        var unit = Math.Pow(10, -Math.Min(decimals, 0));
        var rounded = Math.Round(value / unit, Math.Max(decimals, 0)) * unit;
        return rounded.ToString(decimals > 0 ? "#,0." + new string('#', decimals) : "#,0", culture);
    }
}
