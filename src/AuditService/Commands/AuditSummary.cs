using System.Globalization;
using AuditService.Core;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Reports;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary>What a terminal shows of an audit: the grid, the worst findings with their evidence and remedy, and what nobody knows yet.</summary>
internal sealed class AuditSummary(Session session, ReportContext report)
{
    private const int EvidencePrinted = 3;
    private const int NamesPrinted = 8;
    private const int ReviewsPrinted = 5;

    public void Print(int findings)
    {
        PrintGrid();
        PrintAccessibility();
        PrintFindings(findings);
        PrintToReview();
        PrintUnknown();
        PrintGaps();
        PrintPersonalColumns();
    }

    /// <summary>All that keeps criteria from being met, with what to do about each: what a candidate works through.</summary>
    /// <param name="criteria">Ids of criteria, or of the competences above them (C20 for C20.1 and C20.2).</param>
    public void PrintCriteria(IReadOnlyList<string> criteria)
    {
        PrintGrid();
        var open = report.Audit.Findings
            .Where(finding => finding.Rule.Criteria.Any(criterion => criteria.Any(named => IsUnder(criterion, named))))
            .ToLookup(finding => finding.Outcome);
        var failing = Finding.WorstFirst([.. open[Outcome.NonCompliant], .. open[Outcome.Partial]]).ToList();
        session.Output.WriteLine();
        session.Output.WriteLine(Announced(failing.Count, failing.Count));
        foreach (var finding in failing)
            PrintFinding(finding);
        PrintOpen(session.Say("Sans verdict, faute d'information dans le dossier", "Without a verdict, for want of information in the dossier"), [.. open[Outcome.MissingEvidence], .. open[Outcome.Error]], session.Say("apporter", "provide"));
        PrintOpen(session.Say("À juger par une personne", "For a person to judge"), [.. open[Outcome.NeedsReview]], session.Say("si c'est une faute", "if it is a fault"));
        if (open[Outcome.NeedsReview].Any())
        {
            session.Output.WriteLine();
            session.Output.WriteLine(session.Say(
                "Un verdict humain se consigne de trois façons : dans answers.yaml pour les tests RGAA vérifiés à la main et conformes (accessibility.checkedByHand: { value: [\"10.4.2\"], evidence: docs/audit-rgaa.md }), par la grille (audit grid export, puis audit grid import), ou par une revue dans audit serve.",
                "A human verdict is recorded in three ways: in answers.yaml for RGAA tests checked by hand and compliant (accessibility.checkedByHand: { value: [\"10.4.2\"], evidence: docs/audit-rgaa.md }), by the grid (audit grid export, then audit grid import), or by a review in audit serve."));
        }
    }

    internal static bool IsUnder(string criterion, string named) =>
        string.Equals(criterion, named, StringComparison.OrdinalIgnoreCase) || criterion.StartsWith(named + ".", StringComparison.OrdinalIgnoreCase);

    private void PrintOpen(string what, IReadOnlyList<Finding> findings, string remedy)
    {
        if (findings.Count == 0)
            return;
        session.Output.WriteLine();
        session.Output.WriteLine($"{what} ({findings.Count}){session.Say(" :", ":")}");
        foreach (var finding in findings.OrderByDescending(finding => finding.Rule.Severity).ThenBy(finding => finding.Id, StringComparer.Ordinal))
        {
            session.Output.WriteLine();
            session.Output.MarkupLine($"[bold]{Markup.Escape(finding.Id)}[/]");
            session.Line(session.Say("attendu", "expected"), finding.Rule.Title.In(session.Language));
            foreach (var reason in report.Explanation.Because(finding).Take(EvidencePrinted))
                session.Line(session.Say("constat", "found"), reason);
            foreach (var evidence in finding.Evidence.Take(EvidencePrinted))
                session.Line(session.Say("preuve", "evidence"), Told(evidence));
            session.Line(remedy, finding.Rule.Remedy.Text.In(session.Language));
        }
    }

