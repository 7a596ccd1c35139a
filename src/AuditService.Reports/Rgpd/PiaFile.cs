using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Reports.Rgpd;

/// <summary>
/// The file that the CNIL's PIA application imports (version 4.1.0): one object of five keys, all there. References of answers and comments are
/// numbers, for its index is strict on types. Evaluations are left empty: they are the DPO's.
/// </summary>
internal sealed record PiaFile(
    [property: JsonPropertyName("pia")] PiaRecord Pia,
    [property: JsonPropertyName("answers")] IReadOnlyList<PiaAnswer> Answers,
    [property: JsonPropertyName("measures")] IReadOnlyList<PiaMeasure> Measures,
    [property: JsonPropertyName("evaluations")] IReadOnlyList<PiaEvaluation> Evaluations,
    [property: JsonPropertyName("comments")] IReadOnlyList<PiaComment> Comments)
{
    /// <summary>What the application itself writes for a measure that is none of its knowledge base.</summary>
    private const string OwnMeasure = "measures.default_placeholder";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The application shows the texts of answers and measures as markup: what comes from a dossier stays text.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Where the application begins.</summary>
    private const int FirstQuestion = 111;

    public static PiaFile Of(AipdDraft draft)
    {
        var material = draft.Material;
        var at = material.Audit.FinishedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return new(
            new(Plain(RgpdMaterial.OneLine(material.Audit.Project)), material.Say("Brouillon", "Draft"), at),
            [.. draft.Answers.Select(answer => Answer(answer, material, at))],
            [.. draft.Measures.Select(measure => new PiaMeasure(
                measure.Id,
                Plain(measure.Title),
                Paragraph(material.Say("Déclarée : ", "Declared: ") + material.Word(measure.Source)),
                measure.Slug is { } slug ? $"knowledge_base.slugs.{slug}.placeholder" : OwnMeasure,
                at))],
            [],
            [.. draft.Answers.SelectMany(answer => CommentsOn(answer, draft, at))]);
    }

    public async Task WriteAsync(Stream output, CancellationToken cancellation) => await JsonSerializer.SerializeAsync(output, this, Options, cancellation);

    /// <summary>A question that nobody answered stays open in the application: no text, no gauge, no item.</summary>
    private static PiaAnswer Answer(AipdAnswer answer, RgpdMaterial material, string at)
    {
        var said = answer.Statements.Where(statement => statement.Kind != StatementKind.Blank).ToList();
        return answer.Kind switch
        {
            AnswerKind.List => new(answer.Number, new(Text: null, Gauge: null, [.. said.Select(statement => Plain(statement.Text))]), at, at),
            AnswerKind.Gauge => new(answer.Number, new(Paragraphs(answer.Gauge is null ? [] : answer.Statements), answer.Gauge, []), at, at),
            _ => new(answer.Number, new(Paragraphs(said.Count == 0 ? [] : answer.Statements), Gauge: null, []), at, at),
        };

        string Paragraphs(IReadOnlyList<Statement> statements) => string.Concat(statements.Select(statement => Paragraph(
            material.Word(statement) + (statement.Source is { } source ? $" ({material.Word(source)})" : ""))));
    }

    /// <summary>What is to be filled in, and the open findings that bear on the question.</summary>
    private static IEnumerable<PiaComment> CommentsOn(AipdAnswer answer, AipdDraft draft, string at)
    {
        var material = draft.Material;
        var supplied = answer.Number == FirstQuestion ? material.Manifest.Documents.Where(document => document is { Role: DocumentRole.Aipd, Path: not null }) : [];
        var lines = supplied.Select(document => material.Say($"AIPD fournie au dossier : {document.Path}. Ce brouillon ne la remplace pas ; comparez-les.", $"AIPD supplied with the dossier: {document.Path}. This draft does not replace it; compare the two."))
            .Concat(answer.Statements.Where(statement => statement.Kind == StatementKind.Blank).Select(statement => statement.Text + (statement.Source is { } source ? $" ({material.Word(source)})" : "")))
            .Concat(draft.Against(answer).GroupBy(finding => finding.Rule.Id, StringComparer.Ordinal).SelectMany(same => material.Conflicts(same)
                .Select(conflict => $"{conflict.Text} ({material.Word(conflict.Source)}). {material.Say("À faire : ", "To do: ")}{RgpdMaterial.OneLine(material.Say(same.First().Rule.Remedy.Text))}")));
        return lines.Select(line => new PiaComment(answer.Number, Plain(line), ForMeasure: false, at));
    }

    private static string Paragraph(string text) => $"<p>{Encoded(text)}</p>";

    private static string Encoded(string text) => Encoder.Encode(Legible(text));

    /// <summary>What the application shows as text in some places and may show as markup in others: neither can hold a tag, and neither shows an entity.</summary>
    private static string Plain(string text) => Legible(text).Replace('<', '‹').Replace('>', '›');

    private static string Legible(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value >= ' '));
}

