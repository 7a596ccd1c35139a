using AuditService.Core;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using BenchmarkDotNet.Attributes;

namespace AuditService.Benchmarks;

/// <summary>300 rules over 1,000 subjects: the promise is well under a second.</summary>
[MemoryDiagnoser]
public class JudgingBenchmarks
{
    private static readonly LocalizedText Text = LocalizedText.Same("text");
    private readonly List<Rule> rules = [];
    private FactSet facts = new([], []);

    [GlobalSetup]
    public void Prepare()
    {
        var provenance = new Provenance(new("bench", 1), EvidenceGrade.MachineChecked);
        for (var index = 0; index < 300; index++)
        {
            rules.Add(new()
            {
                Id = $"B-{index:D3}",
                Pack = "bench",
                Title = Text,
                Severity = Severity.Major,
                Mode = RuleMode.Automatic,
                References = [],
                Criteria = ["C17.1"],
                ForEach = SubjectKind.Page,
                When = new Comparison($"page.a{index % 20}", Operator.Table["atLeast"], new ScalarOperand(new NumberValue(1))),
                Expect = new All(
                [
                    new Comparison($"page.b{index % 20}", Operator.Table["equals"], new ScalarOperand(new BooleanValue(true))),
                    new Any([new Comparison($"page.a{index % 17}", Operator.Table["lessThan"], new ScalarOperand(new NumberValue(5))), new Comparison("page.missing", Operator.Table["isEmpty"], new ScalarOperand(new BooleanValue(true)))]),
                ]),
                Remedy = new(Text, Effort.Low),
                Limits = Text,
                At = new("bench.yaml", 1, 1),
            });
        }

        facts = new([], Enumerable.Range(0, 1_000).SelectMany(page => Enumerable.Range(0, 20).SelectMany(key => new[]
        {
            Fact.Known(new(SubjectKind.Page, $"p{page}"), $"page.a{key}", new NumberValue((page + key) % 7), provenance),
            Fact.Known(new(SubjectKind.Page, $"p{page}"), $"page.b{key}", new BooleanValue((page * key) % 3 != 0), provenance),
        })));
    }

    [Benchmark]
    public int JudgeThreeHundredRulesOverAThousandSubjects() => Judge.JudgeAll(rules, facts, new DateOnly(2026, 11, 1)).Count;
}
