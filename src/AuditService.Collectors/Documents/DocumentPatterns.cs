using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AuditService.Collectors.PersonalData;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Collectors.Documents;

/// <summary>
/// Runs the <c>detect</c> patterns of all rules over the paragraphs of the documents of their roles. Where a role has no document nothing was looked
/// at: the fact is unavailable, never an empty list.
/// </summary>
internal sealed class DocumentPatterns(CollectorIdentity collector, PersonalDataDetector personalData, int maximum)
{
    private const int ExcerptCharacters = 200;

    public IEnumerable<Fact> State(IReadOnlyList<ReadDocument> documents, IReadOnlyList<Detector> detectors) => detectors
        .GroupBy(detector => detector.Fact, StringComparer.Ordinal)
        .OrderBy(fact => fact.Key, StringComparer.Ordinal)
        .SelectMany(fact => SubjectKinds.OfKey(fact.Key) == SubjectKind.Document
            ? documents.Select(document => StateOf(fact.Key, new(SubjectKind.Document, document.Document.File.Path), [.. fact], [document]))
            : [StateOf(fact.Key, Subject.Dossier, [.. fact], documents)]);

    private Fact StateOf(string key, Subject subject, IReadOnlyList<Detector> detectors, IReadOnlyList<ReadDocument> documents)
    {
        var looked = documents.Where(document => detectors.Any(detector => Concerns(detector, document.Document.Role))).ToList();
        var readable = looked.Where(document => document.Reading.Unreadable is null).ToList();
        if (readable.Count == 0)
            return Fact.Unavailable(subject, key, NothingToRead(detectors, looked), new(collector, EvidenceGrade.MachineChecked));

        var sightings = readable
            .SelectMany(document => detectors.Where(detector => Concerns(detector, document.Document.Role)).SelectMany(detector => Sightings(detector, document)))
            .DistinctBy(sighting => (sighting.Where.Key, sighting.Excerpt))
            .OrderBy(sighting => sighting.Where.Key, StringComparer.Ordinal)
            .ToList();
        // Nothing found is only nothing where all of it was read.
        if (sightings.Count == 0 && looked.Select(document => document.Reading.Unreadable ?? document.Reading.TextGap).OfType<Unavailability>().FirstOrDefault() is { } gap)
            return Fact.Unavailable(subject, key, gap, new(collector, EvidenceGrade.MachineChecked, Location.File(readable[0].Document.File.Path)));
        return Fact.Known(
            subject,
            key,
            new ObservationsValue([.. sightings.Take(maximum)], sightings.Count),
            new(collector, readable.All(document => document.Document.Role is null) ? EvidenceGrade.Attached : EvidenceGrade.MachineChecked, Location.File(readable[0].Document.File.Path)));
    }

