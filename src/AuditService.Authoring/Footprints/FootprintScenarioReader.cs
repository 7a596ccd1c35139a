using System.Globalization;
using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Core.Footprints;

namespace AuditService.Authoring.Footprints;

/// <summary>
/// Reads a scenario of <c>audit scan footprint</c>. What cannot be (a negative number, a duration of zero, a PUE below 1, a country that nobody knows) is a mistake with its place; all
/// are told together. Hardware or a model that the factors do not know may well be: it leaves a quantity open, and that is for the estimate to say.
/// </summary>
public sealed class FootprintScenarioReader
{
    private const double MostDeviceHours = 1e8;
    private const double MostHoursOfSeveral = 10 * FootprintEstimator.HoursPerYear;

    /// <summary>What a number may be, by its key: bounds that no machine, site or project of today passes by far.</summary>
    private static readonly Dictionary<string, (double Least, double Most, string Unit)> Bounds = new(StringComparer.Ordinal)
    {
        ["hours"] = (0, MostDeviceHours, "h"),
        ["count"] = (0, 1e6, ""),
        ["powerW"] = (0, 20_000, "W"),
        ["usage"] = (0, 1, ""),
        ["embodiedKg"] = (0, 100_000, "kg"),
        ["energyKWh"] = (0, 1e10, "kWh"),
        ["memoryGB"] = (0, 1e8, "GB"),
        ["pue"] = (1, 5, ""),
        ["gridGramsPerKWh"] = (0, 2000, "g/kWh"),
        ["gridWaterLPerKWh"] = (0, 200, "L/kWh"),
        ["wueSite"] = (0, 50, "L/kWh"),
        ["repeats"] = (0, 1e6, ""),
        ["lifetimeYears"] = (0.1, 50, "years"),
        ["activeShare"] = (0.001, 1, ""),
        ["totalParametersB"] = (1e-6, 1e6, "10^9"),
        ["activeParametersB"] = (1e-6, 1e6, "10^9"),
        ["bits"] = (1, 64, "bits"),
        ["outputTokens"] = (0, 1e7, "tokens"),
        ["latencyS"] = (0, 86_400, "s"),
        ["batch"] = (1, 64, ""),
        ["energyWhPerRequest"] = (0, 1e6, "Wh"),
        ["requestsPerYear"] = (0, 1e13, ""),
        ["years"] = (0, 100, ""),
        ["users"] = (1, 1e10, ""),
    };

    /// <summary>Of these nothing is no value: who does not do it leaves the key out.</summary>
    private static readonly HashSet<string> Positive = new(
        ["hours", "count", "powerW", "usage", "energyKWh", "repeats", "outputTokens", "latencyS", "energyWhPerRequest", "years"], StringComparer.Ordinal);

    /// <summary>The most that a figure of training or use in a manifest may be, with its unit; null where nothing bounds it.</summary>
    /// <param name="key">The key in the manifest.</param>
    internal static (double Most, string Unit)? MostOf(string key) => key switch
    {
        // There it is the power of all machines together: a whole data centre may train.
        "powerW" => (1e9, "W"),
        "runsPerYear" => (Bounds["repeats"].Most, ""),
        "hours" or "energyKWh" or "outputTokens" or "energyWhPerRequest" or "requestsPerYear" or "years" or "users" or "pue" => (Bounds[key].Most, Bounds[key].Unit),
        _ => null,
    };

