using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Facts;
using AuditService.Core.Questionnaires;

namespace AuditService.Authoring.RulePacks;

/// <summary>Makes a set of questions of its file. Its questions declare the facts that their answers state, and the set those of its score, so that conditions can read both.</summary>
internal sealed class QuestionSetReader(QuestionSetText text, SourcePosition at, ICollection<AuthorProblem> problems)
{
    private string Id => text.Id ?? "";

    /// <summary>Without <paramref name="conditions"/> the declarations have no <c>askWhen</c> yet, and mistakes are left to the second call.</summary>
    public IEnumerable<FactDeclaration> Declarations(string pack, ConditionReader? conditions)
    {
        if (Id.Length == 0)
            yield break;
        foreach (var question in Asked.Where(question => question is { Key: not null, Use: null }))
        {
            yield return new(
                question.Key!,
                question.Type ?? FactType.Boolean,
                question.Title ?? LocalizedText.Same(question.Key!),
                question.Unit,
                [.. ChoicesOf(question).Where(choice => choice.Id is not null).Select(choice => new Choice(choice.Id!, new(choice.Fr ?? choice.Id!, choice.En ?? choice.Id!))).DistinctBy(choice => choice.Id, StringComparer.Ordinal)],
                new(question.Text ?? LocalizedText.Same(question.Key!), question.Help, conditions?.Read(question.AskWhen)) { ExpectedEvidence = question.Evidence, Least = question.Least, Most = question.Most },
                pack,
                question.At ?? at);
        }

        var title = text.Title ?? LocalizedText.Same(Id);
        var percent = LocalizedText.Same("%");
        var set = new QuestionSet(Id, "", title, "", [], at);
        yield return Stated(set.CompleteFact, FactType.Boolean, "questionnaire rempli", "questionnaire filled in", null);
        yield return Stated(set.RateFact, FactType.Number, "taux du questionnaire", "rate of the questionnaire", percent);
        yield return Stated(set.FloorFact, FactType.Number, "taux du questionnaire, au moins", "rate of the questionnaire, at least", percent);
        yield return Stated(set.CeilingFact, FactType.Number, "taux du questionnaire, au plus", "rate of the questionnaire, at most", percent);
        yield return Stated(set.UnansweredFact, FactType.Observations, "questions sans réponse", "questions without an answer", null);
        yield return Stated(set.ShortfallsFact, FactType.Observations, "réponses qui n'obtiennent pas tous leurs points", "answers that do not earn all their points", null);
        yield return Stated(set.UnprovenFact, FactType.Observations, "réponses sans pièce du dossier", "answers without a document of the dossier", null);

        FactDeclaration Stated(string key, FactType type, string fr, string en, LocalizedText? unit) =>
            new(key, type, new($"{fr} « {title.Fr} »", $"{en} \"{title.En}\""), unit, [], null, pack, at);
    }

