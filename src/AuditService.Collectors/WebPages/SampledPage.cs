using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AuditService.Collectors.WebPages.States;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.WebPages;

/// <summary>One look at one page: in which window, after which steps.</summary>
/// <param name="State">Null for the page as it loads.</param>
/// <param name="MayWrite">What the author allows the steps to do at a real address.</param>
internal sealed record SampledPage(string Source, Viewport Viewport, StateEntry? State, bool MayWrite)
{
    public PageSubject Name => new(Source, State?.Id ?? PageSubject.InitialState, Viewport.ToString());

    public bool IsFirst => State is null && Viewport == Viewport.Desktop;

    /// <summary>Secrets that the steps type: what depends on them is not kept for another audit.</summary>
    public IEnumerable<string> Variables => VariablesOf(State?.Steps ?? []);

    public static IEnumerable<string> VariablesOf(IEnumerable<StepEntry> steps) => steps.Select(step => step.Value?.Variable).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>The states of a page in each window; the first one always in the desktop's too.</summary>
    public static IEnumerable<SampledPage> Of(string source, PageEntry? entry, InterfaceEntry? face, IReadOnlyList<Viewport> alsoIn)
    {
        var declared = entry is { Viewports.Count: > 0 } ? entry.Viewports : face?.Viewports ?? [];
        var viewports = declared.Select(Viewport.Parse).OfType<Viewport>().Concat(alsoIn).Prepend(Viewport.Desktop).Distinct().ToList();
        return from state in (entry?.States ?? []).Where(state => state.Id is not null).Prepend(null)
               from viewport in viewports
               select new SampledPage(source, viewport, state, entry?.MayWrite == true);
    }

    public VisitOptions Options(VisitOptions options, IReadOnlyDictionary<string, string> values) => options with
    {
        Width = Viewport.Width,
        Height = Viewport.Height,
        WatchTrackers = IsFirst,
        Preparation = State is null ? null : new VisitPreparation(State.Steps, values.Where(pair => Variables.Contains(pair.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal), MayWrite),
    };

    /// <summary>Of what the look depends on besides the files; null when it must be made anew each time.</summary>
    public string? Hash(string ofFiles)
    {
        if (Variables.Any())
            return null;
        if (IsFirst)
            return ofFiles;
        var text = new StringBuilder(ofFiles).Append('\n').Append(Viewport).Append('\n').Append(State?.Id).Append('\n').Append(State?.Title).Append('\n');
        foreach (var step in State?.Steps ?? [])
            text.Append(JsonSerializer.Serialize(new { verb = step.Verb, step.Selector, value = step.Value?.Text, step.Text, step.Milliseconds })).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
