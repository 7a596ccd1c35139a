namespace AuditService.Core.Footprints;

/// <summary>A quantity as a function of the inputs, so that one input can be moved with all others still; or why it cannot be computed.</summary>
internal sealed record Reckoned(Func<Func<string, double>, double>? By, LocalizedText? Why)
{
    public static Reckoned Of(Func<Func<string, double>, double> by) => new(by, null);

    public static Reckoned Unknown(LocalizedText why) => new(null, why);

    public Reckoned Then(Func<Func<string, double>, double, double> then) => By is { } by ? Of(value => then(value, by(value))) : this;

    public Reckoned Plus(Reckoned other) => (By, other.By) switch
    {
        ({ } mine, { } others) => Of(value => mine(value) + others(value)),
        (null, _) => this,
        _ => other,
    };
}

/// <summary>The four quantities of one activity.</summary>
internal sealed record Activity(Reckoned Energy, Reckoned Carbon, Reckoned Embodied, Reckoned Water)
{
    public static Activity Unknown(LocalizedText why) => new(Reckoned.Unknown(why), Reckoned.Unknown(why), Reckoned.Unknown(why), Reckoned.Unknown(why));

    public Activity Then(Func<Func<string, double>, double, double> then) => new(Energy.Then(then), Carbon.Then(then), Embodied.Then(then), Water.Then(then));

    public Activity Plus(Activity other) => new(Energy.Plus(other.Energy), Carbon.Plus(other.Carbon), Embodied.Plus(other.Embodied), Water.Plus(other.Water));
}
