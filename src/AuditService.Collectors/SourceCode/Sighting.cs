using AuditService.Core;
using AuditService.Core.Rules;

namespace AuditService.Collectors.SourceCode;

/// <summary>What a detector saw, where. The excerpt is masked.</summary>
internal sealed record Sighting(Detector Detector, string Path, int Line, int Column, string Excerpt, double Confidence, string? ValueHash, LocalizedText? Place, bool IsOutput);
