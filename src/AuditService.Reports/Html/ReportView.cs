using System.Globalization;
using System.Reflection;
using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;
using AuditService.Core.Trackers;

namespace AuditService.Reports.Html;

/// <summary>The audit arranged for reading: findings gathered by rule, worst first, and every word in the reader's language.</summary>
public sealed class ReportView
{
    private const string TestsFramework = "rgaa-4.1-tests";

    private readonly ReportContext report;

    public ReportView(ReportContext report, EmbeddedPictures pictures)
    {
        this.report = report;
        Pictures = pictures;
        Culture = CultureInfo.GetCultureInfo(report.Language == Language.French ? "fr-FR" : "en-GB");
        Rgaa = RgaaGrid.Of(report.Audit.Facts);
        ToMend = ByRule(Outcome.NonCompliant, Outcome.Partial);
        ToReview = ByRule(Outcome.NeedsReview);
        NotAssessed = ByRule(Outcome.MissingEvidence, Outcome.Error);
        Held = ByRule(Outcome.Compliant);
        NotApplicable = ByRule(Outcome.NotApplicable);
    }

    public ReportContext Report => report;

    public EmbeddedPictures Pictures { get; }

    public CultureInfo Culture { get; }

    public RgaaGrid Rgaa { get; }

    /// <summary>The grid with what auditors filled in; null where there is none.</summary>
    public AccessibilityGrid? Accessibility => report.Accessibility is { Pages.Count: > 0 } grid ? grid : null;

    /// <summary>A share from 0 to 1 in percent, to a tenth.</summary>
    public string Tenths(double share) => Math.Round(share * 100, 1, MidpointRounding.AwayFromZero).ToString("0.#", Culture);

    public IReadOnlyList<RuleFindings> ToMend { get; }

    public IReadOnlyList<RuleFindings> ToReview { get; }

    public IReadOnlyList<RuleFindings> NotAssessed { get; }

    public IReadOnlyList<RuleFindings> Held { get; }

    public IReadOnlyList<RuleFindings> NotApplicable { get; }

    public IReadOnlyList<RuleFindings> Blocking => [.. ToMend.Where(rule => rule.Findings.Any(finding => finding.IsBlocking))];

    /// <summary>Packs in the order of their worst finding.</summary>
    public IEnumerable<IGrouping<string, RuleFindings>> ToMendByPack => ToMend.GroupBy(rule => rule.Rule.Pack, StringComparer.Ordinal);

    public static string Styles { get; } = ReadStyles();

    public string Lang => report.Language == Language.French ? "fr" : "en";

    public string Say(string fr, string en) => report.Say(fr, en);

    public string In(LocalizedText text) => text.In(report.Language);

    public string TitleOfCriterion(string id) => report.Grid?.Controls.FirstOrDefault(control => control.Id == id)?.Title.In(report.Language) ?? id;

    public string TitleOfPack(string id) => Titles.TryGetValue(id, out var title) ? In(title) : id;

    public string Percent(double? share) => share is { } known ? Math.Round(known * 100, MidpointRounding.AwayFromZero).ToString("0", Culture) : "–";

    public string Interval(CriterionScore score) => score.Floor is null ? "–" : $"{Percent(score.Floor)}–{Percent(score.Ceiling)} %";

    public string Confidence(CriterionScore score) => score.Confidence?.ToString("0.0", Culture) ?? "–";

    public string Date(DateTimeOffset at) => at.ToString("d MMMM yyyy, HH:mm", Culture) + " UTC";

    public string Subject(Core.Facts.Subject subject) => subject.Kind == Core.Facts.SubjectKind.Dossier ? Say("le dossier", "the dossier") : $"{In(Core.Facts.SubjectKinds.Name(subject.Kind))} {subject.Id}";

    /// <summary>The estimate of energy, carbon and water, then what was measured; empty when the dossier gives no figure.</summary>
    public IReadOnlyList<Core.Facts.Observation> Footprint => [.. Sightings("impact.footprint"), .. Sightings("impact.measuredRuns")];

    /// <summary>What tools measured while the project ran.</summary>
    public IReadOnlyList<Core.Facts.Observation> Measured => [.. Sightings("impact.measuredRuns")];

    /// <summary>The same as figures, with those of the options; null where none could be estimated, and in audits stored before it was kept.</summary>
    public Core.Footprints.FootprintSheet? FootprintSheet =>
        report.Audit.Facts.Find(Core.Facts.Subject.Dossier, Core.Footprints.FootprintSheet.FactKey)?.Value is Core.Facts.TextValue { Value: var text } ? Core.Footprints.FootprintSheet.Read(text) : null;

    /// <summary>The laws that say anything of the system: those of which some question is decided, or that another tool's result stands beside.</summary>
    public IReadOnlyList<Core.Classifications.Classified> Classified => [.. report.Classifications.Where(law => law.Labels.Count > 0 || law.Walk.Any(step => step.Answer != Core.Conditions.Truth.Unknown) || CanadianResults.Count > 0)];

    /// <summary>Results of the Canadian tool that the dossier holds.</summary>
    public IReadOnlyList<Core.Facts.Observation> CanadianResults => [.. Sightings("aia.results")];

    /// <summary>What a rule says that it does not see, where the audit applied it.</summary>
    public string? LimitsOf(string rule) => report.Audit.Findings.FirstOrDefault(finding => finding.Rule.Id == rule)?.Rule.Limits.In(report.Language);

    /// <summary>The sets of questions to which the dossier has any answer.</summary>
    public IReadOnlyList<Core.Questionnaires.QuestionSetScore> Answered => [.. report.Questionnaires.Where(score => score.Answered.Any())];

