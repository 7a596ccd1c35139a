using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Questionnaires;

/// <summary>States what only a human knows, from <c>answers.yaml</c> or the manifest.</summary>
internal sealed class AnswersCollector : IFactCollector
{
    public CollectorIdentity Identity => AnswerFacts.Identity;

    /// <summary>A fact with a question is its own source: of its own the collector states only which documents the answers name.</summary>
    public IReadOnlyCollection<string> States { get; } = [AnswerFacts.AbsentEvidence, AnswerFacts.WithEvidence, AnswerFacts.ThinEvidence, AnswerFacts.RepeatedTexts];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        yield return new(Dossier.AnswersFileName, InputHash: null, [], _ => Task.FromResult<IReadOnlyList<Fact>>([.. AnswerFacts.State(context.Dossier, context.Catalogue)]));
    }
}
