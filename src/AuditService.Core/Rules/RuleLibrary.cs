using System.Collections.Frozen;
using AuditService.Core.Catalogue;
using AuditService.Core.Classifications;
using AuditService.Core.Facts;
using AuditService.Core.Questionnaires;

namespace AuditService.Core.Rules;

/// <summary>All loaded packs with the frameworks that look at them and the grid that weighs them. Immutable; loaded once a process.</summary>
public sealed class RuleLibrary
{
    /// <summary>The framework whose controls are the criteria of the grid.</summary>
    public const string GridFramework = "bloc4";

    private readonly FrozenDictionary<string, Rule> byId;

    public RuleLibrary(IReadOnlyList<RulePack> packs, IReadOnlyList<Framework> frameworks, ScoringScheme scoring)
    {
        Packs = packs;
        Scoring = scoring;
        Rules = [.. packs.SelectMany(pack => pack.Rules).OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        Detectors = [.. Rules.SelectMany(rule => rule.Detectors)];
        Catalogue = new(packs.SelectMany(pack => pack.Facts));
        byId = Rules.DistinctBy(rule => rule.Id, StringComparer.Ordinal).ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);
        Frameworks = [.. frameworks.Select(framework => framework.Id == GridFramework ? WithRulesOfItsCriteria(framework) : framework)];
    }

    public IReadOnlyList<RulePack> Packs { get; }

    public IReadOnlyList<Framework> Frameworks { get; }

    public ScoringScheme Scoring { get; }

    /// <summary>Ordered by id.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    public IReadOnlyList<Detector> Detectors { get; }

    public FactCatalogue Catalogue { get; }

    /// <summary>The criteria of Bloc 4, in the grid's order.</summary>
    public IReadOnlyList<string> Criteria => [.. Frameworks.Where(framework => framework.Id == GridFramework).SelectMany(grid => grid.Controls).Select(control => control.Id)];

    /// <summary>The laws that sort systems, each with its engine.</summary>
    public IEnumerable<Classifier> Classifiers => Classifications.Select(law => new Classifier(law, Catalogue));

    public IEnumerable<Classification> Classifications => Packs.Select(pack => pack.Classification).OfType<Classification>();

    /// <summary>The sets of questions of all packs, in the order of their ids.</summary>
    public IReadOnlyList<QuestionSet> QuestionSets => [.. Packs.SelectMany(pack => pack.QuestionSets).OrderBy(set => set.Id, StringComparer.Ordinal)];

    /// <summary>What answers are held against, of all packs in the order of their ids.</summary>
    public IReadOnlyList<AnswerContradiction> Contradictions => [.. Packs.SelectMany(pack => pack.Contradictions).OrderBy(one => one.Id, StringComparer.Ordinal)];

    public IEnumerable<QuestionSetScore> Score(FactSet facts) => QuestionSets.Select(set => new QuestionSetScorer(set, Catalogue).Score(facts));

    /// <summary>What the laws and the sets of questions say of the collected facts.</summary>
    /// <param name="on">The day at which the laws are looked at.</param>
    public IEnumerable<Fact> Conclude(FactSet collected, DateOnly on)
    {
        var classified = Classifiers.SelectMany(law => law.State(collected, on)).ToList();
        return [
            .. classified,
            .. QuestionSets.SelectMany(set => new QuestionSetScorer(set, Catalogue).State(collected)),
            .. new AnswerContradictions(Contradictions, Catalogue).State(collected.With(classified)),
        ];
    }

    public Rule? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>The same library with some packs only; the grid and the frameworks stay whole.</summary>
    public RuleLibrary Only(IReadOnlyCollection<string> packIds) =>
        new([.. Packs.Select(pack => packIds.Contains(pack.Id) ? pack : pack with { Rules = [] })], Frameworks, Scoring);

    /// <summary>For the grid, each rule names its criteria: writing the list twice would let the two disagree.</summary>
    private Framework WithRulesOfItsCriteria(Framework grid) => grid with
    {
        Controls = [.. grid.Controls.Select(control => control with { Rules = [.. Rules.Where(rule => rule.Criteria.Contains(control.Id, StringComparer.Ordinal)).Select(rule => rule.Id)] })],
    };
}
