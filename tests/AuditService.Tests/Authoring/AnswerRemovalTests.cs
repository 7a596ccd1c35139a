using AuditService.Authoring.Manifests;

namespace AuditService.Tests.Authoring;

/// <summary>Answers leave a file that somebody wrote by hand, and nothing else of it does.</summary>
public sealed class AnswerRemovalTests
{
    private static readonly HashSet<string> Gone = ["a.b", "a.c"];

    [Theory]
    [InlineData("# head\nanswers:\n  # on b\n  a.b: true # yes\n  # on d\n  a.d: 3\n", "# head\nanswers:\n  # on b\n  # on d\n  a.d: 3\n")]
    [InlineData("answers:\n  a.d: 3\n  a.b:\n    value: true\n    evidence: docs/x.md\n", "answers:\n  a.d: 3\n")]
    [InlineData("answers:\n  a.d: 3\n  a.b: [x, y]", "answers:\n  a.d: 3\n")]
    [InlineData("answers:\n  a.b: |\n    one\n    # two\n\n    three\n  a.d: 3\n", "answers:\n  a.d: 3\n")]
    [InlineData("answers:\n  a.b: { value: { deep: [1, { x: y }] } }\n  a.c: \"q: 'r'\"\n", "answers: {}\n")]
    [InlineData("a.b: true\na.d: 3\n", "a.d: 3\n")]
    [InlineData("project:\n  name: P\nanswers:\n  a.b: true\n\noptions: []\n", "project:\n  name: P\nanswers: {}\n\noptions: []\n")]
    [InlineData("project: { name: P }\nanswers:\n  a.d: 1\n  a.b:\n    - x\n    - y\n# options\noptions: []\n", "project: { name: P }\nanswers:\n  a.d: 1\n# options\noptions: []\n")]
    [InlineData("{\n  \"answers\": {\n    \"a.b\": { \"value\": true },\n    \"a.d\": [1, 2]\n  }\n}\n", "{\n  \"answers\": {\n    \"a.d\": [1, 2]\n  }\n}\n")]
    [InlineData("answers: { a.b: true, a.d: 3, a.c: no }\n", "answers: {\n    a.d: 3\n  }\n")]
    [InlineData("answers:\r\n  a.b: true\r\n  a.d: 3\r\n", "answers:\r\n  a.d: 3\r\n")]
    public void Named_answers_go_and_the_rest_stays_as_it_was_written(string before, string after) => Assert.Equal(after, AnswerRemoval.Without(before, Gone));

    [Theory]
    [InlineData("answers:\n  a.d: 3\n")]
    [InlineData("answers:\n  # to fill in\n  a.b:\n  a.c: ~\n")]
    [InlineData("project: { name: a.b }\n")]
    [InlineData("")]
    [InlineData("answers: [\n")]
    [InlineData("- a.b: true\n")]
    [InlineData("other:\n  answers:\n    a.b: true\n")]
    public void A_file_without_them_stays_as_it_is(string text) => Assert.Same(text, AnswerRemoval.Without(text, Gone));
}
