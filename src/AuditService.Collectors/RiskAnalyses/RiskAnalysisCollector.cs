using System.Security.Cryptography;
using System.Text;
using AuditService.Collectors.CrossChecks;
using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.Documents;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Risks;

namespace AuditService.Collectors.RiskAnalyses;

/// <summary>Reads the risk analyses that the dossier holds as documents and sheets: those declared so, those named so, and the tables of the report.</summary>
internal sealed class RiskAnalysisCollector(IsolatedDocumentReader reader) : IFactCollector
{
    /// <summary>The analyses as text: <see cref="StatedAnalysis"/>.</summary>
    public const string Stated = "risks.analysis";

    private const int MostFiles = 30;
    private const int MostCells = 60_000;
    private const long MostBytes = 20_000_000;
    private const int LongestCell = 600;
    private const double ReadingShare = 0.9;

    private static readonly LocalizedText WithoutTags = new(
        "ce PDF ne porte aucun tableau balisé : exportez-le en PDF accessible (balisé), ou joignez la feuille ou le document d'origine (XLSX, ODS, CSV, DOCX, ODT, Markdown)",
        "this PDF bears no tagged table: export it as an accessible (tagged) PDF, or attach the original sheet or document (XLSX, ODS, CSV, DOCX, ODT, Markdown)");

    private static readonly DocumentRole[] MayHoldOne = [DocumentRole.Report, DocumentRole.Aipd, DocumentRole.SecurityPolicy, DocumentRole.QualityFramework, DocumentRole.ImpactAnalysis, DocumentRole.Other];

    private static readonly BoundedRegex NamedSo = new(@"ebios|(analyse|cartographie|registre|matrice|etude|appreciation|traitement|plan|analysis|map|register|matrix|assessment|treatment)[ _.\-]?(des?|d|of|the)?[ _.\-]?(les)?[ _.\-]?(risques?|risks?)|(risques?|risks?)[ _.\-]?(analysis|map|register|registry|matrix|assessment|treatment|log|ssi|securite)");
    private static readonly string[] Readable = ["docx", "odt", "pptx", "odp", "xlsx", "ods", "csv", "tsv", "md", "markdown", "html", "htm", "xlsm", "docm", "pdf"];

    public CollectorIdentity Identity { get; } = new("risk-analyses", 2);

