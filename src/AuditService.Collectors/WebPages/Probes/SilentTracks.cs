using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Listens to the sound tracks of media that nobody started: a track may be there and hold nothing but silence.</summary>
internal static class SilentTracks
{
    private const int MostMedia = 4;
    private const int MaximumBytes = 8 * 1024 * 1024;
    private const int LongestSeconds = 300;

    /// <summary>The same states, a track that is silent from end to end taken for none. What is large, long or of another origin is left as it was.</summary>
    public static async Task<IReadOnlyList<MediaState>> RunAsync(ProbedPage page, IReadOnlyList<MediaState> media, CancellationToken cancellation)
    {
        var silent = new HashSet<int>();
        foreach (var state in media.Where(state => state is { HasAudio: true, Playing: false, Duration: <= LongestSeconds }).Take(MostMedia))
        {
            var answer = await ProbedPage.TriedAsync<object>(async () => (await page.CallAsync(PageScriptFiles.Silence, new { number = state.Element, bytes = MaximumBytes, seconds = LongestSeconds }, cancellation)).ValueKind);
            if (answer is JsonValueKind.True)
                silent.Add(state.Element);
        }
        return silent.Count == 0 ? media : [.. media.Select(state => silent.Contains(state.Element) ? state with { HasAudio = false } : state)];
    }
}
