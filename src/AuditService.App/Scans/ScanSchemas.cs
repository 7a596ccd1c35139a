using AuditService.Collectors.Questionnaires.CanadianAia;
using AuditService.Collectors.SourceCode;
using AuditService.Collectors.WebPages;
using AuditService.Reports.Json;

namespace AuditService.App.Scans;

/// <summary>The published JSON schemas of what <c>audit scan</c> writes, one a kind, made from the records that are written.</summary>
public static class ScanSchemas
{
    /// <summary>Each schema with the name of the file that it is published in.</summary>
    public static IReadOnlyDictionary<string, string> Published { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["page"] = typeof(PageScanResult),
        ["data"] = typeof(DatasetScanResult),
        ["text"] = typeof(TextScanResult),
        ["model"] = typeof(ModelScanResult),
        ["code"] = typeof(CodeScanResult),
        ["quality"] = typeof(QualityScanResult),
        ["footprint"] = typeof(FootprintScanResult),
        ["aia"] = typeof(AiaScore),
        ["aiact"] = typeof(AiActScanResult),
        ["document"] = typeof(DocumentScanResult),
        ["architecture"] = typeof(ArchitectureScanResult),
    }.ToDictionary(kind => $"scan-{kind.Key}.schema.json", kind => JsonSchemas.Of(kind.Value, $"AuditService: audit scan {kind.Key}"), StringComparer.Ordinal);
}
