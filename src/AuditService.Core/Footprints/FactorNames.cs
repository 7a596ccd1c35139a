namespace AuditService.Core.Footprints;

/// <summary>The factors that the arithmetic asks for; a set that lacks one is refused.</summary>
public static class FactorNames
{
    public const string UsageShare = "usageShare";
    public const string MemoryWattsPerGB = "memoryWattsPerGB";
    public const string MemoryGBPerDevice = "memoryGBPerDevice";
    public const string TrainingPue = "trainingPue";
    public const string InferencePue = "inferencePue";
    public const string SiteWater = "siteWaterLPerKWh";
    public const string WorldGrid = "worldGridGramsPerKWh";
    public const string WorldGridWater = "worldGridWaterLPerKWh";
    public const string ServerEmbodiedKg = "serverEmbodiedKg";
    public const string AcceleratorEmbodiedKg = "acceleratorEmbodiedKg";
    public const string AcceleratorsPerServer = "acceleratorsPerServer";
    public const string LifetimeHours = "lifetimeHours";
    public const string ActiveShare = "activeShare";
    public const string TokenEnergyAlpha = "tokenEnergyAlpha";
    public const string TokenEnergyBeta = "tokenEnergyBeta";
    public const string TokenEnergyGamma = "tokenEnergyGamma";
    public const string TokenLatencyPerParameter = "tokenLatencyPerParameter";
    public const string TokenLatencyPerBatch = "tokenLatencyPerBatch";
    public const string TokenLatencyConstant = "tokenLatencyConstant";
    public const string Batch = "batch";
    public const string ServerKilowatts = "serverKilowatts";
    public const string ModelMemoryOverhead = "modelMemoryOverhead";
    public const string AcceleratorMemoryGB = "acceleratorMemoryGB";
    public const string Bits = "bits";
    public const string OutputTokens = "outputTokens";
    public const string ActiveParameterShare = "activeParameterShare";
    public const string MixtureActiveShare = "mixtureActiveShare";

    public static IReadOnlyList<string> All { get; } =
    [
        UsageShare, MemoryWattsPerGB, MemoryGBPerDevice, TrainingPue, InferencePue, SiteWater, WorldGrid, WorldGridWater, ServerEmbodiedKg, AcceleratorEmbodiedKg,
        AcceleratorsPerServer, LifetimeHours, ActiveShare, TokenEnergyAlpha, TokenEnergyBeta, TokenEnergyGamma, TokenLatencyPerParameter, TokenLatencyPerBatch,
        TokenLatencyConstant, Batch, ServerKilowatts, ModelMemoryOverhead, AcceleratorMemoryGB, Bits, OutputTokens, ActiveParameterShare, MixtureActiveShare,
    ];
}
