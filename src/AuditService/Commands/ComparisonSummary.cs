using System.Globalization;
using AuditService.Core.Audits;
using AuditService.Core.Comparisons;
using AuditService.Core.Findings;
using AuditService.Core.Scoring;
using AuditService.Reports;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary>What a terminal shows of a comparison: what differs to begin with, how the grid moved, and what became of the findings to mend.</summary>
internal sealed class ComparisonSummary(Session session, AuditComparison comparison, ReportContext report)
{
    private const int NamesPrinted = 8;
    private const int PlacesPrinted = 3;

    /// <summary>The gravest news first; what did not change is only counted.</summary>
    private static readonly ChangeState[] Told = [ChangeState.New, ChangeState.Reopened, ChangeState.Changed, ChangeState.NotReassessed, ChangeState.Resolved];

    public void Print(int findings)
    {
        session.Output.WriteLine(Named(session.Say("Avant", "Before"), comparison.Before));
        session.Output.WriteLine(Named(session.Say("Après", "After"), comparison.After));
        if (comparison.Before.Project != comparison.After.Project)
            session.Output.WriteLine(session.Say("Attention : ce sont deux projets différents.", "Beware: these are two different projects."));
        PrintDifferences();
        PrintGrid();
        PrintCounts();
        foreach (var state in Told)
            PrintState(state, findings);
    }

    private string Named(string label, Audit audit) => $"{label,-7} {audit.Id} · {audit.Project} · {audit.StartedAt.ToLocalTime().ToString("g", session.Culture)}";

    private void PrintDifferences()
    {
        var differences = comparison.Differences;
        session.Output.WriteLine();
        if (differences.IsNone)
        {
            session.Output.WriteLine(session.Say("Mêmes fichiers, mêmes règles, mêmes outils.", "Same files, same rules, same tools."));
            return;
        }

        session.Output.WriteLine(session.Say("Ce qui les sépare :", "What sets them apart:"));
        if (differences.Input is { } input)
        {
            Files(session.Say("ajouté", "added"), input.Added);
            Files(session.Say("modifié", "modified"), input.Modified);
            Files(session.Say("retiré", "removed"), input.Removed);
        }

        foreach (var pack in differences.Packs)
        {
            var rules = pack.Rules.Count == 0
                ? session.Say("aucune règle changée, seulement ses déclarations", "no rule changed, only its declarations")
                : Listed([.. pack.Rules.Select(rule => rule.Kind switch
                {
                    RuleChangeKind.Added => "+" + rule.Rule,
                    RuleChangeKind.Removed => "−" + rule.Rule,
                    _ => rule.Rule,
                })]);
            session.Line(session.Say("pack", "pack"), $"{pack.Id} {pack.VersionBefore ?? session.Say("absent", "absent")} → {pack.VersionAfter ?? session.Say("absent", "absent")}{session.Say(" :", ":")} {rules}");
        }

        foreach (var law in differences.Law)
        {
            session.Line(session.Say("loi", "law"), law.IsInForceAfter
                ? session.Say($"{law.Rule} est entrée en vigueur", $"{law.Rule} came into force")
                : session.Say($"{law.Rule} n'est plus en vigueur", $"{law.Rule} went out of force"));
        }

        foreach (var tool in differences.Tools)
            session.Line(session.Say("outil", "tool"), $"{tool.Tool} {tool.Before ?? session.Say("absent", "absent")} → {tool.After ?? session.Say("absent", "absent")}");
        Files(session.Say("page", "page"), differences.PagesSeenAnew);
    }

    private void Files(string label, IReadOnlyList<string> paths)
    {
        if (paths.Count > 0)
            session.Line(label, Listed(paths));
    }

    private string Listed(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(NamesPrinted)) + (names.Count > NamesPrinted ? session.Say($" … et {names.Count - NamesPrinted} autre(s)", $" … and {names.Count - NamesPrinted} more") : "");

    private void PrintGrid()
    {
        var moved = comparison.Criteria.Where(criterion => criterion.Moves).ToList();
        session.Output.WriteLine();
        if (moved.Count == 0)
        {
            session.Output.WriteLine(session.Say("Aucun critère n'a bougé.", "No criterion moved."));
            return;
        }

        var table = Tables.New(session.Say("Critère", "Criterion"), session.Say("Avant", "Before"), session.Say("Après", "After"), session.Say("Plancher", "Floor"), session.Say("Plafond", "Ceiling"), session.Say("Causes", "Causes"));
        foreach (var criterion in moved)
            table.AddRow(new Text(criterion.Criterion), Score(criterion.Before), Score(criterion.After), new Text(Points(criterion.FloorChange)), new Text(Points(criterion.CeilingChange)), new Text(Causes(criterion.Causes)));
        session.Output.Write(table);
    }

