using AuditService.Collectors.SourceCode;
using AuditService.Collectors.SourceCode.Lexing;
using AuditService.Core.Rules;
using CsCheck;

namespace AuditService.Tests.Collectors.SourceCode;

public sealed class LexerTests
{
    private static readonly DetectionEngine Danger = new([Some.Detector(@"\bdanger\(")]);

    /// <summary>By language: lines that hold the word in comments and strings, and lines that really call it.</summary>
    private static readonly Dictionary<string, (string[] Silent, string[] Calls)> Lines = new()
    {
        ["python"] = (
            ["# danger(1)", "x = 1  # danger(1)", "x = 'danger(1)'", "x = \"it's danger(1)\"", "x = '''\n danger(1)\n '''", "x = f'{y} danger(1)'", "x = f\"{'danger(1)'}\"", "x = r'\\d' + 'danger(1)'", "x = 'a\\'danger(1)'",
             "\"\"\"danger(1)\"\"\"", "def f():\n    '''danger(1)'''\n    pass", "x = rb\"danger(1)\"", "x = f'{{danger(1)}}'", "x = ('danger(1)'\n     'danger(2)')", "def danger(a): pass", "x = f'{a:{\"danger(1)\"}}'", "y = '#'"],
            ["danger(1)", "x = [danger(1)]", "x = f'{danger(1)}'", "x = f\"\"\"a {\ndanger(1)} b\"\"\"", "if x: danger(1)", "x = 'a' + danger('b')", "x = f'{d[\"k\"]}' + danger(1)", "x = f\"{d[\"k\"]}\"; danger(1)", "x = f'{danger(1):>10}'", "@danger(1)\ndef g(): pass"]),
        ["javascript"] = (
            ["// danger(1)", "x = 1 /* danger(1)\n danger(2) */", "x = 'danger(1)'", "x = \"danger(1)\"", "x = `danger(1)`", "x = `${y} danger(1)`", "x = /danger(1)/.test(y)", "x = y.replace(/['\"`]danger(/g, '')", "x = `a ${`danger(1)`} b`", "function danger(a) {}",
             "return_ = a / b; // danger(1) / 2"],
            ["danger(1)", "x = `${danger(1)}`", "x = a / b; danger(1) / 2", "x = `a ${`b ${danger(1)}`}`", "x = /'/; danger(1)", "y = (a) / 2; danger(1)", "x = {a: danger(1)}", "x = `${ {a: danger(1)} }`"]),
        ["csharp"] = (
            ["// danger(1)", "/* danger(1) */", "/// <c>danger(1)</c>", "x = \"danger(1)\";", "x = @\"a\"\"danger(1)\\\";", "x = $\"{y} danger(1)\";", "x = \"\"\"\n \"danger(1)\"\n \"\"\";", "x = $$\"\"\"{danger(1)}\"\"\";", "x = 'd';", "x = $\"{{danger(1)}}\";", "x = $@\"\\{y}danger(1)\";", "x = '\\'';"],
            ["danger(1);", "x = $\"{danger(1)}\";", "x = $$\"\"\"{{danger(1)}}\"\"\";", "x = '\"'; danger(1);", "x = $@\"c:\\{danger(1)}\";", "x = @\"\\\"; danger(1);", "x = $\"{(a ? \"b\" : danger(1))}\";"]),
        ["java"] = (["// danger(1)", "/** danger(1) */", "x = \"danger(1)\";", "x = \"\"\"\n danger(1)\n \"\"\";", "c = '\"';"], ["danger(1);", "c = '\"'; danger(1);", "c = '\\u0041'; danger(1);"]),
        ["go"] = (["// danger(1)", "/* danger(1) */", "x := \"danger(1)\"", "x := `danger(1)\\`", "func danger(a int) {}"], ["danger(1)", "x := '\\''; danger(1)", "x := `\\`; danger(1)"]),
        ["rust"] = (["// danger(1)", "/* /* danger(1) */ danger(2) */", "let x = \"danger(1)\";", "let x = r#\"a\" danger(1)\"#;", "fn danger(a: u8) {}", "let x = \"a\n danger(1)\";"], ["danger(1);", "fn f<'a>(x: &'a str) { danger(x) }", "let c = '\"'; danger(1);"]),
        ["kotlin"] = (["// danger(1)", "/* danger(1) */", "val x = \"danger(1)\"", "val x = \"\"\"danger(1)\"\"\"", "fun danger(a: Int) {}"], ["danger(1)", "val x = \"${danger(1)}\""]),
        ["c"] = (["// danger(1)", "/* danger(1) */", "x = \"danger(1)\";", "x = \"a\\\"danger(1)\";"], ["danger(1);", "c = '\"'; danger(1);"]),
        ["php"] = (["// danger(1)", "# danger(1)", "/* danger(1) */", "$x = 'danger(1)';", "$x = \"danger(1)\";"], ["danger(1);", "#[Attr]\ndanger(1);"]),
        ["ruby"] = (["# danger(1)", "=begin\ndanger(1)\n=end", "x = 'danger(1)'", "x = \"a danger(1)\""], ["danger(1)", "x = \"#{danger(1)}\""]),
        ["shell"] = (["# danger(1)", "echo 'danger(1)'", "echo \"danger(1)\"", "cat <<EOF\ndanger(1)\nEOF", "cat <<-'EOF'\n\tdanger(1)\n\tEOF", "echo a#b 'danger(1)'"], ["danger(1)", "echo \"$(danger(1))\"", "echo $# ; danger(1)", "bash -c 'danger(1)'"]),
        ["powershell"] = (["# danger(1)", "<# danger(1) #>", "$x = 'danger(1)'", "$x = \"danger(1)\""], ["danger(1)", "$x = \"$(danger(1))\""]),
        ["sql"] = (["-- danger(1)", "/* danger(1) */", "SELECT 'danger(1)';", "SELECT 'it''s danger(1)';"], ["SELECT danger(1);"]),
        ["lua"] = (["-- danger(1)", "--[[ danger(1)\ndanger(2) ]]", "x = 'danger(1)'"], ["danger(1)"]),
        ["r"] = (["# danger(1)", "x <- 'danger(1)'"], ["x <- danger(1)"]),
        ["html"] = (["<!-- danger(1) -->", "<p>danger(1)</p>", "<script>// danger(1)\n</script>", "<script>x = 'danger(1)'</script>", "{# danger(1) #}", "<style>/* danger(1) */</style>"], ["<a onclick=\"danger(1)\">x</a>", "<script>danger(1)</script>", "{{ danger(1) }}", "{% if danger(1) %}"]),
        ["yaml"] = (["# danger(1)", "a: b # danger(1)", "a: 'it''s' # danger(1)"], ["a: danger(1)", "a: \"danger(1)\"", "a: it's # b\nb: danger(1)", "- 'x # danger(1)'", "a: b#danger(1)"]),
        ["dockerfile"] = (["# danger(1)", "RUN a \\\n# danger(1)\n && b"], ["RUN danger(1)", "RUN echo # danger(1)"]),
        ["toml"] = (["# danger(1)", "a = 'b' # danger(1)"], ["a = \"danger(1)\"", "a = 'x # danger(1)'"]),
    };

