using AuditService.Collectors.SourceCode;
using AuditService.Collectors.SourceCode.Deployment;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors.SourceCode.Deployment;

public sealed class PipelinesTests
{
    [Fact]
    public void The_code_of_a_pull_request_that_is_fetched_and_run_with_the_projects_rights_is_sure()
    {
        var seen = Assert.Single(Github("pull_request_target", "- uses: actions/checkout@v4\n        with: { ref: '${{ github.event.pull_request.head.sha }}' }\n      - run: make", DeploymentFacts.UntrustedPipelineCode));

        Assert.True(seen.Confidence >= Observation.Sure);
        Assert.Equal(6, seen.Line);
    }

    [Theory]
    [InlineData("pull_request_target", "- run: gh pr checkout 1 && make")]
    [InlineData("workflow_run", "- uses: actions/checkout@v4\n        with: { ref: '${{ github.event.workflow_run.head_sha }}' }\n      - uses: ./.github/actions/build")]
    [InlineData("issue_comment", "- run: |\n          git fetch origin pull/${{ github.event.issue.number }}/head\n          make")]
    public void So_is_what_is_fetched_by_hand_or_run_by_an_action_of_the_tree(string on, string steps) =>
        Assert.NotEmpty(Github(on, steps, DeploymentFacts.UntrustedPipelineCode));

    [Theory]
    [InlineData("pull_request", "- uses: actions/checkout@v4\n        with: { ref: '${{ github.event.pull_request.head.sha }}' }\n      - run: make")]
    [InlineData("pull_request_target", "- uses: actions/checkout@v4\n      - run: make")]
    [InlineData("pull_request_target", "- uses: actions/labeler@v5")]
    public void What_runs_without_rights_or_checks_out_the_projects_own_code_is_none(string on, string steps) =>
        Assert.Empty(Github(on, steps, DeploymentFacts.UntrustedPipelineCode));

    [Fact]
    public void What_a_person_lets_through_is_for_a_person_to_judge()
    {
        const string Text = "on: pull_request_target\njobs:\n  a:\n    if: contains(github.event.pull_request.labels.*.name, 'ok')\n    steps:\n      - uses: actions/checkout@v4\n        with: { ref: '${{ github.head_ref }}' }\n      - run: make\n";

        Assert.True(Assert.Single(Seen(Text, DeploymentFacts.UntrustedPipelineCode)).Confidence < Observation.Sure);
    }

    [Theory]
    [InlineData("issues", "- run: echo \"${{ github.event.issue.title }}\"", true)]
    [InlineData("pull_request", "- run: echo '${{ github.head_ref }}'", true)]
    [InlineData("push", "- run: echo '${{ github.event.head_commit.message }}'", false)]
    [InlineData("issue_comment", "- uses: actions/github-script@v7\n        with: { script: 'log(`${{ github.event.comment.body }}`)' }", true)]
    public void A_text_of_anybody_put_into_a_command_is_seen(string on, string step, bool sure) =>
        Assert.Equal(sure, Assert.Single(Github(on, step, DeploymentFacts.UntrustedPipelineCode)).Confidence >= Observation.Sure);

    [Theory]
    [InlineData("issues", "- run: echo \"$TITLE\"\n        env: { TITLE: '${{ github.event.issue.title }}' }")]
    [InlineData("issues", "- run: echo ${{ github.event.issue.number }}")]
    [InlineData("push", "- run: echo ${{ github.sha }}")]
    public void A_text_passed_by_a_variable_or_that_nobody_chooses_is_none(string on, string step) =>
        Assert.Empty(Github(on, step, DeploymentFacts.UntrustedPipelineCode));

    [Fact]
    public void The_line_of_a_command_of_several_is_told()
    {
        var seen = Assert.Single(Github("issues", "- run: |\n          set -e\n          echo \"${{ github.event.issue.body }}\"", DeploymentFacts.UntrustedPipelineCode));

        Assert.Equal(7, seen.Line);
    }

    [Theory]
    [InlineData("on: push\npermissions: write-all\njobs: { a: { steps: [] } }", 1)]
    [InlineData("on: push\njobs: { a: { permissions: write-all, steps: [] } }", 1)]
    [InlineData("on: push\npermissions: { contents: write }\njobs: { a: { steps: [] } }", 0)]
    [InlineData("on: push\npermissions: read-all\njobs: { a: { steps: [] } }", 0)]
    [InlineData("on: push\n# permissions: write-all\njobs: { a: { steps: [] } }", 0)]
    public void A_token_that_may_write_everything_is_seen(string text, int expected) => Assert.Equal(expected, Seen(text, DeploymentFacts.WidePipelineRights).Length);

    [Theory]
    [InlineData("sast:\n  script: [semgrep scan]\n  allow_failure: true", 1)]
    [InlineData("sast:\n  script: [semgrep scan]\n  allow_failure: false", 0)]
    [InlineData("lint:\n  script: [ruff check]\n  allow_failure: true", 0)]
    [InlineData("controle:\n  script:\n    - trivy fs . || true", 1)]
    [InlineData("controle:\n  script:\n    - trivy fs . --exit-code 1", 0)]
    [InlineData("forecast:\n  script: [python forecast.py]\n  allow_failure: true", 0)]
    [InlineData("on: push\njobs: { a: { steps: [ { run: bandit -r ., continue-on-error: true } ] } }", 1)]
    [InlineData("on: push\njobs: { codeql: { continue-on-error: true, steps: [ { uses: github/codeql-action/analyze@v3 } ] } }", 1)]
    [InlineData("on: push\njobs: { a: { steps: [ { run: pytest, continue-on-error: true } ] } }", 0)]
    [InlineData("steps:\n  - task: Bash@3\n    displayName: gitleaks\n    continueOnError: true", 1)]
    public void A_security_check_whose_failure_is_ignored_is_seen(string text, int expected) => Assert.Equal(expected, Seen(text, DeploymentFacts.IgnoredSecurityJobs).Length);

    private static Sighting[] Github(string on, string steps, string fact) => Seen($"on: {on}\njobs:\n  a:\n    steps:\n      {steps}\n", fact);

    private static Sighting[] Seen(string content, string fact)
    {
        var text = new SourceText(".github/workflows/ci.yml", content, "yaml", "ci", DetectIn.Configuration);
        var sight = new DeploymentSight(text);
        Pipelines.Scan(text, sight);
        return [.. sight.Sightings.Where(sighting => sighting.Fact == fact)];
    }
}
