using AuditService.App;
using AuditService.App.RulePacks;
using AuditService.Authoring.RulePacks;
using AuditService.Collectors;
using AuditService.Collectors.Documents;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Benchmarks;

/// <summary>The house's own packs, read from disk: cold as a new process meets them, and with every example verified.</summary>
/// <remarks><see cref="LoadAsTheProgramDoes"/> verifies in the first of its processes and keeps what it read beside itself: the five others are what an audit pays.</remarks>
[SimpleJob(RunStrategy.ColdStart, launchCount: 6, iterationCount: 1)]
public class LoadingBenchmarks
{
    private static readonly string[] Roots = [Path.Combine(FindRoot(), "rules")];
    private readonly Senses senses = Senses.Find(new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(new IsolatedDocumentReader(new("none", []), new())).BuildServiceProvider());

    [Benchmark(Baseline = true)]
    public int LoadAsTheProgramDoes() => new RuleLibraries(new AuditServiceSettings { RulePacks = Roots }, senses).Load().Rules.Count;

    [Benchmark]
    public int Read() => new RuleLibraryReader(senses.StatedKeys).Read(Roots, verify: false).Library.Rules.Count;

    [Benchmark]
    public int ReadAndVerify() => new RuleLibraryReader(senses.StatedKeys).Read(Roots).Library.Rules.Count;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AuditService.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
