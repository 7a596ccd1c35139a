using System.Text.RegularExpressions;
using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>
/// What the pipelines of a project let strangers do: run their code with the project's rights, write into it, or pass a check that failed. After OpenSSF
/// Scorecard (Dangerous-Workflow, Token-Permissions) and the security guides of GitHub Actions and GitLab CI.
/// </summary>
internal sealed class Pipelines(DeploymentSight sight)
{
    private const int MaximumJobs = 300;
    private const int MaximumSteps = 300;
    private const int MaximumDepth = 3;

    /// <summary>How sure it is that what was checked out is also run.</summary>
    private const double NotSeenToRun = 0.5;

    private const RegexOptions Options = RegexOptions.ExplicitCapture;

    /// <summary>Texts that whoever opens an issue or a pull request writes, as GitHub's guide on script injections lists them.</summary>
    private static readonly BoundedRegex WrittenByStrangers = new(
        @"\$\{\{[^}]*\b(github\.head_ref|github\.event\.(issue\.(title|body)|pull_request\.(title|body|head\.(ref|label|repo\.default_branch))|(comment|review|review_comment)\.body|discussion\.(title|body)|pages\b[^}]*page_name|(head_commit|commits\b[^}]*)\.(message|author\.(email|name))|workflow_run\.(head_branch|head_commit\.(message|author\.(email|name))|pull_requests\b[^}]*head\.ref)))\b[^}]*\}\}",
        Options);

    /// <summary>A revision that somebody else proposes.</summary>
    private static readonly BoundedRegex Proposed = new(
        @"github\.event\.(pull_request\.(head\.(sha|ref|repo)|merge_commit_sha|number)|workflow_run\.(head_sha|head_branch|head_repository|head_commit)|number|issue\.number)|github\.head_ref|refs/pull/", Options);

    private static readonly BoundedRegex FetchedByHand = new(@"\bgh\s+pr\s+checkout\b|\bgit\s+(fetch|pull)\b[^\n]*(pull/|github\.head_ref|head\.(ref|sha))", Options);

    private static readonly BoundedRegex SecurityTool = new(
        @"(^|[^a-z])(codeql|trivy|snyk|bandit|semgrep|gitleaks|trufflehog|pip-audit|npm audit|yarn audit|pnpm audit|safety (check|scan)|dependency[-_ ](check|review|scanning)|container[-_ ]scanning|secret[-_ ](detection|scanning)|grype|osv-scanner|checkov|kics|tfsec|hadolint|sonar(qube|cloud)|[sd]ast|dependency-track|zaproxy|zap-(baseline|full-scan|scan))([^a-z]|$)",
        Options | RegexOptions.IgnoreCase);

    private static readonly BoundedRegex Forgiven = new(@"\|\|\s*(true|:|exit\s+0|echo\b[^\n]*)\s*(#.*)?$", Options | RegexOptions.Multiline);

    /// <summary>Events that give a stranger's text or code the project's own token.</summary>
    private static readonly string[] WithRights = ["pull_request_target", "workflow_run", "issue_comment", "issues", "discussion", "discussion_comment", "pull_request_review", "pull_request_review_comment", "fork", "watch"];

    public static void Scan(SourceText text, DeploymentSight sight)
    {
        var pipelines = new Pipelines(sight);
        foreach (var root in text.Yaml.Roots.OfType<YamlMapping>())
            pipelines.Look(root);
    }

    private void Look(YamlMapping root)
    {
        if (root.Find("runs") is YamlMapping runs && runs.Find("steps") is YamlSequence ownSteps)
        {
            // An action of the project's own: who calls it, and on which event, does not show.
            sight.See(DeploymentFacts.Pipelines, root.At.Line, 1, null);
            foreach (var step in ownSteps.Items.OfType<YamlMapping>().Take(MaximumSteps))
                Injection(step, 0.7);
            return;
        }

        if (root.Find("jobs") is YamlMapping jobs)
        {
            sight.See(DeploymentFacts.Pipelines, jobs.At.Line, 1, null);
            // YAML 1.1 reads the key "on" as true, and some tools write it back so.
            if ((root.Find("on") ?? root.Find("true")) is { } on)
                Workflow(root, jobs, Names(on));
            else
                Forgiving(jobs, 0);
            return;
        }

        if (root.Entries.Any(entry => entry.Value is YamlMapping job && job.Find("script") is not null) || root.Find("stages") is not null || root.Find("steps") is not null || root.Find("pipelines") is not null)
        {
            sight.See(DeploymentFacts.Pipelines, root.At.Line, 1, null);
            Forgiving(root, 0);
        }
    }

