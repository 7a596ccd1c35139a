using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuditService.Collectors.Documents;

/// <summary>Parent and child are the same build: the form of their messages is nobody else's contract. Generated, since a child lives for a second.</summary>
[JsonSerializable(typeof(DocumentRequest))]
[JsonSerializable(typeof(DocumentReading))]
internal sealed partial class DocumentMessages : JsonSerializerContext
{
    public static DocumentMessages Json { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>What is asked of the child that reads documents, beside the bytes themselves.</summary>
/// <param name="Source">The name shown in the reading.</param>
/// <param name="Limits">What the document may cost.</param>
/// <param name="AnswerBytes">The longest answer that the parent takes.</param>
internal sealed record DocumentRequest(string Source, DocumentLimits Limits, int AnswerBytes);
