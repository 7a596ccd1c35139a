using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Reads the strategic options side by side: how many, one without AI or not, each with its advantages and drawbacks, one chosen.</summary>
internal sealed class ImpactOptions : ICrossCheck
{
    public CollectorIdentity Identity { get; } = new("impact-options", 1);

    public IReadOnlyCollection<string> States { get; } =
        ["options.compared", "options.withoutAi", "options.withoutAdvantages", "options.withoutDrawbacks", "options.chosen", "options.sharedAxes", "options.unevenAxes"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var state = new DerivedFacts(Identity);
        var options = dossier.Manifest.Options;
        if (options.Count == 0)
            return States.Select(key => state.NotDeclared(Subject.Dossier, key, "options"));

        return
        [
            state.Declared(Subject.Dossier, "options.compared", new NumberValue(options.Count), DerivedFacts.In(options[0])),
            WithoutAi(state, options),
            Names(state, "options.withoutAdvantages", options, option => option.Advantages.All(Hollow.Says)),
            Names(state, "options.withoutDrawbacks", options, option => option.Drawbacks.All(Hollow.Says)),
            Names(state, "options.chosen", options, option => option.Chosen == true),
            .. Axes(state, options),
        ];
    }

    /// <summary>Which axes every option is told on, and where one is told and another is not.</summary>
    private static IEnumerable<Fact> Axes(DerivedFacts state, IReadOnlyList<OptionEntry> options)
    {
        var told = options.Select((option, index) => (Name: option.Name ?? $"#{index + 1}", Axes: AxesOf(option.Axes))).ToList();
        var used = told.SelectMany(option => option.Axes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (used.Count == 0)
            return [state.NotDeclared(Subject.Dossier, "options.sharedAxes", "options[].axes"), state.NotDeclared(Subject.Dossier, "options.unevenAxes", "options[].axes")];
        var at = DerivedFacts.In(options[0], "axes");
        return
        [
            state.Declared(Subject.Dossier, "options.sharedAxes", new TextListValue([.. used.Where(axis => told.TrueForAll(option => option.Axes.Contains(axis)))]), at),
            state.Declared(Subject.Dossier, "options.unevenAxes", new TextListValue([.. told.SelectMany(option => used.Where(axis => !option.Axes.Contains(axis)).Select(axis => $"{option.Name} ({axis})"))]), at),
        ];
    }

    private static HashSet<string> AxesOf(OptionAxesEntry? axes)
    {
        (string Axis, string? Text)[] all =
        [
            ("people", axes?.People), ("society", axes?.Society), ("environment", axes?.Environment), ("cost", axes?.Cost), ("delay", axes?.Delay), ("quality", axes?.Quality), ("accessibility", axes?.Accessibility),
        ];
        return [.. all.Where(axis => !string.IsNullOrWhiteSpace(axis.Text)).Select(axis => axis.Axis)];
    }

    private static Fact WithoutAi(DerivedFacts state, IReadOnlyList<OptionEntry> options)
    {
        const string key = "options.withoutAi";
        if (options.FirstOrDefault(option => option.WithoutAi == true) is { } without)
            return state.Declared(Subject.Dossier, key, new BooleanValue(true), DerivedFacts.In(without, "withoutAi"));
        return options.All(option => option.WithoutAi == false)
            ? state.Declared(Subject.Dossier, key, new BooleanValue(false), DerivedFacts.In(options[0], "withoutAi"))
            : state.NotDeclared(Subject.Dossier, key, "options[].withoutAi");
    }

    private static Fact Names(DerivedFacts state, string key, IReadOnlyList<OptionEntry> options, Func<OptionEntry, bool> holds)
    {
        var those = options.Select((option, index) => (Name: option.Name ?? $"#{index + 1}", Option: option)).Where(pair => holds(pair.Option)).ToList();
        return state.Declared(Subject.Dossier, key, new TextListValue([.. those.Select(pair => pair.Name)]), DerivedFacts.In(those.Select(pair => pair.Option).FirstOrDefault() ?? options[0]));
    }
}
