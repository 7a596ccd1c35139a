using AuditService.Collectors.SourceCode;
using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors.SourceCode;

public sealed class DetectionEngineTests
{
    private static readonly Detector UnsafeLoad = Some.Detector(@"\btorch\.load\(", @"weights_only\s*=\s*True", DetectScope.Call);

    [Fact]
    public void A_word_that_names_many_things_counts_beside_what_makes_it_the_one_that_is_meant()
    {
        var detector = Some.Detector(@"\bexec\(") with { Beside = "['\"]child_process['\"]" };

        Assert.Equal([2], Some.Lines(detector, "javascript", "const { exec } = require('child_process');\nexec(nom);\n"));
        Assert.Empty(Some.Lines(detector, "javascript", "const { exec } = require('outils');\nexec(nom);\n"));
        Assert.Empty(Some.Lines(detector, "javascript", "// require('child_process')\nexec(nom);\n"));
    }

    [Fact]
    public void An_argument_three_lines_below_belongs_to_the_call() =>
        Assert.Equal([], Some.Lines(UnsafeLoad, "python", "m = torch.load(\n    os.path.join(a, 'b)'),\n    map_location='cpu',  # )\n    weights_only=True,\n)\n"));

    [Fact]
    public void An_argument_of_a_nested_or_of_the_next_call_does_not() =>
        Assert.Equal([1, 2, 3], Some.Lines(UnsafeLoad, "python", "torch.load(find(p, weights_only=True))\ntorch.load(p); f(weights_only=True)\ntorch.load(p)\nf(weights_only=True)\n"));

    [Fact]
    public void A_comment_or_a_string_exempts_nothing() =>
        Assert.Equal([1, 2], Some.Lines(UnsafeLoad, "python", "torch.load(p)  # weights_only=True\ntorch.load('weights_only=True')\n"));

    [Fact]
    public void What_is_looked_for_in_strings_is_not_seen_in_comments()
    {
        var header = Some.Detector("'Allow-Origin', '\\*'") with { InCommentsAndStrings = true };
        Assert.Equal([3], Some.Lines(header, "typescript", "// set('Allow-Origin', '*')\n/* a\n*/ set('Allow-Origin', '*')\n/*\nset('Allow-Origin', '*')\n*/\n"));
        Assert.Equal([2], Some.Lines(header, "python", "# set('Allow-Origin', '*')\nset('Allow-Origin', '*')\n"));
    }

    [Fact]
    public void A_class_of_that_name_is_no_call_of_it() =>
        Assert.Equal([2], Some.Lines(Some.Detector(@"\bTrainer\("), "python", "class Trainer(Base):\n    t = Trainer(m)\n"));

    [Fact]
    public void A_comparison_is_no_argument_and_an_explicit_refusal_exempts_nothing() =>
        Assert.Equal([1], Some.Lines(UnsafeLoad, "python", "torch.load(p, weights_only=False)\n"));

    [Fact]
    public void Imported_names_are_read_in_full()
    {
        Assert.Equal([3], Some.Lines(UnsafeLoad, "python", "import torch as th\n\nth.load(p)\n"));
        Assert.Equal([2], Some.Lines(UnsafeLoad, "python", "from torch import load\nload(p)\n"));
        Assert.Equal([5], Some.Lines(UnsafeLoad, "python", "from torch import (\n  nn,\n  load as fetch,  # c\n)\nfetch(p)\n"));
        Assert.Equal([], Some.Lines(UnsafeLoad, "python", "from torch import load\nload(p, weights_only=True)\n"));
        Assert.Equal([], Some.Lines(UnsafeLoad, "python", "from .io import load\nload(p)\ndef load(x): pass\nother.load(p)\nf(load=1)\n"));
    }

    [Fact]
    public void A_call_seen_under_both_names_is_one_sighting() =>
        Assert.Single(Some.Lines(Some.Detector(@"\b(pickle\.load|np\.load|numpy\.load)\("), "python", "import numpy as np\nnp.load(p)\n"));