    private void PrintGrid()
    {
        var table = Tables.New(
            session.Say("Critère", "Criterion"),
            "",
            session.Say("Plancher–plafond", "Floor–ceiling"),
            session.Say("Couverture", "Coverage"),
            session.Say("Confiance", "Confidence"),
            session.Say("Verdict", "Verdict"),
            session.Say("Bloquants", "Blocking"));
        foreach (var score in report.Audit.Scorecard.Criteria)
        {
            var title = report.Grid?.Controls.FirstOrDefault(control => control.Id == score.Criterion)?.Title.In(session.Language) ?? "";
            table.AddRow(
                new Text(score.Criterion),
                new Text(title),
                new Text(score.Floor is { } floor ? $"{session.Percent(floor)}–{session.Percent(score.Ceiling!.Value)} %" : "–"),
                new Text(score.Coverage is { } coverage ? $"{session.Percent(coverage)} %" : "–"),
                new Text(score.Confidence?.ToString("0.0", session.Culture) ?? "–"),
                new Markup($"[{Colour(score.Verdict)}]{Markup.Escape(Words.Of(score.Verdict).In(session.Language))}[/]"),
                new Text(score.Blocking.Count == 0 ? "" : string.Join("\n", score.Blocking)));
        }

        session.Output.WriteLine();
        session.Output.Write(table);
        session.Output.WriteLine(session.Say(
            "Plancher : ce qui est sûrement acquis ; plafond : ce qui le serait si tout l'inconnu était conforme. Couverture : part de ce qui a pu être jugé. Confiance : solidité des preuves, de 0,3 (seulement déclaré) à 1 (vérifié par la machine). Bloquants : les constats qui suffisent à perdre le critère.",
            "Floor: what is surely met; ceiling: what would be if all that is unknown were compliant. Coverage: the share that could be judged. Confidence: strength of the evidence, from 0.3 (declared only) to 1 (checked by the machine). Blocking: the findings that alone lose the criterion."));
        session.Output.MarkupLine($"{session.Say("Résultat du bloc (le plus faible critère, sans compensation) :", "Result of the bloc (its weakest criterion, no compensation):")} [{Colour(report.Audit.Scorecard.Result)}]{Markup.Escape(Words.Of(report.Audit.Scorecard.Result).In(session.Language))}[/]");
    }

    private void PrintAccessibility()
    {
        if (report.Accessibility is not { Pages.Count: > 0 } grid)
            return;
        session.Output.WriteLine();
        session.Output.WriteLine(GridCommand.Sentence(session, grid));
        if (grid.Contradictions.Count > 0)
        {
            session.Output.WriteLine(session.Say(
                $"{grid.Contradictions.Count} verdict(s) humain(s) contre un échec prouvé (critères {string.Join(", ", grid.Contradictions.Select(cell => cell.Criterion.Number).Distinct(StringComparer.Ordinal))}).",
                $"{grid.Contradictions.Count} human verdict(s) against a proven failure (criteria {string.Join(", ", grid.Contradictions.Select(cell => cell.Criterion.Number).Distinct(StringComparer.Ordinal))})."));
        }
    }

    private void PrintFindings(int most)
    {
        var failing = Finding.WorstFirst(report.Audit.Findings).ToList();
        session.Output.WriteLine();
        session.Output.WriteLine(Announced(failing.Count, most));
        foreach (var finding in failing.Take(most))
            PrintFinding(finding);
    }

    private string Announced(int failing, int most) => failing switch
    {
        0 => session.Say("Aucune faute prouvée. Ce n'est pas encore un bon dossier : voyez ce qui reste sans verdict.", "No proven fault. That does not make a good dossier yet: see what is left without a verdict."),
        1 => session.Say("1 constat à corriger :", "1 finding to mend:"),
        _ when failing <= most => session.Say($"{failing} constats à corriger :", $"{failing} findings to mend:"),
        _ => session.Say($"{failing} constats à corriger, dont voici les {most} plus graves (les autres : audit show --criterion C20, ou le rapport) :", $"{failing} findings to mend, of which these {most} are the worst (the others: audit show --criterion C20, or the report):"),
    };

    private void PrintFinding(Finding finding)
    {
        session.Output.WriteLine();
        session.Output.MarkupLine($"[{Colour(finding.Rule.Severity)}]{Markup.Escape(Words.Of(finding.Rule.Severity).In(session.Language).ToUpper(CultureInfo.InvariantCulture))}[/]{(finding.Outcome == Outcome.Partial ? session.Say(" (tenu en partie)", " (partly met)") : "")} [bold]{Markup.Escape(finding.Id)}[/]");
        session.Line(session.Say("attendu", "expected"), finding.Rule.Title.In(session.Language));
        foreach (var reason in report.Explanation.Because(finding).Take(EvidencePrinted))
            session.Line(session.Say("constat", "found"), reason);
        foreach (var evidence in finding.Evidence.Take(EvidencePrinted))
            session.Line(session.Say("preuve", "evidence"), Told(evidence));
        if (finding.EvidenceTotal > EvidencePrinted)
            session.Line("", session.Say($"… et {finding.EvidenceTotal - EvidencePrinted} autre(s)", $"… and {finding.EvidenceTotal - EvidencePrinted} more"));
        session.Line(session.Say("corriger", "mend"), $"{finding.Rule.Remedy.Text.In(session.Language)} ({session.Say("effort", "effort:")} {Words.Of(finding.Rule.Remedy.Effort).In(session.Language)})");
    }