    /// <summary>The sets that nobody has begun.</summary>
    public IReadOnlyList<Core.Questionnaires.QuestionSetScore> NotBegun => [.. report.Questionnaires.Where(score => !score.Answered.Any())];

    /// <summary>The architecture, described and found; null where there is none.</summary>
    public Core.Architecture.ArchitectureModel? Architecture =>
        report.Audit.Facts.Find(Core.Facts.Subject.Dossier, "architecture.model")?.Value is Core.Facts.TextValue { Value: var text } && Core.Architecture.ArchitectureJson.Read(text) is { Components.Count: > 0 } model ? model : null;
    /// <summary>What each page keeps and calls, for pages that keep or call anything.</summary>
    public IReadOnlyList<PageTrackers> Trackers =>
    [
        .. report.Audit.Facts.Subjects(Core.Facts.SubjectKind.Page).Select(page => new PageTrackers(page.Id, TrackingRow.Of(report.Audit.Facts, page))).Where(page => page.Rows.Count > 0),
    ];

    public string Colon => Say(" : ", ": ");

    /// <summary>Content hash of the picture of a page, or null.</summary>
    public string? ScreenshotOf(RgaaPage page) => PictureOf(page, "page.screenshot");

    /// <summary>The page with the stops of the keyboard numbered, or null.</summary>
    public string? TabOrderOf(RgaaPage page) => PictureOf(page, "page.tabOrder");

    /// <summary>What an auditor reads in a row: <c>headings</c>, <c>links</c> or <c>images</c>; null where the page has none, or was not seen.</summary>
    public Core.Facts.ObservationsValue? InventoryOf(RgaaPage page, string list) =>
        report.Audit.Facts.Find(SubjectOf(page), "page.rgaa." + list)?.Value is Core.Facts.ObservationsValue { Items.Count: > 0 } found ? found : null;

    /// <summary>What an RGAA test asks for, in the words of the framework; null when it is not loaded.</summary>
    public string? TitleOfTest(string test) =>
        report.Frameworks.FirstOrDefault(framework => framework.Id == TestsFramework)?.Controls.FirstOrDefault(control => control.Id == test) is { } control ? In(control.Title) : null;

    private string? PictureOf(RgaaPage page, string key) =>
        report.Audit.Facts.Find(SubjectOf(page), key)?.Value is Core.Facts.ObservationsValue { Items: [var first, ..] } ? first.Screenshot : null;

    /// <summary>The page with its state and window, where these are not the first ones.</summary>
    public string NameOf(RgaaPage page)
    {
        var title = (report.Audit.Facts.Find(SubjectOf(page), "page.stateTitle")?.Value as Core.Facts.TextValue)?.Value ?? page.State;
        var parts = new List<string> { page.Source };
        if (page.State != Core.Facts.PageSubject.InitialState)
            parts.Add(Say($"état « {title} »", $"state \"{title}\""));
        if (page.Viewport.Length > 0 && page.Viewport != Core.Facts.PageSubject.FirstViewport)
            parts.Add(Say($"fenêtre {page.Viewport.Replace('x', '×')}", $"window {page.Viewport.Replace('x', '×')}"));
        return string.Join(", ", parts);
    }

    /// <summary>Why a page of which no test is known was not seen; null for one that was.</summary>
    public string? WhyUnseen(RgaaPage page) => page.Tests.All(test => test.Outcome == RgaaOutcome.NotTested)
        ? report.Audit.Facts.Of(SubjectOf(page)).FirstOrDefault(fact => fact.Key.StartsWith("page.rgaa.", StringComparison.Ordinal) && fact.Why is not null)?.Why?.Detail.In(report.Language)
        : null;

    private static Core.Facts.Subject SubjectOf(RgaaPage page) => new(Core.Facts.SubjectKind.Page, page.Id);

    private IEnumerable<Core.Facts.Observation> Sightings(string key) =>
        report.Audit.Facts.Find(Core.Facts.Subject.Dossier, key)?.Value is Core.Facts.ObservationsValue sightings ? sightings.Items.Where(sighting => sighting.Detail is not null) : [];

    /// <summary>An id that a link inside the report can reach.</summary>
    public static string Anchor(string id) => "r-" + string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    private static readonly Dictionary<string, LocalizedText> Titles = new(StringComparer.Ordinal)
    {
        ["rgpd"] = new("Protection des données (RGPD)", "Data protection (RGPD)"),
        ["cyber"] = new("Cybersécurité", "Cybersecurity"),
        ["rgaa"] = new("Accessibilité (RGAA)", "Accessibility (RGAA)"),
        ["impact"] = new("Impacts : humain, société, environnement", "Impacts: people, society, environment"),
        ["quality"] = new("Qualité des données", "Data quality"),
        ["presentation"] = new("Présentation et livrables", "Presentation and deliverables"),
    };

    private IReadOnlyList<RuleFindings> ByRule(params Outcome[] outcomes) =>
    [
        .. report.Audit.Findings
            .Where(finding => outcomes.Contains(finding.Outcome))
            .GroupBy(finding => finding.Rule.Id, StringComparer.Ordinal)
            .Select(group => new RuleFindings(group.First().Rule, [.. group]))
            .OrderByDescending(rule => rule.Rule.Severity)
            .ThenByDescending(rule => rule.Findings.Max(finding => finding.Grade))
            .ThenBy(rule => rule.Rule.Id, StringComparer.Ordinal),
    ];

    private static string ReadStyles()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The findings of one rule with outcomes of one family, in the order of their subjects.</summary>
public sealed record RuleFindings(Rule Rule, IReadOnlyList<Finding> Findings);

/// <summary>What one page keeps on the device and whom it calls.</summary>
public sealed record PageTrackers(string Page, IReadOnlyList<TrackingRow> Rows);
