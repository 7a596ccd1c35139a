namespace AuditService.Core.Conditions;

/// <summary>Kleene's strong three-valued logic (Kleene, Introduction to Metamathematics, 1952, § 64): ignorance neither accuses nor absolves.</summary>
public enum Truth
{
    False,
    Unknown,
    True,
}

public static class Kleene
{
    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    public static Truth Not(Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Unknown,
    };

    /// <summary>The least certain of the two: False wins, then Unknown.</summary>
    public static Truth And(Truth left, Truth right) => left < right ? left : right;

    /// <summary>True wins, then Unknown.</summary>
    public static Truth Or(Truth left, Truth right) => left > right ? left : right;
}
