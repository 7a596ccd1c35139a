using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Catalogue;
using AuditService.Core.Findings;
using AuditService.Core.Rules;

namespace AuditService.Reports;

/// <summary>What every report is made of: one finished audit, in one language, with the catalogue that names its facts.</summary>
/// <param name="Frameworks">For the titles of the criteria.</param>
public sealed record ReportContext(Audit Audit, FactCatalogue Catalogue, IReadOnlyList<Framework> Frameworks, ScoringScheme Scoring, Language Language)
{
    public Explanation Explanation => new(Catalogue, Language);

    public Framework? Grid => Frameworks.FirstOrDefault(framework => framework.Id == RuleLibrary.GridFramework);

    public string Say(string fr, string en) => Language == Language.French ? fr : en;

    public static ReportContext Of(Audit audit, RuleLibrary library, Language language) =>
        new(audit, library.Catalogue, library.Frameworks, library.Scoring, language);
}
