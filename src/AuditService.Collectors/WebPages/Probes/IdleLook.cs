namespace AuditService.Collectors.WebPages.Probes;

/// <summary>What a page did by itself in twelve seconds of its time.</summary>
public sealed record IdleLook(IReadOnlyList<ChangingElement> Changes, IReadOnlyList<RunningAnimation> Animations);

/// <summary>An element whose content, drawing or place a script changed.</summary>
/// <param name="Times">Milliseconds since the watch began.</param>
/// <param name="IsMovement">Its drawing, its place or its parts changed; otherwise its words alone.</param>
public sealed record ChangingElement(int Element, IReadOnlyList<double> Times, bool IsMovement)
{
    /// <summary>More than three general flashes in one second (WCAG 2.1).</summary>
    public bool Flashes { get; init; }

    /// <summary>Of the element, in CSS pixels.</summary>
    public double Area { get; init; }
}

/// <summary>An animation that still ran at the end of the watch.</summary>
/// <param name="EndTime">Milliseconds after its start; null for one without end.</param>
/// <param name="Duration">Milliseconds of one round.</param>
/// <param name="Properties">What it changes, by the names of the style sheet's object model.</param>
/// <param name="Flashes">A second: pairs of opposite changes of relative luminance by a tenth or more, the darker state under 0.80 (WCAG 2.1, general flash).</param>
/// <param name="Area">Of the element, in CSS pixels.</param>
public sealed record RunningAnimation(int Element, double? EndTime, double Duration, IReadOnlyList<string> Properties, double Flashes = 0, double Area = 0);
