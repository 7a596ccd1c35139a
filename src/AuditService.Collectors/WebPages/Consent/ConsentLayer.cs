using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Consent;

/// <summary>A layer that asks for consent, or may: what <c>consent.js</c> saw of it. The page could forge it, and is then judged on what it forged.</summary>
/// <param name="Kind"><c>known</c>, <c>dialog</c>, <c>fixed</c>, <c>block</c> or <c>frame</c>.</param>
/// <param name="Cmp">Name of the consent manager, when it is a known one.</param>
/// <param name="Text">What it says, up to 6,000 characters.</param>
/// <param name="IsLocked">The page behind does not scroll.</param>
/// <param name="Covered">Share of the window that the layer, or a veil under it, hides.</param>
public sealed record ConsentLayer(
    string Kind, string? Cmp, string Selector, string Text, bool IsModal, bool IsLocked, double Covered, double Width, double Height, IReadOnlyList<ConsentButton> Buttons, IReadOnlyList<ConsentBox> Boxes)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { MaxDepth = 16 };

    /// <summary>Throws <see cref="JsonException"/> when the page answered something else.</summary>
    internal static IReadOnlyList<ConsentLayer> Parse(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array ? [.. (answer.Deserialize<List<ConsentLayer?>>(Options) ?? []).OfType<ConsentLayer>().Where(layer => layer is { Buttons: not null, Boxes: not null, Text: not null })] : [];

    private static readonly BoundedRegex OnlyNecessary = new(
        @"(n.utilis\w+\s+que|ne\s+d[ée]pose\w*\s+que|uniquement|seulement|exclusivement|\bonly\b)\b.{0,60}\bcookies?\b.{0,60}(n[ée]cessaires?|techniques?|essentiels?|fonctionnement|necessary|essential)"
        + @"|\bcookies?\b.{0,40}(uniquement|seulement|exclusivement|only)\s+(n[ée]cessaires?|techniques?|essentiels?|necessary|essential)", RegexOptions.IgnoreCase);

    /// <summary>Says that nothing but necessary cookies is used, and offers nothing to refuse: information, not a question (LIL art. 82, third paragraph).</summary>
    internal bool OnlyInforms => Find(ConsentRole.Refuse) is null && Find(ConsentRole.Settings) is null && Boxes.Count == 0 && OnlyNecessary.IsMatch(Text);

    public ConsentButton? Find(ConsentRole role) => Buttons.FirstOrDefault(button => ConsentWords.RoleOf(button.Label) == role);

    /// <summary>Whether it is a banner at all: something in it agrees, refuses or leads to the choices.</summary>
    internal bool Asks => Find(ConsentRole.Accept) is not null || (Find(ConsentRole.Refuse) is not null && Find(ConsentRole.Settings) is not null) || (Kind == "known" && (Find(ConsentRole.Refuse) ?? Find(ConsentRole.Settings) ?? Find(ConsentRole.Save)) is not null);

    /// <summary>The layer among several that most looks like the banner: a known one, in front of the page, with the most to choose from, the smallest of equals.</summary>
    internal static ConsentLayer? Best(IEnumerable<ConsentLayer> layers) => layers.Where(layer => layer.Asks)
        .OrderByDescending(layer => Weight(layer)).ThenBy(layer => layer.Text.Length).ThenBy(layer => layer.Buttons.Count).FirstOrDefault();

    private static int Weight(ConsentLayer layer) =>
        (layer.Kind switch { "known" => 2, "dialog" or "fixed" => 2, "frame" => 1, _ => 0 })
        + (2 * ((ConsentRole[])[ConsentRole.Accept, ConsentRole.Refuse, ConsentRole.Settings]).Count(role => layer.Find(role) is not null));
}

/// <summary>Something to press.</summary>
/// <param name="Number">Mark by which it is found again; 0 when it was only looked at.</param>
/// <param name="Contrast">Of its text with what is behind.</param>
/// <param name="Background">Contrast of its ground with the layer's.</param>
/// <param name="IsFramed">Drawn as a button: a border, or a ground of its own.</param>
/// <param name="IsInside">Seen without scrolling.</param>
public sealed record ConsentButton(int Number, string Label, string Selector, double Width, double Height, double FontSize, double Contrast, double Background, bool IsFramed, bool IsInside);

/// <summary>One box to tick, as a rule a purpose or a partner.</summary>
public sealed record ConsentBox(int Number, string Label, string Selector, bool IsChecked, bool IsDisabled, bool IsSeen)
{
    /// <summary>One of several of which one is chosen: that which refuses may be chosen beforehand, that which agrees may not.</summary>
    public bool IsRadio { get; init; }

    /// <summary>What a radio button is a choice of; empty where nothing says it.</summary>
    public string Group { get; init; } = "";

    /// <summary>What is agreed to: beside a radio button stands the answer only.</summary>
    [JsonIgnore]
    public string Purpose => Group.Length > 0 ? $"{Group} : {Label}" : Label;

    /// <summary>Ticked by others than whoever reads the page, and an agreement if left so.</summary>
    [JsonIgnore]
    public bool IsAgreedBeforehand => IsChecked && !IsDisabled && (!IsRadio || ConsentWords.RoleOf(Label) == ConsentRole.Accept);
}

/// <summary>What pressing does, by the words on it.</summary>
public enum ConsentRole
{
    Other,
    Accept,
    Refuse,
    Settings,
    Save,
    Partners,
    Policy,
    Close,
}
