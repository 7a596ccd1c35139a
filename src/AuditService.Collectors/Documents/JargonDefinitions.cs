using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Collectors.Documents;

/// <summary>
/// The technical terms of the talk that nothing explains: neither an entry of a glossary, nor a sentence that says what the term is. What counts as a term,
/// and what opens a glossary, are the patterns of the rules that look for them.
/// </summary>
internal sealed class JargonDefinitions(CollectorIdentity collector, int maximum)
{
    public const string Key = "presentation.undefinedJargon";

    private const string Jargon = "presentation.jargon";
    private const string Glossary = "presentation.glossary";
    private const int MostTerms = 200;

    public Fact State(IReadOnlyList<ReadDocument> documents, IReadOnlyList<Detector> detectors)
    {
        var terms = detectors.Where(detector => detector.Fact == Jargon).ToList();
        var talks = Readable(documents, DocumentRole.Slides, DocumentRole.Script);
        if (terms.Count == 0 || talks.Count == 0)
        {
            return Fact.Unavailable(Subject.Dossier, Key, new(UnavailableBecause.NotDeclared, new(
                "aucun diaporama ni script lisible n'est déclaré (documents, role: slides ou script)",
                "no readable slides or script are declared (documents, role: slides or script)")), new(collector, EvidenceGrade.MachineChecked));
        }

        var explained = Explanations(Readable(documents, DocumentRole.Slides, DocumentRole.Script, DocumentRole.Report), detectors).ToList();
        var used = terms.SelectMany(detector => Uses(detector, talks)).DistinctBy(use => Stem(use.Term), StringComparer.OrdinalIgnoreCase).Take(MostTerms);
        var open = used.Where(use => !explained.Exists(text => Explains(text, use.Term))).ToList();
        return Fact.Known(
            Subject.Dossier,
            Key,
            new ObservationsValue([.. open.Take(maximum).Select(use => new Observation(use.Where, use.Term))], open.Count),
            new(collector, EvidenceGrade.MachineChecked, Location.File(talks[0].Reading.Source)));
    }

    private static List<ReadDocument> Readable(IEnumerable<ReadDocument> documents, params DocumentRole[] roles) =>
        [.. documents.Where(document => document.Reading.Unreadable is null && document.Document.Role is { } role && roles.Contains(role))];

    private static IEnumerable<(string Term, Location Where)> Uses(Detector detector, IEnumerable<ReadDocument> talks)
    {
        var pattern = new BoundedRegex(detector.Pattern);
        foreach (var talk in talks)
        {
            foreach (var paragraph in talk.Reading.Paragraphs.Where(paragraph => paragraph.IsShown || paragraph.Role == ParagraphRole.SpeakerNotes))
            {
                foreach (var term in pattern.Matches(paragraph.Text))
                    yield return (term.Value, Location.DocumentSheet(talk.Reading.Source, paragraph.Place.Page) with { Line = paragraph.Place.Line ?? paragraph.Place.Paragraph });
            }
        }
    }

    /// <summary>Every paragraph of a glossary, and elsewhere every sentence.</summary>
    private static IEnumerable<Explanation> Explanations(IEnumerable<ReadDocument> documents, IReadOnlyList<Detector> detectors)
    {
        var openings = detectors.Where(detector => detector.Fact == Glossary).Select(detector => new BoundedRegex(detector.Pattern)).ToList();
        foreach (var document in documents)
        {
            int? level = null;
            int? page = null;
            foreach (var paragraph in document.Reading.Paragraphs)
            {
                var opens = openings.Exists(opening => opening.IsMatch(paragraph.Text)) && (paragraph.Role == ParagraphRole.Heading || paragraph.Text.Length < 40);
                if (opens)
                    (level, page) = (paragraph.HeadingLevel ?? int.MaxValue, paragraph.Place.Page);
                else if (level is not null && (paragraph.Role == ParagraphRole.Heading ? paragraph.HeadingLevel <= level : document.Document.Role == DocumentRole.Slides && paragraph.Place.Page != page))
                    level = null;
                if (level is not null)
                    yield return new(paragraph.Text, IsGlossary: true);
                foreach (var sentence in Prose.Sentences(paragraph.Text))
                    yield return new(sentence, IsGlossary: false);
            }
        }
    }

    /// <summary>In a glossary the term is enough; elsewhere the sentence has to say what it is: "RAG : ...", "RAG (recherche ...)", "un RAG, c'est-à-dire ...".</summary>
    private static bool Explains(Explanation text, string term)
    {
        for (var at = text.Text.IndexOf(Stem(term), StringComparison.OrdinalIgnoreCase); at >= 0; at = text.Text.IndexOf(Stem(term), at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (text.IsGlossary || Says.IsMatch(text.Text[at..]))
                return true;
        }

        return false;
    }

    /// <summary>Singular and plural are one term.</summary>
    private static string Stem(string term) => term.Length > 4 ? term.TrimEnd('s', 'S', 'x') : term;

    private static readonly BoundedRegex Says = new(
        @"^[\p{L}\p{N}'’-]+(\s+[\p{L}\p{N}'’-]+)?\s*»?\s*(:\s*\p{L}|=|\(\s*\p{L}+\s+\p{L}+|,?\s*(c.est(-à-dire|\s+(un|une|le|la|l.|quand|ce))|autrement\s+dit|soit\s+(un|une|le|la)|désigne|signifie|est\s+(un|une|le|la|l.)|i\.?e\.?\b|that\s+is|meaning|means|is\s+(a|an|the)))",
        RegexOptions.IgnoreCase);

    private sealed record Explanation(string Text, bool IsGlossary);
}
