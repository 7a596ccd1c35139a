using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AuditService.Core.Accessibility;

namespace AuditService.Reports.Grids;

/// <summary>The grid for programs: Luxembourg's schema of audits, and the W3C's Evaluation and Report Language (EARL 1.0) as JSON-LD.</summary>
public static class GridJson
{
    /// <summary>Pages that Luxembourg's schema admits.</summary>
    public const int LuxembourgPages = 20;

    private const string NotTold = "Non renseigné";
    private const string CriterionAddress = "https://accessibilite.numerique.gouv.fr/methode/criteres-et-tests/#";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Schema <c>https://accessibilite.public.lu/docs/audit.schema.json</c>, JSON Schema 2020-12. The shared elements have no place in it.</summary>
    public static Task WriteLuxembourgAsync(GridExport export, Stream output, CancellationToken cancellation) => JsonSerializer.SerializeAsync(
        output,
        new
        {
            auditor = export.Auditors.Length > 0 ? export.Auditors : NotTold,
            context = NotTold,
            audited_at = export.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            inventory = new { name = export.Project },
            platform = new { name = "Web" },
            audit_reference = new { name = "RGAA" },
            control_type = new { name = export.IsWhole ? "Complet" : "Simplifié" },
            assessed_level = new { name = "AA" },
            pages = export.Grid.Pages.Take(LuxembourgPages).Select((page, index) => new
            {
                number = index + 1,
                uri = page.Id,
                assessments = export.Criteria.Select(criterion => export.Grid.Find(criterion.Number, page.Id)!).Select(cell => new
                {
                    criterion = new { number = cell.Criterion.Number },
                    status = new { name = cell.Status.Code() },
                    exemption = cell.Derogation,
                    exemption_comment = cell.DerogationComment,
                    changes_to_do = cell.Changes,
                    patches_follow_up = "",
                }),
            }),
        },
        Options,
        cancellation);

    /// <summary>One assertion for each criterion on each page; what a person says is theirs, the rest is the program's.</summary>
    public static Task WriteEarlAsync(GridExport export, Stream output, CancellationToken cancellation) => JsonSerializer.SerializeAsync(
        output,
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["@context"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["earl"] = "http://www.w3.org/ns/earl#",
                ["dct"] = "http://purl.org/dc/terms/",
                ["foaf"] = "http://xmlns.com/foaf/0.1/",
            },
            ["@graph"] = export.Grid.Pages.SelectMany(page => export.Criteria.Select(criterion => Assertion(export.Grid.Find(criterion.Number, page.Id)!))),
        },
        Options,
        cancellation);

    private static Dictionary<string, object> Assertion(GridCell cell) => new(StringComparer.Ordinal)
    {
        ["@type"] = "earl:Assertion",
        ["earl:assertedBy"] = cell.Human is { } human
            ? Node("foaf:Person", ("foaf:name", human.Author))
            : Node("earl:Software", ("dct:title", "AuditService")),
        ["earl:subject"] = Node("earl:TestSubject", ("dct:title", cell.Page.Name), ("dct:source", cell.Page.Id)),
        ["earl:test"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["@id"] = CriterionAddress + cell.Criterion.Number },
        ["earl:mode"] = Reference(cell.Human is null ? "earl:automatic" : "earl:manual"),
        ["earl:result"] = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["@type"] = "earl:TestResult",
            ["earl:outcome"] = Reference(cell.Status switch
            {
                CriterionStatus.Compliant => "earl:passed",
                CriterionStatus.NonCompliant => "earl:failed",
                CriterionStatus.NotApplicable => "earl:inapplicable",
                _ => "earl:untested",
            }),
            ["dct:description"] = cell.Changes,
        },
    };

    private static Dictionary<string, object> Reference(string id) => new(StringComparer.Ordinal) { ["@id"] = id };

    private static Dictionary<string, object> Node(string type, params (string Key, string Value)[] properties)
    {
        var node = new Dictionary<string, object>(StringComparer.Ordinal) { ["@type"] = type };
        foreach (var (key, value) in properties)
            node[key] = value;
        return node;
    }
}
