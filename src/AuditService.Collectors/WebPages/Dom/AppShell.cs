using AngleSharp.Dom;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>Recognises the frame of an application of one page: nothing to read or to use, a place to fill, and a script that would fill it.</summary>
internal static class AppShell
{
    private const int LongestWaitingText = 80;

    private const string Contents =
        "a[href], button, input:not([type=hidden]), select, textarea, h1, h2, h3, h4, h5, h6, [role=heading], table, ul, ol, dl, form, main, nav, header, footer, article, aside, img, picture, canvas, video, audio, iframe, object, embed";

    /// <summary>What stands there until the scripts have done their work.</summary>
    private static readonly string[] WaitingWords = ["chargement", "loading", "patient", "please wait", "javascript", "initialis", "initializ"];

    /// <summary>Addresses that a build tool replaces: the page was never built.</summary>
    private static readonly string[] BuildMarks = ["%PUBLIC_URL%", "%VITE_", "%BASE_URL%", "%sveltekit."];

    public static bool Is(IDocument document, string source)
    {
        if (document.Body is not { } body)
            return false;
        if (body.Descendants<IText>().Any(text => ContentMark.IsMatch(text.Data)))
            return true;
        if (body.QuerySelector(Contents) is not null)
            return false;
        var text = Text(body);
        if (Plain.HasLetterOrDigit(text) && !(text.Length <= LongestWaitingText && WaitingWords.Any(word => Plain.Words(text).Contains(word, StringComparison.Ordinal))))
            return false;
        return body.QuerySelectorAll("*").Any(IsPlaceToFill)
            && (document.QuerySelectorAll("script").Any(PageScripts.IsExecutable) || body.QuerySelector("noscript") is not null || BuildMarks.Any(mark => source.Contains(mark, StringComparison.Ordinal)));
    }

    /// <summary>A word between percent signs that stands alone for the contents: the build puts the application there, whatever waits around it.</summary>
    private static readonly BoundedRegex ContentMark = new(@"^\s*%[A-Za-z][\w.]*\.[\w.]+%\s*$");

    private static bool IsPlaceToFill(IElement element) =>
        element.LocalName is not ("script" or "style" or "template" or "noscript" or "svg" or "link") && (element.Has("id") || element.LocalName.Contains('-', StringComparison.Ordinal));

    private static string Text(IElement body) => Plain.Text(string.Join(' ', body.Descendants<IText>()
        .Where(text => text.ParentElement is { } parent && !parent.Ancestors().Prepend(parent).Any(around => around.LocalName is "script" or "style" or "template" or "noscript"))
        .Select(text => text.Data)));
}