/// <param name="Status">0: being written.</param>
internal sealed record PiaRecord(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("category")] string Category,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("author_name")] string AuthorName,
    [property: JsonPropertyName("evaluator_name")] string EvaluatorName,
    [property: JsonPropertyName("validator_name")] string ValidatorName,
    [property: JsonPropertyName("dpo_status")] int? DpoStatus,
    [property: JsonPropertyName("dpo_opinion")] string? DpoOpinion,
    [property: JsonPropertyName("dpos_names")] string? DposNames,
    [property: JsonPropertyName("concerned_people_searched_opinion")] bool? ConcernedPeopleSearchedOpinion,
    [property: JsonPropertyName("concerned_people_searched_content")] string? ConcernedPeopleSearchedContent,
    [property: JsonPropertyName("concerned_people_status")] int? ConcernedPeopleStatus,
    [property: JsonPropertyName("concerned_people_opinion")] string? ConcernedPeopleOpinion,
    [property: JsonPropertyName("people_names")] string? PeopleNames,
    [property: JsonPropertyName("rejection_reason")] string? RejectionReason,
    [property: JsonPropertyName("applied_adjustments")] string? AppliedAdjustments,
    [property: JsonPropertyName("structure_id")] int? StructureId,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("updated_at")] string UpdatedAt,
    [property: JsonPropertyName("is_example")] int IsExample,
    [property: JsonPropertyName("is_archive")] int IsArchive)
{
    /// <summary>A file to be filled: nobody is named, nothing is decided.</summary>
    public PiaRecord(string name, string category, string at)
        : this(name, category, 0, "", "", "", null, null, null, null, null, null, null, null, null, null, null, at, at, 0, 0)
    {
    }
}

internal sealed record PiaAnswer(
    [property: JsonPropertyName("reference_to")] int ReferenceTo,
    [property: JsonPropertyName("data")] PiaAnswerData Data,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("updated_at")] string UpdatedAt);

internal sealed record PiaAnswerData(
    [property: JsonPropertyName("text")] string? Text,
    [property: JsonPropertyName("gauge")] int? Gauge,
    [property: JsonPropertyName("list")] IReadOnlyList<string> List);

internal sealed record PiaMeasure(
    [property: JsonPropertyName("id")] int Id,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("placeholder")] string Placeholder,
    [property: JsonPropertyName("created_at")] string CreatedAt);

/// <param name="ReferenceTo">A text, unlike that of answers: the application asks what it begins with.</param>
internal sealed record PiaEvaluation([property: JsonPropertyName("reference_to")] string ReferenceTo);

internal sealed record PiaComment(
    [property: JsonPropertyName("reference_to")] int ReferenceTo,
    [property: JsonPropertyName("description")] string Description,
    [property: JsonPropertyName("for_measure")] bool ForMeasure,
    [property: JsonPropertyName("created_at")] string CreatedAt);
