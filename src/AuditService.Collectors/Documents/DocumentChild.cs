using System.Text.Json;
using AuditService.Collectors.Isolation;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Documents;

/// <summary>What the child process does that reads documents: bytes come in, readings go out, and nothing else is opened.</summary>
public static class DocumentChild
{
    /// <summary>The verb with which the program starts itself; no help lists it.</summary>
    public const string Verb = "parse-documents";

    /// <summary>Serves until the input ends. The exit code of the process.</summary>
    public static int Run(Stream input, Stream output) => Run(input, output, DocumentReader.Read);

    /// <param name="read">For tests: what reads a document instead of <see cref="DocumentReader"/>.</param>
    internal static int Run(Stream input, Stream output, Func<string, ReadOnlyMemory<byte>, DocumentLimits?, DocumentReading> read) => ServedRequests.Serve(input, output, (header, content) =>
    {
        var request = JsonSerializer.Deserialize(header, DocumentMessages.Json.DocumentRequest)!;
        var reading = read(request.Source, content, request.Limits);
        var answer = JsonSerializer.SerializeToUtf8Bytes(reading, DocumentMessages.Json.DocumentReading);
        return answer.Length <= request.AnswerBytes ? answer : JsonSerializer.SerializeToUtf8Bytes(TooLong(reading, request), DocumentMessages.Json.DocumentReading);
    });

    private static DocumentReading TooLong(DocumentReading reading, DocumentRequest request) => new()
    {
        Source = reading.Source,
        Format = reading.Format,
        Protected = reading.Protected,
        Unreadable = new(UnavailableBecause.RefusedByLimit, new(
            $"sa lecture donne plus de {request.AnswerBytes / (1024 * 1024)} Mo (limite ChildOutputMegabytes)",
            $"its reading is longer than {request.AnswerBytes / (1024 * 1024)} MB (limit ChildOutputMegabytes)")),
    };
}
