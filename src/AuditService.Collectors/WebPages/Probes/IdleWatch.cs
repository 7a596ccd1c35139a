using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>
/// Leaves the page alone for some seconds of its own time, and tells what moved. What is looked at afterwards has a time of its own
/// (<see cref="VirtualTime"/>).
/// </summary>
internal static class IdleWatch
{
    private const int Milliseconds = 12_000;

    public static Task<IdleLook?> RunAsync(ProbedPage page, CancellationToken cancellation) => ProbedPage.TriedAsync(async () =>
    {
        await page.CallAsync(PageScriptFiles.Idle, new { step = "start" }, cancellation);
        await VirtualTime.PassAsync(page, Milliseconds, cancellation);
        var seen = await page.CallAsync(PageScriptFiles.Idle, new { step = "end" }, cancellation);
        return new IdleLook(
            [.. seen.GetProperty("changes").EnumerateArray().Select(change => new ChangingElement(change[0].GetInt32(), [.. change[1].EnumerateArray().Select(time => time.GetDouble())], change[2].GetBoolean()) { Flashes = change[3].GetBoolean(), Area = change[4].GetDouble() })],
            [.. seen.GetProperty("animations").EnumerateArray().Select(animation => new RunningAnimation(
                animation[0].GetInt32(), animation[1].ValueKind == JsonValueKind.Number ? animation[1].GetDouble() : null, animation[2].GetDouble(), [.. animation[3].EnumerateArray().Select(name => name.GetString()!)], animation[4].GetDouble(), animation[5].GetDouble()))]);
    });
}