    private Markup Score(CriterionScore? score)
    {
        if (score is null)
            return new("–");
        var interval = score.Floor is { } floor ? $"{session.Percent(floor)}–{session.Percent(score.Ceiling!.Value)} % " : "";
        return new($"{interval}[{AuditSummary.Colour(score.Verdict)}]{Markup.Escape(Words.Of(score.Verdict).In(session.Language))}[/]");
    }

    /// <summary>In points of percentage, one decimal: a criterion moves by less than one when one of many columns is mended.</summary>
    private string Points(double? change) => change is { } moved ? (moved * 100).ToString("+0.0;−0.0;0", session.Culture) : "–";

    private string Causes(IReadOnlyList<Cause> causes) => string.Join(", ", causes.Select(cause => Words.Of(cause).In(session.Language)));

    private void PrintCounts()
    {
        session.Output.WriteLine();
        session.Output.WriteLine(string.Join(" · ", Told.Append(ChangeState.Unchanged).Select(state => $"{Words.Of(state).In(session.Language)}{session.Say(" :", ":")} {comparison.In(state).Count()}")));
        var untold = comparison.Findings.Count(change => change.State is ChangeState.Changed or ChangeState.NotReassessed && !change.IsAboutAFailure);
        if (untold > 0)
        {
            session.Output.WriteLine(session.Say(
                $"Dont {untold} où il n'y avait et n'y a rien à corriger : --json les donne.",
                $"Of these, {untold} where there was and is nothing to mend: --json gives them."));
        }
    }

    private void PrintState(ChangeState state, int most)
    {
        var changes = comparison.In(state).Where(change => change.IsAboutAFailure).OrderByDescending(change => change.Finding.Rule.Severity).ThenBy(change => change.Id, StringComparer.Ordinal).ToList();
        foreach (var change in changes.Take(most))
            PrintChange(change);
        if (changes.Count > most)
            session.Line("", session.Say($"… et {changes.Count - most} autre(s)", $"… and {changes.Count - most} more"));
    }

    private void PrintChange(FindingChange change)
    {
        var severity = change.Finding.Rule.Severity;
        session.Output.WriteLine();
        session.Output.MarkupLine($"{Words.Of(change.State).In(session.Language).ToUpper(CultureInfo.InvariantCulture)} [bold]{Markup.Escape(change.Id)}[/] [{AuditSummary.Colour(severity)}]{Markup.Escape(Words.Of(severity).In(session.Language))}[/]");
        session.Line(session.Say("attendu", "expected"), change.Finding.Rule.Title.In(session.Language));
        if (change.Before?.Outcome != change.After?.Outcome)
            session.Line(session.Say("verdict", "verdict"), $"{Outcome(change.Before)} → {Outcome(change.After)}");
        if (change.WhyNotReassessed is { } why)
            session.Line(session.Say("pourquoi", "why"), Words.Of(why).In(session.Language));
        else if (change.After is { } after && change.State != ChangeState.Resolved)
            session.Line(session.Say("constat", "found"), report.Explanation.Reason(after));
        Places(session.Say("apparu", "came"), change.Evidence.Added);
        Places(session.Say("disparu", "went"), change.Evidence.Gone);
        session.Line(session.Say("cause", "cause"), Causes(change.Causes));
        if (change.FirstSeen is { } first && first.AuditId != comparison.After.Id)
            session.Line(session.Say("vu dès", "seen since"), $"{first.At.ToLocalTime().ToString("g", session.Culture)} ({first.AuditId})");
    }

    private string Outcome(Finding? finding) => finding is null ? session.Say("absent", "absent") : Words.Of(finding.Outcome).In(session.Language);

    private void Places(string label, IReadOnlyList<Evidence> evidence)
    {
        foreach (var each in evidence.Take(PlacesPrinted))
            session.Line(label, string.Join(" — ", new[] { each.Observation.Where.In(session.Language), each.Observation.Excerpt }.Where(part => !string.IsNullOrWhiteSpace(part))));
        if (evidence.Count > PlacesPrinted)
            session.Line("", session.Say($"… et {evidence.Count - PlacesPrinted} autre(s)", $"… and {evidence.Count - PlacesPrinted} more"));
    }
}
