using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AuditService.Core.Catalogue;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Authoring.Manifests;

/// <summary>Writes answers as a sheet that <see cref="ManifestReader.ReadAnswers"/> reads, in YAML or JSON; each in the type of its question.</summary>
public static class AnswerSheetText
{
    /// <summary>Letters stay letters: people read the file.</summary>
    private static readonly JsonSerializerOptions Letters = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Yaml(IReadOnlyList<(FactDeclaration Question, AnswerEntry Answer)> answers) => answers.Count == 0
        ? "answers: {}\n"
        : "answers:\n" + string.Concat(answers.Select(pair => $"  {pair.Question.Key}: {{ {string.Join(", ", Parts(pair.Question, pair.Answer).Select(part => $"{part.Key}: {part.Value}"))} }}\n"));

    public static string Json(IReadOnlyList<(FactDeclaration Question, AnswerEntry Answer)> answers) =>
        "{\n  \"answers\": {" + string.Join(",", answers.Select(pair => $"\n    {Quoted(pair.Question.Key)}: {{ {string.Join(", ", Parts(pair.Question, pair.Answer).Select(part => $"{Quoted(part.Key)}: {part.Value}"))} }}")) + "\n  }\n}\n";

    private static IEnumerable<(string Key, string Value)> Parts(FactDeclaration question, AnswerEntry answer)
    {
        yield return ("value", Value(question, answer));
        if (!string.IsNullOrWhiteSpace(answer.Evidence))
            yield return ("evidence", Quoted(answer.Evidence));
        if (!string.IsNullOrWhiteSpace(answer.ReviewedBy))
            yield return ("reviewedBy", Quoted(answer.ReviewedBy));
    }

    /// <summary>What is of no use to its question is kept as it was typed, for the reader of the sheet to refuse.</summary>
    private static string Value(FactDeclaration question, AnswerEntry answer) => Answers.ValueOf(question, answer) switch
    {
        BooleanValue said => said.Value ? "true" : "false",
        NumberValue number when double.IsFinite(number.Value) => number.Value.ToString("R", CultureInfo.InvariantCulture),
        TextListValue list => $"[{string.Join(", ", list.Values.Select(Quoted))}]",
        TextValue text => Quoted(text.Value),
        _ => Quoted(answer.Value ?? ""),
    };

    /// <summary>A text of JSON is one of YAML too.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text, Letters);
}