    public FootprintScenario Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        var scenario = new RecordBinder(problems).Bind<FootprintScenario>(YamlText.Parse(text, file, problems));
        foreach (var mistake in Mistakes(scenario, new(file, 1, 1), problems.Count == 0).ToList())
            problems.Add(mistake);
        return scenario;
    }

    private static IEnumerable<AuthorProblem> Mistakes(FootprintScenario scenario, SourcePosition top, bool isWhole)
    {
        if (isWhole && scenario.Training is null && scenario.Inference is null)
            yield return new(top, "Rien à estimer : écrivez training, inference, ou les deux.", "Nothing to estimate: write training, inference, or both.");
        var entries = new ScenarioEntry?[] { scenario.Training, scenario.Inference, scenario.Project }.Concat(scenario.Training?.Hardware ?? []).OfType<ScenarioEntry>();
        foreach (var mistake in entries.SelectMany(OutOfBounds))
            yield return mistake;
        if (scenario.Training is { } training)
        {
            foreach (var mistake in Hardware(training).Concat(Country(training, training.Country)).Concat(Grams(training, training.GridGramsPerKWh)))
                yield return mistake;
        }

        if (scenario.Inference is { } inference)
        {
            foreach (var mistake in Parameters(inference).Concat(Country(inference, inference.Country)).Concat(Grams(inference, inference.GridGramsPerKWh)))
                yield return mistake;
        }
    }

    private static IEnumerable<AuthorProblem> OutOfBounds(ScenarioEntry entry)
    {
        foreach (var (key, property) in RecordShape.Of(entry.GetType()).Keys)
        {
            if (property.GetValue(entry) is not double value || !Bounds.TryGetValue(key, out var bounds))
                continue;
            var at = At(entry, key);
            if (value < 0)
                yield return new(at, $"« {key} » ne peut pas être négatif.", $"\"{key}\" cannot be negative.");
            else if (value == 0 && Positive.Contains(key))
                yield return new(at, $"« {key} » : 0 n'est pas possible ; attendu plus de 0, jusqu'à {Number(bounds.Most)} {bounds.Unit}".TrimEnd() + ".", $"\"{key}\": 0 is not possible; expected more than 0, up to {Number(bounds.Most)} {bounds.Unit}".TrimEnd() + ".");
            else if (value < bounds.Least || value > bounds.Most)
                yield return new(at, $"« {key} » : {Number(value)} n'est pas possible ; attendu de {Number(bounds.Least)} à {Number(bounds.Most)} {bounds.Unit}".TrimEnd() + ".", $"\"{key}\": {Number(value)} is not possible; expected {Number(bounds.Least)} to {Number(bounds.Most)} {bounds.Unit}".TrimEnd() + ".");
        }
    }

    private static IEnumerable<AuthorProblem> Hardware(TrainingScenario training)
    {
        foreach (var hardware in training.Hardware)
        {
            if (hardware.Count is { } count && count > 0 && count != Math.Floor(count))
                yield return new(At(hardware, "count"), "« count » doit être un nombre entier.", "\"count\" must be a whole number.");
        }

        if (training.Hours > MostHoursOfSeveral && training.Hours <= MostDeviceHours && training.Hardware.Any(hardware => hardware.Count > 1))
        {
            yield return new(
                At(training, "hours"),
                $"{Number(training.Hours.Value)} heures avec plusieurs matériels feraient plus de dix ans : donnez la durée d'un entraînement, ou les heures de tous les matériels avec « count: 1 ».",
                $"{Number(training.Hours.Value)} hours with several devices would last more than ten years: give the duration of one training, or the hours of all devices with \"count: 1\".");
        }
    }

    private static IEnumerable<AuthorProblem> Parameters(InferenceScenario inference)
    {
        if (inference.ActiveParametersB > inference.TotalParametersB)
            yield return new(At(inference, "activeParametersB"), "« activeParametersB » ne peut pas dépasser « totalParametersB ».", "\"activeParametersB\" cannot exceed \"totalParametersB\".");
        if (inference is { MixtureOfExperts: false, ActiveParametersB: { } active, TotalParametersB: { } total } && active < total)
            yield return new(At(inference, "mixtureOfExperts"), "« mixtureOfExperts: false » contredit activeParametersB, plus petit que totalParametersB.", "\"mixtureOfExperts: false\" contradicts activeParametersB, less than totalParametersB.");
    }

    private static IEnumerable<AuthorProblem> Country(ScenarioEntry entry, string? country)
    {
        if (!string.IsNullOrWhiteSpace(country) && Countries.Code(country) is null)
            yield return new(At(entry, "country"), $"« {country} » n'est pas un pays connu : écrivez son code à deux lettres (FR, DE, US ...).", $"\"{country}\" is no known country: write its two-letter code (FR, DE, US ...).");
    }

    /// <summary>The common slip of published calculators: kilograms given for grams.</summary>
    private static IEnumerable<AuthorProblem> Grams(ScenarioEntry entry, double? grams)
    {
        if (grams is > 0 and < 1)
        {
            yield return new(
                At(entry, "gridGramsPerKWh"),
                $"« gridGramsPerKWh » est en grammes : {Number(grams.Value)} g/kWh n'est celui d'aucun réseau ; pour {Number(grams.Value)} kg, écrivez {Number(grams.Value * 1000)}.",
                $"\"gridGramsPerKWh\" is in grams: {Number(grams.Value)} g/kWh is that of no grid; for {Number(grams.Value)} kg, write {Number(grams.Value * 1000)}.");
        }
    }

    private static SourcePosition At(ScenarioEntry entry, string key) => entry.KeyPositions.GetValueOrDefault(key) ?? entry.At ?? new("?", 1, 1);

    internal static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
