using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors.SourceCode;

public sealed class PythonFlowTests
{
    private static readonly Detector Eval = Some.Detector(@"\beval\(", scope: DetectScope.Call) with { From = @"\bask\s*\(" };

    [Theory]
    [InlineData("eval(ask(q))\n", 1)]
    [InlineData("a = ask(q)\nb = a.text[7:]\nc = f'{b}!'\neval(c)\n", 4)]
    [InlineData("a: str = ask(\n  q,\n)\neval(a)\n", 4)]
    [InlineData("a, b = ask(q), 1\neval(a)\n", 2)]
    [InlineData("a = ''\nfor part in ask(q):\n    a += part\neval(a)\n", 4)]
    [InlineData("with ask(q) as answer:\n    eval(answer)\n", 2)]
    [InlineData("if (answer := ask(q)):\n    eval(answer)\n", 2)]
    [InlineData("def f():\n    return ask(1)\n\nclass A:\n    def g(self):\n        x = f()\n        eval(x)\n", 7)]
    [InlineData("answer = ask(q)\n\ndef g():\n    eval(answer)\n", 4)]
    [InlineData("a = \"\"\"\nb = 1\n\"\"\"\nb = ask(q)\neval(b)\n", 5)]
    public void A_value_is_followed_through_the_names_it_is_bound_to(string text, int line) => Assert.Equal([line], Some.Lines(Eval, "python", text));

    [Theory]
    [InlineData("a = ask(q)\na = '1'\neval(a)\n")]
    [InlineData("a = ask(q)\neval('1', {'a': a})\n")]
    [InlineData("a = len(ask(q))\neval(a)\n")]
    [InlineData("a = TABLE[ask(q)]\neval(a)\n")]
    [InlineData("a = TABLE.get(ask(q), '')\neval(a)\n")]
    [InlineData("def f():\n    a = ask(q)\n\ndef g(a):\n    eval(a)\n")]
    [InlineData("def f(a=1):\n    eval(a)\n\nf(a=ask(q))\n")]
    [InlineData("# a = ask(q)\nb = 'a = ask(q)'\neval(a)\n")]
    [InlineData("a == ask(q)\neval(a)\n")]
    [InlineData("x.a = ask(q)\neval(a)\n")]
    public void What_was_replaced_counted_chosen_from_a_table_or_bound_elsewhere_is_not(string text) => Assert.Equal([], Some.Lines(Eval, "python", text));

    [Fact]
    public void The_parameters_of_a_function_come_from_what_its_decorators_and_header_say()
    {
        var detector = Some.Detector(@"\bprompt\s*=") with { From = @"@\w+\.post\b" };
        Assert.Equal([3], Some.Lines(detector, "python", "@app.post('/q')\nasync def f(body: str, n: int = 1):\n    prompt = f'Answer {body}'\n"));
        Assert.Equal([], Some.Lines(detector, "python", "@app.post('/q')\ndef f(body):\n    prompt = 'Answer'\n\ndef g(body):\n    prompt = 'Answer ' + body\n"));
    }

    [Fact]
    public void A_long_file_of_assignments_is_read_in_linear_time()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a{i} = a{Math.Max(0, i - 1)} + b{i}\n"));
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal([20_001], Some.Lines(Eval, "python", text + "eval(ask(a1))\n"));

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }
}
