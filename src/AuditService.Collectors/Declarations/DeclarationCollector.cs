using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AuditService.Collectors.Documents;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Declarations;

/// <summary>
/// Finds the declaration of accessibility (declared, or among the pages by their headings, their addresses and the links that lead to them, or among
/// the documents by their names) and states what it says and lacks, and what the home page says of it.
/// </summary>
internal sealed partial class DeclarationCollector(TimeProvider time, IsolatedDocumentReader reader) : IFactCollector
{
    private const int MaximumPages = 100;
    private const int MaximumDocuments = 20;
    private const int MaximumPageBytes = 2 * 1024 * 1024;

    /// <summary>A page of fewer characters is drawn by scripts: its source proves nothing.</summary>
    private const int LeastHomeText = 80;
    private const double ReadingShare = 0.9;
    private const int ValidYears = 3;
    private const double PartialFrom = 50;

    /// <summary>RGAA 4.1 came out on 16 February 2021; eighteen months later no declaration under an older version was valid any more (decree 2019-768, article 4).</summary>
    private static readonly Version CurrentStandard = new(4, 1);

    private const string Statements = "accessibility.statements";

    private static readonly string[] OfTheText =
    [
        "accessibility.claimsState", "accessibility.claimsTotal", "accessibility.statementContact", "accessibility.statementMissingParts", "accessibility.statementHeadingFaults",
        "accessibility.statementDate", "accessibility.statementValidity", "accessibility.statementMeans", "accessibility.statementRecourse", "accessibility.statementPlans",
        "accessibility.claimsRate", "accessibility.statementRate", "accessibility.statementRateAgrees", "accessibility.statementCriteria", "accessibility.homeMention", "accessibility.homeMentionAgrees",
    ];

    public CollectorIdentity Identity { get; } = new("declaration", 1);

