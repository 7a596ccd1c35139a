namespace AuditService.Core.Footprints;

/// <summary>The inputs of one estimate by their keys: as the author gave them, or as the factors assume them, which is told.</summary>
internal sealed class EstimateInputs(FootprintFactors factors)
{
    private readonly Dictionary<string, Interval> values = new(StringComparer.Ordinal);
    private readonly List<LocalizedText> assumptions = [];

    public IReadOnlyList<LocalizedText> Assumptions => assumptions;

    /// <summary>Those whose value is not settled, in the order in which they were asked for.</summary>
    public IEnumerable<KeyValuePair<string, Interval>> Uncertain => values.Where(input => !input.Value.IsExact);

    /// <summary>A constant of the method: nobody's to give, and told with the set of factors.</summary>
    public void Constant(string name) => values.TryAdd(name, factors.Factors[name].Value);

    public void Given(string key, double value) => values[key] = Interval.Exactly(value);

    public void GivenOr(string key, double? value, string factor)
    {
        if (value is { } said)
            Given(key, said);
        else
            Assume(key, factors.Factors[factor].Value, factors.SourceOf(factors.Factors[factor].Source));
    }

    public void GivenOr(string key, double? value, Interval assumed, LocalizedText because)
    {
        if (value is { } said)
            Given(key, said);
        else
            Assume(key, assumed, because);
    }

    public void Assume(string key, Interval assumed, FactorSource source) =>
        Assume(key, assumed, new LocalizedText($"{source.Title}, {source.Date:yyyy-MM-dd} ; {source.Scope.Fr}", $"{source.Title}, {source.Date:yyyy-MM-dd}; {source.Scope.En}"));

    public void Assume(string key, Interval assumed, LocalizedText because)
    {
        values[key] = assumed;
        assumptions.Add(new($"{key} : {Told(Language.French)}, {because.Fr}", $"{key}: {Told(Language.English)}, {because.En}"));

        string Told(Language language) => InputUnits.With(key, FootprintWords.Range(assumed, language), language);
    }

    public void Note(LocalizedText note) => assumptions.Add(note);

    /// <summary>Every input at one bound, save one.</summary>
    public double Compute(Reckoned quantity, Bound bound, string? except = null, Bound exceptAt = Bound.Central) =>
        quantity.By!(key => values[key].At(key == except ? exceptAt : bound));

    public Amount AmountOf(Reckoned quantity)
    {
        if (quantity.By is null)
            return Amount.Unknown(quantity.Why!);
        var value = new Interval(Compute(quantity, Bound.Low), Compute(quantity, Bound.Central), Compute(quantity, Bound.High));
        return double.IsFinite(value.High)
            ? Amount.Known(value)
            : Amount.Unknown(new("les nombres donnés dépassent tout ce qui se calcule", "the numbers given are beyond all that can be computed"));
    }

    public Footprint FootprintOf(Activity activity) => new(AmountOf(activity.Energy), AmountOf(activity.Carbon), AmountOf(activity.Embodied), AmountOf(activity.Water));
}
