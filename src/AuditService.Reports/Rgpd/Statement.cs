using AuditService.Core.Facts;

namespace AuditService.Reports.Rgpd;

/// <summary>One thing that a paper says, and where it comes from.</summary>
/// <param name="Kind">What weight it has.</param>
/// <param name="Text">What is said; of a blank, what is to be filled in, as <c>[à compléter : …]</c>.</param>
/// <param name="Source">Where it stands and who says so; of a blank, why nobody said it.</param>
public sealed record Statement(StatementKind Kind, string Text, Trace? Source = null);

public enum StatementKind
{
    /// <summary>The author of the dossier declares it, or a document says it.</summary>
    Said,

    /// <summary>A collector saw it.</summary>
    Found,

    /// <summary>An open finding speaks against what is said.</summary>
    Conflict,

    /// <summary>Only a person can say it.</summary>
    Blank,
}

/// <summary>Where a statement comes from.</summary>
/// <param name="Place">File and line, column, page ...; or why there is none.</param>
/// <param name="Collector">Name and version of the collector; null where nothing was collected.</param>
/// <param name="Grade">Strength of the evidence; null where there is none.</param>
public sealed record Trace(string Place, string? Collector = null, EvidenceGrade? Grade = null);
