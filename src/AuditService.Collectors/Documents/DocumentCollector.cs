using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AuditService.Collectors.Isolation;
using AuditService.Collectors.ModelCards;
using AuditService.Collectors.PersonalData;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Collectors.Documents;

/// <summary>Reads every document once: states what each one is, what its accessibility rules see, and where the <c>detect</c> patterns of the rules match.</summary>
internal sealed class DocumentCollector(TimeProvider time, IsolatedDocumentReader reader, PersonalDataDetector? detector = null) : IFactCollector
{
    /// <summary>Key of the number of charts of a document.</summary>
    public const string Charts = "document.charts";

    private const string Count = "dossier.documents";

    /// <summary>Words a minute at which a talk is given: the middle of 130 to 150, the usual range for a clear oral presentation.</summary>
    private const double WordsPerMinute = 140;

    private static readonly string[] Keys =
    [
        "document.format", "document.title", "document.hasTitle", "document.language", "document.declaredLanguage", "document.pages", "document.words", "document.headings",
        "document.hasTextLayer", "document.tagged", "document.protected", "document.hasMacros", Charts, "document.readabilityLix", "document.longSentences",
        "document.accessibilityFailures", "document.accessibilityWarnings",
    ];

    /// <summary>The share of the step's time after which reading stops: the documents read by then are worth more than a step that failed whole.</summary>
    private const double ReadingShare = 0.9;

    private readonly PersonalDataDetector personalData = detector ?? new(time);

    public CollectorIdentity Identity { get; } = new("documents", 7);

