using System.Text.Json;
using AuditService.Collectors.Isolation;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Documents;

/// <summary>
/// Reads untrusted documents in child processes of <see cref="DocumentReader"/>'s: one that overflows the stack, fills the memory or never ends takes
/// its child with it and nothing else. Children start when there is something to read and serve one call only. Thread-safe.
/// </summary>
public sealed class IsolatedDocumentReader(ChildProgram program, ChildLimits limits) : IDisposable
{
    /// <summary>Documents from which one more child pays: it costs the start of a runtime, and compiles the parsers anew.</summary>
    private const int DocumentsAChild = 12;

    public ChildLimits Limits => limits;

    private readonly SemaphoreSlim places = new(limits.Places);

    /// <summary>
    /// The readings, in the order of the documents. A document in whose reading the child ends is tried once more, alone in a fresh child, then said to be
    /// unreadable for the reason of that end. What has not been read when <paramref name="time"/> is over says so.
    /// </summary>
    /// <param name="parallelism">Children at most; there are fewer for few documents, and when the places of this process are taken.</param>
    /// <param name="messages">Hears of each child that ended before its time.</param>
    public async Task<IReadOnlyList<DocumentReading>> ReadAsync(
        IReadOnlyList<DocumentContent> documents, int parallelism, TimeSpan time, IProgress<string>? messages, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(time);
        var readings = new DocumentReading?[documents.Count];
        var next = -1;
        var lines = Enumerable.Range(0, Math.Clamp(documents.Count / DocumentsAChild, 1, Math.Max(1, parallelism))).Select(ServeAsync).ToList();
        try
        {
            await Task.WhenAll(lines);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is over: what was read is kept.
        }

        cancellation.ThrowIfCancellationRequested();
        return [.. readings.Select((reading, index) => reading ?? Unread(documents[index].Source, new(UnavailableBecause.TimedOut, new(
            $"pas lu : le temps des documents ({time.TotalSeconds:0} s, d'après StepSeconds) était écoulé", $"not read: the time for documents ({time.TotalSeconds:0} s, from StepSeconds) was over"))))];

        async Task ServeAsync(int line)
        {
            // One waits for a place; the others help only when there is one.
            if (line == 0)
                await places.WaitAsync(limited.Token);
            else if (!await places.WaitAsync(0, limited.Token))
                return;
            try
            {
                await using var child = new Line(program, limits, messages);
                while (Interlocked.Increment(ref next) is var index && index < documents.Count)
                    readings[index] = await child.ReadAsync(documents[index], limited.Token);
            }
            finally
            {
                places.Release();
            }
        }
    }

    public void Dispose() => places.Dispose();

    private static DocumentReading Unread(string source, Unavailability why) => new() { Source = source, Format = DocumentKind.Unknown, Unreadable = why };

    /// <summary>One child after the other, each for as many documents as it survives.</summary>
    private sealed class Line(ChildProgram program, ChildLimits limits, IProgress<string>? messages) : IAsyncDisposable
    {
        private ChildProcess? child;
        private int served;
        private ChildEndedException? cannotStart;

        public async Task<DocumentReading> ReadAsync(DocumentContent document, CancellationToken cancellation)
        {
            if (cannotStart is not null)
                return Unread(document.Source, cannotStart.Reason);
            try
            {
                return await TryAsync(document, cancellation);
            }
            catch (ChildEndedException first)
            {
                messages?.Report($"{document.Source}: {first.Message}");
            }

            try
            {
                return await TryAsync(document, cancellation);
            }
            catch (ChildEndedException second)
            {
                if (second.End == ChildEnd.NotStarted)
                    cannotStart = second;
                return Unread(document.Source, second.Reason);
            }
            finally
            {
                // Whatever it left behind is nobody else's.
                await ReplaceAsync();
            }
        }

        public ValueTask DisposeAsync() => ReplaceAsync();

        /// <summary>After a failure the next one is asked of a fresh child.</summary>
        private async Task<DocumentReading> TryAsync(DocumentContent document, CancellationToken cancellation)
        {
            try
            {
                if (served == limits.Contents)
                    await ReplaceAsync();
                child ??= await ChildProcess.StartAsync(program, limits, cancellation);
                served++;
                var header = JsonSerializer.SerializeToUtf8Bytes(new DocumentRequest(document.Source, document.Limits, limits.OutputBytes), DocumentMessages.Json.DocumentRequest);
                await using var content = document.Open();
                var answer = await child.AskAsync(header, content, cancellation);
                return (JsonSerializer.Deserialize(answer, DocumentMessages.Json.DocumentReading) ?? throw new JsonException()) with { Source = document.Source };
            }
            catch (JsonException)
            {
                await ReplaceAsync();
                throw new ChildEndedException(ChildEnd.NoAnswer, limits);
            }
            catch
            {
                await ReplaceAsync();
                throw;
            }
        }

        private async ValueTask ReplaceAsync()
        {
            if (child is not null)
                await child.DisposeAsync();
            child = null;
            served = 0;
        }
    }
}

/// <summary>A document to read: its name, and its bytes when they are asked for, once an attempt.</summary>
public sealed record DocumentContent(string Source, Func<Stream> Open)
{
    public DocumentLimits Limits { get; init; } = DocumentLimits.Default;
}