    /// <returns>Null where the file cannot be used; then the problems say why.</returns>
    public QuestionSet? Build(ConditionReader conditions)
    {
        var id = Needed(text.Id, at, "id");
        var version = Needed(text.Version, at, "version");
        var title = Needed(text.Title, at, "title");
        var source = Needed(text.Source, at, "source");
        if (text.Sections.Count == 0)
            Needed<string>(null, at, "sections");
        if (SubjectKinds.OfKey(Id + ".x") != SubjectKind.Dossier)
            Problem(at, $"« {Id} » est le nom d'un sujet : un questionnaire porte sur le dossier.", $"\"{Id}\" is the name of a subject: a set of questions is about the dossier.");
        foreach (var twice in text.Sections.GroupBy(section => section.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
            Problem(twice.At ?? at, $"La partie « {twice.Id} » existe deux fois.", $"The section \"{twice.Id}\" exists twice.");
        foreach (var twice in Asked.GroupBy(question => question.Key ?? question.Use, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
            Problem(twice.At ?? at, $"La question « {twice.Key ?? twice.Use} » est posée deux fois.", $"The question \"{twice.Key ?? twice.Use}\" is asked twice.");
        var sections = text.Sections.Select(section => Section(section, conditions)).OfType<QuestionSection>().ToList();
        return id is null || version is null || title is null || source is null || sections.Count == 0 ? null : new(id, version, title, source, sections, at);
    }

    private IEnumerable<AskedQuestionText> Asked => text.Sections.SelectMany(section => section.Questions);

    private QuestionSection? Section(SectionText section, ConditionReader conditions)
    {
        var sectionAt = section.At ?? at;
        var id = Needed(section.Id, sectionAt, "sections.id");
        var title = Needed(section.Title, sectionAt, "sections.title");
        if (section.Questions.Count == 0)
            Needed<string>(null, sectionAt, "sections.questions");
        var questions = section.Questions.Select(question => Question(question, conditions)).OfType<AskedQuestion>().ToList();
        return id is null || title is null ? null : new(id, title, questions, sectionAt);
    }

    private AskedQuestion? Question(AskedQuestionText question, ConditionReader conditions)
    {
        var questionAt = question.At ?? at;
        var key = question.Use ?? Needed(question.Key, questionAt, "questions.key");
        if (question is { Key: not null, Use: not null })
            Problem(questionAt, "« key » et « use » ne vont pas ensemble.", "\"key\" and \"use\" do not go together.");
        if (key is null)
            return null;
        if (question.Use is null)
            CheckOwn(question, key, questionAt);
        var fact = conditions.Declared(key);
        if (question.Use is not null && fact?.Question is null)
            Problem(questionAt, $"Aucun facts.yaml ne pose la question « {key} ».", $"No facts.yaml asks the question \"{key}\".");
        if (question.Weight is { } weight && (!double.IsFinite(weight) || weight < 0))
            Problem(questionAt, "« weight » est un nombre positif ou nul.", "\"weight\" is a number, zero or more.");
        var choices = ChoicesOf(question).Where(choice => choice.Id is not null).DistinctBy(choice => choice.Id, StringComparer.Ordinal).ToList();
        CheckChoices(question, choices, fact, questionAt);
        var met = conditions.Read(question.MetWhen);
        return new(
            key,
            question.Criterion,
            question.Weight ?? 0,
            choices.Exists(choice => choice.Points is not null) ? choices.Where(choice => !choice.Outside).ToDictionary(choice => choice.Id!, choice => choice.Points ?? 0, StringComparer.Ordinal) : new Dictionary<string, double>(StringComparer.Ordinal),
            [.. choices.Where(choice => choice.Outside).Select(choice => choice.Id!)],
            met,
            questionAt);
    }

    /// <summary>A question of the set's own says all that one of facts.yaml says, and what would show that its answer is true.</summary>
    private void CheckOwn(AskedQuestionText question, string key, SourcePosition questionAt)
    {
        Needed(question.Type?.ToString(), questionAt, "questions.type");
        Needed(question.Title, questionAt, "questions.title");
        Needed(question.Text, questionAt, "questions.text");
        Needed(question.Evidence, questionAt, "questions.evidence");
        if (!key.StartsWith(Id + ".", StringComparison.Ordinal))
            Problem(questionAt, $"La clé d'une question commence par « {Id}. ».", $"The key of a question begins with \"{Id}.\".");
        if ((question.Least ?? question.Most) is not null && question.Type != FactType.Number)
            Problem(questionAt, "« least » et « most » bornent un nombre.", "\"least\" and \"most\" bound a number.");
        if (question.Least > question.Most)
            Problem(questionAt, "« least » dépasse « most ».", "\"least\" exceeds \"most\".");
        if (question.Type == FactType.Observations)
            Problem(questionAt, "Personne ne répond par des observations.", "Nobody answers with observations.");
        if (question.Scale is not null && text.Scales.All(scale => scale.Id != question.Scale))
            Problem(questionAt, $"L'échelle « {question.Scale} » n'existe pas ; échelles : {string.Join(", ", text.Scales.Select(scale => scale.Id))}.", $"The scale \"{question.Scale}\" does not exist; scales: {string.Join(", ", text.Scales.Select(scale => scale.Id))}.");
        if (question.Scale is not null && question.Choices.Count > 0)
            Problem(questionAt, "« scale » et « choices » ne vont pas ensemble.", "\"scale\" and \"choices\" do not go together.");
    }

    private void CheckChoices(AskedQuestionText question, IReadOnlyList<ScoredChoiceText> choices, FactDeclaration? fact, SourcePosition questionAt)
    {
        foreach (var twice in ChoicesOf(question).GroupBy(choice => choice.Id, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
            Problem(twice.At ?? questionAt, $"Le choix « {twice.Id} » existe deux fois.", $"The choice \"{twice.Id}\" exists twice.");
        foreach (var choice in choices.Where(choice => question.Use is not null && fact is not null && fact.Choices.All(known => known.Id != choice.Id)))
            Problem(choice.At ?? questionAt, $"« {choice.Id} » n'est pas un choix de {question.Use}.", $"\"{choice.Id}\" is no choice of {question.Use}.");
        foreach (var choice in choices.Where(choice => choice.Points is { } points && (!double.IsFinite(points) || points < 0)))
            Problem(choice.At ?? questionAt, "« points » est un nombre positif ou nul.", "\"points\" is a number, zero or more.");
        foreach (var choice in choices.Where(choice => choice is { Outside: true, Points: not null }))
            Problem(choice.At ?? questionAt, "Un choix « outside » sort du calcul : il n'a pas de points.", "A choice that is \"outside\" leaves the sum: it has no points.");
        if (choices.Any(choice => choice.Outside) && fact?.Type == FactType.TextList)
            Problem(questionAt, "« outside » ne va pas avec une liste.", "\"outside\" does not go with a list.");
        var scores = choices.Any(choice => choice.Points > 0);
        if (question.Weight is > 0 && question.MetWhen is null && !scores && fact?.Type != FactType.Boolean)
            Problem(questionAt, "Une question notée a des choix avec « points », ou « metWhen », ou se répond par true ou false.", "A scored question has choices with \"points\", or \"metWhen\", or is answered by true or false.");
        if (question.MetWhen is not null && scores)
            Problem(questionAt, "« metWhen » et « points » ne vont pas ensemble.", "\"metWhen\" and \"points\" do not go together.");
        if (question.Weight is null or 0 && (scores || question.MetWhen is not null))
            Problem(questionAt, "Des points ou « metWhen » sans « weight » ne comptent pas.", "Points or \"metWhen\" without \"weight\" do not count.");
    }

    private IEnumerable<ScoredChoiceText> ChoicesOf(AskedQuestionText question) =>
        question.Scale is { } scale ? text.Scales.FirstOrDefault(one => one.Id == scale)?.Choices ?? [] : question.Choices;

    private T? Needed<T>(T? value, SourcePosition place, string key)
        where T : class
    {
        if (value is null or "")
            Problem(place, $"« {key} » manque.", $"\"{key}\" is missing.");
        return value is "" ? null : value;
    }

    private void Problem(SourcePosition place, string fr, string en) => problems.Add(new(place, fr, en));
}
