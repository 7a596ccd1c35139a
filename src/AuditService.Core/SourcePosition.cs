namespace AuditService.Core;

/// <summary>A place in a file that an author wrote. Lines and columns count from 1.</summary>
public sealed record SourcePosition(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}
