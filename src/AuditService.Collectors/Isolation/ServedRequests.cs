using System.Globalization;

namespace AuditService.Collectors.Isolation;

/// <summary>The child's side: answers what its parent asks, one after the other, until the parent is gone.</summary>
internal static class ServedRequests
{
    /// <summary>Exit code of a child whose heap is full.</summary>
    public const int OutOfMemory = 70;

    /// <param name="answer">Header and content to answer. What it throws ends the child: the parent starts a fresh one.</param>
    public static int Serve(Stream input, Stream output, Func<byte[], byte[], byte[]> answer)
    {
        ProcessLimits.Tighten();
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        // What a library prints must not mix with the answers.
        Console.SetOut(TextWriter.Null);
        Frames.WriteAnswer(output, []);
        // The next request is awaited while one is answered, only to see the end of the input: a child whose parent is gone ends at once, whatever it does.
        while (Frames.ReadRequest(input) is { } request)
        {
            new Thread(() => Answer(request.Header, request.Content)) { IsBackground = true, Name = "answer" }.Start();
        }

        return 0;

        void Answer(byte[] header, byte[] content)
        {
            byte[] answered;
            try
            {
                answered = answer(header, content);
            }
            catch (OutOfMemoryException)
            {
                Environment.Exit(OutOfMemory);
                return;
            }

            try
            {
                Frames.WriteAnswer(output, answered);
            }
            catch (IOException)
            {
                // The parent no longer listens; the end of its input follows.
            }
        }
    }
}
