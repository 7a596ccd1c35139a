namespace AuditService.Core.Footprints;

/// <summary>Trainings in the form of Green Algorithms: hours × (devices × power × usage + memory) × repeats, then the site's losses; manufacture by the hours of life used.</summary>
internal sealed class TrainingEstimate(FootprintFactors factors, EstimateInputs inputs)
{
    private const string Part = "training";

    /// <summary>Processor, memory and fans may draw as much as the cards that are described; not many times more.</summary>
    private const double Margin = 3;

    public Activity Of(TrainingScenario training)
    {
        FootprintEstimator.TakePlace(inputs, factors, Part, (training.Pue, FactorNames.TrainingPue, training.WueSite, training.GridGramsPerKWh, training.GridWaterLPerKWh, training.Country));
        inputs.Given("training.repeats", training.Repeats ?? 1);
        return FootprintEstimator.Powered(Part, MachinesOf(training), EmbodiedOf(training));
    }

    private Reckoned MachinesOf(TrainingScenario training)
    {
        if (training.EnergyKWh is { } measured)
        {
            inputs.Given("training.energyKWh", measured);
            if (training.Pue is null)
                inputs.Note(new("training.energyKWh : prise pour l'énergie des machines, le PUE s'y ajoute (pue: 1 si elle le contient déjà)", "training.energyKWh: taken for the energy of the machines, the PUE is added (pue: 1 where it holds it already)"));
            if (MostDrawn(training) is { } most && measured > most * Margin)
                inputs.Note(new(FormattableString.Invariant($"training.energyKWh : {measured:0.##} kWh dépassent {most:0.##} kWh, tout ce que ce matériel consomme en {training.Hours:0.##} h : l'un des deux est faux"), FormattableString.Invariant($"training.energyKWh: {measured:0.##} kWh exceed {most:0.##} kWh, all that this hardware draws in {training.Hours:0.##} h: one of the two is wrong")));
            return Reckoned.Of(value => value("training.energyKWh") * value("training.repeats"));
        }

        if (training.Hours is not { } hours)
            return Reckoned.Unknown(FootprintEstimator.NotSaid("training.hours"));
        if (training.Hardware.Count == 0)
            return Reckoned.Unknown(FootprintEstimator.NotSaid("training.hardware"));
        for (var i = 0; i < training.Hardware.Count; i++)
        {
            if (PowerOf(training.Hardware[i], i) is { } unknown)
                return Reckoned.Unknown(unknown);
        }

        inputs.Given("training.hours", hours);
        inputs.Constant(FactorNames.MemoryWattsPerGB);
        var devices = training.Hardware.Sum(hardware => hardware.Count ?? 1);
        // Publications give the hours of all cards together: with a count beside them, these would be multiplied twice.
        if (hours > FootprintEstimator.HoursPerYear && devices > 1)
        {
            var years = hours / FootprintEstimator.HoursPerYear;
            inputs.Note(new(
                FormattableString.Invariant($"training.hours : {hours:0.##} h, soit {years:0.#} ans pour chacun des {devices:0.##} matériels ; si ces heures sont celles de tous ensemble, donnez count: 1"),
                FormattableString.Invariant($"training.hours: {hours:0.##} h, that is {years:0.#} years for each of the {devices:0.##} devices; if these are the hours of all together, give count: 1")));
        }

        var assumed = factors.Factors[FactorNames.MemoryGBPerDevice];
        inputs.GivenOr("training.memoryGB", training.MemoryGB, assumed.Value.Times(devices), new("non dit : hors de la valeur centrale, comme dans les chiffres publiés", "not said: outside the central value, as in published figures"));
        return Reckoned.Of(value =>
        {
            var watts = value("training.memoryGB") * value(FactorNames.MemoryWattsPerGB);
            for (var i = 0; i < training.Hardware.Count; i++)
                watts += (training.Hardware[i].Count ?? 1) * value(Key(i, "powerW")) * value(Key(i, "usage"));
            return FootprintEstimator.KilowattHours(watts, value("training.hours")) * value("training.repeats");
        });
    }

