using AuditService.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// Not a time: what the scan of pages finds among the W3C's test cases.
if (args is [ActTable.Verb, var folder, .. var more])
{
    await ActTable.PrintAsync(folder, useBrowser: !more.Contains("--static"), eachCase: more.Contains("--cases"), Console.Out);
    return 0;
}

// Not a time either: what the detector of personal data finds in tables and texts of known truth.
if (args is [PersonalDataTable.Verb])
{
    PersonalDataTable.Print(Console.Out);
    return 0;
}

// One run, not a series: what matters is the ratio to the engine's own summary on this machine.
if (args is [QualityRatio.Verb, var megabytes])
{
    QualityRatio.Print(int.Parse(megabytes, System.Globalization.CultureInfo.InvariantCulture), Console.Out);
    return 0;
}

// A benchmark in a process of its own builds the whole house again: on a small machine that takes longer than the library waits by itself.
var config = ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(15));
config.ArtifactsPath = ".artifacts/benchmarks";
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
