using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuditService.Core.Footprints;

/// <summary>The estimate of a project and of its options, as a fact keeps them: a report shows the figures that the audit saw, whatever factors come later.</summary>
/// <param name="Project">Null where the dossier gives no figure of the project itself.</param>
public sealed record FootprintSheet(FootprintEstimate? Project, IReadOnlyList<OptionEstimate> Options)
{
    /// <summary>What was measured against what was declared, in words.</summary>
    public IReadOnlyList<LocalizedText> Notes { get; init; } = [];

    /// <summary>Key of the fact.</summary>
    public const string FactKey = "impact.footprintSheet";

    private static readonly JsonSerializerOptions Format = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IgnoreReadOnlyProperties = true,
    };

    public static string Write(FootprintSheet sheet) => JsonSerializer.Serialize(sheet, Format);

    /// <returns>Null for a text that is none, as an older audit may hold.</returns>
    public static FootprintSheet? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<FootprintSheet>(text, Format);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="IsChosen">The option that the project has taken.</param>
public sealed record OptionEstimate(string Name, bool IsChosen, FootprintEstimate Estimate)
{
    /// <summary>True where the option has no figures of its own: those of the project stand for it, its training included.</summary>
    public bool HasFiguresOfProject { get; init; }

    public bool CountsTraining => IsKnown(Estimate.Training);

    public bool CountsUse => IsKnown(Estimate.Request);

    private static bool IsKnown(Footprint footprint) => footprint.EnergyKWh.Value is not null;
}
