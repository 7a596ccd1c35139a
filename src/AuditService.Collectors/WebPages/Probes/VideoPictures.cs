using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Looks for writing in the pictures of videos in which somebody speaks: captions may be part of the picture.</summary>
internal static class VideoPictures
{
    private const int MostVideos = 2;
    private const int Pictures = 12;
    private const int FewestPictures = 8;
    private const int Milliseconds = 8_000;

    /// <summary>A title or a name shows for a moment; captions stand there as long as somebody speaks.</summary>
    private const double MostOfTitles = 0.25;

    /// <summary>The same states, those of videos with whether writing stands in many of their pictures.</summary>
    public static async Task<IReadOnlyList<MediaState>> RunAsync(ProbedPage page, IReadOnlyList<MediaState> media, CancellationToken cancellation)
    {
        var written = new Dictionary<int, bool>();
        foreach (var state in media.Where(state => state.HasSpeech == true).Take(MostVideos))
        {
            var told = await ProbedPage.TriedAsync<object>(async () => await page.CallAsync(PageScriptFiles.Captions, new { number = state.Element, pictures = Pictures, milliseconds = Milliseconds }, cancellation));
            if (told is JsonElement { ValueKind: JsonValueKind.Object } look && look.GetProperty("seen").GetInt32() is >= FewestPictures and var seen)
                written[state.Element] = look.GetProperty("written").GetInt32() > MostOfTitles * seen;
        }
        return written.Count == 0 ? media : [.. media.Select(state => written.TryGetValue(state.Element, out var hasWriting) ? state with { HasWriting = hasWriting } : state)];
    }
}
