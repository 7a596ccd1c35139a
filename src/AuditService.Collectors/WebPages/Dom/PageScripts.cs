using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>What a page executes: scripts, handlers in attributes, <c>javascript:</c> addresses.</summary>
internal sealed class PageScripts
{
    private static readonly string[] ExecutableTypes =
    [
        "", "module", "text/javascript", "application/javascript", "text/ecmascript", "application/ecmascript", "application/x-javascript", "text/jscript",
        "text/livescript", "text/x-javascript", "text/x-ecmascript", "application/x-ecmascript",
    ];

    private static readonly string[] Building =
    [
        "createElement", "innerHTML", "outerHTML", "insert", "append", "prepend", "replace", "write(", "writeln(", "cloneNode", "content", "import", "require", "fetch", "XMLHttpRequest", "render", "textContent", "innerText",
        "setAttribute", "removeAttribute", "toggleAttribute", "className", "classList", ".hidden", ".style", ".title", ".lang", ".dir", ".id", ".alt", ".remove", "$(", "jQuery", "eval", "Function", "customElements", "attachShadow",
    ];

    private readonly string text;

    public PageScripts(IDocument source, IDocument document, RenderedPage? rendered)
    {
        // What a script removed from the document has still run: both documents count.
        var elements = new[] { source, document }.SelectMany(page => page.QuerySelectorAll("script")).Where(IsExecutable).ToList();
        Handlers = [.. document.All.SelectMany(element => element.Attributes
            .Where(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && attribute.Name.Length > 3)
            .Select(attribute => (element, attribute.Name.ToLowerInvariant(), attribute.Value)))];
        var addresses = document.All.SelectMany(element => new[] { element.GetAttribute("href"), element.GetAttribute("action"), element.GetAttribute("src") })
            .OfType<string>().Where(value => value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)).ToList();

        var hasExternal = elements.Any(script => script.HasAttribute("src"));
        AreNone = elements.Count == 0 && Handlers.Count == 0 && addresses.Count == 0;
        AreAllSeen = rendered is null ? !hasExternal : rendered.UnseenScripts == 0;
        text = string.Join('\n', elements.Where(script => !script.HasAttribute("src")).Select(script => script.TextContent)
            .Concat(Handlers.Select(handler => handler.Name + "=" + handler.Code))
            .Concat(addresses)
            .Concat(rendered?.ScriptTexts ?? []));
    }

    public bool AreNone { get; }

    /// <summary>False when an external script was not read, so that the absence of a word in it proves nothing.</summary>
    public bool AreAllSeen { get; }

    /// <summary>Something executed may change the document; false where all of it was read and has no word for that.</summary>
    public bool MayBuild => !SurelyLack(Building);

    /// <summary>Handlers written as attributes; the name is the attribute's, <c>onclick</c>.</summary>
    public IReadOnlyList<(IElement Element, string Name, string Code)> Handlers { get; }

    public bool Mention(params string[] words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Proven: nothing is executed, or all of it was read and none of the words is in it.</summary>
    public bool SurelyLack(params string[] words) => AreNone || (AreAllSeen && !Mention(words));

    public static bool IsExecutable(IElement script) =>
        ExecutableTypes.Contains(script.GetAttribute("type")?.Trim().ToLowerInvariant() ?? "", StringComparer.Ordinal)
        && (script.HasAttribute("src") || !string.IsNullOrWhiteSpace(script.TextContent));
}
