using AuditService.App.Accessibility;
using AuditService.App.Audits;
using AuditService.App.Reviews;
using AuditService.App.Rgpd;
using AuditService.App.Risks;
using AuditService.App.RulePacks;
using AuditService.App.Runs;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Reviews;
using AuditService.Core.Rules;
using AuditService.Reports;
using AuditService.Reports.Html;
using AuditService.Reports.Json;
using AuditService.Reports.Rgpd;
using AuditService.Reports.Risks;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace AuditService.Web.Api;

/// <summary>Finished audits. They never change; what people decide on their findings is shown beside. Each answer has an ETag.</summary>
internal static class AuditEndpoints
{
    private const int MostAtOnce = 200;

    public static void MapAudits(this RouteGroupBuilder api)
    {
        var audits = api.MapGroup("/audits").RequireAuthorization(Policies.Read).WithTags("audits");
        audits.MapGet("/{id}", DocumentAsync).Produces<AuditDocument>().Produces(StatusCodes.Status304NotModified).WithSummary("The whole audit, as audit run --json writes it.");
        audits.MapGet("/{id}/findings", FindingsAsync).Produces<Page<FindingEntry>>()
            .WithSummary("Findings, worst first by what the machine said, with what people decided on them: ?outcome= (the machine's), ?review=, ?severity=, ?pack=, ?rule= filter, ?sort=id orders by id, ?after= (the last id seen) and ?take= page through them.");
        audits.MapGet("/{id}/facts", FactsAsync).Produces<Page<FactEntry>>()
            .WithSummary("What was stated before any rule judged it, by subject and key: ?subject= (dataset:data/cv.csv, or dataset for all) and ?key= filter, ?after= (the last id seen) and ?take= page through them.");
        audits.MapGet("/{id}/grid", GridAsync).Produces<ReviewedGridDocument>().Produces(StatusCodes.Status304NotModified)
            .WithSummary("The Bloc 4 grid as people's decisions leave it, and as the machine left it.");
        audits.MapGet("/{id}/report", ReportAsync).Produces<string>(contentType: "text/html").Produces(StatusCodes.Status304NotModified).WithMetadata(new PageRequests.IsReadByPeople())
            .WithSummary("The report, one HTML file, as people's decisions leave it. A browser that is not signed in is led to the form.");
        audits.MapGet("/{id}/rgpd/{paper}", RgpdAsync).Produces<string>(contentType: "text/html", additionalContentTypes: ["text/csv", "application/json", RgpdPaperFile.MediaTypeOf("xlsx"), RgpdPaperFile.MediaTypeOf("docx")]).WithMetadata(new PageRequests.IsReadByPeople())
            .WithSummary("A draft for the DPO, as people's decisions leave the audit: register (art. 30), aipd (art. 35), notice (art. 13 and 14) or dictionary; ?format= html, docx, csv, xlsx or json (the file that the CNIL's PIA application imports), as the paper allows.");
        audits.MapGet("/{id}/risks", RisksAsync).Produces<RiskMapDocument>().Produces<string>(contentType: "text/html", additionalContentTypes: ["text/csv", RgpdPaperFile.MediaTypeOf("xlsx")]).WithMetadata(new PageRequests.IsReadByPeople())
            .WithSummary("The risk map (EBIOS RM), as people's decisions leave the audit; ?format= html, csv, xlsx or json.");
        audits.MapGet("/{id}/comparison", ComparisonAsync).Produces<ComparisonDocument>().WithSummary("What changed since an earlier audit (?with=, an id; otherwise the one before of the same project), and why.");
        audits.MapGet("/{id}/evidence/{sha256}", EvidenceAsync).Produces<Stream>(contentType: "image/png").WithSummary("A picture that the audit took as evidence, by the hash that its facts give (screenshot).");
    }