    public IReadOnlyCollection<string> States { get; } = [Statements, .. OfTheText];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var dossier = context.Dossier;
        var declared = dossier.Manifest.Documents.Where(document => document is { Role: DocumentRole.AccessibilityStatement, Path: not null }).Select(document => dossier.Find(document.Path!)).OfType<DossierFile>().DistinctBy(file => file.Path).ToList();
        var pages = dossier.Of(FileKind.Page).Take(MaximumPages).ToList();
        var documents = declared.Concat(dossier.Of(FileKind.Document).Where(file => file.Path.Contains("accessib", StringComparison.OrdinalIgnoreCase)))
            .Where(file => pages.TrueForAll(page => page.Path != file.Path)).DistinctBy(file => file.Path).Take(MaximumDocuments).ToList();
        yield return new(
            "accessibility statement",
            HashOf(pages.Concat(documents), declared, dossier),
            [],
            cancellation => LookAsync(context, declared, pages, documents, cancellation));
    }

    private async Task<IReadOnlyList<Fact>> LookAsync(CollectionContext context, List<DossierFile> declared, List<DossierFile> pages, List<DossierFile> documents, CancellationToken cancellation)
    {
        var parsed = new List<(string Path, IDocument Page)>();
        foreach (var file in pages.Where(file => file.Size <= MaximumPageBytes))
        {
            cancellation.ThrowIfCancellationRequested();
            parsed.Add((file.Path, AuditedPage.Parse(HtmlText.Decode(await BytesAsync(context, file, cancellation), contentType: null), errors: null)));
        }

        var readings = documents.Count == 0 ? [] : await reader.ReadAsync(
            [.. documents.Select(file => new DocumentContent(file.Path, () => context.Content.Open(file.Sha256)))],
            context.Settings.Parallelism, context.Settings.StepTimeout * ReadingShare, context.Settings.Progress, cancellation);
        var linked = parsed.SelectMany(page => LinksToAccessibility(page.Path, page.Page)).ToHashSet(StringComparer.Ordinal);
        var texts = parsed
            .Select(page => (Text: DeclarationText.Of(page.Path, page.Page), Title: Plain.Words($"{page.Page.Title} {page.Page.QuerySelector("h1")?.TextContent} {page.Path}")))
            .Where(page => (linked.Contains(page.Text.Path) || page.Title.Contains("accessib", StringComparison.Ordinal)) && DeclarationReading.IsDeclaration(page.Text.AllWords))
            .Select(page => page.Text)
            .Concat(readings.Where(reading => reading.Unreadable is null).Select(DeclarationText.Of))
            .Where(found => IsDeclared(found.Path) || found.IsPage || DeclarationReading.IsDeclaration(found.AllWords))
            .ToList();
        foreach (var (path, page) in parsed.Where(page => IsDeclared(page.Path) && texts.TrueForAll(found => found.Path != page.Path)))
            texts.Add(DeclarationText.Of(path, page));
        var unreadable = readings.FirstOrDefault(reading => reading.Unreadable is not null && IsDeclared(reading.Source));
        var paths = texts.Select(found => found.Path).Concat(readings.Where(reading => reading.Unreadable is not null && IsDeclared(reading.Source)).Select(reading => reading.Source)).Order(StringComparer.Ordinal).ToList();
        var state = new Statement(Identity, paths.FirstOrDefault());

        if (paths.Count == 0)
        {
            var none = new Unavailability(
                context.Dossier.IsDeclared ? UnavailableBecause.NotFound : UnavailableBecause.NotDeclared,
                new("aucune déclaration d'accessibilité dans le dossier (documents, role: accessibilityStatement, ou une page)", "no accessibility statement in the dossier (documents, role: accessibilityStatement, or a page)"));
            return [context.Dossier.IsDeclared ? state.Known(Statements, new TextListValue([])) : state.Unknown(Statements, none), .. OfTheText.Select(key => state.Unknown(key, none))];
        }

        List<Fact> facts = [state.Known(Statements, new TextListValue(paths))];
        var chosen = texts.OrderByDescending(found => IsDeclared(found.Path)).ThenByDescending(found => found.IsPage).ThenBy(found => found.Path, StringComparer.Ordinal).FirstOrDefault();
        if (chosen is null)
        {
            facts.AddRange(OfTheText.Select(key => state.Unknown(key, unreadable?.Unreadable ?? new(UnavailableBecause.Unreadable, new("déclaration illisible", "statement that cannot be read")))));
            return facts;
        }

        facts.AddRange(FactsOf(chosen, HomeOf(context.Dossier, parsed)));
        return facts;

        bool IsDeclared(string path) => declared.Exists(file => file.Path == path);
    }

    private IEnumerable<Fact> FactsOf(DeclarationText text, (string Path, IDocument Page)? home)
    {
        var state = new Statement(Identity, text.Path);
        var reading = new DeclarationReading(text);
        yield return state.Known("accessibility.claimsState", Seen(reading.StateLines.Select(line => line.Text)));
        yield return state.Known("accessibility.claimsTotal", Seen(reading.TotalLines.Select(line => line.Text)));
        yield return state.Known("accessibility.statementContact", Seen(text.Lines.Where(line => ContactHeading().IsMatch(line.Words)).Select(line => line.Text)));
        foreach (var fact in MentionOf(state, reading, home))
            yield return fact;
        if (!reading.IsFrench)
        {
            var foreign = new Unavailability(UnavailableBecause.Unreadable, new("déclaration dans une autre langue que le français : ses parties ne sont pas lues", "statement in another language than French: its parts are not read"));
            foreach (var key in OfTheText.Where(key => (key.StartsWith("accessibility.statement", StringComparison.Ordinal) || key == "accessibility.claimsRate") && key != "accessibility.statementContact"))
                yield return state.Unknown(key, foreign);
            yield break;
        }

        yield return state.Known("accessibility.statementMissingParts", Told(reading.MissingParts));
        yield return reading.HeadingFaults is { } faults
            ? state.Known("accessibility.statementHeadingFaults", Told(faults))
            : state.Unknown("accessibility.statementHeadingFaults", new(UnavailableBecause.NotFound, new("les titres de ce document ne se distinguent pas de son texte", "the headings of this document cannot be told from its text")));
        yield return reading.Date is { } date
            ? state.Known("accessibility.statementDate", new DateValue(date))
            : state.Unknown("accessibility.statementDate", new(UnavailableBecause.NotFound, new("la déclaration n'est pas datée", "the statement has no date")));
        yield return reading.Date is not null || IsOutdated(reading)
            ? state.Known("accessibility.statementValidity", new TextValue(IsOutdated(reading) || reading.Date!.Value.AddYears(ValidYears) < Today ? "expired" : "valid"))
            : state.Unknown("accessibility.statementValidity", new(UnavailableBecause.NotFound, new("la déclaration n'est pas datée", "the statement has no date")));
        yield return state.Known("accessibility.statementMeans", Seen(reading.Contacts));
        yield return state.Known("accessibility.statementRecourse", Seen(reading.RecourseLines.Select(line => line.Text)));
        yield return state.Known("accessibility.statementPlans", Seen(reading.Plans));
        yield return state.Known("accessibility.claimsRate", Seen(reading.RateLines.Select(line => line.Text)));
        var noRate = new Unavailability(UnavailableBecause.NotFound, new("la déclaration ne donne pas de taux", "the statement gives no rate"));
        yield return reading.Rate is { } rate ? state.Known("accessibility.statementRate", new NumberValue(rate)) : state.Unknown("accessibility.statementRate", noRate);
        yield return reading.Rate is { } given && reading.State is { } claimed
            ? state.Known("accessibility.statementRateAgrees", new BooleanValue(Agrees(claimed, given)))
            : state.Unknown("accessibility.statementRateAgrees", noRate);
        yield return reading.ListedCriteria is { } listed
            ? state.Known("accessibility.statementCriteria", new TextListValue(listed))
            : state.Unknown("accessibility.statementCriteria", new(UnavailableBecause.NotFound, new("la déclaration ne donne pas les numéros des critères non conformes", "the statement does not give the numbers of the failed criteria")));

        ObservationsValue Seen(IEnumerable<string> lines) => Observed(text, lines.Select(line => (line, (LocalizedText?)null)));

        ObservationsValue Told(IEnumerable<LocalizedText> details) => Observed(text, details.Select(detail => ("", (LocalizedText?)detail)));
    }

    /// <summary>"Non conforme" for want of a valid audit may stand beside a rate; the other states may not stand beside a rate that denies them.</summary>
    private static bool Agrees(ConformityState claimed, double rate) => claimed switch
    {
        ConformityState.Total => rate >= 100,
        ConformityState.Partial => rate is >= PartialFrom and < 100,
        _ => rate < 100,
    };

    private static bool IsOutdated(DeclarationReading reading) => reading.Standard is { } standard && standard < CurrentStandard;

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static IEnumerable<Fact> MentionOf(Statement state, DeclarationReading reading, (string Path, IDocument Page)? home)
    {
        var text = home is { } found ? Plain.Text(found.Page.Body?.TextContent) : "";
        if (text.Length < LeastHomeText)
        {
            var why = new Unavailability(UnavailableBecause.NotFound, new(
                "aucune page d'accueil lisible dans sa source (interface.pages, la première, ou index.html)", "no home page that can be read in its source (interface.pages, the first, or index.html)"));
            yield return state.Unknown("accessibility.homeMention", why);
            yield return state.Unknown("accessibility.homeMentionAgrees", why);
            yield break;
        }

        var mentions = Enum.GetValues<ConformityState>().Where(known => text.Contains(known.HomePageMention(), StringComparison.OrdinalIgnoreCase)).ToList();
        yield return state.Known("accessibility.homeMention", new TextListValue([.. mentions.Select(mention => mention.HomePageMention())]), home!.Value.Path);
        yield return mentions.Count > 0 && reading.State is { } claimed
            ? state.Known("accessibility.homeMentionAgrees", new BooleanValue(mentions.TrueForAll(mention => mention == claimed)), home.Value.Path)
            : state.Unknown("accessibility.homeMentionAgrees", new(UnavailableBecause.NotFound, new("l'accueil ou la déclaration ne donne pas d'état", "the home page or the statement gives no state")));
    }

    private static (string Path, IDocument Page)? HomeOf(Dossier dossier, List<(string Path, IDocument Page)> pages)
    {
        var named = (dossier.Manifest.Interface?.Pages ?? []).Select(page => page.Path).OfType<string>().FirstOrDefault()
            ?? pages.Select(page => page.Path).Where(path => path.Split('/')[^1] is "index.html" or "index.htm").MinBy(path => (path.Split('/').Length, path));
        return pages.Where(page => page.Path == named).Select(page => ((string, IDocument)?)page).FirstOrDefault();
    }

    /// <summary>The other files of the dossier that links about accessibility lead to; a link within a page leads to a part of it.</summary>
    private static IEnumerable<string> LinksToAccessibility(string path, IDocument page)
    {
        foreach (var link in page.QuerySelectorAll("a[href]").Where(link => Plain.Words(link.TextContent).Contains("accessibilite", StringComparison.Ordinal)))
        {
            if (Uri.TryCreate(new Uri("file:///" + Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)), link.GetAttribute("href"), out var target) && target.IsFile && target.Host.Length == 0
                && Uri.UnescapeDataString(target.AbsolutePath).TrimStart('/') is var other && other != path)
                yield return other;
        }
    }

    private static ObservationsValue Observed(DeclarationText text, IEnumerable<(string Excerpt, LocalizedText? Detail)> sightings)
    {
        var all = sightings.ToList();
        var where = text.IsPage ? Location.Element(text.Path, selector: null) : Location.File(text.Path);
        return new([.. all.Take(20).Select(sighting => new Observation(where, sighting.Excerpt.Length == 0 ? null : Plain.Cut(sighting.Excerpt, Observation.MaximumExcerpt), sighting.Detail))], all.Count);
    }

    private string HashOf(IEnumerable<DossierFile> files, IEnumerable<DossierFile> declared, Dossier dossier)
    {
        var text = new StringBuilder().Append(Today.ToString("O", CultureInfo.InvariantCulture)).Append('|').AppendJoin(',', declared.Select(file => file.Path)).Append('|').Append(dossier.IsDeclared)
            .Append('|').AppendJoin(',', (dossier.Manifest.Interface?.Pages ?? []).Select(page => page.Path));
        foreach (var file in files)
            text.Append('\n').Append(file.Path).Append('|').Append(file.Sha256);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static async Task<byte[]> BytesAsync(CollectionContext context, DossierFile file, CancellationToken cancellation)
    {
        await using var stream = context.Content.Open(file.Sha256);
        var bytes = new byte[(int)file.Size];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return bytes[..read];
    }

    [GeneratedRegex("defenseur des droits|voies? de recours|retour d information et contact|means of (redress|remedy)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ContactHeading();

    /// <summary>Facts about the dossier, pointing at the declaration.</summary>
    private sealed class Statement(CollectorIdentity collector, string? path)
    {
        public Fact Known(string key, FactValue value, string? at = null) =>
            Fact.Known(Subject.Dossier, key, value, new(collector, EvidenceGrade.MachineChecked, (at ?? path) is { } place ? Location.File(place) : null));

        public Fact Unknown(string key, Unavailability why) => Fact.Unavailable(Subject.Dossier, key, why, new(collector, EvidenceGrade.MachineChecked));
    }
}
