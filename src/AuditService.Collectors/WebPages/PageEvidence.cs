using AuditService.Core;

namespace AuditService.Collectors.WebPages;

/// <summary>Everything that one look at one page brought back: what the server sent, and what the browser made of it when there was one.</summary>
public sealed record PageEvidence
{
    /// <summary>Path in the dossier, or URL: what a report calls the page.</summary>
    public required string Source { get; init; }

    /// <summary>State of the page when it was looked at; <c>initial</c> is as loaded, before any action.</summary>
    public string State { get; init; } = "initial";

    /// <summary>Width and height in CSS pixels, <c>1280x800</c>.</summary>
    public string Viewport { get; init; } = "1280x800";

    /// <summary>Nobody says that the file is a page: without any sign of a whole document it may be a part of one.</summary>
    public bool MayBePart { get; init; }

    public required ServedPage Served { get; init; }

    /// <summary>Null when no browser looked at the page.</summary>
    public RenderedPage? Rendered { get; init; }

    /// <summary>Why there is no rendering; null when there is one.</summary>
    public LocalizedText? WhyNotRendered { get; init; }
}

/// <summary>The answer of the server, or the file.</summary>
/// <param name="Bytes">The body as it came, within the bound of a visit.</param>
/// <param name="ContentType">The header, or null for a file.</param>
/// <param name="Headers">Names in lower case.</param>
public sealed record ServedPage(byte[] Bytes, string? ContentType, int Status, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Not asked for yet.</summary>
    public static ServedPage None { get; } = new([], null, 0, []);

    public static ServedPage File(byte[] bytes) => new(bytes, null, 200, []);
}
