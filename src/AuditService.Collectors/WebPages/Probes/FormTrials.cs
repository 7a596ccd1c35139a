using System.Text.Json;

namespace AuditService.Collectors.WebPages.Probes;

/// <summary>Sends each form once as it stands and once filled in wrongly, and presses buttons outside them, to read the messages that the page gives back.</summary>
internal static class FormTrials
{
    private const int LongestMessage = 200;
    private const int AnsweringTime = 500;

    public static Task<IReadOnlyList<FormTrial>?> RunAsync(ProbedPage page, CancellationToken cancellation) => ProbedPage.TriedAsync<IReadOnlyList<FormTrial>>(async () =>
    {
        var forms = await page.CallAsync(PageScriptFiles.Forms, new { step = "list" }, cancellation);
        if (forms.ValueKind != JsonValueKind.Array)
            return [];
        var trials = new List<FormTrial>();
        foreach (var form in forms.EnumerateArray().Select(index => index.GetInt32()).ToList())
        {
            foreach (var wrong in (bool[])[false, true])
            {
                var seen = await page.CallAsync(PageScriptFiles.Forms, new { step = "send", form, wrong }, cancellation);
                if (seen.ValueKind == JsonValueKind.Object)
                    trials.Add(Read(seen, wrong));
            }
        }
        return trials;
    });

    /// <summary>The answers to buttons outside forms, a few of them. After the page was left alone (<see cref="IdleWatch"/>): what a button sets in motion does not move by itself.</summary>
    public static Task<IReadOnlyList<FormTrial>?> PressButtonsAsync(ProbedPage page, CancellationToken cancellation) => ProbedPage.TriedAsync<IReadOnlyList<FormTrial>>(async () =>
    {
        var count = await page.CallAsync(PageScriptFiles.Forms, new { step = "buttons" }, cancellation);
        var answers = new List<FormTrial>();
        for (var button = 0; count.ValueKind == JsonValueKind.Number && button < count.GetInt32(); button++)
        {
            var answer = page.CallAsync(PageScriptFiles.Forms, new { step = "press", button }, cancellation);
            if (!await VirtualTime.PassAsync(page, AnsweringTime, cancellation))
                break;
            var seen = await answer;
            if (seen.ValueKind == JsonValueKind.Object)
                answers.Add(Read(seen, isWrong: false));
        }
        return answers;
    });

    private static FormTrial Read(JsonElement seen, bool isWrong) => new(
        Number(seen.GetProperty("form")),
        isWrong,
        seen.GetProperty("isNative").GetBoolean(),
        [.. seen.GetProperty("messages").EnumerateArray().Select(message => new FormMessage(Number(message[0]), Cut(message[1].GetString()!), message[2].GetInt32() == 2, [.. message[3].EnumerateArray().Select(number => number.GetInt32())]) { IsAnnounced = message[2].GetInt32() > 0 })],
        [.. seen.GetProperty("fields").EnumerateArray().Select(field => new TriedField(field[0].GetInt32(), field[1].GetBoolean(), field[2].GetBoolean(), field[3].GetBoolean(), field[4].GetBoolean(), field[5].GetString()!))])
    {
        IsMouseOnly = seen.TryGetProperty("isMouseOnly", out var isMouseOnly) && isMouseOnly.GetBoolean(),
        OpensUntold = seen.TryGetProperty("opensUntold", out var opensUntold) && opensUntold.GetBoolean(),
        MovesFocus = seen.GetProperty("movesFocus").GetBoolean(),
    };

    private static int? Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static string Cut(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage];
}
