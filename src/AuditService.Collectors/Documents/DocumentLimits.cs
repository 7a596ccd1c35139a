namespace AuditService.Collectors.Documents;

/// <summary>What one document may cost. Each limit that is hit is said in the reading: never a silent truncation, never a pass.</summary>
public sealed record DocumentLimits
{
    public static DocumentLimits Default { get; } = new();

    /// <summary>Bytes of a file that is no PDF.</summary>
    public long FileBytes { get; init; } = 50_000_000;

    /// <summary>Bytes of a PDF.</summary>
    public long PdfBytes { get; init; } = 100_000_000;

    /// <summary>Entries of a zipped document.</summary>
    public int ArchiveEntries { get; init; } = 5_000;

    /// <summary>Bytes inflated from one zipped document, all parts together, counted while inflating.</summary>
    public long InflatedBytes { get; init; } = 200_000_000;

    /// <summary>Inflated bytes from which <see cref="InflationRatio"/> applies.</summary>
    public long InflationGrace { get; init; } = 10_000_000;

    /// <summary>Inflated over compressed bytes of one part.</summary>
    public int InflationRatio { get; init; } = 100;

    /// <summary>Characters of one XML part.</summary>
    public int XmlCharacters { get; init; } = 10_000_000;

    /// <summary>Elements and attributes of one XML part: what bounds the memory of its tree.</summary>
    public int XmlNodes { get; init; } = 1_500_000;

    /// <summary>Nesting of one XML part.</summary>
    public int XmlDepth { get; init; } = 256;

    public int PdfPages { get; init; } = 2_000;

    public int PdfStructureElements { get; init; } = 200_000;

    /// <summary>Bytes one PDF stream may decode to.</summary>
    public int PdfStreamBytes { get; init; } = 50_000_000;

    /// <summary>Filters one PDF stream may chain.</summary>
    public int PdfFilters { get; init; } = 4;

    /// <summary>Characters of text kept from one document.</summary>
    public int TextCharacters { get; init; } = 5_000_000;

    /// <summary>Cells of tables kept from one document; none unless somebody asks.</summary>
    public int TableCells { get; init; }

    /// <summary>Places named by one observation; the count is always exact.</summary>
    public int PlacesPerObservation { get; init; } = 10;
}
