using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Rgpd;

namespace AuditService.Authoring.Rgpd;

/// <summary>Reads the texts of the papers for a DPO. An item that the code fills and the file does not name, or the reverse, is a mistake.</summary>
public static class RgpdTextsReader
{
    private const string FileName = "rgpd-papers.yaml";

    /// <summary>The questions of the CNIL's application that take a text (version 4.1.0).</summary>
    private static readonly int[] Questions = [111, 112, 113, 121, 122, 123, 211, 212, 213, 214, 215, 221, 222, 223, 224, 225, 226, 227];

    private static readonly Lazy<RgpdTexts> Built = new(ReadOwn);

    /// <summary>The texts that travel in the program: <c>rules/rgpd-papers.yaml</c>.</summary>
    public static RgpdTexts Own => Built.Value;

    public static RgpdTexts Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        var texts = new RecordBinder(problems).Bind<RgpdTexts>(YamlText.Parse(text, file, problems));
        foreach (var problem in Mistakes(texts, new(file, 1, 1)).ToList())
            problems.Add(problem);
        return texts;
    }

    private static RgpdTexts ReadOwn()
    {
        using var stream = typeof(RgpdTextsReader).Assembly.GetManifestResourceStream(FileName)!;
        using var reader = new StreamReader(stream);
        var problems = new List<AuthorProblem>();
        var texts = Read(reader.ReadToEnd(), FileName, problems);
        return problems.Count == 0 ? texts : throw new InvalidOperationException(string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
    }

    private static IEnumerable<AuthorProblem> Mistakes(RgpdTexts texts, SourcePosition top)
    {
        if (!texts.Register.Select(item => item.Id).Order().SequenceEqual(Enum.GetValues<RegisterItem>().Select(item => (RegisterItem?)item)))
            yield return Listed(top, "register", string.Join(", ", RecordShape.WordsOf(typeof(RegisterItem))));
        if (!texts.Questions.Select(question => question.Number).SequenceEqual(Questions))
            yield return Listed(top, "questions", string.Join(", ", Questions));
        if (!texts.Events.Select(feared => feared.Base).SequenceEqual([320, 330, 340]))
            yield return Listed(top, "events", "320, 330, 340");
        if (!texts.EventQuestions.Select(question => question.Offset).SequenceEqual([1, 2, 3, 4, 5, 6]))
            yield return Listed(top, "eventQuestions", "1, 2, 3, 4, 5, 6");
        foreach (var untold in texts.Notice.Where(item => item.Id.Length == 0 || item.Article.Length == 0 || item.Title.Fr.Length == 0 || item.Text.Fr.Length == 0))
            yield return new(top, $"La mention « {untold.Id} » doit avoir id, article, title et text.", $"The item \"{untold.Id}\" must have id, article, title and text.");
    }

    private static AuthorProblem Listed(SourcePosition at, string list, string expected) =>
        new(at, $"« {list} » doit nommer exactement : {expected}.", $"\"{list}\" must name exactly: {expected}.");
}