    private void Workflow(YamlMapping root, YamlMapping jobs, IReadOnlyList<string> events)
    {
        Rights(root);
        var isProposed = events.Contains("pull_request_target", StringComparer.Ordinal) || events.Contains("workflow_run", StringComparer.Ordinal) || events.Contains("issue_comment", StringComparer.Ordinal);
        var injected = events.Any(name => WithRights.Contains(name, StringComparer.Ordinal)) ? 0.95 : events.Contains("pull_request", StringComparer.Ordinal) ? 0.7 : NotSeenToRun;
        foreach (var (name, job) in jobs.Entries.Take(MaximumJobs).Where(entry => entry.Value is YamlMapping).Select(entry => (entry.Key, (YamlMapping)entry.Value)))
        {
            Rights(job);
            if (IsTrue(job.Find("continue-on-error")) && IsSecurity(name, job))
                Ignored(name, job.Find("continue-on-error")!.At.Line);
            if (job.Find("steps") is not YamlSequence list)
                continue;
            var steps = list.Items.OfType<YamlMapping>().Take(MaximumSteps).ToList();
            foreach (var step in steps)
            {
                Injection(step, injected);
                Failing(step);
            }

            if (isProposed)
                Checkout(job, steps);
        }
    }

    /// <summary>Code of a pull request, fetched by a job that holds the project's secrets (CWE-829), and whether something of it is run after.</summary>
    private void Checkout(YamlMapping job, List<YamlMapping> steps)
    {
        var isApproved = job.Find("environment") is not null || Text(job, "if").Contains("label", StringComparison.Ordinal) || Text(job, "if").Contains("author_association", StringComparison.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            var fetched = Fetched(steps[i]);
            if (fetched is null)
                continue;
            var runs = steps.Skip(i).Any(step => step != steps[i] && step.Find("run") is not null || Text(step, "uses").StartsWith("./", StringComparison.Ordinal)) || steps[i].Find("run") is YamlScalar { Value: var own } && own.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length > 1;
            sight.See(DeploymentFacts.UntrustedPipelineCode, fetched.At.Line, runs && !isApproved ? 0.9 : NotSeenToRun, runs
                ? new("le code d'une demande de fusion est récupéré, puis exécuté avec les droits du projet", "the code of a pull request is fetched, then run with the project's rights")
                : new("le code d'une demande de fusion est récupéré avec les droits du projet", "the code of a pull request is fetched with the project's rights"));
        }
    }

    private static YamlNode? Fetched(YamlMapping step)
    {
        if (step.Find("run") is YamlScalar run)
            return FetchedByHand.IsMatch(run.Value) ? run : null;
        if (!Text(step, "uses").StartsWith("actions/checkout@", StringComparison.Ordinal) || step.Find("with") is not YamlMapping inputs)
            return null;
        return new[] { inputs.Find("ref"), inputs.Find("repository") }.OfType<YamlScalar>().FirstOrDefault(input => Proposed.IsMatch(input.Value));
    }

    /// <summary>A text that a stranger writes, put into a command before the shell reads it (CWE-78).</summary>
    private void Injection(YamlMapping step, double confidence)
    {
        var inputs = step.Find("with") as YamlMapping;
        var script = Text(step, "uses").StartsWith("actions/github-script@", StringComparison.Ordinal) ? inputs?.Find("script") : null;
        foreach (var command in new[] { step.Find("run"), script }.OfType<YamlScalar>())
        {
            var lines = command.Value.Split('\n');
            var at = Array.FindIndex(lines, WrittenByStrangers.IsMatch);
            if (at >= 0)
                sight.See(DeploymentFacts.UntrustedPipelineCode, command.At.Line + (lines.Length > 1 ? at + 1 : 0), confidence, new("un texte écrit par n'importe qui est placé dans une commande", "a text that anybody writes is put into a command"));
        }
    }

