using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Core.Audits;
using AuditService.Core.Catalogue;
using AuditService.Core.Classifications;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Questionnaires;
using AuditService.Core.Reviews;
using AuditService.Core.Rules;

namespace AuditService.Reports;

/// <summary>What every report is made of: one finished audit, in one language, with the catalogue that names its facts.</summary>
/// <param name="Frameworks">For the titles of the criteria.</param>
public sealed record ReportContext(Audit Audit, FactCatalogue Catalogue, IReadOnlyList<Framework> Frameworks, ScoringScheme Scoring, Language Language)
{
    /// <summary>What people decided on the findings; null where nobody is asked, as on the command line.</summary>
    public ReportedReviews? Reviews { get; init; }

    /// <summary>The accessibility grid with what auditors filled in; null where the referential of the audit is not known.</summary>
    public AccessibilityGrid? Accessibility { get; init; }

    /// <summary>The risk map; null where the library has no scenarios.</summary>
    public RiskReport? Risks { get; init; }

    /// <summary>The sets of questions that the audit asked, with what its answers earn.</summary>
    public IReadOnlyList<QuestionSetScore> Questionnaires { get; init; } = [];

    /// <summary>What the laws that sort systems say of the audit's facts, on its day.</summary>
    public IReadOnlyList<Classified> Classifications { get; init; } = [];

    public Explanation Explanation => new(Catalogue, Language);

    public Framework? Grid => Frameworks.FirstOrDefault(framework => framework.Id == RuleLibrary.GridFramework);

    public string Say(string fr, string en) => Language == Language.French ? fr : en;

    public static ReportContext Of(Audit audit, RuleLibrary library, Language language) =>
        new(audit, library.Catalogue, library.Frameworks, library.Scoring, language)
        {
            Classifications = [.. library.Classifiers.Select(law => law.Classify(audit.Facts, audit.On))],
            Questionnaires = [.. library.Score(audit.Facts).Where(score => audit.Facts.Find(Subject.Dossier, score.Set.UnansweredFact) is not null)],
        };

    /// <summary>Shows and counts the audit as people have left it.</summary>
    /// <param name="authorNames">Names of those who decided, by their ids.</param>
    public static ReportContext Of(ReviewedAudit reviewed, IReadOnlyDictionary<string, string> authorNames, RuleLibrary library, Language language) =>
        Of(reviewed.Counted, library, language) with { Reviews = new(reviewed, authorNames) };
}

/// <summary>The decisions behind a report, with the names of their authors.</summary>
public sealed record ReportedReviews(ReviewedAudit Audit, IReadOnlyDictionary<string, string> AuthorNames)
{
    /// <summary>Values of the risk map that people rated, the oldest first.</summary>
    public IReadOnlyList<Review> Ratings { get; init; } = [];

    public ReviewedFinding? Of(Finding finding) => Audit.States.GetValueOrDefault(finding.Id);

    public string AuthorOf(Review review) => AuthorNames.GetValueOrDefault(review.Author, review.Author);
}