    private static int[] Calls(string language, string text) => [.. Danger.Scan(Some.Code(language, text)).Select(sighting => sighting.Line)];

    public static TheoryData<string> Languages => [.. Lines.Keys];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Each_silent_line_is_silent_and_each_call_is_seen(string language)
    {
        var (silent, calls) = Lines[language];
        Assert.All(silent, line => Assert.Equal([], Calls(language, line + "\n")));
        Assert.All(calls, line => Assert.Single(Calls(language, line + "\n")));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Whatever_the_order_of_lines_only_calls_are_seen(string language)
    {
        var (silent, calls) = Lines[language];
        Gen.Int[0, silent.Length + calls.Length - 1].Array[0, 30].Sample(picks =>
        {
            var text = string.Concat(picks.Select(pick => (pick < silent.Length ? silent[pick] : calls[pick - silent.Length]) + "\n"));
            Assert.Equal(picks.Count(pick => pick >= silent.Length), Calls(language, text).Length);
        }, iter: 400);
    }

    [Fact]
    public void An_unfinished_string_ends_with_its_line()
    {
        Assert.Equal([2], Calls("python", "x = 'abc\ndanger(1)\n"));
        Assert.Equal([2], Calls("javascript", "x = 'abc\ndanger(1)\n"));
        Assert.Equal([2], Calls("python", "x = f'{abc\ndanger(1)\n"));
    }

    [Fact]
    public void Damaged_text_neither_throws_nor_hangs_in_any_language()
    {
        var languages = Lines.Keys.Concat(["typescript", "vue", "svelte", "razor", "json", "hcl", "css", "swift", "scala", "groovy", "dart", "julia", "haskell", "ini", "dotenv", "batch", "matlab", "unknown"]).ToArray();
        string[] pieces = ["\"", "'", "\"\"\"", "'''", "`", "${", "$(", "{", "}", "(", ")", "#", "//", "/*", "*/", "<!--", "<script>", "</script>", "\\", "\n", "f'", "rf\"", "@\"", "$$\"\"\"", "r#\"", "<<EOF\n", "EOF", "--[[", "{{", "}}", "{%", "#{", "x", " ", "=", "%", "/", "danger(", "import a as b", "from x import (", "\u00e9", "\0", "\ud800"];
        var engine = new DetectionEngine([Some.Detector(@"danger\(", unless: "safe", scope: DetectScope.Call)]);
        Gen.Select(Gen.Int[0, languages.Length - 1], Gen.Int[0, pieces.Length - 1].Array[0, 60]).Sample((language, picks) =>
        {
            var text = string.Concat(picks.Select(pick => pieces[pick]));
            Assert.Equal(text.Length, Lexer.Map(languages[language], text).Length);
            engine.Scan(Some.Code(languages[language], text));
        }, iter: 30_000);
    }

    [Fact]
    public void Nested_interpolation_costs_linear_time()
    {
        foreach (var (language, piece) in new[] { ("python", "f'{f\"{"), ("python", "f\"{x:{y:{"), ("javascript", "`${`${"), ("csharp", "$\"{$\"{"), ("kotlin", "\"${\"${"), ("shell", "\"$(\"$("), ("ruby", "\"#{\"#{") })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 100_000));
            var watch = System.Diagnostics.Stopwatch.StartNew();
            Lexer.Map(language, text);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{language}: {watch.Elapsed}");
        }
    }
}
