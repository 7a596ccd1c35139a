using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// A benchmark in a process of its own builds the whole house again: on a small machine that takes longer than the library waits by itself.
var config = ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(15));
config.ArtifactsPath = ".artifacts/benchmarks";
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
