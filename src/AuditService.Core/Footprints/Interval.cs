namespace AuditService.Core.Footprints;

/// <summary>A value as an estimate can give it: the least and the greatest that the assumptions allow, and the central one. A measured value is all three.</summary>
public readonly record struct Interval(double Low, double Central, double High)
{
    public static Interval Exactly(double value) => new(value, value, value);

    public bool IsExact => Low == High;

    public Interval Times(double factor) => new(Low * factor, Central * factor, High * factor);

    public double At(Bound bound) => bound switch
    {
        Bound.Low => Low,
        Bound.High => High,
        _ => Central,
    };
}

public enum Bound
{
    Low,
    Central,
    High,
}