    private IEnumerable<Observation> Sightings(Detector detector, ReadDocument document)
    {
        var pattern = new BoundedRegex(detector.Pattern);
        var unless = detector.Unless is null ? null : new BoundedRegex(detector.Unless);
        var paragraphs = document.Reading.Paragraphs.Where(paragraph => IsRead(paragraph, document.Document.Role)).ToList();
        if (detector.Scope == DetectScope.File && unless is not null && paragraphs.Exists(paragraph => unless.IsMatch(paragraph.Text)))
            yield break;
        var seen = new HashSet<DocumentParagraph>(ReferenceEqualityComparer.Instance);
        foreach (var (text, paragraph) in detector.Scope == DetectScope.Passage ? Passages(paragraphs) : paragraphs.Select(paragraph => (paragraph.Text, paragraph)))
        {
            if (detector.Keywords.Count > 0 && !detector.Keywords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
                continue;
            if (pattern.Match(text) is not { Success: true } match || (unless is not null && unless.IsMatch(text)))
                continue;
            // A cell is read twice, with its neighbour and with its headers, and seen once.
            if (paragraph.Role == ParagraphRole.TableCell && !seen.Add(paragraph))
                continue;
            yield return new(
                Location.DocumentSheet(document.Reading.Source, paragraph.Place.Page) with { Line = paragraph.Place.Line ?? paragraph.Place.Paragraph },
                Excerpt(text, match),
                Confidence: detector.Confidence);
        }
    }

    /// <summary>Each sentence with what announces it.</summary>
    private static IEnumerable<(string Text, DocumentParagraph Paragraph)> Passages(IEnumerable<DocumentParagraph> paragraphs)
    {
        string? heading = null, opening = null, cell = null;
        foreach (var paragraph in paragraphs)
        {
            switch (paragraph.Role)
            {
                case ParagraphRole.Heading:
                    (heading, opening, cell) = (paragraph.Text, null, null);
                    continue;
                case ParagraphRole.TableCell:
                    yield return (cell is null ? paragraph.Text : $"{cell} | {paragraph.Text}", paragraph);
                    if (paragraph.ReadWith is { } headers)
                        yield return (heading is null ? $"{headers} | {paragraph.Text}" : $"{heading} : {headers} | {paragraph.Text}", paragraph);
                    cell = paragraph.Text;
                    continue;
                case ParagraphRole.ListItem:
                    break;
                default:
                    opening = null;
                    break;
            }

            cell = null;
            var announced = opening ?? heading;
            foreach (var sentence in Prose.Sentences(paragraph.Text))
                yield return (announced is null ? sentence : $"{announced} : {sentence}", paragraph);
            if (paragraph.Text.TrimEnd().EndsWith(':') && paragraph.Role != ParagraphRole.ListItem)
                opening = heading is null ? paragraph.Text : $"{heading} : {paragraph.Text}";
        }
    }

    /// <summary>What a reader meets; for a talk, what the speaker says too.</summary>
    private static bool IsRead(DocumentParagraph paragraph, DocumentRole? role) =>
        paragraph.IsShown || (paragraph.Role == ParagraphRole.SpeakerNotes && role is DocumentRole.Slides or DocumentRole.Script);

    private static bool Concerns(Detector detector, DocumentRole? role) =>
        detector.Roles.Count == 0 || (role is { } known && detector.Roles.Contains(JsonNamingPolicy.CamelCase.ConvertName(known.ToString()), StringComparer.Ordinal));

    private static Unavailability NothingToRead(IReadOnlyList<Detector> detectors, IReadOnlyList<ReadDocument> looked)
    {
        if (looked.Count > 0)
            return looked[0].Reading.Unreadable!;
        var roles = string.Join(", ", detectors.SelectMany(detector => detector.Roles).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return roles.Length == 0
            ? new(UnavailableBecause.NotFound, new("le dossier ne contient aucun document", "the dossier holds no document"))
            : new(UnavailableBecause.NotDeclared, new($"aucun document de rôle {roles} n'est déclaré dans dossier.yaml", $"no document of role {roles} is declared in dossier.yaml"));
    }

    /// <summary>A short quotation around the match, the personal data in it masked.</summary>
    private string Excerpt(string text, Match match)
    {
        var start = Math.Max(0, match.Index - ((ExcerptCharacters - Math.Min(match.Length, ExcerptCharacters)) / 2));
        var end = Math.Min(text.Length, start + ExcerptCharacters);
        var masked = new StringBuilder(start > 0 ? "…" : "");
        var at = start;
        foreach (var span in personalData.FindIn(text).Where(span => span.End > start && span.Start < end))
        {
            if (span.Start > at)
                masked.Append(text, at, span.Start - at);
            masked.Append(Mask.Excerpt(span.Category, text[span.Start..span.End]));
            at = Math.Max(at, span.End);
        }

        if (at < end)
            masked.Append(text, at, end - at);
        return masked.Append(end < text.Length ? "…" : "").ToString().ReplaceLineEndings(" ");
    }
}
