using System.Globalization;
using System.Text;
using AuditService.Core.Dossiers;

namespace AuditService.Core.Footprints;

/// <summary>A dated set of factors, each with its source: <c>rules/footprint.yaml</c>.</summary>
public sealed record FootprintFactors
{
    public string Version { get; init; } = "";

    public DateOnly? Date { get; init; }

    public IReadOnlyList<FactorSource> Sources { get; init; } = [];

    /// <summary>By the names of <see cref="FactorNames"/>.</summary>
    public IReadOnlyDictionary<string, Factor> Factors { get; init; } = new Dictionary<string, Factor>(StringComparer.Ordinal);

    /// <summary>Several legitimate values for a country; the first is the central one.</summary>
    public IReadOnlyList<GridIntensity> Grids { get; init; } = [];

    public IReadOnlyList<GridWater> GridWater { get; init; } = [];

    public IReadOnlyList<Device> Devices { get; init; } = [];

    public IReadOnlyList<LanguageModel> Models { get; init; } = [];

    public IReadOnlyList<Equivalent> Equivalents { get; init; } = [];

    public IReadOnlyList<ScopeLine> Scope { get; init; } = [];

    public IReadOnlyList<ScopeLine> Excluded { get; init; } = [];

    /// <summary>Name and date of the set, as each result carries it.</summary>
    public string Id => $"AuditService {Version}, {Date:yyyy-MM-dd}";

    public IReadOnlyList<GridIntensity> GridsOf(string? country) =>
        Countries.Code(country) is { } code ? [.. Grids.Where(grid => grid.Country == code)] : [];

    /// <returns>The device whose longest alias is in the text, or null: a portable variant is another device than its namesake.</returns>
    public Device? DeviceNamed(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var words = Words(text);
        if (words.Contains(" laptop ", StringComparison.Ordinal) || words.Contains(" mobile ", StringComparison.Ordinal) || words.Contains(" max q ", StringComparison.Ordinal))
            return null;
        return Devices
            .SelectMany(device => device.Aliases.Append(device.Name).Select(alias => (Device: device, Words: Words(alias).TrimEnd())))
            .Where(known => Holds(words, known.Words))
            .OrderByDescending(known => known.Words.Length)
            .Select(known => known.Device)
            .FirstOrDefault();
    }

    public LanguageModel? ModelNamed(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : Models.FirstOrDefault(model => model.Aliases.Append(model.Name).Any(alias => Words(alias) == Words(text)));

    public FactorSource SourceOf(string id) => Sources.First(source => source.Id == id);

    /// <summary>What distinguishes devices of one family (Ti, Super, another number) must not be passed over; a form factor such as SXM4 may.</summary>
    private static bool Holds(string words, string alias)
    {
        var at = words.IndexOf(alias, StringComparison.Ordinal);
        if (at < 0)
            return false;
        var rest = words[(at + alias.Length)..];
        var endsWhole = rest.StartsWith(' ') || (char.IsAsciiLetter(alias[^1]) && char.IsAsciiDigit(rest[0]));
        return endsWhole && !Variants.Any(variant => rest.StartsWith($" {variant} ", StringComparison.Ordinal));
    }

    private static readonly string[] Variants = ["ti", "super", "s", "x", "ada"];

    /// <summary>Small letters and digits, words set apart by one space, one space at each end.</summary>
    private static string Words(string text)
    {
        var words = new StringBuilder(" ");
        foreach (var character in text.Normalize(NormalizationForm.FormD).Where(character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark))
        {
            if (char.IsAsciiLetterOrDigit(character))
                words.Append(char.ToLowerInvariant(character));
            else if (words[^1] != ' ')
                words.Append(' ');
        }

        return words[^1] == ' ' ? words.ToString() : words.Append(' ').ToString();
    }
}

/// <summary>Where figures come from, and of what date.</summary>
public sealed record FactorSource
{
    public string Id { get; init; } = "";

    public DateOnly? Date { get; init; }

    public string Title { get; init; } = "";

    public LocalizedText Scope { get; init; } = LocalizedText.Same("");
}

/// <summary>What comes from a source and was written at a place.</summary>
public abstract record SourcedFigure
{
    public SourcePosition? At { get; init; }

    public string Source { get; init; } = "";
}

/// <summary>A value ordered by its effect: <see cref="Low"/> is what gives the low result, though it may be the greater number.</summary>
public sealed record Factor : SourcedFigure
{
    public double? Low { get; init; }

    public double? Central { get; init; }

    public double? High { get; init; }

    public Interval Value => new(Low ?? 0, Central ?? 0, High ?? 0);
}

public sealed record GridIntensity : SourcedFigure
{
    public string Country { get; init; } = "";

    public double? GramsPerKWh { get; init; }
}

public sealed record GridWater : SourcedFigure
{
    public string Country { get; init; } = "";

    public double? LitresPerKWh { get; init; }
}

/// <summary>A machine with its maximum power in watts: an interval where one name is given to several.</summary>
public sealed record Device : SourcedFigure
{
    public string Name { get; init; } = "";

    public DeviceKind? Kind { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public double? Low { get; init; }

    public double? Central { get; init; }

    public double? High { get; init; }

    public Interval PowerW => new(Low ?? 0, Central ?? 0, High ?? 0);
}

public enum DeviceKind
{
    Accelerator,
    Processor,
}

public sealed record LanguageModel : SourcedFigure
{
    public string Name { get; init; } = "";

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public double? TotalParametersB { get; init; }

    public double? ActiveParametersB { get; init; }
}

/// <summary>A quantity that everybody knows.</summary>
public sealed record Equivalent : SourcedFigure
{
    public LocalizedText Text { get; init; } = LocalizedText.Same("");

    public EquivalentOf? Per { get; init; }

    /// <summary>How much one of it is, in the unit of <see cref="Per"/>.</summary>
    public double? Amount { get; init; }
}

public enum EquivalentOf
{
    CarbonKg,
    EnergyKWh,
    WaterL,
}

public sealed record ScopeLine
{
    public ScopePart? Part { get; init; }

    public LocalizedText Text { get; init; } = LocalizedText.Same("");
}

public enum ScopePart
{
    Training,
    Inference,
    Any,
}
