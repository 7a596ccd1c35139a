using AuditService.Core.Catalogue;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Core.Classifications;

/// <summary>
/// Walks the whole tree of a law over the answers. Pure, and three-valued: what depends on an unanswered question stays open. More answers can only
/// decide what was open, never undo what was decided.
/// </summary>
public sealed class Classifier
{
    private static readonly CollectorIdentity Identity = new("classification", 2);

    private readonly Classification law;
    private readonly FactCatalogue catalogue;
    private readonly IReadOnlyList<string> inputs;

    public Classifier(Classification law, FactCatalogue catalogue)
    {
        this.law = law;
        this.catalogue = catalogue;
        inputs = [.. law.Inputs];
    }

    /// <param name="facts">Hidden answers already dropped.</param>
    /// <param name="on">The day at which the labels are looked at.</param>
    public Classified Classify(FactSet facts, DateOnly on)
    {
        var walk = new Walk(this, facts);
        var labels = law.Labels.Select(walk.Look).ToList();
        var duties = law.Duties.Select(walk.Look).ToList();
        var waiting = labels.Concat(duties).Where(look => look.WaitsFor.Count > 0).Select(look => new UndecidedLabel(look.Label, look.WaitsFor)).ToList();
        var open = waiting.SelectMany(label => label.WaitsFor).ToHashSet(StringComparer.Ordinal);
        var concerned = labels.Concat(duties).Where(look => look.Truth != Truth.False).Select(look => look.Label.Id).ToHashSet(StringComparer.Ordinal);
        return new(
            law,
            on,
            [.. labels.Select(look => look.Applied).OfType<AppliedLabel>()],
            [.. duties.Select(look => look.Applied).OfType<AppliedLabel>()],
            walk.Steps,
            waiting,
            [.. inputs.Where(open.Contains)],
            [.. law.Unsettled.Where(point => point.Concerns.Any(concerned.Contains))]);
    }

    /// <summary>The same as facts that rules read: one a node, and the lists of labels, duties and open questions.</summary>
    public IReadOnlyList<Fact> State(FactSet facts, DateOnly on)
    {
        var classified = Classify(facts, on);
        var declared = new Provenance(Identity, EvidenceGrade.Declared, classified.Labels.SelectMany(label => label.Because).Select(leaf => leaf.Fact?.Provenance.Pointer).FirstOrDefault(place => place is not null));
        return
        [
            .. new Walk(this, facts).Facts,
            Fact.Known(Subject.Dossier, law.LabelsFact, new TextListValue([.. classified.Labels.Select(label => label.Label.Id)]), declared),
            Fact.Known(Subject.Dossier, law.DutiesFact, new TextListValue([.. classified.Duties.Select(duty => ClassificationLabel.Word(duty.Label.Id, duty.AppliesFrom))]), declared),
            Fact.Known(Subject.Dossier, law.OpenFact, new TextListValue(classified.Open), declared),
        ];
    }

    /// <summary>The answers that cannot all be true, each with the keys of those answers.</summary>
    /// <param name="facts">Every answer, the hidden ones too: what is written twice and differs is a mistake wherever it stands.</param>
    public IEnumerable<(Contradiction Contradiction, IReadOnlyList<string> Keys)> Contradictions(FactSet facts)
    {
        var walk = new Walk(this, facts);
        foreach (var contradiction in law.Contradictions)
        {
            var (truth, decisive) = walk.Evaluate(contradiction.When);
            if (truth == Truth.True)
                yield return (contradiction, [.. decisive.Select(leaf => leaf.Comparison.FactKey).Distinct(StringComparer.Ordinal)]);
        }
    }

    /// <summary>One reading of the tree: each node once, in order, seen by those after it.</summary>
    private sealed class Walk
    {
        private readonly Classifier classifier;
        private readonly Dictionary<string, Evaluated> seen = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Fact> known;
        private readonly FactScope scope;

