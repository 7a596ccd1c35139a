using AuditService.Authoring.Manifests;
using AuditService.Core.Catalogue;
using AuditService.Core.Conditions;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using CsCheck;

namespace AuditService.Tests.Core.Classifications;

/// <summary>What holds of the tree whatever the answers.</summary>
public sealed class AiActLawsTests
{
    private static readonly IReadOnlyList<FactDeclaration> Questions = [.. AiAct.Law.Inputs.Select(AiAct.Library.Catalogue.Find).OfType<FactDeclaration>()];

    /// <summary>An answer a question, of one of its values; or none.</summary>
    private static readonly Gen<Dictionary<string, AnswerEntry>> GenAnswers =
        from choices in Gen.Int[0, 1_000_000].Array[Questions.Count]
        from given in Gen.Int[0, 4].Array[Questions.Count]
        select Questions.Select((question, i) => (question.Key, Given: given[i] > 0, Answer: Answer(question, choices[i])))
            .Where(pair => pair.Given)
            .ToDictionary(pair => pair.Key, pair => pair.Answer, StringComparer.Ordinal);

    [Fact]
    public void Adding_an_answer_never_undoes_a_label_or_its_day() =>
        Gen.Select(GenAnswers, Gen.Int[0, 1_000_000]).Sample((answers, pick) =>
        {
            if (answers.Count == 0 || AnswerChecks.Contradictions(answers, AiAct.Library.Catalogue, AiAct.Classifier).Any())
                return;
            var removed = answers.Keys.Order(StringComparer.Ordinal).ElementAt(pick % answers.Count);
            var fewer = AiAct.Of(answers.Where(pair => pair.Key != removed).ToDictionary(StringComparer.Ordinal));
            var more = AiAct.Of(answers);
            foreach (var label in fewer.Labels.Concat(fewer.Duties))
            {
                var still = Assert.Single(more.Labels.Concat(more.Duties), same => same.Label.Id == label.Label.Id);
                if (label.AppliesFrom is not null)
                    Assert.Equal(label.AppliesFrom, still.AppliesFrom);
            }

            foreach (var (before, after) in fewer.Walk.Zip(more.Walk))
                Assert.True(before.Answer == Truth.Unknown || before.Answer == after.Answer, $"{before.Node.Key}: {before.Answer} became {after.Answer} with {removed}");
        }, iter: 1000);

    [Fact]
    public void What_binds_on_a_day_binds_on_every_later_one() =>
        Gen.Select(GenAnswers, Gen.Int[0, 2500], Gen.Int[0, 2500]).Sample((answers, first, later) =>
        {
            var classified = AiAct.Of(answers);
            var day = new DateOnly(2025, 1, 1).AddDays(first);
            foreach (var label in classified.Labels.Where(label => label.IsInForce(day) == true))
                Assert.True(label.IsInForce(day.AddDays(later)));
        }, iter: 100);

    [Fact]
    public void What_is_open_names_questions_that_are_asked_and_nothing_decided_is_open() =>
        GenAnswers.Sample(answers =>
        {
            var classified = AiAct.Of(answers);
            Assert.Equal(classified.Undecided.Count == 0, classified.Open.Count == 0);
            Assert.All(classified.Open, key => Assert.DoesNotContain(key, answers.Keys));
            var dated = classified.Labels.Concat(classified.Duties).Where(label => label.AppliesFrom is not null).Select(label => label.Label.Id).ToHashSet(StringComparer.Ordinal);
            Assert.DoesNotContain(classified.Undecided, label => dated.Contains(label.Label.Id));
        }, iter: 100);

    [Fact]
    public void Minimal_excludes_every_other_class_of_the_system() =>
        GenAnswers.Sample(answers =>
        {
            var labels = AiAct.Of(answers).Labels.Ids().ToList();
            if (labels.Contains("minimal"))
                Assert.DoesNotContain(labels, label => label.StartsWith("prohibited.", StringComparison.Ordinal) || label.StartsWith("highRisk.", StringComparison.Ordinal) || label.StartsWith("transparency.", StringComparison.Ordinal) || label == "outOfScope");
        }, iter: 300);

    private static AnswerEntry Answer(FactDeclaration question, int choice) => question.Type switch
    {
        FactType.Boolean => new() { Value = choice % 2 == 0 ? "true" : "false" },
        FactType.Number => new() { Value = choice % 2 == 0 ? "1e24" : "1e26" },
        FactType.Date => new() { Value = (choice % 3) switch { 0 => "2025-01-01", 1 => "2026-09-01", _ => "2029-01-01" } },
        FactType.TextList => new() { Values = [question.Choices[choice % question.Choices.Count].Id] },
        _ => new() { Value = question.Choices[choice % question.Choices.Count].Id },
    };
}
