namespace AuditService.Core;

/// <summary>One mistake of the author of a manifest, an answer sheet or a rule pack. Problems are collected and shown all together.</summary>
public sealed record AuthorProblem(SourcePosition At, LocalizedText Message)
{
    public AuthorProblem(SourcePosition at, string fr, string en)
        : this(at, new LocalizedText(fr, en))
    {
    }

    public string In(Language language) => $"{At}: {Message.In(language)}";
}
