using AuditService.Core;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>What our own readers refuse, and why, as its author is told it.</summary>
internal sealed class UnreadableDataException(LocalizedText why) : IOException(why.En)
{
    public LocalizedText Why { get; } = why;
}