    [Fact]
    public void Arguments_passed_on_unread_halve_the_confidence()
    {
        Assert.Equal(0.5, Assert.Single(Some.Scan(UnsafeLoad, Some.Code("python", "torch.load(p, **kwargs)\n"))).Confidence);
        Assert.Equal(1, Assert.Single(Some.Scan(UnsafeLoad, Some.Code("python", "torch.load(p ** 2)\n"))).Confidence);
    }

    [Fact]
    public void A_line_is_all_that_its_brackets_hold_together()
    {
        var detector = Some.Detector(@"\beval\(", @"\bsafe\b");
        Assert.Equal([], Some.Lines(detector, "python", "x = f(\n  safe,\n  eval(y),\n)\n"));
        Assert.Equal([2], Some.Lines(detector, "python", "safe = 1\nx = eval(y)\nsafe = 2\n"));
        Assert.Equal([2], Some.Lines(detector, "javascript", "function f() {\n  eval(y)\n  safe()\n}\n"));
        Assert.Equal([], Some.Lines(detector, "javascript", "call({\n  a: eval(y),\n  safe: 1 })\n"));
    }

    [Theory]
    [InlineData("java", "var a = make()\n    // comment\n    .eval(y)\n\n    .safe(1)\n    .build();\n", 0)]
    [InlineData("csharp", "var a = make\n    .safe(1)\n    ?.eval(y);\n", 0)]
    [InlineData("java", "a.eval(y);\nb.safe(1);\n", 1)]
    [InlineData("javascript", "f(a.eval(y))\n...safe\n", 1)]
    [InlineData("python", "a.eval(y)\n.safe\n", 1)]
    public void A_chain_of_calls_goes_on_over_the_lines_that_begin_with_a_dot(string language, string text, int found) =>
        Assert.Equal(found, Some.Lines(Some.Detector(@"\beval\(", @"\bsafe\b"), language, text).Length);

    [Fact]
    public void A_file_scope_looks_at_the_whole_file()
    {
        var detector = Some.Detector(@"@app\.post\(", @"\bDepends\(", DetectScope.File);
        Assert.Equal([1], Some.Lines(detector, "python", "@app.post('/a')\ndef a(): pass\n"));
        Assert.Equal([], Some.Lines(detector, "python", "@app.post('/a')\ndef a(u=Depends(user)): pass\n"));
    }

    [Fact]
    public void A_pattern_that_begins_before_a_name_still_looks_at_the_name() =>
        Assert.Equal([2], Some.Lines(Some.Detector(@"(?:^|[^.\w])eval\("), "python", "x = \"eval(1)\"; model.eval()\nx = eval(y)\n"));

    [Fact]
    public void Languages_and_file_patterns_choose_the_files()
    {
        var engine = new DetectionEngine([Some.Detector("danger") with { Languages = ["javascript"] }, Some.Detector("danger") with { Rule = "TST-002", Files = ["*.py", "conf/*.ts"] }]);
        Assert.Equal(["TST-001"], Rules("src/a.tsx", "typescript"));
        Assert.Equal(["TST-002"], Rules("src/a.py", "python"));
        Assert.Equal(["TST-001", "TST-002"], Rules("conf/x.ts", "typescript"));

        IEnumerable<string> Rules(string path, string language) => engine.Scan(new(path, "danger", language, language, DetectIn.Code)).Select(sighting => sighting.Rule!);
    }

    [Theory]
    [InlineData("danger() # CVE-2024-35195, fixed in 2.32.4")]
    [InlineData("danger('mcr.microsoft.com/openjdk/jdk:17-mariner')")]
    [InlineData("danger('abatilo/actions-poetry@v2')")]
    [InlineData("danger('types-requests==2.31.0.20240406')")]
    [InlineData("danger('2024.11.20240406.1')")]
    public void The_excerpt_shows_what_names_an_advisory_an_image_or_a_repository(string line) =>
        Assert.Equal(line, Assert.Single(Some.Scan(Some.Detector("danger"), Some.Code("python", line + "\n"))).Excerpt);

