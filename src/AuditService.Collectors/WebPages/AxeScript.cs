using System.Text.Json;
using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;

namespace AuditService.Collectors.WebPages;

/// <summary>The axe-core script, from the package that embeds it, and the rules of it that are run.</summary>
internal static class AxeScript
{
    private static readonly Lazy<string> Script = new(() => new BundledAxeScriptProvider().GetScript());

    public static string Text => Script.Value;

    /// <summary>
    /// What axe says in French, as JSON: a sentence a rule, and the messages of each check, from the library's own locale and from our words for
    /// rules that it leaves in English.
    /// </summary>
    public static string French { get; } = FrenchWords();

    /// <summary>
    /// The rules that carry an RGAA tag and those without one that help an RGAA test. Left out: <c>region</c> and <c>bypass</c>, which RGAA
    /// does not ask for, and <c>th-has-data-cells</c>, which tests something else than its tag says.
    /// </summary>
    public static IReadOnlyList<string> Rules { get; } =
    [
        "area-alt", "aria-allowed-attr", "aria-command-name", "aria-conditional-attr", "aria-deprecated-role", "aria-dialog-name", "aria-hidden-body", "aria-hidden-focus", "aria-input-field-name", "aria-meter-name",
        "aria-progressbar-name", "aria-prohibited-attr", "aria-required-attr", "aria-required-children", "aria-required-parent", "aria-roles", "aria-tab-name", "aria-toggle-field-name", "aria-tooltip-name", "aria-treeitem-name",
        "aria-valid-attr", "aria-valid-attr-value", "autocomplete-valid", "avoid-inline-spacing", "blink", "button-name", "color-contrast", "css-orientation-lock", "definition-list", "dlitem", "document-title", "duplicate-id-aria",
        "empty-heading", "empty-table-header", "focus-order-semantics", "form-field-multiple-labels", "frame-focusable-content", "frame-title", "heading-order", "hidden-content", "html-has-lang", "html-lang-valid",
        "html-xml-lang-mismatch", "identical-links-same-purpose", "image-alt", "image-redundant-alt", "input-button-name", "input-image-alt", "label", "label-content-name-mismatch", "label-title-only", "landmark-no-duplicate-main",
        "landmark-one-main", "link-in-text-block", "link-name", "list", "listitem", "marquee", "meta-refresh", "meta-viewport", "nested-interactive", "no-autoplay-audio", "object-alt", "p-as-heading",
        "presentation-role-conflict", "role-img-alt", "scope-attr-valid", "scrollable-region-focusable", "select-name", "server-side-image-map", "summary-name", "svg-img-alt", "tabindex", "table-duplicate-name",
        "table-fake-caption", "td-has-header", "td-headers-attr", "valid-lang", "video-caption",
    ];

    /// <summary>Those among them whose findings an RGAA test takes over; what the others look for, the tests find by themselves.</summary>
    public static IReadOnlyList<string> JudgingRules { get; } =
    [
        "aria-allowed-attr", "aria-conditional-attr", "aria-deprecated-role", "aria-dialog-name", "aria-hidden-body", "aria-hidden-focus", "aria-prohibited-attr", "aria-required-attr", "aria-required-children",
        "aria-required-parent", "aria-roles", "aria-tab-name", "aria-toggle-field-name", "aria-tooltip-name", "aria-treeitem-name", "aria-valid-attr", "aria-valid-attr-value", "color-contrast", "css-orientation-lock",
        "frame-focusable-content", "label-content-name-mismatch", "link-in-text-block", "nested-interactive", "p-as-heading", "scrollable-region-focusable", "summary-name",
    ];

    private static string FrenchWords()
    {
        using var library = Locale("fr.json");
        using var ours = Locale("fr-more.json");
        var rules = new JsonObject();
        foreach (var rule in library.RootElement.GetProperty("rules").EnumerateObject().Concat(ours.RootElement.GetProperty("rules").EnumerateObject()))
            rules[rule.Name] = rule.Value.GetProperty("help").GetString();
        return new JsonObject { ["rules"] = rules, ["checks"] = JsonNode.Parse(library.RootElement.GetProperty("checks").GetRawText()) }.ToJsonString();
    }

    private static JsonDocument Locale(string name)
    {
        using var stream = typeof(AxeScript).Assembly.GetManifestResourceStream($"AuditService.Collectors.WebPages.Axe.{name}")!;
        return JsonDocument.Parse(stream);
    }
}