        public Walk(Classifier classifier, FactSet facts)
        {
            this.classifier = classifier;
            known = classifier.inputs.Select(key => facts.Find(Subject.Dossier, key)).OfType<Fact>().ToDictionary(fact => fact.Key, StringComparer.Ordinal);
            scope = new(Subject.Dossier, known, known);
            foreach (var node in classifier.law.Nodes)
            {
                var evaluated = node.Holds.Evaluate(scope);
                seen.Add(node.Key, evaluated);
                var step = new WalkStep(node, evaluated.Truth, Answers(evaluated.Decisive), evaluated.Truth == Truth.Unknown ? Questions(evaluated.Decisive) : []);
                Steps.Add(step);
                var fact = FactOf(step);
                Facts.Add(fact);
                known.Add(node.Key, fact);
            }
        }

        public List<WalkStep> Steps { get; } = [];

        public List<Fact> Facts { get; } = [];

        /// <summary>A condition with the answers that decided it in the place of the nodes.</summary>
        public (Truth Truth, IReadOnlyList<Leaf> Decisive) Evaluate(Condition condition)
        {
            var evaluated = condition.Evaluate(scope);
            return (evaluated.Truth, Answers(evaluated.Decisive));
        }

        public LabelLook Look(ClassificationLabel label)
        {
            var (truth, decisive) = Evaluate(label.When);
            if (truth == Truth.Unknown)
                return new(label, truth, null, Questions(decisive));
            if (truth == Truth.False)
                return new(label, truth, null, []);
            foreach (var date in label.Dates)
            {
                var (dated, because) = date.When is null ? (Truth.True, []) : Evaluate(date.When);
                if (dated == Truth.True)
                    return new(label, truth, new(label, date.From, Distinct([.. decisive, .. because])), []);
                if (dated == Truth.Unknown)
                    return new(label, truth, new(label, null, decisive), Questions(because));
            }

            return new(label, truth, new(label, null, decisive), []);
        }

        private Fact FactOf(WalkStep step)
        {
            var stated = step.Because.Select(leaf => leaf.Fact).OfType<Fact>().ToList();
            var pointer = stated.Select(fact => fact.Provenance.Pointer).FirstOrDefault(place => place is not null);
            if (step.Answer == Truth.Unknown)
            {
                var keys = string.Join(", ", step.WaitsFor);
                return Fact.Unavailable(Subject.Dossier, step.Node.Key, new(UnavailableBecause.NotAnswered, new($"dépend de questions sans réponse ({keys})", $"depends on questions without an answer ({keys})")), new(Identity, EvidenceGrade.Declared, pointer));
            }

            var grade = stated.Count == 0 ? EvidenceGrade.Declared : stated.Min(fact => fact.Provenance.Grade);
            return Fact.Known(Subject.Dossier, step.Node.Key, new BooleanValue(step.Answer == Truth.True), new(Identity, grade, pointer));
        }

        private IReadOnlyList<Leaf> Answers(IReadOnlyList<Leaf> leaves) => Distinct([.. leaves.SelectMany(Expanded)]);

        private IEnumerable<Leaf> Expanded(Leaf leaf) => seen.TryGetValue(leaf.Comparison.FactKey, out var node) ? node.Decisive.SelectMany(Expanded) : [leaf];

        private static IReadOnlyList<Leaf> Distinct(IReadOnlyList<Leaf> leaves) => [.. leaves.DistinctBy(leaf => (leaf.Comparison.FactKey, leaf.Truth))];

        /// <summary>The questions to put next: those that are not asked before another one is answered wait for it.</summary>
        private List<string> Questions(IReadOnlyList<Leaf> decisive)
        {
            var missing = Answers(decisive).Where(leaf => leaf.Truth == Truth.Unknown).Select(leaf => leaf.Comparison.FactKey).Distinct(StringComparer.Ordinal).ToList();
            var asked = missing.Where(key => classifier.catalogue.Find(key)?.Question?.AskWhen is not { } askWhen || askWhen.Evaluate(scope).Truth == Truth.True).ToList();
            return asked.Count > 0 ? asked : missing;
        }
    }

    private sealed record LabelLook(ClassificationLabel Label, Truth Truth, AppliedLabel? Applied, IReadOnlyList<string> WaitsFor);
}