    [Fact]
    public void The_excerpt_hides_what_looks_like_a_secret_or_a_person()
    {
        var key = "sk-" + "Zq8Lw2Xv9Nf4Rt7Jb3Kd6Hm1";
        var sighting = Assert.Single(Some.Scan(Some.Detector("danger"), Some.Code("python", $"danger('{key}', 'marie.curie@example.org', '+33 6 12 34 56 78')\n")));
        Assert.DoesNotContain(key, sighting.Excerpt, StringComparison.Ordinal);
        Assert.DoesNotContain("curie", sighting.Excerpt, StringComparison.Ordinal);
        Assert.DoesNotContain("12 34", sighting.Excerpt, StringComparison.Ordinal);
        Assert.StartsWith("danger(", sighting.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("06.12.34.56.78")]
    [InlineData("6.12.34.56.78")]
    [InlineData("1.85.07.75.123.456.78")]
    [InlineData("1.85.07.75123.45678")]
    [InlineData("4970.1012.3456.7890")]
    [InlineData("192.168.100.100")]
    [InlineData("+33.6.12.34.56.78")]
    public void The_excerpt_hides_numbers_of_people_between_full_stops(string number) =>
        Assert.DoesNotContain(number, Assert.Single(Some.Scan(Some.Detector("danger"), Some.Code("python", $"danger('{number}')\n"))).Excerpt, StringComparison.Ordinal);

    [Fact]
    public void A_pattern_says_which_of_its_parts_is_quoted()
    {
        var detector = Some.Detector(@"danger\(\s*(?<at>\w+)");

        Assert.Equal([2], Some.Lines(detector, "python", "danger(\n  voila)\n"));
        Assert.Equal("voila)", Assert.Single(Some.Scan(detector, Some.Code("python", "danger(\n  voila)\n"))).Excerpt);
    }

    [Fact]
    public void Keywords_are_found_whatever_their_case_and_however_they_overlap()
    {
        var index = new KeywordIndex([("she", 0), ("HERS", 1), ("his", 2), ("clé", 3), ("he", 4)]);
        var hits = new KeywordHits(5, _ => true);
        index.Find("line\nUSHERS: la CLÉ\nnext\nlast", hits);
        Assert.Equal([true, true, false, true, true], Enumerable.Range(0, 5).Select(hits.IsPresent));
        Assert.Equal([(5, 24)], hits.Windows(3));
    }

    [Theory]
    [InlineData(@"\btorch\.load\(", "torch.load(")]
    [InlineData(@"trust_remote_code\s*=\s*True", "trust_remote_code")]
    [InlineData(@"(?:a|b)yaml\.loads?\(", "yaml.load")]
    [InlineData(@"(?i)verify\s*=\s*false", "verify")]
    [InlineData(@"abc|def", null)]
    [InlineData(@"[abc]{3}", null)]
    [InlineData(@"(abcdef)?x", null)]
    [InlineData(@"abcd*efg", "abc")]
    [InlineData(@"\x41bcdef", null)]
    [InlineData(@"\p{Lu}secret", "secret")]
    public void The_text_that_every_match_must_hold_is_read_off_the_pattern(string pattern, string? literal) =>
        Assert.Equal(literal, RequiredLiteral.Of(pattern));

    [Theory]
    [InlineData("*.py", "a.PY", true)]
    [InlineData("Dockerfile*", "dockerfile.gpu", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("*/conf/*.yaml", "x/conf/y/z.yaml", true)]
    [InlineData("", "a", false)]
    [InlineData("*a*b*c*", "xxaxxbxx", false)]
    public void Wildcards_match_whole_names(string pattern, string name, bool matches) => Assert.Equal(matches, Wildcard.Matches(pattern, name));

    [Fact]
    public void A_megabyte_of_hostile_brackets_is_scanned_in_time()
    {
        foreach (var piece in new[] { "torch.load(", "torch.load(f(", "([{", ")]}", "torch.load(a)\n", "**, (" })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
            var watch = System.Diagnostics.Stopwatch.StartNew();
            Some.Scan(UnsafeLoad, Some.Code("python", text));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{piece}: {watch.Elapsed}");
        }
    }
}
