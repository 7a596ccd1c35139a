using System.Text.Json;
using AuditService.Core;

namespace AuditService.Collectors.WebPages;

/// <summary>What <c>snapshot.js</c> returns. The page could forge it: it is evidence about the page and nothing else, and is read as untrusted.</summary>
internal sealed record PageSnapshot(
    string Html,
    IReadOnlyList<IReadOnlyList<double>> Boxes,
    IReadOnlyList<IReadOnlyList<string?>> StyleRules,
    int Unreadable,
    IReadOnlyList<JsonElement> Generated,
    IReadOnlyList<JsonElement> Media,
    SnapshotAxe Axe,
    int LeftOut,
    IReadOnlyList<int> Changing,
    IReadOnlyList<IReadOnlyList<int>> Coloured,
    IReadOnlyList<FaintPlaceholder> FaintPlaceholders,
    double Height)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { MaxDepth = 32 };

    /// <summary>Throws <see cref="JsonException"/> when the text is not what the script writes.</summary>
    public static PageSnapshot Parse(string json) => JsonSerializer.Deserialize<PageSnapshot>(json, Options) ?? throw new JsonException("empty snapshot");

    public Dictionary<int, ElementBox> ElementBoxes() =>
        Boxes.Select((box, number) => (number, box)).Where(pair => pair.box.Count == 8).ToDictionary(
            pair => pair.number,
            pair => new ElementBox(pair.box[0], pair.box[1], pair.box[2], pair.box[3], pair.box[4] > 0, pair.box[5] > 0, pair.box[6], (int)pair.box[7]));

    public IReadOnlyList<StyleRuleText> Rules() =>
        [.. StyleRules.Where(rule => rule is [not null, not null, ..]).Select(rule => new StyleRuleText(rule[0]!, rule[1]!, rule.Count > 2 ? rule[2] : null))];

    public IReadOnlyDictionary<int, bool> ColouredLinks() => Coloured.Where(link => link.Count == 2).DistinctBy(link => link[0]).ToDictionary(link => link[0], link => link[1] > 0);

    public IReadOnlyList<GeneratedContent> GeneratedContents() => [.. Generated.Select(item => new GeneratedContent(item[0].GetInt32(), item[1].GetString() ?? ""))];

    public IReadOnlyList<MediaState> MediaStates() =>
    [
        .. Media.Select(item => new MediaState(
            item[0].GetInt32(), item[1].ValueKind == JsonValueKind.Number ? item[1].GetDouble() : null, item[2].GetBoolean(), item[3].GetBoolean(),
            item[4].ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null })),
    ];

    public AxeReport AxeReport() => new(
        Axe.Version,
        [.. Axe.Rules.Select(rule => new AxeRuleResult(rule.Rule, rule.Impact, [.. rule.Violations.Select(Node)], [.. rule.Incomplete.Select(Node)]))]);

    private static AxeNode Node(SnapshotNode node) => new(
        node.Element,
        node.Html,
        new LocalizedText(node.FrenchMessage, node.Message),
        node.Contrast is { } contrast ? new AxeContrast(contrast.Foreground, contrast.Background, contrast.Ratio, contrast.FontSize, contrast.IsBold, contrast.Expected) : null);
}

internal sealed record SnapshotAxe(string Version, IReadOnlyList<SnapshotRule> Rules, string? Failure);

internal sealed record SnapshotRule(string Rule, string? Impact, IReadOnlyList<SnapshotNode> Violations, IReadOnlyList<SnapshotNode> Incomplete);

internal sealed record SnapshotNode(int? Element, string Html, string Message, string FrenchMessage, SnapshotContrast? Contrast);

internal sealed record SnapshotContrast(string? Foreground, string? Background, double? Ratio, double FontSize, bool IsBold, double Expected);
