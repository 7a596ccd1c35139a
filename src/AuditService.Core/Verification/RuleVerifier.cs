using AuditService.Core.Classifications;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Questionnaires;
using AuditService.Core.Rules;

namespace AuditService.Core.Verification;

/// <summary>
/// The one verifier of rule packs, called by the loader, the command line and the tests. It proves three closures (every fact that a rule
/// reads is declared; every declared fact has a source; every declared fact is read), runs every example, and finds all problems at once.
/// </summary>
public sealed class RuleVerifier(RuleLibrary library, IReadOnlyCollection<string> statedByCollectors)
{
    private static readonly DateOnly AnyDay = new(2026, 11, 1);

    private readonly HashSet<string> classified = library.Classifications.SelectMany(law => law.States).Concat(library.QuestionSets.SelectMany(set => set.States)).Concat([AnswerContradictions.BetweenAnswers, AnswerContradictions.WithDossier]).ToHashSet(StringComparer.Ordinal);
    private readonly List<AuthorProblem> problems = [];

    public IReadOnlyList<AuthorProblem> Verify()
    {
        VerifyIds();
        VerifyFacts();
        foreach (var law in library.Classifications)
            VerifyClassification(law);
        foreach (var set in library.QuestionSets)
            VerifyQuestionSet(set);
        VerifyContradictions();
        Parallel.ForEach(library.Rules, VerifyRule);
        VerifyFrameworks();
        return [.. problems.OrderBy(problem => problem.At.File, StringComparer.Ordinal).ThenBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column)];
    }

    private void VerifyIds()
    {
        foreach (var twice in library.Rules.GroupBy(rule => rule.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
            Add(twice.At, $"La règle {twice.Id} existe deux fois.", $"The rule {twice.Id} exists twice.");
        foreach (var reused in library.Rules.SelectMany(rule => rule.DeprecatedIds, (rule, old) => (rule, old)).GroupBy(name => name.old, StringComparer.Ordinal).Where(names => names.Skip(1).Any() || library.Find(names.Key) is not null))
            Add(reused.First().rule.At, $"L'ancien identifiant {reused.Key} (deprecatedIds) désigne plus d'une règle.", $"The former id {reused.Key} (deprecatedIds) names more than one rule.");
        foreach (var twice in library.Packs.SelectMany(pack => pack.Facts).GroupBy(fact => fact.Key, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
            Add(twice.At, $"Le fait {twice.Key} est déclaré deux fois.", $"The fact {twice.Key} is declared twice.");
        foreach (var rule in library.Rules.Where(rule => !Path.GetFileName(rule.At.File).StartsWith(rule.Id + "-", StringComparison.Ordinal)))
            Add(rule.At, $"Le fichier doit porter l'identifiant de la règle : {rule.Id}-....yaml.", $"The file must bear the id of the rule: {rule.Id}-....yaml.");
    }

    private void VerifyFacts()
    {
        var read = library.Rules.SelectMany(rule => rule.Reads)
            .Concat(library.Catalogue.Questions.SelectMany(fact => fact.Question!.AskWhen?.FactKeys ?? []))
            .Concat(library.Classifications.SelectMany(law => law.Inputs.Concat(law.States)))
            .Concat(library.QuestionSets.SelectMany(set => set.Inputs.Concat(set.States)))
            .Concat(library.Contradictions.SelectMany(one => one.Keys))
            .ToHashSet(StringComparer.Ordinal);
        var detected = library.Detectors.Select(detector => detector.Fact).ToHashSet(StringComparer.Ordinal);
        foreach (var twice in library.QuestionSets.GroupBy(set => set.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
            Add(twice.At, $"Le questionnaire {twice.Id} existe deux fois.", $"The set of questions {twice.Id} exists twice.");
        foreach (var asked in library.Catalogue.Questions.Select(fact => fact.Question!.AskWhen).OfType<Condition>())
            VerifyPatterns(asked, asked.At ?? new("facts.yaml", 1, 1));
        foreach (var fact in library.Catalogue.All)
        {
            if (!read.Contains(fact.Key))
                Add(fact.At, $"Aucune règle ne lit le fait {fact.Key}.", $"No rule reads the fact {fact.Key}.");
            if (fact.Question is null && !detected.Contains(fact.Key) && !statedByCollectors.Contains(fact.Key) && !classified.Contains(fact.Key))
                Add(fact.At, $"Le fait {fact.Key} n'a pas de source : ni collecteur, ni détecteur, ni question.", $"The fact {fact.Key} has no source: no collector, no detector, no question.");
        }
    }

    private void VerifyClassification(Classification law)
    {
        var labels = law.Labels.Concat(law.Duties).ToList();
        foreach (var twice in labels.GroupBy(label => label.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
            Add(twice.At, $"L'étiquette {twice.Id} existe deux fois.", $"The label {twice.Id} exists twice.");
        foreach (var undated in labels.Where(label => label.Dates.Count == 0))
            Add(undated.At, $"L'étiquette {undated.Id} n'a pas de date d'application.", $"The label {undated.Id} has no day from which it applies.");
        foreach (var foreign in law.Inputs.Where(key => library.Catalogue.Find(key) is not null and not { SubjectKind: SubjectKind.Dossier }))
            Add(law.At, $"Le fait {foreign} ne porte pas sur le dossier : le classement ne peut pas le lire.", $"The fact {foreign} is not about the dossier: the classification cannot read it.");
        var before = new HashSet<string>(StringComparer.Ordinal);
        var nodes = law.Nodes.Select(node => node.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var node in law.Nodes)
        {
            foreach (var later in node.Holds.FactKeys.Where(key => nodes.Contains(key) && !before.Contains(key)).Distinct(StringComparer.Ordinal))
                Add(node.At, $"Le nœud {node.Key} lit {later}, qui ne le précède pas.", $"The node {node.Key} reads {later}, which does not precede it.");
            if (!before.Add(node.Key))
                Add(node.At, $"Le nœud {node.Key} existe deux fois.", $"The node {node.Key} exists twice.");
        }

        foreach (var point in law.Unsettled)
        {
            foreach (var unknown in point.Concerns.Where(id => labels.TrueForAll(label => label.Id != id)))
                Add(point.At, $"Le point {point.Id} concerne {unknown}, qui n'est pas une étiquette.", $"The point {point.Id} concerns {unknown}, which is no label.");
        }
    }

    private void VerifyQuestionSet(QuestionSet set)
    {
        foreach (var foreign in set.Inputs.Where(key => library.Catalogue.Find(key) is not null and not { SubjectKind: SubjectKind.Dossier }))
            Add(set.At, $"Le fait {foreign} ne porte pas sur le dossier : le questionnaire ne peut pas le compter.", $"The fact {foreign} is not about the dossier: the set of questions cannot count it.");
        foreach (var question in set.Questions)
        {
            if (question.MetWhen is { } met)
                VerifyPatterns(met, question.At);
            // Decided by what it asks, else its answer would change nothing.
            if (question.MetWhen is not null && !question.MetWhen.FactKeys.Contains(question.Key, StringComparer.Ordinal))
                Add(question.At, $"« metWhen » ne lit pas la réponse à {question.Key}.", $"\"metWhen\" does not read the answer to {question.Key}.");
        }

        if (!set.Questions.Any(question => question.IsScored))
            Add(set.At, $"Aucune question de {set.Id} n'est notée.", $"No question of {set.Id} is scored.");
    }

    private void VerifyContradictions()
    {
        foreach (var twice in library.Contradictions.GroupBy(one => one.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
            Add(twice.At, $"La contradiction {twice.Id} existe deux fois.", $"The contradiction {twice.Id} exists twice.");
        foreach (var one in library.Contradictions)
        {
            VerifyPatterns(one.When, one.At);
            if (!one.When.Leaves.Skip(1).Any())
                Add(one.At, $"La contradiction {one.Id} n'a qu'une comparaison : il en faut deux pour se contredire.", $"The contradiction {one.Id} has one comparison only: it takes two to contradict.");
            if (!one.Keys.Any(key => library.Catalogue.Find(key)?.Question is not null))
                Add(one.At, $"La contradiction {one.Id} ne lit aucune réponse.", $"The contradiction {one.Id} reads no answer.");
            foreach (var foreign in one.Keys.Where(key => library.Catalogue.Find(key) is not null and not { SubjectKind: SubjectKind.Dossier }))
                Add(one.At, $"Le fait {foreign} ne porte pas sur le dossier : une contradiction ne peut pas le lire.", $"The fact {foreign} is not about the dossier: a contradiction cannot read it.");
        }
    }

    private void VerifyRule(Rule rule)
    {
        VerifyReads(rule);
        if (rule.Criteria.Count == 0)
            Add(rule.At, "La règle ne contribue à aucun critère.", "The rule contributes to no criterion.");
        foreach (var unknown in rule.Criteria.Where(criterion => !library.Criteria.Contains(criterion, StringComparer.Ordinal)))
            Add(rule.At, $"Le critère {unknown} n'existe pas dans la grille.", $"The criterion {unknown} is not in the grid.");
        if (rule.References.Count == 0)
            Add(rule.At, "La règle ne cite aucune source.", "The rule cites no source.");
        if (rule.Expect is null && rule.Mode != RuleMode.Human)
            Add(rule.At, "« expect » manque (seule une règle « human » peut s'en passer).", "\"expect\" is missing (only a \"human\" rule may do without).");
        if (rule.ConfirmedWhen is not null && rule.Proves != Proves.Failure)
            Add(rule.At, "« confirmedWhen » n'a de sens qu'avec « proves: failure ».", "\"confirmedWhen\" makes sense with \"proves: failure\" only.");
        if (rule.RefutedWhen is not null && rule.Proves != Proves.Success)
            Add(rule.At, "« refutedWhen » n'a de sens qu'avec « proves: success ».", "\"refutedWhen\" makes sense with \"proves: success\" only.");
        if (rule.Title.Fr.Length > 150 || rule.Title.En.Length > 150)
            Add(rule.At, "Le titre dépasse 150 caractères.", "The title is longer than 150 characters.");
        if (rule.AppliesFrom > rule.AppliesTo)
            Add(rule.At, "appliesFrom suit appliesTo.", "appliesFrom is after appliesTo.");
        foreach (var detector in rule.Detectors)
            VerifyDetector(detector);
        if (rule.Conditions.ToList().TrueForAll(condition => VerifyPatterns(condition, rule.At)))
            VerifyExamples(rule);
    }

    /// <summary>Patterns are built at their first use, since most never are: only here does an author hear of a broken one.</summary>
    private bool VerifyPatterns(Condition condition, SourcePosition at)
    {
        var sound = true;
        foreach (var leaf in condition.Leaves)
        {
            if (leaf.Operand is PatternOperand { Pattern: var pattern })
                sound &= VerifyPattern(pattern, leaf.At ?? at);
        }

        return sound;
    }

    private void VerifyReads(Rule rule)
    {
        foreach (var key in rule.Reads)
        {
            if (library.Catalogue.Find(key) is not { } fact)
                Add(rule.At, $"Le fait {key} n'est déclaré dans aucun facts.yaml.", $"The fact {key} is declared in no facts.yaml.");
            else if (fact.SubjectKind != SubjectKind.Dossier && fact.SubjectKind != rule.ForEach)
                Add(rule.At, $"Le fait {key} porte sur {fact.SubjectKind.Id()} et la règle sur {rule.ForEach.Id()}.", $"The fact {key} is about {fact.SubjectKind.Id()} and the rule about {rule.ForEach.Id()}.");
        }
    }

    private void VerifyDetector(Detector detector)
    {
        if (library.Catalogue.Find(detector.Fact) is not { Type: FactType.Observations })
            Add(detector.At, $"Le fait {detector.Fact} doit être déclaré, de type observations.", $"The fact {detector.Fact} must be declared, of type observations.");
        if (detector.MustMatch.Count == 0 || detector.MustNotMatch.Count == 0)
            Add(detector.At, "Un détecteur a au moins un exemple mustMatch et un mustNotMatch.", "A detector has at least one mustMatch and one mustNotMatch sample.");
        if (detector.From is not null && (detector.In != DetectIn.Code || detector.InCommentsAndStrings || detector.Languages is not ["python"]))
            Add(detector.At, "La clé « from » ne suit que le code Python : in: code, languages: [python].", "The key \"from\" follows Python code only: in: code, languages: [python].");
        if (detector.FromUnless is not null && detector.From is null)
            Add(detector.At, "La clé « fromUnless » accompagne « from ».", "The key \"fromUnless\" goes with \"from\".");
        if (detector.In == DetectIn.Page)
            return;
        foreach (var pattern in new[] { detector.Pattern, detector.Unless, detector.Beside, detector.From, detector.FromUnless }.OfType<string>())
            VerifyPattern(pattern, detector.At);
    }

    private bool VerifyPattern(string pattern, SourcePosition at)
    {
        try
        {
            BoundedRegex.Verify(pattern);
            return true;
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            Add(at, $"Motif refusé : {refused.Message}", $"Pattern refused: {refused.Message}");
            return false;
        }
    }

    private void VerifyExamples(Rule rule)
    {
        foreach (var example in rule.Examples)
        {
            var undeclared = example.Facts.Keys.Where(key => !rule.Reads.Contains(key, StringComparer.Ordinal)).ToList();
            foreach (var key in undeclared)
                Add(example.At, $"L'exemple donne le fait {key}, que la règle ne lit pas.", $"The example gives the fact {key}, which the rule does not read.");
            var outcome = Judge.JudgeOne(rule, ScopeOf(rule, example), example.On ?? AnyDay).Outcome;
            if (outcome != example.Verdict)
                Add(example.At, $"L'exemple « {example.Name} » donne {Name(outcome)} et non {Name(example.Verdict)}.", $"The example \"{example.Name}\" gives {Name(outcome)} and not {Name(example.Verdict)}.");
        }

        var shown = rule.Examples.Select(example => example.Verdict).ToHashSet();
        if (rule.Expect is null)
        {
            Require(shown.Contains(Outcome.NeedsReview), rule, "needsReview");
            return;
        }

        Require(shown.Contains(rule.Proves == Proves.Failure ? Outcome.NeedsReview : Outcome.Compliant), rule, rule.Proves == Proves.Failure ? "needsReview" : "compliant");
        Require(shown.Contains(rule.Proves == Proves.Success ? Outcome.NeedsReview : Outcome.NonCompliant) || shown.Contains(Outcome.Partial), rule, rule.Proves == Proves.Success ? "needsReview" : "nonCompliant");
        Require(shown.Contains(Outcome.MissingEvidence), rule, "missingEvidence");
    }

    private void Require(bool present, Rule rule, string verdict)
    {
        if (!present)
            Add(rule.At, $"Il manque un exemple « {verdict} ».", $"An example \"{verdict}\" is missing.");
    }

    private static FactScope ScopeOf(Rule rule, RuleExample example)
    {
        var subject = rule.ForEach == SubjectKind.Dossier ? Subject.Dossier : new Subject(rule.ForEach, "example");
        var provenance = new Provenance(new("example", 1), EvidenceGrade.MachineChecked);
        var facts = example.Facts.Select(fact => Fact.Known(SubjectKinds.OfKey(fact.Key) == SubjectKind.Dossier ? Subject.Dossier : subject, fact.Key, fact.Value, provenance));
        return new FactSet([subject], facts).About(subject);
    }

    private void VerifyFrameworks()
    {
        if (library.Criteria.Count == 0)
            Add(new("frameworks", 1, 1), $"La grille frameworks/{RuleLibrary.GridFramework}.yaml manque.", $"The grid frameworks/{RuleLibrary.GridFramework}.yaml is missing.");
        foreach (var framework in library.Frameworks)
        {
            foreach (var twice in framework.Controls.GroupBy(control => control.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
                Add(twice.At, $"Le contrôle {twice.Id} existe deux fois.", $"The control {twice.Id} exists twice.");
            foreach (var control in framework.Controls)
                VerifyControl(control);
        }
    }

    private void VerifyControl(Control control)
    {
        foreach (var unknown in control.Rules.Where(id => library.Find(id) is null))
            Add(control.At, $"Le contrôle {control.Id} nomme la règle {unknown}, qui n'existe pas.", $"The control {control.Id} names the rule {unknown}, which does not exist.");
        foreach (var twice in control.Rules.GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
            Add(control.At, $"Le contrôle {control.Id} nomme deux fois {twice.Key}.", $"The control {control.Id} names {twice.Key} twice.");
        foreach (var unknown in control.Facts.Where(key => !statedByCollectors.Contains(key) && !classified.Contains(key)))
            Add(control.At, $"Le contrôle {control.Id} nomme le fait {unknown}, qu'aucun collecteur n'énonce.", $"The control {control.Id} names the fact {unknown}, which no collector states.");
        if (control.Status == ControlStatus.Automatic && control.Rules.Count == 0)
            Add(control.At, $"Le contrôle {control.Id} est dit {Name(control.Status)} et ne nomme aucune règle.", $"The control {control.Id} is said to be {Name(control.Status)} and names no rule.");
        if (control.Status == ControlStatus.Assisted && control.Rules.Count + control.Facts.Count == 0)
            Add(control.At, $"Le contrôle {control.Id} est dit {Name(control.Status)} et ne nomme ni règle ni fait.", $"The control {control.Id} is said to be {Name(control.Status)} and names neither a rule nor a fact.");
    }

    private static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private void Add(SourcePosition at, string fr, string en)
    {
        lock (problems)
            problems.Add(new(at, fr, en));
    }
}
