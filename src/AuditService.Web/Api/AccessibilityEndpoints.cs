using System.Net.Mime;
using AuditService.App.Accessibility;
using AuditService.Core;
using AuditService.Core.Accessibility;
using AuditService.Reports.Declarations;
using AuditService.Reports.Grids;
using AuditService.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace AuditService.Web.Api;

/// <summary><c>/api/v1/audits/{id}/accessibility</c>: the RGAA grid of an audit as a file that auditors know, the same filled, and the declaration that it supports.</summary>
internal static class AccessibilityEndpoints
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly string[] Formats = ["xlsx", "csv", "luxembourg", "earl"];

    public static void MapAccessibility(this RouteGroupBuilder api)
    {
        var accessibility = api.MapGroup("/audits/{id}/accessibility").WithTags("accessibility");
        accessibility.MapGet("", ExportAsync).RequireAuthorization(Policies.Read).TellsAuthorMistakes()
            .Produces<Stream>(contentType: Workbook, additionalContentTypes: [MediaTypeNames.Text.Csv, MediaTypeNames.Application.Json])
            .WithSummary("The RGAA grid: what the machine proved, what auditors filled in, NT for the rest. ?format= xlsx (the official layout), csv (Ara's), luxembourg or earl (JSON); ?preset= 25, 50 or 106; ?since= (an earlier audit's id) adds what became of its failures. The ETag changes with each verdict.");
        accessibility.MapPost("", ImportAsync).RequireAuthorization(Policies.Review).TellsAuthorMistakes().Accepts<Stream>(Workbook, MediaTypeNames.Text.Csv)
            .WithMetadata(new RequestSizeLimitAttribute(AccessibilityGrids.MostBytes)).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithSummary("Takes the verdicts of a filled grid (the body itself, xlsx or csv) as review events in the name of the caller, an auditor of accessibility: all or, where a cell is wrong, none. The same file twice changes nothing; If-Match refuses it once somebody else has filled in a verdict since the export.");
        accessibility.MapGet("/declaration", DeclarationAsync).RequireAuthorization(Policies.Read).TellsAuthorMistakes()
            .Produces<string>(contentType: MediaTypeNames.Text.Html, additionalContentTypes: [MediaTypeNames.Text.Markdown, DeclarationFile.MediaTypeOf("docx")]).WithMetadata(new PageRequests.IsReadByPeople())
            .WithSummary("The declaration of accessibility that the audit supports, with blanks where only its author knows: ?format= html, md or docx.");
    }

    private static async Task<Results<PushStreamHttpResult, NotFound, ValidationProblem>> ExportAsync(
        HttpContext context, ReviewGrids grids, string id, string? format, string? preset, string? since, CancellationToken cancellation)
    {
        var viewer = Principals.ViewerOf(context.User);
        if (await grids.FindAsync(viewer, id, cancellation) is not { } found)
            return TypedResults.NotFound();
        var wanted = format ?? Formats[0];
        var known = found.Grid.Referential.Presets;
        var chosen = known.FirstOrDefault(each => each.Id == preset);
        if (!Formats.Contains(wanted, StringComparer.Ordinal) || (preset is not null && chosen is null) || (wanted == "luxembourg" && found.Grid.Pages.Count > GridJson.LuxembourgPages))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["query"] = [$"format: {string.Join(" | ", Formats)} (luxembourg: {GridJson.LuxembourgPages} pages at most); preset: {string.Join(" | ", known.Select(each => each.Id))}"],
            });
        }

        var earlier = since is null ? null : await grids.FindAsync(viewer, since, cancellation);
        if (since is not null && earlier is null)
            return TypedResults.NotFound();
        var export = GridExport.Of(found.Audit, found.Grid, chosen, earlier?.Audit);
        context.Response.GetTypedHeaders().ETag = TagOf(found);
        return wanted switch
        {
            "csv" => TypedResults.Stream(stream => GridCsv.WriteAsync(export, stream, cancellation), MediaTypeNames.Text.Csv + "; charset=utf-8", $"rgaa-{found.Audit.Id}.csv"),
            "luxembourg" => TypedResults.Stream(stream => GridJson.WriteLuxembourgAsync(export, stream, cancellation), MediaTypeNames.Application.Json, $"rgaa-{found.Audit.Id}.json"),
            "earl" => TypedResults.Stream(stream => GridJson.WriteEarlAsync(export, stream, cancellation), MediaTypeNames.Application.Json, $"rgaa-{found.Audit.Id}-earl.json"),
            _ => TypedResults.Stream(stream => GridWorkbook.WriteAsync(export, stream, cancellation), Workbook, $"rgaa-{found.Audit.Id}.xlsx"),
        };
    }

    private static async Task<Results<Ok<GridImportAnswer>, NotFound, ProblemHttpResult>> ImportAsync(HttpContext context, ReviewGrids grids, string id, CancellationToken cancellation)
    {
        var viewer = Principals.ViewerOf(context.User);
        if (await grids.FindAsync(viewer, id, cancellation) is not { } before)
            return TypedResults.NotFound();
        var language = RequestLanguage.Of(context.Request);
        var expected = context.Request.GetTypedHeaders().IfMatch;
        long? version = expected.Count == 0 || expected.Contains(EntityTagHeaderValue.Any) ? null : before.Grid.Version;
        if (version is not null && !expected.Any(tag => tag.Compare(TagOf(before), useStrongComparison: true)))
            return Changed(language);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellation);
        var name = context.Request.ContentType?.StartsWith(MediaTypeNames.Text.Csv, StringComparison.OrdinalIgnoreCase) == true ? "grid.csv" : "grid.xlsx";
        GridImport import;
        try
        {
            import = await grids.ImportAsync(viewer, id, name, body.ToArray(), version, cancellation);
        }
        catch (GridChangedException)
        {
            return Changed(language);
        }

        var after = (await grids.FindAsync(viewer, id, cancellation))!;
        context.Response.GetTypedHeaders().ETag = TagOf(after);
        return TypedResults.Ok(new GridImportAnswer(
            import.Verdicts.Count,
            [.. import.Warnings.Select(warning => new GridMistakeView(warning.At, warning.Message.In(language)))],
            after.Grid.Left.Count,
            after.Grid.Rate,
            after.Grid.RateWithheld?.In(language),
            after.Grid.ProvenMaximum));
    }

    private static ProblemHttpResult Changed(Language language) => TypedResults.Problem(
        language == Language.French ? "Quelqu'un a rempli cette grille depuis son export : exportez-la de nouveau." : "Somebody has filled this grid in since its export: export it again.",
        statusCode: StatusCodes.Status412PreconditionFailed);

    private static async Task<Results<PushStreamHttpResult, NotFound, ValidationProblem>> DeclarationAsync(
        HttpContext context, ReviewGrids grids, AccessibilityGrids manifests, TimeProvider clock, string id, string? format, CancellationToken cancellation)
    {
        if (await grids.FindAsync(Principals.ViewerOf(context.User), id, cancellation) is not { } found)
            return TypedResults.NotFound();
        var wanted = format ?? DeclarationFile.Formats[0];
        if (!DeclarationFile.Formats.Contains(wanted, StringComparer.Ordinal))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["format"] = [string.Join(" | ", DeclarationFile.Formats)] });
        var declaration = AccessibilityDeclaration.Of(found.Audit, found.Grid, manifests.ManifestOf(found.Audit), DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        var isPage = wanted == "html";
        if (isPage)
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return TypedResults.Stream(stream => DeclarationFile.WriteAsync(declaration, wanted, stream, cancellation), DeclarationFile.MediaTypeOf(wanted), isPage ? null : $"declaration.{wanted}");
    }

    /// <summary>Another one with each verdict that somebody fills in.</summary>
    private static EntityTagHeaderValue TagOf(AuditGrid found) => new($"\"{found.Audit.Id}-accessibility-{found.Grid.Version}\"");
}

/// <summary>What became of a filled grid.</summary>
/// <param name="Verdicts">Those that said something new.</param>
/// <param name="Warnings">Taken in all the same.</param>
/// <param name="CriteriaLeft">Criteria still to test.</param>
/// <param name="Rate">C / (C + NC); null while a criterion is open.</param>
/// <param name="ProvenMaximum">The most that the rate can become in view of the failures known.</param>
public sealed record GridImportAnswer(int Verdicts, IReadOnlyList<GridMistakeView> Warnings, int CriteriaLeft, double? Rate, string? RateWithheld, double? ProvenMaximum);

/// <summary>What a cell of a grid has of wrong or doubtful.</summary>
/// <param name="At">Sheet and cell, as a spreadsheet names them.</param>
public sealed record GridMistakeView(string At, string Message);
