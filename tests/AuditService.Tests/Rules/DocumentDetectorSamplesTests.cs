using AuditService.Core;
using AuditService.Core.Rules;

namespace AuditService.Tests.Rules;

public sealed class DocumentDetectorSamplesTests
{
    [Fact]
    public void Every_pattern_of_a_document_finds_its_samples_and_leaves_the_others()
    {
        var detectors = WrittenDossier.Library.Detectors.Where(detector => detector.In == DetectIn.Document).ToList();

        Assert.NotEmpty(detectors);
        var wrong = detectors
            .SelectMany(detector => detector.MustMatch.Where(sample => !Finds(detector, sample)).Select(sample => $"{detector.Rule} {detector.Fact} misses: {sample}")
                .Concat(detector.MustNotMatch.Where(sample => Finds(detector, sample)).Select(sample => $"{detector.Rule} {detector.Fact} finds: {sample}")))
            .ToList();
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static bool Finds(Detector detector, string sample) =>
        new BoundedRegex(detector.Pattern).IsMatch(sample) && (detector.Unless is null || !new BoundedRegex(detector.Unless).IsMatch(sample));
}
