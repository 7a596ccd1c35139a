using System.Globalization;
using System.Text;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Classifications;
using AuditService.Core.Facts;
using AuditService.Core.Questionnaires;

namespace AuditService.Authoring.Manifests;

/// <summary>Writes a commented <c>answers.yaml</c> to fill in. An empty key answers nothing, so the file can be used as it is.</summary>
public sealed class AnswerTemplate
{
    private readonly StringBuilder text = new();
    private readonly FactCatalogue catalogue;
    private readonly Language language;

    private AnswerTemplate(FactCatalogue catalogue, Language language)
    {
        this.catalogue = catalogue;
        this.language = language;
    }

    /// <summary>Every question that a classification reads.</summary>
    public static string Write(Classification law, FactCatalogue catalogue, Language language)
    {
        var template = new AnswerTemplate(catalogue, language);
        template.Line(0, "# " + law.Title.In(language));
        template.Begin();
        foreach (var fact in law.Inputs.Select(catalogue.Find).OfType<FactDeclaration>())
            template.Question(fact, null);
        return template.text.ToString();
    }

    /// <summary>Every question of the sets, each once: a question of two sets is asked in the first.</summary>
    /// <param name="answered">Keys that have an answer already, and are left out.</param>
    public static string Write(IReadOnlyList<QuestionSet> sets, FactCatalogue catalogue, IReadOnlySet<string> answered, Language language)
    {
        var template = new AnswerTemplate(catalogue, language);
        template.Line(0, template.Say(
            "# Une réponse s'écrit « clé: valeur », ou « clé: { value: ..., evidence: chemin/d-une/piece.md, reviewedBy: fonction } » : une pièce du dossier la renforce.",
            "# An answer is written \"key: value\", or \"key: { value: ..., evidence: path/of/a/document.md, reviewedBy: function }\": a document of the dossier strengthens it."));
        template.Begin();
        var written = answered.ToHashSet(StringComparer.Ordinal);
        foreach (var set in sets)
        {
            var maximum = set.Questions.Sum(question => question.Weight).ToString("0.##", CultureInfo.InvariantCulture);
            template.text.Append('\n');
            template.Line(1, template.Say($"# ===== {set.Title.Fr} ({set.Id} {set.Version} ; {set.Source} ; total des poids {maximum})", $"# ===== {set.Title.En} ({set.Id} {set.Version}; {set.Source}; sum of weights {maximum})"));
            foreach (var section in set.Sections)
            {
                var questions = section.Questions.Where(question => written.Add(question.Key)).ToList();
                if (questions.Count == 0)
                    continue;
                template.text.Append('\n');
                template.Line(1, "# --- " + section.Title.In(language));
                foreach (var question in questions)
                {
                    if (catalogue.Find(question.Key) is { } fact)
                        template.Question(fact, question);
                }
            }
        }

        return template.text.ToString();
    }

    private void Begin()
    {
        Line(0, Say(
            "# Une question sans réponse laisse ouvert ce qui en dépend. Une question dont la condition n'est pas remplie n'est pas posée.",
            "# A question without an answer leaves open what depends on it. A question whose condition is not met is not asked."));
        Line(0, "answers:");
    }

    private void Question(FactDeclaration fact, AskedQuestion? asked)
    {
        text.Append('\n');
        var number = asked?.Criterion is { } criterion ? $"[{criterion}] " : "";
        Line(1, "# " + number + (fact.Question?.Text ?? fact.Title).In(language) + (fact.Choices.Count == 0 ? $" ({Answers.Expected(fact).In(language)})" : ""));
        if (fact.Question?.Help is { } help)
            Line(1, "# " + help.In(language));
        if (fact.Question?.ExpectedEvidence is { } evidence)
            Line(1, Say($"# Pièce attendue, par exemple : {evidence.Fr}", $"# Expected evidence, for example: {evidence.En}"));
        if (fact.Question?.AskWhen is { } when)
            Line(1, Say("# Posée selon : ", "# Asked depending on: ") + string.Join(", ", when.FactKeys.Distinct(StringComparer.Ordinal)));
        if (asked is { IsScored: true })
            Line(1, Say("# Poids : ", "# Weight: ") + asked.Weight.ToString("0.##", CultureInfo.InvariantCulture));
        foreach (var choice in fact.Choices)
            Line(1, $"#   {choice.Id}: {choice.Label.In(language)}{Points(asked, choice.Id)}");
        Line(1, fact.Type == FactType.TextList ? $"{fact.Key}:  # {ListOf(fact)}" : fact.Key + ":");
    }

    /// <summary>How a list is written, by the first two choices that may stand together.</summary>
    private string ListOf(FactDeclaration fact)
    {
        var choices = fact.Choices.Select(choice => choice.Id).Where(id => id != "none").Take(2).ToList();
        return choices.Count == 0 ? Say("[un texte, un autre]", "[a text, another]") : $"[{string.Join(", ", choices)}]";
    }

    private string Points(AskedQuestion? asked, string choice)
    {
        if (asked?.Outside.Contains(choice, StringComparer.Ordinal) == true)
            return Say(" (hors calcul)", " (not counted)");
        return asked?.Points.TryGetValue(choice, out var points) == true ? Say($" ({points.ToString("0.##", CultureInfo.InvariantCulture)} pt)", $" ({points.ToString("0.##", CultureInfo.InvariantCulture)} pt)") : "";
    }

    private string Say(string fr, string en) => language == Language.French ? fr : en;

    private void Line(int indent, string line) => text.Append(' ', indent * 2).Append(line.ReplaceLineEndings(" ")).Append('\n');
}