    public IReadOnlyCollection<string> States { get; } = [Count, .. Keys, NoticeParties.Key, JargonDefinitions.Key, PeopleInDocuments.Key, "presentation.slides", "presentation.spokenMinutes", "presentation.wordsPerSlide"];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var documents = DocumentsOf(context);
        var subjects = documents.Select(document => new Subject(SubjectKind.Document, document.File.Path)).ToList();
        var detectors = context.Detectors.Where(detector => detector.In == DetectIn.Document).ToList();
        var parties = new NoticeParties(context.Dossier.Manifest);
        yield return new(
            $"{documents.Count} documents",
            $"{InputHashOf(documents, detectors, context.Settings, reader.Limits)}{personalData.Recognizers}|{parties.Input}",
            subjects,
            cancellation => StateAsync(documents, detectors, parties, context, cancellation));
    }

    private static List<RoleDocument> DocumentsOf(CollectionContext context)
    {
        var dossier = context.Dossier;
        var roles = new KnownRoles(dossier.Manifest, CardFiles.In(dossier, context.Content).Select(file => file.Path));
        return
        [
            .. dossier.Files
                .Where(file => roles.IsDeclared(file.Path) || (file.Nature.Kind == FileKind.Document && file.Nature.SetApart is null))
                .Select(file => new RoleDocument(file, roles.Find(file.Path))),
        ];
    }

    private static string InputHashOf(IEnumerable<RoleDocument> documents, IEnumerable<Detector> detectors, CollectionSettings settings, ChildLimits limits)
    {
        var text = new StringBuilder().Append(settings.MaximumFile).Append('|').Append(settings.MaximumObservations);
        // What a limit refused is read again once an operator raises it.
        text.Append(CultureInfo.InvariantCulture, $"|{limits.HeapBytes}|{limits.MemoryBytes}|{limits.ProcessorTime}|{limits.OutputBytes}");
        foreach (var document in documents)
            text.Append('\n').Append(document.File.Path).Append('|').Append(document.File.Sha256).Append('|').Append(document.Role);
        foreach (var detector in detectors)
            text.Append('\n').Append(JsonSerializer.Serialize(detector with { At = new("", 0, 0), MustMatch = [], MustNotMatch = [] }));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private async Task<IReadOnlyList<Fact>> StateAsync(IReadOnlyList<RoleDocument> documents, IReadOnlyList<Detector> detectors, NoticeParties parties, CollectionContext context, CancellationToken cancellation)
    {
        var readable = documents.Where(document => !IsTooLarge(document.File)).ToList();
        var settings = context.Settings;
        var readings = await reader.ReadAsync(
            [.. readable.Select(document => new DocumentContent(document.File.Path, () => context.Content.Open(document.File.Sha256)))],
            settings.Parallelism, settings.StepTimeout * ReadingShare, settings.Progress, cancellation);
        var byPath = readings.ToDictionary(reading => reading.Source, StringComparer.Ordinal);
        var read = documents.Select(document => new ReadDocument(document, byPath.GetValueOrDefault(document.File.Path) ?? TooLarge(document.File))).ToList();
        return
        [
            Fact.Known(Subject.Dossier, Count, new NumberValue(documents.Count), Checked()),
            .. read.SelectMany(document => FactsOf(document, context.Settings.MaximumObservations)),
            .. TalkOf(read),
            parties.State(read, Identity),
            new PeopleInDocuments(Identity, personalData, context.Settings.MaximumObservations).State(read),
            new JargonDefinitions(Identity, context.Settings.MaximumObservations).State(read, detectors),
            .. new DocumentPatterns(Identity, personalData, context.Settings.MaximumObservations).State(read, detectors),
        ];
    }

    private static bool IsTooLarge(DossierFile file) => file.Size > Math.Max(DocumentLimits.Default.FileBytes, DocumentLimits.Default.PdfBytes);

    private static DocumentReading TooLarge(DossierFile file) => new()
    {
        Source = file.Path,
        Format = DocumentKind.Unknown,
        Unreadable = new(UnavailableBecause.RefusedByLimit, new($"trop gros : {file.Size} octets", $"too large: {file.Size} bytes")),
    };

    private IEnumerable<Fact> FactsOf(ReadDocument document, int maximum)
    {
        var subject = new Subject(SubjectKind.Document, document.Document.File.Path);
        var provenance = Checked(document.Document.File.Path);
        var reading = document.Reading;
        yield return Known("document.format", new TextValue(reading.Format.Id()));
        yield return Known("document.protected", new BooleanValue(reading.Protected));
        if (reading.Unreadable is { } unreadable)
        {
            foreach (var key in Keys.Where(key => key is not ("document.format" or "document.protected")))
                yield return Fact.Unavailable(subject, key, unreadable, provenance);
            yield break;
        }

        yield return KnownOr("document.title", reading.Title is { } title ? new TextValue(title) : null, "le document n'a pas de titre dans ses propriétés", "the document's properties hold no title");
        yield return Known("document.hasTitle", new BooleanValue(!string.IsNullOrWhiteSpace(reading.Title)));
        yield return KnownOr("document.language", reading.Language is { } language ? new TextValue(language) : null, "langue ni déclarée ni reconnue", "language neither declared nor recognised");
        yield return Known("document.declaredLanguage", new BooleanValue(reading.DeclaredLanguage is not null));
        yield return KnownOr("document.pages", reading.Pages is { } pages ? new NumberValue(pages) : null, "ce format n'a pas de pages", "this format has no pages");
        yield return Known("document.words", new NumberValue(reading.Words));
        yield return Known("document.headings", new NumberValue(reading.Outline.Count));
        yield return Known("document.hasTextLayer", new BooleanValue(reading.HasTextLayer));
        yield return KnownOr("document.tagged", reading.Tagged is { } tagged ? new BooleanValue(tagged) : null, "le balisage ne concerne que les PDF", "tagging concerns PDF only");
        yield return Known("document.hasMacros", new BooleanValue(reading.HasMacros));
        yield return KnownOr(Charts, reading.Charts is { } charts ? new NumberValue(charts) : null, "ce format ne distingue pas un graphique d'une image", "this format does not tell a chart from a picture");
        yield return KnownOr("document.readabilityLix", reading.Readability is { } readability ? new NumberValue(Math.Round(readability.Lix, 1)) : null, "texte trop court pour en mesurer la lisibilité", "text too short to measure its readability");
        yield return Known("document.longSentences", Sightings(reading.Readability?.LongSentences ?? [], reading.Readability?.LongSentenceCount ?? 0));
        yield return Known("document.accessibilityFailures", Observed(ObservationOutcome.Fail));
        yield return Known("document.accessibilityWarnings", Observed(ObservationOutcome.Warn));

        Fact Known(string key, FactValue value) => Fact.Known(subject, key, value, provenance);

        Fact KnownOr(string key, FactValue? value, string fr, string en) =>
            value is null ? Fact.Unavailable(subject, key, new(UnavailableBecause.NotFound, new(fr, en)), provenance) : Known(key, value);

        ObservationsValue Observed(ObservationOutcome outcome)
        {
            var concerned = reading.Observations.Where(observation => observation.Outcome == outcome && observation.Concern == ObservationConcern.Accessibility).ToList();
            return new(
                [
                    .. concerned.Take(maximum).Select(observation => new Observation(
                        Location.DocumentSheet(reading.Source, observation.Page) with { Line = observation.Page is null && observation.Sightings is [{ Place: var first }, ..] ? first.Line ?? first.Paragraph : null },
                        Detail: new(
                            $"{observation.Rule} : {observation.Detail.Fr}{Times(observation.Count)}{Places(observation, Language.French)}",
                            $"{observation.Rule}: {observation.Detail.En}{Times(observation.Count)}{Places(observation, Language.English)}"))),
                ],
                concerned.Count);
        }

        ObservationsValue Sightings(IReadOnlyList<DocumentSighting> sightings, int total) => new(
            [.. sightings.Take(maximum).Select(sighting => new Observation(Location.DocumentSheet(reading.Source, sighting.Place.Page), Detail: sighting.Detail))],
            Math.Max(total, Math.Min(sightings.Count, maximum)));
    }

    /// <summary>The first places where a fault comes back, or its place in a document without pages.</summary>
    private static string Places(DocumentObservation observation, Language language)
    {
        var places = observation.Sightings.Select(sighting => sighting.Place).Where(place => place != DocumentPlace.WholeDocument).Select(place => place.In(language)).Distinct(StringComparer.Ordinal).ToList();
        if (places.Count == 0 || (places.Count == 1 && observation.Page is not null && observation.Count == 1))
            return "";
        var more = observation.Count > observation.Sightings.Count ? " …" : "";
        return (language == Language.French ? " : " : ": ") + string.Join(", ", places) + more;
    }

    private static string Times(int count) => count > 1 ? $" (× {count})" : "";

    /// <summary>Length of the talk: the words of the script when there is one, otherwise those of the speaker's notes.</summary>
    private IEnumerable<Fact> TalkOf(IReadOnlyList<ReadDocument> documents)
    {
        var slides = documents.Where(document => document.Document.Role == DocumentRole.Slides && document.Reading.Unreadable is null).ToList();
        var script = documents.Where(document => document.Document.Role == DocumentRole.Script && document.Reading.Unreadable is null).ToList();
        var provenance = Checked(slides.Concat(script).FirstOrDefault()?.Document.File.Path);
        var count = slides.Sum(deck => deck.Reading.Pages ?? 0);
        yield return count > 0
            ? Fact.Known(Subject.Dossier, "presentation.slides", new NumberValue(count), provenance)
            : Fact.Unavailable(Subject.Dossier, "presentation.slides", NoSlides, provenance);
        yield return count > 0
            ? Fact.Known(Subject.Dossier, "presentation.wordsPerSlide", new NumberValue(Math.Round((double)slides.Sum(deck => deck.Reading.Words) / count, 1)), provenance)
            : Fact.Unavailable(Subject.Dossier, "presentation.wordsPerSlide", NoSlides, provenance);
        var words = script.Count > 0 ? script.Sum(document => document.Reading.Words) : slides.Sum(deck => deck.Reading.SpeakerWords);
        yield return words > 0
            ? Fact.Known(Subject.Dossier, "presentation.spokenMinutes", new NumberValue(Math.Round(words / WordsPerMinute, 1)), provenance)
            : Fact.Unavailable(Subject.Dossier, "presentation.spokenMinutes", NoScript, provenance);
    }

    private static readonly Unavailability NoSlides = new(UnavailableBecause.NotDeclared, new(
        "aucun diaporama lisible n'est déclaré (documents, role: slides)", "no readable slide deck is declared (documents, role: slides)"));

    private static readonly Unavailability NoScript = new(UnavailableBecause.NotDeclared, new(
        "ni texte d'exposé (role: script) ni notes de l'orateur dans le diaporama", "neither a script (role: script) nor speaker's notes in the slides"));

    private Provenance Checked(string? path = null) => new(Identity, EvidenceGrade.MachineChecked, path is null ? null : Location.File(path));
}

/// <summary>A document with the role that its author gave it.</summary>
internal sealed record RoleDocument(DossierFile File, DocumentRole? Role);

internal sealed record ReadDocument(RoleDocument Document, DocumentReading Reading);
