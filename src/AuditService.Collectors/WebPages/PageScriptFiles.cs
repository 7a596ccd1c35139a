namespace AuditService.Collectors.WebPages;

/// <summary>Scripts that the visitor runs in a page, each one function, kept beside the code.</summary>
internal static class PageScriptFiles
{
    public static string Snapshot { get; } = Read("snapshot.js");

    public static string Settle { get; } = Read("settle.js");

    public static string Focus { get; } = Read("focus.js");

    public static string TextLoss { get; } = Read("text-loss.js");

    public static string EnlargeText { get; } = Read("enlarge-text.js");

    public static string SpaceText { get; } = Read("space-text.js");

    public static string SeenTexts { get; } = Read("seen-texts.js");

    public static string Idle { get; } = Read("idle.js");

    public static string Shortcut { get; } = Read("shortcut.js");

    public static string Forms { get; } = Read("forms.js");

    public static string Mouse { get; } = Read("mouse.js");

    public static string Pointer { get; } = Read("pointer.js");

    public static string Backdrop { get; } = Read("backdrop.js");

    public static string TabOrder { get; } = Read("tab-order.js");

    public static string Outline { get; } = Read("outline.js");

    public static string SkipLink { get; } = Read("skip-link.js");

    public static string FlashingImage { get; } = Read("flashing-image.js");

    public static string FlashingPicture { get; } = Read("flashing-picture.js");

    public static string Sound { get; } = Read("sound.js");

    public static string Captions { get; } = Read("captions.js");

    public static string Watch { get; } = Read("watch.js");

    public static string Stored { get; } = Read("stored.js");

    public static string Consent { get; } = Read("consent.js");

    public static string Reflow { get; } = Read("reflow.js");

    private static string Read(string name)
    {
        using var stream = typeof(PageScriptFiles).Assembly.GetManifestResourceStream($"AuditService.Collectors.WebPages.Scripts.{name}")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        // The comment that opens the file would keep the engine from seeing a function.
        return string.Join('\n', text.Split('\n').SkipWhile(line => line.StartsWith("//", StringComparison.Ordinal)));
    }
}
