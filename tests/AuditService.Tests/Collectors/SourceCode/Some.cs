using AuditService.Collectors.SourceCode;
using AuditService.Core;
using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors.SourceCode;

/// <summary>Detectors and texts whose other values do not matter.</summary>
internal static class Some
{
    public static Detector Detector(string pattern, string? unless = null, DetectScope scope = DetectScope.Line) => new()
    {
        Fact = "code.danger",
        Rule = "TST-001",
        In = DetectIn.Code,
        Pattern = pattern,
        Unless = unless,
        Scope = scope,
        At = new SourcePosition("test.yaml", 1, 1),
    };

    public static SourceText Code(string language, string text) => new("src/a", text, language, language, DetectIn.Code);

    public static IReadOnlyList<Sighting> Scan(Detector detector, SourceText text) => new DetectionEngine([detector]).Scan(text);

    public static int[] Lines(Detector detector, string language, string text) => [.. Scan(detector, Code(language, text)).Select(sighting => sighting.Line)];
}
