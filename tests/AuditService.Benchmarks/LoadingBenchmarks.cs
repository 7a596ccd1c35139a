using AuditService.Authoring.RulePacks;
using AuditService.Collectors;
using AuditService.Collectors.Documents;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Benchmarks;

/// <summary>The house's own packs, read from disk: cold as a new process meets them, and with every example verified.</summary>
[SimpleJob(RunStrategy.ColdStart, launchCount: 5, iterationCount: 1)]
public class LoadingBenchmarks
{
    private static readonly string[] Roots = [Path.Combine(FindRoot(), "rules")];
    private readonly IReadOnlySet<string> stated = Senses.Find(new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(new IsolatedDocumentReader(new("none", []), new())).BuildServiceProvider()).StatedKeys;

    [Benchmark(Baseline = true)]
    public int Read() => new RuleLibraryReader(stated).Read(Roots, verify: false).Library.Rules.Count;

    [Benchmark]
    public int ReadAndVerify() => new RuleLibraryReader(stated).Read(Roots).Library.Rules.Count;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AuditService.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
