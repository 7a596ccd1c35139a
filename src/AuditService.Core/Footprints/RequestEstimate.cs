namespace AuditService.Core.Footprints;

/// <summary>
/// One request in the form of EcoLogits: energy of the accelerators by output tokens and active parameters, of their server by the time of the answer, both shared
/// by the batch. Water is corrected: the site's is counted on the energy of the machines, not again on that which holds the losses.
/// </summary>
internal sealed class RequestEstimate(FootprintFactors factors, EstimateInputs inputs)
{
    private const string Part = "inference";
    private const string Active = "inference.activeParametersB";
    private const string Total = "inference.totalParametersB";
    private const string Tokens = "inference.outputTokens";
    private const string Bits = "inference.bits";
    private const string Batch = "inference.batch";
    private const double BitsPerByte = 8;
    private const double TokensPerThousand = 1000;
    private const double SecondsPerHour = 3600;

    /// <summary>An answer of the largest models takes a few watt-hours: a thousand is an hour of an oven, and mostly a slip of the unit.</summary>
    private const double MuchForARequest = 1000;

    private static readonly string[] Constants =
    [
        FactorNames.TokenEnergyAlpha, FactorNames.TokenEnergyBeta, FactorNames.TokenEnergyGamma, FactorNames.TokenLatencyPerParameter, FactorNames.TokenLatencyPerBatch, FactorNames.TokenLatencyConstant,
        FactorNames.ServerKilowatts, FactorNames.ModelMemoryOverhead, FactorNames.AcceleratorMemoryGB, FactorNames.AcceleratorsPerServer, FactorNames.ServerEmbodiedKg, FactorNames.AcceleratorEmbodiedKg,
    ];

    public Activity Of(InferenceScenario inference)
    {
        FootprintEstimator.TakePlace(inputs, factors, Part, (inference.Pue, FactorNames.InferencePue, inference.WueSite, inference.GridGramsPerKWh, inference.GridWaterLPerKWh, inference.Country));
        var unknownSize = TakeSize(inference);
        if (inference.EnergyWhPerRequest is { } measured)
        {
            inputs.Given("inference.energyWhPerRequest", measured);
            if (inference.Pue is null)
                inputs.Note(new("inference.energyWhPerRequest : prise pour l'énergie des machines, le PUE s'y ajoute (pue: 1 si elle le contient déjà)", "inference.energyWhPerRequest: taken for the energy of the machines, the PUE is added (pue: 1 where it holds it already)"));
            if (measured > MuchForARequest)
                inputs.Note(new(FormattableString.Invariant($"inference.energyWhPerRequest : {measured:0.##} Wh par requête dépassent ce que l'on connaît d'aucun modèle, vérifiez l'unité"), FormattableString.Invariant($"inference.energyWhPerRequest: {measured:0.##} Wh a request exceed what is known of any model, check the unit")));
            var embodied = unknownSize is not null && inference.Model is null ? Reckoned.Unknown(new("le matériel qui répond n'est pas décrit", "the hardware that answers is not described")) : EmbodiedOf(inference, unknownSize);
            return FootprintEstimator.Powered(Part, Reckoned.Of(value => value("inference.energyWhPerRequest") / 1000), embodied);
        }

        if (unknownSize is not null)
            return Activity.Unknown(unknownSize);
        var manufacture = EmbodiedOf(inference, unknownSize: null);
        return FootprintEstimator.Powered(Part, Reckoned.Of(value => ServerKWh(value, inference) + (Accelerators(value) * AcceleratorKWh(value))), manufacture);
    }

