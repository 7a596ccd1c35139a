using System.Globalization;

namespace AuditService.Core.Collection;

/// <summary>The window in which a page is looked at, in CSS pixels.</summary>
public readonly record struct Viewport(int Width, int Height)
{
    private const int Least = 200;
    private const int Most = 4_000;
    private const int WidestPhone = 599;

    public static Viewport Desktop { get; } = new(1280, 800);

    public static Viewport Mobile { get; } = new(360, 740);

    /// <summary>A narrow window is a phone's: touched, and told to the site as one.</summary>
    public bool IsPhone => Width <= WidestPhone;

    /// <returns>The window that <c>desktop</c>, <c>mobile</c> or <c>768x1024</c> means; null for what means none, or one of a size that no screen has.</returns>
    public static Viewport? Parse(string text) => text switch
    {
        "desktop" => Desktop,
        "mobile" => Mobile,
        _ => text.Split('x') is [var width, var height] && Side(width) is { } w && Side(height) is { } h ? new Viewport(w, h) : null,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    private static int? Side(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is >= Least and <= Most ? side : null;
}