    /// <summary>kWh of the hardware at full power for the whole duration; null where one of them is not known.</summary>
    private double? MostDrawn(TrainingScenario training)
    {
        if (training.Hours is not { } hours || training.Hardware.Count == 0)
            return null;
        var watts = training.Hardware.Select(hardware => (hardware.PowerW ?? factors.DeviceNamed(hardware.Device)?.PowerW.High) * (hardware.Count ?? 1)).ToList();
        return watts.TrueForAll(power => power is not null) ? FootprintEstimator.KilowattHours(watts.Sum() ?? 0, hours) : null;
    }

    /// <returns>Why there is no power, or null.</returns>
    private LocalizedText? PowerOf(HardwareScenario hardware, int index)
    {
        var device = factors.DeviceNamed(hardware.Device);
        if (hardware.PowerW is { } power)
            inputs.Given(Key(index, "powerW"), power);
        else if (device is not null)
            inputs.Assume(Key(index, "powerW"), device.PowerW, factors.SourceOf(device.Source));
        else if (hardware.Device is { } named)
            return new($"« {named} » n'est pas dans le jeu de facteurs : donnez sa puissance ({Key(index, "powerW")}, en watts)", $"\"{named}\" is not in the set of factors: give its power ({Key(index, "powerW")}, in watts)");
        else
            return FootprintEstimator.NotSaid(Key(index, "powerW"));

        if (hardware.Count is null)
            inputs.Note(new($"{Key(index, "count")} : 1 (non dit)", $"{Key(index, "count")}: 1 (not said)"));
        inputs.GivenOr(Key(index, "usage"), hardware.Usage, FactorNames.UsageShare);
        return null;
    }

    private Reckoned EmbodiedOf(TrainingScenario training)
    {
        if (training.Hours is not { } hours)
            return Reckoned.Unknown(FootprintEstimator.NotSaid("training.hours"));
        if (training.Hardware.Count == 0)
            return Reckoned.Unknown(FootprintEstimator.NotSaid("training.hardware"));
        if (training.Hardware.FirstOrDefault(hardware => hardware.EmbodiedKg is null && factors.DeviceNamed(hardware.Device)?.Kind != DeviceKind.Accelerator) is { } without)
        {
            var named = without.Device ?? "?";
            return Reckoned.Unknown(new(
                $"aucun facteur de fabrication pour « {named} » : donnez embodiedKg (kg CO2e par matériel, part du serveur comprise)",
                $"no factor of manufacture for \"{named}\": give embodiedKg (kg CO2e a device, with its share of the server)"));
        }

        inputs.Given("training.hours", hours);
        for (var i = 0; i < training.Hardware.Count; i++)
        {
            var share = factors.Factors[FactorNames.AcceleratorsPerServer].Value.Central;
            var server = factors.Factors[FactorNames.ServerEmbodiedKg].Value;
            var card = factors.Factors[FactorNames.AcceleratorEmbodiedKg].Value;
            var source = factors.SourceOf(factors.Factors[FactorNames.ServerEmbodiedKg].Source).Title;
            inputs.GivenOr(
                Key(i, "embodiedKg"),
                training.Hardware[i].EmbodiedKg,
                new(card.Low + (server.Low / share), card.Central + (server.Central / share), card.High + (server.High / share)),
                new(
                    $"BLOOM, {source} ; carte de centre de données et sa part de serveur : pour une carte de poste de travail, hors de portée, donnez embodiedKg",
                    $"BLOOM, {source}; a card of a data centre with its share of the server: for the card of a workstation, out of scope, give embodiedKg"));
        }

        inputs.GivenOr("training.lifetimeHours", training.LifetimeYears * FootprintEstimator.HoursPerYear, FactorNames.LifetimeHours);
        inputs.GivenOr("training.activeShare", training.ActiveShare, FactorNames.ActiveShare);
        return Reckoned.Of(value =>
        {
            var kilograms = 0.0;
            for (var i = 0; i < training.Hardware.Count; i++)
                kilograms += (training.Hardware[i].Count ?? 1) * value(Key(i, "embodiedKg"));
            return kilograms * value("training.hours") * value("training.repeats") / (value("training.lifetimeHours") * value("training.activeShare"));
        });
    }

    private static string Key(int index, string key) => $"training.hardware[{index}].{key}";
}