    /// <returns>Why the size of the model is not known, or null.</returns>
    private LocalizedText? TakeSize(InferenceScenario inference)
    {
        var model = factors.ModelNamed(inference.Model);
        var total = inference.TotalParametersB ?? (inference.ActiveParametersB is null ? model?.TotalParametersB : null);
        var active = inference.ActiveParametersB ?? (inference.TotalParametersB is null ? model?.ActiveParametersB : null);
        if (total is null && active is null)
        {
            return inference.Model is { } named
                ? new($"la taille de « {named} » n'est pas publiée dans le jeu de facteurs : donnez totalParametersB", $"the size of \"{named}\" is not in the set of factors: give totalParametersB")
                : FootprintEstimator.NotSaid("inference.totalParametersB");
        }

        var share = factors.Factors[inference.MixtureOfExperts == true ? FactorNames.MixtureActiveShare : FactorNames.ActiveParameterShare];
        var because = inference.MixtureOfExperts == true
            ? new LocalizedText("mélange d'experts : 10 à 30 % des paramètres servent à chaque jeton", "mixture of experts: 10 to 30 % of the parameters serve for each token")
            : new("non dit : le modèle peut être un mélange d'experts", "not said: the model may be a mixture of experts");
        var isDense = inference.MixtureOfExperts == false;
        if (total is { } all)
            inputs.Given(Total, all);
        else
            inputs.GivenOr(Total, isDense ? active : null, WholeOf(active!.Value, share.Value), because);
        if (active is { } some)
            inputs.Given(Active, some);
        else
            inputs.GivenOr(Active, isDense ? total : null, share.Value.Times(total!.Value), because);
        return null;
    }

    /// <summary>The fewer parameters serve, the more there are in all.</summary>
    private static Interval WholeOf(double active, Interval share) => new(active / share.High, active / share.Central, active / share.Low);

    private Reckoned EmbodiedOf(InferenceScenario inference, LocalizedText? unknownSize)
    {
        if (unknownSize is not null)
            return Reckoned.Unknown(unknownSize);
        inputs.GivenOr(Bits, inference.Bits, FactorNames.Bits);
        inputs.GivenOr(Tokens, inference.OutputTokens, FactorNames.OutputTokens);
        inputs.GivenOr(Batch, inference.Batch, FactorNames.Batch);
        inputs.GivenOr("inference.lifetimeHours", null, FactorNames.LifetimeHours);
        inputs.GivenOr("inference.activeShare", null, FactorNames.ActiveShare);
        foreach (var constant in Constants)
            inputs.Constant(constant);
        return Reckoned.Of(value =>
        {
            var accelerators = Accelerators(value);
            var kilograms = (accelerators / value(FactorNames.AcceleratorsPerServer) * value(FactorNames.ServerEmbodiedKg)) + (accelerators * value(FactorNames.AcceleratorEmbodiedKg));
            return Seconds(value, inference) / SecondsPerHour / (value("inference.lifetimeHours") * value("inference.activeShare") * value(Batch)) * kilograms;
        });
    }

    private static double Seconds(Func<string, double> value, InferenceScenario inference)
    {
        var computed = value(Tokens) * ((value(FactorNames.TokenLatencyPerParameter) * value(Active)) + (value(FactorNames.TokenLatencyPerBatch) * value(Batch)) + value(FactorNames.TokenLatencyConstant));
        return inference.LatencyS is { } measured ? Math.Min(computed, measured) : computed;
    }

    private static double Accelerators(Func<string, double> value)
    {
        var gigabytes = value(FactorNames.ModelMemoryOverhead) * value(Total) * value(Bits) / BitsPerByte;
        return Math.Pow(2, Math.Ceiling(Math.Log2(Math.Max(1, Math.Ceiling(gigabytes / value(FactorNames.AcceleratorMemoryGB))))));
    }

    private static double AcceleratorKWh(Func<string, double> value) =>
        value(Tokens) * ((value(FactorNames.TokenEnergyAlpha) * Math.Exp(value(FactorNames.TokenEnergyBeta) * value(Batch)) * value(Active)) + value(FactorNames.TokenEnergyGamma)) / TokensPerThousand;

    private static double ServerKWh(Func<string, double> value, InferenceScenario inference) =>
        Seconds(value, inference) / SecondsPerHour * value(FactorNames.ServerKilowatts) * Accelerators(value) / value(FactorNames.AcceleratorsPerServer) / value(Batch);
}