    public IReadOnlyCollection<string> States { get; } = [Stated];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        var candidates = Candidates(context.Dossier);
        yield return new($"{candidates.Count} risk analyses", HashOf(candidates), [], cancellation => StateAsync(candidates, context, cancellation));
    }

    private static List<Candidate> Candidates(Dossier dossier)
    {
        var roles = new KnownRoles(dossier.Manifest, []);
        return
        [
            .. dossier.Files
                .Select(file => new Candidate(file, roles.Find(file.Path) == DocumentRole.RiskMap || (file.Nature is { Kind: FileKind.Document or FileKind.Dataset, SetApart: null } && IsNamedSo(file.Path))))
                .Where(candidate => candidate.IsAnalysis || (roles.Find(candidate.File.Path) is { } role && MayHoldOne.Contains(role) && Readable.Contains(Extension(candidate.File.Path), StringComparer.Ordinal)))
                .OrderByDescending(static candidate => candidate.IsAnalysis)
                .ThenBy(static candidate => candidate.File.Path, StringComparer.Ordinal)
                .Take(MostFiles),
        ];
    }

    private static bool IsNamedSo(string path) => NamedSo.IsMatch(PlainNames.Fold(path[(path.LastIndexOf('/') + 1)..]));

    private static string Extension(string path) => Path.GetExtension(path).TrimStart('.').ToLowerInvariant();

    private static string HashOf(IEnumerable<Candidate> candidates) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', candidates.Select(static candidate => $"{candidate.File.Path}|{candidate.File.Sha256}|{candidate.IsAnalysis}")))));

    private async Task<IReadOnlyList<Fact>> StateAsync(IReadOnlyList<Candidate> candidates, CollectionContext context, CancellationToken cancellation)
    {
        var documents = candidates.Where(static candidate => WhyNot(candidate.File) is null && !IsDelimited(candidate.File)).ToList();
        var readings = documents.Count == 0 ? [] : await reader.ReadAsync(
            [.. documents.Select(candidate => new DocumentContent(candidate.File.Path, () => context.Content.Open(candidate.File.Sha256)) { Limits = DocumentLimits.Default with { TableCells = MostCells } })],
            context.Settings.Parallelism, context.Settings.StepTimeout * ReadingShare, context.Settings.Progress, cancellation);
        var byPath = readings.ToDictionary(static reading => reading.Source, StringComparer.Ordinal);
        var analysis = StatedAnalysis.Empty;
        foreach (var candidate in candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            var one = WhyNot(candidate.File) is { } why ? Unread(candidate, why) : byPath.TryGetValue(candidate.File.Path, out var reading) ? Of(reading, candidate) : Delimited(candidate, context.Content);
            analysis = new([.. analysis.Risks, .. one.Risks], [.. analysis.Events, .. one.Events], [.. analysis.Grids, .. one.Grids], [.. analysis.Placements, .. one.Placements], [.. analysis.Unread, .. one.Unread]);
        }

        var first = analysis.Risks.Count > 0 ? analysis.Risks[0].At : null;
        return [Fact.Known(Subject.Dossier, Stated, new TextValue(analysis.Write()), new(Identity, EvidenceGrade.MachineChecked, first is null ? null : Location.File(first.Path, first.Row)))];
    }

    /// <summary>Why a file is not opened for its tables, or null.</summary>
    private static LocalizedText? WhyNot(DossierFile file) => file switch
    {
        { Size: > MostBytes } => new($"plus de {MostBytes / 1_000_000} Mo : non lu", $"more than {MostBytes / 1_000_000} MB: not read"),
        _ => null,
    };

    private static bool IsDelimited(DossierFile file) => Extension(file.Path) is "csv" or "tsv";

    private static StatedAnalysis Of(DocumentReading reading, Candidate candidate)
    {
        if (reading.Unreadable is { } unreadable)
            return Unread(candidate, unreadable.Detail);
        if (reading is { Format: DocumentKind.Pdf, Tables.Count: 0 })
            return Unread(candidate, WithoutTags);
        var read = RiskAnalysisReading.Of(candidate.File.Path, reading.Tables, candidate.IsAnalysis);
        return read.Risks.Count > 0 && reading.Limits is [var limit, ..] ? read with { Unread = [.. read.Unread, new(candidate.File.Path, null, limit)] } : read;
    }

    private static StatedAnalysis Delimited(Candidate candidate, IContentStore content)
    {
        using var stream = content.Open(candidate.File.Sha256);
        var bytes = new byte[(int)Math.Min(candidate.File.Size, MostBytes)];
        var text = WesternText.Decode(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false))).TrimStart('\uFEFF');
        var kept = new TableCells(MostCells);
        var parser = new DelimitedParser(new StringReader(text), DelimitedDialect.Of(text[..Math.Min(text.Length, 64 * 1024)]), LongestCell);
        kept.Add(DocumentPlace.WholeDocument, candidate.File.Path[(candidate.File.Path.LastIndexOf('/') + 1)..], parser.Records().Select((record, index) => (index + 1, (IReadOnlyList<string>)[.. record.Select(TableCells.Clean)])));
        var read = RiskAnalysisReading.Of(candidate.File.Path, kept.Tables, candidate.IsAnalysis);
        return read.Risks.Count > 0 && kept.Limit is { } limit ? read with { Unread = [.. read.Unread, new(candidate.File.Path, null, limit)] } : read;
    }

    private static StatedAnalysis Unread(Candidate candidate, LocalizedText why) => candidate.IsAnalysis ? StatedAnalysis.Empty with { Unread = [new(candidate.File.Path, null, why)] } : StatedAnalysis.Empty;

    /// <param name="IsAnalysis">Declared or named so.</param>
    private sealed record Candidate(DossierFile File, bool IsAnalysis);
}