    /// <summary>What the machine has seen and only a person can judge, told with its places: it is work for today, whatever the grid says.</summary>
    private void PrintToReview()
    {
        var seen = report.Audit.Findings
            .Where(finding => finding.Outcome == Outcome.NeedsReview && finding.Evidence.Any(evidence => !string.IsNullOrWhiteSpace(evidence.Observation.Excerpt)))
            .OrderByDescending(finding => finding.Rule.Severity)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal)
            .ToList();
        if (seen.Count == 0)
            return;
        session.Output.WriteLine();
        session.Output.WriteLine(session.Say($"À examiner par un humain, preuves à l'appui ({seen.Count}) :", $"For a human to review, with evidence ({seen.Count}):"));
        foreach (var finding in seen.Take(ReviewsPrinted))
        {
            session.Line(session.Say("examiner", "review"), $"{finding.Id} — {finding.Rule.Title.In(session.Language)}");
            session.Line("", Told(finding.Evidence.First(evidence => !string.IsNullOrWhiteSpace(evidence.Observation.Excerpt))));
        }

        if (seen.Count > ReviewsPrinted)
            session.Line("", session.Say($"… et {seen.Count - ReviewsPrinted} autre(s), dans le rapport", $"… and {seen.Count - ReviewsPrinted} more, in the report"));
    }

    private string Told(Evidence evidence) =>
        string.Join(" — ", new[] { evidence.Observation.Where.In(session.Language), report.Explanation.Detail(evidence), evidence.Observation.Excerpt }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private void PrintUnknown()
    {
        var missing = report.Audit.Findings.Count(finding => finding.Outcome == Outcome.MissingEvidence);
        var review = report.Audit.Findings.Count(finding => finding.Outcome == Outcome.NeedsReview);
        session.Output.WriteLine();
        session.Output.WriteLine(session.Say(
            $"Sans verdict : {missing} point(s) faute d'information dans le dossier, {review} que seul un humain peut juger. Le rapport dit lesquels et pourquoi.",
            $"Without a verdict: {missing} point(s) for want of information in the dossier, {review} that only a human can judge. The report says which and why."));
    }

    /// <summary>What nobody could read is told at once: where nothing was found, it may be in there.</summary>
    private void PrintGaps()
    {
        var gaps = report.Audit.Gaps;
        if (gaps.Count == 0)
            return;
        session.Output.WriteLine();
        session.Output.WriteLine(session.Say($"{gaps.Count} fichier(s) non lu(s) ou lu(s) en partie, que l'audit ne peut donc pas juger :", $"{gaps.Count} file(s) not read, or in part, which the audit therefore cannot judge:"));
        foreach (var gap in gaps.Take(NamesPrinted))
            session.Line("", $"{gap.Path} — {gap.Reason.In(session.Language)}");
        if (gaps.Count > NamesPrinted)
            session.Line("", session.Say($"… et {gaps.Count - NamesPrinted} autre(s), dans le rapport", $"… and {gaps.Count - NamesPrinted} more, in the report"));
    }

    /// <summary>For a project that declares no processing, the first thing to know: these columns make the RGPD apply (art. 4(1)).</summary>
    private void PrintPersonalColumns()
    {
        var facts = report.Audit.Facts;
        if (facts.Subjects(SubjectKind.Processing).Any())
            return;
        var found = facts.Subjects(SubjectKind.Dataset)
            .Select(dataset => (dataset.Id, Columns: (facts.Find(dataset, "dataset.personalColumns")?.Value as ObservationsValue)?.Items.Select(item => item.Where.DataColumn).OfType<string>().Distinct(StringComparer.Ordinal).ToList() ?? []))
            .Where(dataset => dataset.Columns.Count > 0)
            .ToList();
        if (found.Count == 0)
            return;
        session.Output.WriteLine();
        session.Output.WriteLine(session.Say(
            "Des colonnes semblent porter sur des personnes, et aucun traitement n'est déclaré (clé processings de dossier.yaml) :",
            "Columns seem to be about people, and no processing is declared (key processings of dossier.yaml):"));
        foreach (var (id, columns) in found.Take(NamesPrinted))
            session.Line("", $"{id} — {string.Join(", ", columns.Take(NamesPrinted))}{(columns.Count > NamesPrinted ? " …" : "")}");
    }

    internal static string Colour(Verdict verdict) => verdict switch
    {
        Verdict.Acquis => "green",
        Verdict.Partiel => "yellow",
        Verdict.Indetermine => "blue",
        _ => "red",
    };

    internal static string Colour(Severity severity) => severity switch
    {
        Severity.Blocking => "red",
        Severity.Major => "yellow",
        _ => "grey",
    };
}