    private void Rights(YamlMapping holder)
    {
        if (holder.Find("permissions") is YamlScalar { Value: "write-all" } all)
            sight.See(DeploymentFacts.WidePipelineRights, all.At.Line, 1, new("le jeton de la chaîne reçoit tous les droits d'écriture", "the token of the pipeline is given every right to write"));
    }

    private void Failing(YamlMapping step)
    {
        var name = $"{Text(step, "name")} {Text(step, "uses")}";
        if (IsTrue(step.Find("continue-on-error")) && (SecurityTool.IsMatch(name) || SecurityTool.IsMatch(Text(step, "run"))))
            Ignored(Text(step, "name") is { Length: > 0 } told ? told : Text(step, "uses"), step.Find("continue-on-error")!.At.Line);
        else if (step.Find("run") is YamlScalar run)
            Forgive(run);
    }

    private void Forgive(YamlScalar command)
    {
        var lines = command.Value.Split('\n');
        var at = Array.FindIndex(lines, line => SecurityTool.IsMatch(line) && Forgiven.IsMatch(line));
        if (at >= 0)
            sight.See(DeploymentFacts.IgnoredSecurityJobs, command.At.Line + (lines.Length > 1 ? at + 1 : 0), 0.9, new("le contrôle de sécurité ne peut pas échouer (|| true)", "the security check cannot fail (|| true)"));
    }

    /// <summary>Jobs of GitLab, Azure and others: <c>allow_failure: true</c>, <c>continueOnError: true</c>, and commands that swallow their failure.</summary>
    private void Forgiving(YamlMapping mapping, int depth)
    {
        foreach (var entry in mapping.Entries.Take(MaximumJobs))
        {
            if (entry.Value is YamlMapping job)
            {
                var lenient = new[] { job.Find("allow_failure"), job.Find("continueOnError"), job.Find("continue-on-error") }.FirstOrDefault(IsTrue);
                if (lenient is not null && IsSecurity(entry.Key, job))
                    Ignored(entry.Key, lenient.At.Line);
                if (depth < MaximumDepth)
                    Forgiving(job, depth + 1);
            }
            else if (entry.Value is YamlSequence sequence)
            {
                foreach (var item in sequence.Items.Take(MaximumSteps))
                {
                    if (item is YamlScalar command && entry.Key.Contains("script", StringComparison.Ordinal))
                        Forgive(command);
                    else if (item is YamlMapping step && depth < MaximumDepth)
                        Forgiving(new(step.At, [new(step.At, $"{Text(step, "task")} {Text(step, "displayName")} {Text(step, "job")}", step)]), depth + 1);
                }
            }
        }
    }

    private void Ignored(string job, int line) =>
        sight.See(DeploymentFacts.IgnoredSecurityJobs, line, 0.9, new($"{Excerpts.Shorten(job)} : son échec est ignoré", $"{Excerpts.Shorten(job)}: its failure is ignored"));

    /// <summary>By its name, or by what it runs.</summary>
    private static bool IsSecurity(string name, YamlMapping job) => SecurityTool.IsMatch(name) || SecurityTool.IsMatch(Text(job, "name")) || Commands(job, 0).Any(SecurityTool.IsMatch);

    private static IEnumerable<string> Commands(YamlNode node, int depth) => node switch
    {
        YamlScalar scalar => [scalar.Value],
        YamlSequence sequence when depth < MaximumDepth => sequence.Items.Take(MaximumSteps).SelectMany(item => Commands(item, depth + 1)),
        YamlMapping mapping when depth < MaximumDepth => mapping.Entries.Where(entry => entry.Key is "script" or "run" or "uses" or "steps" or "image" or "extends" or "task" or "bash").SelectMany(entry => Commands(entry.Value, depth + 1)),
        _ => [],
    };

    private static IReadOnlyList<string> Names(YamlNode? node) => node switch
    {
        YamlScalar one => [one.Value],
        YamlSequence several => [.. several.Items.OfType<YamlScalar>().Select(name => name.Value)],
        YamlMapping described => [.. described.Entries.Select(entry => entry.Key)],
        _ => [],
    };

    private static bool IsTrue(YamlNode? node) => node is YamlScalar { Value: "true" or "True" or "yes" };

    private static string Text(YamlMapping mapping, string key) => mapping.Find(key) is YamlScalar { IsNull: false } text ? text.Value : "";
}
