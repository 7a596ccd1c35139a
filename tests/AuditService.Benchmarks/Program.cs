using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// A benchmark in a process of its own builds the whole house again: on a small machine that takes longer than the library waits by itself.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.WithBuildTimeout(TimeSpan.FromMinutes(15)).WithArtifactsPath(".artifacts/benchmarks"));
return 0;