    private static async Task<Results<JsonHttpResult<AuditDocument>, NotFound, StatusCodeHttpResult>> DocumentAsync(
        HttpContext context, StoredRuns stored, RuleLibraries rules, RiskMaps risks, AccessibilityGrids grids, string id, CancellationToken cancellation)
    {
        if (await stored.FindAuditAsync(id, Principals.ViewerOf(context.User), cancellation) is not { } audit)
            return TypedResults.NotFound();
        var language = RequestLanguage.Of(context.Request);
        var grid = await grids.FindAsync(audit, cancellation);
        var library = rules.Load();
        return IsKnown(context, audit, language, $"machine-{grid?.Version}-{AnswerTags.TellerOf(library)}")
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Json(AuditJson.Of(risks.With(ReportContext.Of(audit, library, language)) with { Accessibility = grid }), AuditJson.Options);
    }

    private static async Task<Results<JsonHttpResult<Page<FindingEntry>>, NotFound, ValidationProblem>> FindingsAsync(
        HttpContext context, ReviewFindings reviews, RuleLibraries rules, string id, string? outcome, string? review, string? severity, string? pack, string? rule, string? sort, string? after, int? take, CancellationToken cancellation)
    {
        if (!TryParse<Outcome>(outcome, out var wantedOutcome) || !TryParse<ReviewState>(review, out var wantedReview) || !TryParse<Severity>(severity, out var wantedSeverity) || sort is not (null or "worst" or "id"))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["query"] = [$"outcome: {string.Join(" | ", Enum.GetNames<Outcome>())}; review: {string.Join(" | ", Enum.GetNames<ReviewState>())}; severity: {string.Join(" | ", Enum.GetNames<Severity>())}; sort: worst | id"],
            });
        }

        if (await reviews.FindAuditAsync(Principals.ViewerOf(context.User), id, cancellation) is not { } reviewed)
            return TypedResults.NotFound();
        var states = reviewed.Audit.States;
        var all = reviewed.Audit.Counted.Findings;
        // By what the machine said: a review written between two pages moves no finding to another page.
        var ordered = sort == "id"
            ? all.OrderBy(finding => finding.Id, StringComparer.Ordinal)
            : all.OrderBy(finding => MachineOutcome(finding) is Outcome.NonCompliant or Outcome.Partial ? 0 : 1).ThenByDescending(finding => finding.Rule.Severity).ThenBy(finding => finding.Id, StringComparer.Ordinal);
        if (PageAfter(ordered, finding => finding.Id, IsWanted, after, take) is not { } page)
            return NotOfThisAudit(context);
        var report = ReportContext.Of(reviewed.Audit, reviewed.AuthorNames, rules.Load(), RequestLanguage.Of(context.Request));
        return TypedResults.Json(new Page<FindingEntry>([.. page.Items.Select(finding => AuditJson.FindingOf(finding, report.Explanation, report))], page.Next), AuditJson.Options);

        Outcome MachineOutcome(Finding finding) => states.GetValueOrDefault(finding.Id)?.Machine ?? finding.Outcome;

        bool IsWanted(Finding finding) =>
            (wantedOutcome is null || MachineOutcome(finding) == wantedOutcome)
            && (wantedReview is null || (states.GetValueOrDefault(finding.Id)?.State ?? ReviewState.Open) == wantedReview)
            && (wantedSeverity is null || finding.Rule.Severity == wantedSeverity)
            && (pack is null || finding.Rule.Pack == pack)
            && (rule is null || finding.Rule.Id == rule);
    }

    private static async Task<Results<JsonHttpResult<Page<FactEntry>>, NotFound, ValidationProblem>> FactsAsync(
        HttpContext context, StoredRuns stored, RuleLibraries rules, string id, string? subject, string? key, string? after, int? take, CancellationToken cancellation)
    {
        if (await stored.FindAuditAsync(id, Principals.ViewerOf(context.User), cancellation) is not { } audit)
            return TypedResults.NotFound();
        if (PageAfter(audit.Facts.All, FactJson.IdOf, IsWanted, after, take) is not { } page)
            return NotOfThisAudit(context);
        var report = ReportContext.Of(audit, rules.Load(), RequestLanguage.Of(context.Request));
        return TypedResults.Json(new Page<FactEntry>([.. page.Items.Select(fact => FactJson.Of(fact, report))], page.Next), AuditJson.Options);

        bool IsWanted(Fact fact) => (subject is null || fact.Subject.ToString() == subject || fact.Subject.Kind.Id() == subject) && (key is null || fact.Key == key);
    }

    /// <summary>Goes on behind a place in the order of everything, whatever the filter lets through: what was seen last may not match any more.</summary>
    /// <returns>Null when there is nothing with that id.</returns>
    private static Page<T>? PageAfter<T>(IEnumerable<T> ordered, Func<T, string> idOf, Func<T, bool> isWanted, string? after, int? take)
    {
        var all = ordered.ToList();
        var last = after is null ? -1 : all.FindIndex(item => idOf(item) == after);
        if (after is not null && last < 0)
            return null;
        var most = Math.Clamp(take ?? MostAtOnce, 1, MostAtOnce);
        var found = all.Skip(last + 1).Where(isWanted).Take(most + 1).ToList();
        return found.Count > most ? new(found[..most], idOf(found[most - 1])) : new(found, null);
    }

    private static ValidationProblem NotOfThisAudit(HttpContext context) => TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["after"] = [RequestLanguage.Of(context.Request) == Language.French ? "Cet audit n'a rien de cet identifiant : donnez le dernier identifiant vu." : "This audit has nothing of this id: give the last id seen."],
    });

    private static async Task<Results<JsonHttpResult<ReviewedGridDocument>, NotFound, StatusCodeHttpResult>> GridAsync(HttpContext context, ReviewFindings reviews, RuleLibraries rules, string id, CancellationToken cancellation)
    {
        if (await reviews.FindAuditAsync(Principals.ViewerOf(context.User), id, cancellation) is not { } reviewed)
            return TypedResults.NotFound();
        return IsKnown(context, reviewed.Audit.Counted, RequestLanguage.Of(context.Request), $"{reviewed.Version}-{AnswerTags.TellerOf(rules.Load())}")
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Json(AuditJson.GridOf(reviewed.Audit), AuditJson.Options);
    }

    private static async Task<Results<PushStreamHttpResult, NotFound, StatusCodeHttpResult>> ReportAsync(
        HttpContext context, ReviewFindings reviews, RuleLibraries rules, RateRisks risks, AccessibilityGrids grids, IContentStore content, string id, CancellationToken cancellation)
    {
        if (await reviews.FindAuditAsync(Principals.ViewerOf(context.User), id, cancellation) is not { } reviewed)
            return TypedResults.NotFound();
        var language = RequestLanguage.Of(context.Request);
        var grid = await grids.FindAsync(reviewed.Audit.Counted, cancellation);
        var library = rules.Load();
        if (IsKnown(context, reviewed.Audit.Counted, language, $"{reviewed.Version}-{grid?.Version}-{AnswerTags.TellerOf(library)}"))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        // One file with its own styles and pictures inside, and nothing that runs.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        var report = (await risks.WithAsync(ReportContext.Of(reviewed.Audit, reviewed.AuthorNames, library, language), cancellation)) with { Accessibility = grid };
        return TypedResults.Stream(stream => HtmlReport.WriteAsync(report, content, stream, cancellation), "text/html; charset=utf-8");
    }

    private static async Task<Results<PushStreamHttpResult, NotFound, ValidationProblem>> RgpdAsync(
        HttpContext context, ReviewFindings reviews, RgpdMaterials materials, string id, string paper, string? format, CancellationToken cancellation)
    {
        if (!TryParse<RgpdPaperKind>(paper, out var kind) || await reviews.FindAuditAsync(Principals.ViewerOf(context.User), id, cancellation) is not { } reviewed)
            return TypedResults.NotFound();
        var formats = RgpdPaperFile.FormatsOf(kind!.Value);
        var wanted = format ?? formats[0];
        if (!formats.Contains(wanted, StringComparer.Ordinal))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["format"] = [string.Join(" | ", formats)] });
        var material = materials.Of(reviewed.Audit.Counted, RequestLanguage.Of(context.Request));
        if (wanted == "html")
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return TypedResults.Stream(
            stream => RgpdPaperFile.WriteAsync(kind.Value, material, wanted, stream, cancellation),
            RgpdPaperFile.MediaTypeOf(wanted),
            wanted == "html" ? null : $"{kind.Value.ToString().ToLowerInvariant()}.{wanted}");
    }

    private static async Task<Results<PushStreamHttpResult, NotFound, ValidationProblem>> RisksAsync(
        HttpContext context, ReviewFindings reviews, RuleLibraries rules, RateRisks risks, IContentStore content, string id, string? format, CancellationToken cancellation)
    {
        var wanted = format ?? RiskMapFile.Formats[0];
        if (!RiskMapFile.Formats.Contains(wanted, StringComparer.Ordinal))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["format"] = [string.Join(" | ", RiskMapFile.Formats)] });
        if (await reviews.FindAuditAsync(Principals.ViewerOf(context.User), id, cancellation) is not { } reviewed)
            return TypedResults.NotFound();
        var report = await risks.WithAsync(ReportContext.Of(reviewed.Audit, reviewed.AuthorNames, rules.Load(), RequestLanguage.Of(context.Request)), cancellation);
        if (report.Risks is null)
            return TypedResults.NotFound();
        if (wanted == "html")
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return TypedResults.Stream(stream => RiskMapFile.WriteAsync(report, wanted, content, stream, cancellation), RgpdPaperFile.MediaTypeOf(wanted), wanted == "html" ? null : $"risks.{wanted}");
    }

    private static async Task<Results<JsonHttpResult<ComparisonDocument>, NotFound>> ComparisonAsync(
        HttpContext context, StoredRuns stored, CompareAudits compare, string id, string? with, CancellationToken cancellation)
    {
        var viewer = Principals.ViewerOf(context.User);
        // Never by the project's name: another organisation may have one of the same.
        var before = with ?? await stored.PreviousAuditAsync(id, viewer, cancellation);
        if (before is null || await stored.FindAuditAsync(id, viewer, cancellation) is null || await stored.FindAuditAsync(before, viewer, cancellation) is null)
            return TypedResults.NotFound();
        return TypedResults.Json(ComparisonJson.Of(await compare.ExecuteAsync(before, id, cancellation), RequestLanguage.Of(context.Request)), AuditJson.Options);
    }

    /// <summary>Only what this audit shows as evidence: the store of contents holds the dossiers of others too.</summary>
    private static async Task<Results<FileStreamHttpResult, NotFound, ProblemHttpResult>> EvidenceAsync(HttpContext context, StoredRuns stored, IContentStore content, string id, string sha256, CancellationToken cancellation)
    {
        if (await stored.FindAuditAsync(id, Principals.ViewerOf(context.User), cancellation) is not { } audit
            || !audit.Facts.All.Select(fact => fact.Value).OfType<ObservationsValue>().Any(seen => seen.Items.Any(item => item.Screenshot == sha256)))
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        try
        {
            return TypedResults.File(content.Open(sha256), "image/png");
        }
        catch (FileNotFoundException)
        {
            // Lost with the disk, or left out of a backup.
            return TypedResults.Problem(
                RequestLanguage.Of(context.Request) == Language.French ? "Cette image n'est plus conservée ici ; le constat, lui, l'est." : "This picture is not kept here any more; the finding is.",
                statusCode: StatusCodes.Status404NotFound);
        }
    }

    private static bool IsKnown(HttpContext context, Audit audit, Language language, string version)
    {
        var tag = new EntityTagHeaderValue($"\"{audit.Id}-{(language == Language.French ? "fr" : "en")}-{version}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        return AnswerTags.IsKnown(context, tag);
    }

    private static bool TryParse<T>(string? word, out T? value)
        where T : struct, Enum
    {
        value = null;
        if (word is null)
            return true;
        if (!Enum.TryParse<T>(word, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed))
            return false;
        value = parsed;
        return true;
    }
}
