using AuditService.Collectors.PersonalData;
using AuditService.Collectors.PersonalData.Texts;
using static AuditService.Collectors.PersonalData.PersonalDataCategory;

namespace AuditService.Tests.Collectors.PersonalData;

/// <summary>Precision and recall of the spans found in texts whose truth is known. A span is right when it and the true one share four fifths of the longer.</summary>
internal sealed class SpanMeasurement
{
    private const double LeastOverlap = 0.8;

    private readonly List<(KnownText Text, IReadOnlyList<PersonalDataSpan> Found)> texts = [];

    public static IReadOnlyList<(string Name, PersonalDataCategory[] Categories)> Families { get; } =
    [
        ("checksum identifiers", [Nir, Iban, Card, Siret, Spi]),
        ("online", [Email, Ip, Mac]),
        ("phones", [Phone]),
        ("names", [Name, FirstName, LastName]),
        ("addresses", [Address]),
        ("birth dates", [BirthDate]),
        ("documents", [Plate, Passport]),
    ];

    public static SpanMeasurement Of(IEnumerable<KnownText> texts)
    {
        var detector = new PersonalDataDetector(TimeProvider.System);
        var measurement = new SpanMeasurement();
        foreach (var text in texts) measurement.texts.Add((text, detector.FindIn(text.Text)));
        return measurement;
    }

    public (double Precision, double Recall, double F1, int Count) For(params PersonalDataCategory[] categories)
    {
        var (right, claimed, real) = (0, 0, 0);
        foreach (var (text, all) in texts)
        {
            var found = all.Where(span => categories.Contains(span.Category)).ToList();
            var truth = text.Truth.Where(span => categories.Contains(span.Category)).ToList();
            claimed += found.Count;
            real += truth.Count;
            right += truth.Count(wanted => found.Exists(span => Overlap(span, wanted) >= LeastOverlap));
        }

        var (precision, recall) = ((double)right / Math.Max(1, claimed), (double)right / Math.Max(1, real));
        return (precision, recall, 2 * precision * recall / Math.Max(1e-9, precision + recall), real);
    }

    public string Mistakes(PersonalDataCategory[] categories) => string.Join('\n', texts.SelectMany(each =>
    {
        var found = each.Found.Where(span => categories.Contains(span.Category)).ToList();
        var truth = each.Text.Truth.Where(span => categories.Contains(span.Category)).ToList();
        return truth.Where(wanted => !found.Exists(span => Overlap(span, wanted) >= LeastOverlap)).Select(wanted => $"missed [{each.Text.Text[wanted.Start..wanted.End]}] in: {each.Text.Text}")
            .Concat(found.Where(span => !truth.Exists(wanted => Overlap(span, wanted) >= LeastOverlap)).Select(span => $"took [{each.Text.Text[span.Start..span.End]}] in: {each.Text.Text}"));
    }).Take(40));

    private static double Overlap(PersonalDataSpan span, (int Start, int End, PersonalDataCategory Category) wanted)
    {
        var common = Math.Min(span.End, wanted.End) - Math.Max(span.Start, wanted.Start);
        return common <= 0 ? 0 : (double)common / Math.Max(span.End - span.Start, wanted.End - wanted.Start);
    }
}
