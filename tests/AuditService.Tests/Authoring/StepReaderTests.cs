using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Tests.Authoring;

public sealed class StepReaderTests
{
    [Fact]
    public void Each_verb_is_read_with_what_it_acts_on()
    {
        var steps = Steps("""
            - accept: cookies
            - click: "#ouvrir"
            - fill: { selector: "input[name='nom']", value: Durand }
            - fill: { selector: "#mdp", value: { env: AUDIT_SECRET_MDP } }
            - choose: { selector: select, value: "2" }
            - check: "label > input"
            - uncheck: "#lettre"
            - press: Escape
            - hover: nav li:nth-child(2)
            - wait: { text: Merci }
            - wait: { ms: 300 }
            - wait: { selector: "dialog[open]" }
            - refuse: cookies
            - open: suite.html
            """, out var problems);

        Assert.Empty(problems);
        Assert.Equal(
            ["accept: cookies", "click: #ouvrir", "fill: input[name='nom']", "fill: #mdp", "choose: select", "check: label > input", "uncheck: #lettre", "press: Escape", "hover: nav li:nth-child(2)", "wait: Merci", "wait: 300 ms", "wait: dialog[open]", "refuse: cookies", "open: suite.html"],
            steps.Select(step => step.Shown));
        Assert.Equal(new StepValue(null, "AUDIT_SECRET_MDP"), steps[3].Value);
    }

    [Theory]
    [InlineData("- clik: a", "did you mean \"click\"")]
    [InlineData("- click: a\n            check: b", "one verb")]
    [InlineData("- click", "is written \"verb: ...\"")]
    [InlineData("- fill: { selector: a }", "selector: ..., value: ...")]
    [InlineData("- fill: { selecteur: a, value: b }", "did you mean \"selector\"")]
    [InlineData("- fill: { selector: a, value: { env: PATH } }", "AUDIT_SECRET_")]
    [InlineData("- wait: { ms: 60000 }", "at most 10000")]
    [InlineData("- wait: { ms: 1, text: a }", "Wait for one thing")]
    [InlineData("- accept: tout", "accept: cookies")]
    [InlineData("- open: https://ailleurs.example/", "a path of the same host")]
    [InlineData("- open: javascript:alert(1)", "a path of the same host")]
    [InlineData("- click: '#a['", "is not closed")]
    [InlineData("- click: '//button'", "no other notation")]
    [InlineData("- click: 'a >> b'", "\">>\" has no place")]
    [InlineData("- click: 'a..b'", "a name is expected after \".\"")]
    [InlineData("- click: \"a[x='y]\"", "quotation mark")]
    public void A_mistaken_step_is_told_with_its_place(string step, string expected)
    {
        Steps(step, out var problems);

        var problem = Assert.Single(problems);
        Assert.Contains(expected, problem.Message.En, StringComparison.Ordinal);
        Assert.True(problem.At is { File: "dossier.yaml", Line: 7 or 8, Column: > 14 }, problem.At.ToString());
    }

    [Fact]
    public void All_mistakes_about_pages_are_found_in_one_reading()
    {
        var problems = new List<AuthorProblem>();
        ManifestReader.Read("""
            interface:
              viewports: [desktop, montre]
              logins:
                - steps: [{ click: a }]
              pages:
                - { path: a.html, url: "https://exemple.fr/" }
                - { folder: ../ailleurs }
                - { sitemap: "https://exemple.fr/sitemap.xml", states: [{ id: x, steps: [{ press: Tab }] }] }
                - path: b.html
                  states:
                    - { id: initial, steps: [{ press: Tab }] }
                    - { id: vide, title: Rien }
                    - { id: aide, steps: [{ press: Tab }] }
                    - { id: aide, steps: [{ press: Tab }] }
            """, "dossier.yaml", problems);

        Assert.Equal([2, 4, 6, 7, 8, 11, 14], problems.Select(problem => problem.At.Line).Order());
    }

    [Fact]
    public void A_state_without_a_step_is_told_when_nothing_else_is_wrong()
    {
        var problems = new List<AuthorProblem>();
        ManifestReader.Read("interface: { pages: [{ path: a.html, states: [{ id: vide, title: Rien }] }] }", "dossier.yaml", problems);

        Assert.Contains("one step at least", Assert.Single(problems).Message.En, StringComparison.Ordinal);
    }

    private static IReadOnlyList<StepEntry> Steps(string steps, out List<AuthorProblem> problems)
    {
        problems = [];
        var text = "interface:\n  pages:\n    - path: a.html\n      states:\n        - id: etat\n          steps:\n" + string.Join('\n', steps.Split('\n').Select(line => "            " + line.TrimStart())).Replace("            check: b", "              check: b", StringComparison.Ordinal);
        return ManifestReader.Read(text, "dossier.yaml", problems).Interface?.Pages.SelectMany(page => page.States).SelectMany(state => state.Steps).ToList() ?? [];
    }
}
