using System.Globalization;

namespace AuditService.Core.Reviews;

/// <summary>A value of the risk map as a person rates it.</summary>
/// <param name="Machine">What the machine said at that time; null where it did not know.</param>
/// <param name="Step">On the scale of the map, from 1; null to leave the value to the machine again.</param>
public sealed record RiskRating(RatedValue Value, int? Machine, int? Step)
{
    /// <exception cref="FormatException">The text is none that <see cref="ToString"/> writes.</exception>
    public static RiskRating Parse(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 3 && Enum.TryParse<RatedValue>(parts[0], out var value) && value.ToString() == parts[0]
            ? new(value, StepOf(parts[1]), StepOf(parts[2]))
            : throw new FormatException($"\"{text}\" is no rating.");
    }

    /// <summary>As it is stored and hashed.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value}:{Machine}:{Step}");

    private static int? StepOf(string text) => text.Length == 0 ? null : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>What of a risk a person may rate.</summary>
public enum RatedValue
{
    /// <summary>In all views.</summary>
    Gravity,

    /// <summary>Counting no measure.</summary>
    InitialLikelihood,

    /// <summary>Today, with the measures that are proven.</summary>
    CurrentLikelihood,

    /// <summary>Once the measures of the plan are done.</summary>
    PlannedLikelihood,

    /// <summary>Once the measures of the plan are done.</summary>
    PlannedGravity,
}
