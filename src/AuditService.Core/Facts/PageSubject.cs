namespace AuditService.Core.Facts;

/// <summary>
/// How a page of the sample is named: its path or address, with its state and its window where they are not the first ones:
/// <c>ui/index.html</c>, <c>ui/index.html[help]</c>, <c>ui/index.html[help,360x740]</c>.
/// </summary>
public sealed record PageSubject(string Source, string State, string Viewport)
{
    public const string InitialState = "initial";

    public const string FirstViewport = "1280x800";

    public Subject Subject => new(SubjectKind.Page, (State, Viewport) switch
    {
        (InitialState, FirstViewport) => Source,
        (_, FirstViewport) => $"{Source}[{State}]",
        (InitialState, _) => $"{Source}[{Viewport}]",
        _ => $"{Source}[{State},{Viewport}]",
    });

    public static PageSubject Of(Subject page)
    {
        var open = page.Id.EndsWith(']') ? page.Id.LastIndexOf('[') : -1;
        if (open <= 0)
            return new(page.Id, InitialState, FirstViewport);
        return page.Id[(open + 1)..^1].Split(',') switch
        {
            [var viewport] when IsViewport(viewport) => new(page.Id[..open], InitialState, viewport),
            [var state] => new(page.Id[..open], state, FirstViewport),
            [var state, var viewport] when IsViewport(viewport) => new(page.Id[..open], state, viewport),
            _ => new(page.Id, InitialState, FirstViewport),
        };
    }

    /// <summary>A state's id begins with a letter, so that the two never meet.</summary>
    private static bool IsViewport(string text) => text.Length > 2 && char.IsAsciiDigit(text[0]) && text.Contains('x', StringComparison.Ordinal);
}
