namespace AuditService.Collectors.WebPages.Probes;

/// <summary>What a form answered when it was sent.</summary>
/// <param name="IsWrong">Filled in wrongly; otherwise sent as it stands.</param>
/// <param name="IsNative">The browser itself refused to send it, and told the reader why.</param>
/// <param name="Messages">Texts that appeared.</param>
public sealed record FormTrial(int? Form, bool IsWrong, bool IsNative, IReadOnlyList<FormMessage> Messages, IReadOnlyList<TriedField> Fields)
{
    /// <summary>A button that a script makes of another element: a click changed the page, and neither Enter nor Space did.</summary>
    public bool IsMouseOnly { get; init; }

    /// <summary>A button that showed what was hidden after it, and whose name and states are as before.</summary>
    public bool OpensUntold { get; init; }

    /// <summary>Whether the focus went elsewhere: what it is led to needs no announcement.</summary>
    public bool MovesFocus { get; init; }
}

/// <param name="Element">The element of the message, or the one around it that was there before.</param>
/// <param name="IsLive">In a region that assistive technology announces at once.</param>
/// <param name="Near">Fields beside it.</param>
public sealed record FormMessage(int? Element, string Text, bool IsLive, IReadOnlyList<int> Near)
{
    /// <summary>In a region that assistive technology announces, at once or in its turn.</summary>
    public bool IsAnnounced { get; init; }
}

/// <param name="IsDangling">Its description points at nothing.</param>
/// <param name="IsTold">A message stands in its label or its description.</param>
public sealed record TriedField(int Element, bool IsInvalid, bool IsRequired, bool IsDangling, bool IsTold, string Label);
