using System.Collections.Frozen;

namespace AuditService.Core.Footprints;

/// <summary>What an input of an estimate is counted in: its key is for who writes a scenario, its number for who reads a report.</summary>
public static class InputUnits
{
    private static readonly FrozenDictionary<string, LocalizedText> Units = new Dictionary<string, LocalizedText>(StringComparer.Ordinal)
    {
        ["pue"] = new("fois l'électricité des machines", "times the electricity of the machines"),
        ["wueSite"] = LocalizedText.Same("L/kWh"),
        ["gridGramsPerKWh"] = LocalizedText.Same("g CO2e/kWh"),
        ["gridWaterLPerKWh"] = LocalizedText.Same("L/kWh"),
        ["lifetimeHours"] = LocalizedText.Same("h"),
        ["hours"] = LocalizedText.Same("h"),
        ["activeShare"] = new("de la durée de vie", "of the lifetime"),
        ["usage"] = new("de la puissance maximale", "of the maximum power"),
        ["powerW"] = LocalizedText.Same("W"),
        ["memoryGB"] = new("Go", "GB"),
        ["embodiedKg"] = LocalizedText.Same("kg CO2e"),
        ["batch"] = new("réponses à la fois", "answers at a time"),
        ["bits"] = new("bits par paramètre", "bits a parameter"),
        ["outputTokens"] = new("jetons", "tokens"),
        ["totalParametersB"] = new("milliards de paramètres", "billion parameters"),
        ["activeParametersB"] = new("milliards de paramètres", "billion parameters"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="key">The key of the scenario: <c>training.hardware[0].powerW</c>.</param>
    /// <returns>Null for an input that is never told.</returns>
    public static LocalizedText? Of(string key) => Units.GetValueOrDefault(key[(key.LastIndexOf('.') + 1)..]);

    /// <summary>A number of the input with its unit.</summary>
    public static string With(string key, string number, Language language) => Of(key) is { } unit ? $"{number} {unit.In(language)}" : number;
}
