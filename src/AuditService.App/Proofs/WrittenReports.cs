using System.Text.Json;
using System.Text.Json.Nodes;
using AuditService.App.Accessibility;
using AuditService.App.Risks;
using AuditService.App.RulePacks;
using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Reports;
using AuditService.Reports.Html;
using AuditService.Reports.Json;
using AuditService.Storage.Reviews;
using AuditService.Storage.Runs;

namespace AuditService.App.Proofs;

/// <summary>Compares a report that was written of an audit with the same report written again: reports are deterministic.</summary>
public sealed class WrittenReports(
    RuleLibraries libraries, RiskMaps risks, RateRisks ratings, AccessibilityGrids grids, IContentStore content, RunStore runs, ReviewStore reviews)
{
    /// <summary>The largest report that is read (bytes).</summary>
    private const long MostBytes = 512L * 1024 * 1024;

    /// <summary>What the loaded rules and this program word, rather than what the audit holds.</summary>
    private static readonly string[] Worded = ["because", "detail", "reason", "references", "remedy", "title", "questionnaires", "risks", "rgaa", "refusedFiles"];

    /// <summary>Id of the audit that a JSON report is of; null when it is no JSON report.</summary>
    public static string? AuditOf(string path) => TryParse(Read(path)) is JsonObject report && report["audit"] is JsonObject header && header["id"] is JsonValue id && id.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Throws <see cref="AuthorMistakesException"/> when the file cannot be read, or is no report of an audit.</summary>
    public async Task<ProofCheck> CompareAsync(Audit audit, string path, CancellationToken cancellation)
    {
        var bytes = Read(path);
        var grid = await grids.FindAsync(audit, cancellation);
        var candidates = new List<ReportContext>();
        foreach (var language in new[] { Language.French, Language.English })
        {
            var report = ReportContext.Of(audit, libraries.Load(), language) with { Accessibility = grid };
            candidates.Add(risks.With(report));
            if (await ratings.WithAsync(report, cancellation) is { Reviews: not null } rated)
                candidates.Add(rated);
        }

        if (TryParse(bytes) is JsonObject given)
            return OfJson(audit, given, candidates, grid);
        return bytes.AsSpan().TrimStart("\uFEFF \r\n"u8).StartsWith("<!DOCTYPE html>"u8)
            ? await OfHtmlAsync(audit, path, bytes, candidates, grid, cancellation)
            : throw Mistake(path, "Ce fichier n'est pas un rapport d'audit, ni JSON ni HTML.", "This file is no report of an audit, neither JSON nor HTML.");
    }

    private ProofCheck OfJson(Audit audit, JsonObject given, IReadOnlyList<ReportContext> candidates, AccessibilityGrid? grid)
    {
        var differences = candidates
            .Select(report => JsonDifferences.Of(JsonSerializer.SerializeToNode(AuditJson.Of(report), AuditJson.Options), given))
            .MinBy(found => found.Count)!;
        if (differences.Count > 0 && WhyWordedOtherwise(audit) is { } why && differences.All(IsWorded))
            return new(ProofSubject.Report, ProofVerdict.Incomplete, audit.Findings.Count, why, [], 0);
        if (differences.Count > 0 && IsRated(candidates) && differences.All(difference => difference.At.StartsWith("/risks/", StringComparison.Ordinal)))
            return ProofCheck.Undecided(ProofSubject.Report, "Des valeurs de la carte des risques ont été cotées par des personnes ; le rapport n'en diffère qu'à cet endroit.", "People have rated values of the risk map; the report differs there only.");
        if (differences.Count > 0 && grid is { HumanVerdicts: > 0 } && differences.All(difference => difference.At.StartsWith("/rgaa/", StringComparison.Ordinal)))
            return ProofCheck.Undecided(ProofSubject.Report, "Des verdicts ont été portés à la grille RGAA ; le rapport n'en diffère qu'à cet endroit.", "Verdicts were entered into the RGAA grid; the report differs there only.");
        return ProofCheck.Of(ProofSubject.Report, audit.Findings.Count, differences);
    }

    private static bool IsRated(IReadOnlyList<ReportContext> candidates) => candidates.Any(report => report.Reviews is not null);

    private static bool IsWorded(Discrepancy difference) => difference.At.Split('/').Intersect(Worded, StringComparer.Ordinal).Any();

    private async Task<ProofCheck> OfHtmlAsync(Audit audit, string path, byte[] given, IReadOnlyList<ReportContext> candidates, AccessibilityGrid? grid, CancellationToken cancellation)
    {
        var nearest = 0;
        foreach (var report in candidates)
        {
            using var again = new MemoryStream();
            await HtmlReport.WriteAsync(report, content, again, cancellation);
            var written = again.GetBuffer().AsSpan(0, (int)again.Length);
            if (written.SequenceEqual(given))
                return ProofCheck.Of(ProofSubject.Report, 1, []);
            nearest = Math.Max(nearest, written.CommonPrefixLength(given));
        }

        if (WhyWordedOtherwise(audit) is { } why)
            return new(ProofSubject.Report, ProofVerdict.Incomplete, 0, why, [], 0);
        if (grid is { HumanVerdicts: > 0 } || IsRated(candidates) || await WasDecidedOnAsync(audit, cancellation))
        {
            return ProofCheck.Undecided(
                ProofSubject.Report,
                "Le rapport diffère de celui de la machine, et des personnes ont décidé de constats depuis : comparez plutôt le rapport JSON, qui garde le verdict de la machine.",
                "The report differs from the machine's, and people have decided on findings since: compare the JSON report instead, which keeps the machine's verdict.");
        }

        var line = given.AsSpan(0, Math.Min(nearest, given.Length)).Count((byte)'\n') + 1;
        return ProofCheck.Of(ProofSubject.Report, 1, [new($"{Path.GetFileName(path)}:{line}", new("première différence avec le rapport écrit de nouveau", "first difference with the report written again"))]);
    }

    /// <summary>The reason why the same audit may be told in other words than then, or null.</summary>
    private LocalizedText? WhyWordedOtherwise(Audit audit)
    {
        var loaded = libraries.Load().Packs.ToDictionary(pack => pack.Id, pack => pack.Hash, StringComparer.Ordinal);
        if (audit.Tools.AuditService != ProgramVersion.Current)
            return new($"Le rapport est d'une autre version d'AuditService ({audit.Tools.AuditService}) : ses textes n'ont pas pu être comparés.", $"The report is of another version of AuditService ({audit.Tools.AuditService}): its texts could not be compared.");
        return audit.Tools.Packs.FirstOrDefault(pack => loaded.GetValueOrDefault(pack.Id) != pack.Hash) is { } changed
            ? new($"Le pack de règles « {changed.Id} » a changé depuis l'audit : les textes du rapport n'ont pas pu être comparés.", $"The rule pack \"{changed.Id}\" has changed since the audit: the texts of the report could not be compared.")
            : null;
    }

    private async Task<bool> WasDecidedOnAsync(Audit audit, CancellationToken cancellation) =>
        await runs.FindByAuditAsync(audit.Id, cancellation) is { } run && (await reviews.ListAsync(run.ProjectId, findingId: null, cancellation)).Count > 0;

    private static JsonNode? TryParse(byte[] bytes)
    {
        try
        {
            var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            return JsonNode.Parse(bytes.AsSpan(start), documentOptions: new() { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return !file.Exists || file.Length > MostBytes
                ? throw Mistake(path, $"Aucun fichier de moins de {MostBytes / 1024 / 1024} Mo à cet emplacement.", $"No file of less than {MostBytes / 1024 / 1024} MB at that place.")
                : File.ReadAllBytes(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Mistake(path, "Ce fichier ne peut pas être lu.", "This file cannot be read.");
        }
    }

    private static AuthorMistakesException Mistake(string path, string fr, string en) => new([new(new(path, 1, 1), fr, en)]);
}
