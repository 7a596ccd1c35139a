using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Listens to sound tracks: one may hold nothing but silence, or speech.</summary>
internal static class SoundTracks
{
    private const int MostMedia = 4;
    private const int MaximumBytes = 8 * 1024 * 1024;
    private const int LongestSeconds = 300;

    /// <summary>The same states with what was heard; a track that is silent from end to end is taken for none. What is large, long or of another origin is left as it was.</summary>
    public static async Task<IReadOnlyList<MediaState>> RunAsync(ProbedPage page, IReadOnlyList<MediaState> media, CancellationToken cancellation)
    {
        var heard = new Dictionary<int, string?>();
        foreach (var state in media.Where(state => state is { HasAudio: not false, Duration: <= LongestSeconds }).Take(MostMedia))
        {
            heard[state.Element] = await ProbedPage.TriedAsync(async () =>
                (await page.CallAsync(PageScriptFiles.Sound, new { number = state.Element, bytes = MaximumBytes, longest = LongestSeconds }, cancellation)) is { ValueKind: JsonValueKind.String } told ? told.GetString() : null);
        }
        return [.. media.Select(state => heard.GetValueOrDefault(state.Element) switch
        {
            "silence" when !state.Playing => state with { HasAudio = false },
            "speech" => state with { HasSpeech = true },
            "sound" => state with { HasSpeech = false },
            _ => state,
        })];
    }
}
