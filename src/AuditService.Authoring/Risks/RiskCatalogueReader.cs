using System.Text.Json;
using AuditService.Authoring.Architecture;
using AuditService.Authoring.Binding;
using AuditService.Authoring.RulePacks;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Facts;
using AuditService.Core.Risks;
using AuditService.Core.Rules;

namespace AuditService.Authoring.Risks;

/// <summary>
/// Reads <c>risks.yaml</c>. A rule, a fact, a value, a source, an event or an item of a catalogue that does not exist, a need or a maturity off the scale and a
/// grid that contradicts itself are mistakes; all are told together, each with its place.
/// </summary>
public sealed class RiskCatalogueReader
{
    /// <summary>Looked for beside the packs.</summary>
    public const string FileName = "risks.yaml";

    private readonly RuleLibrary library;
    private readonly ICollection<AuthorProblem> problems;
    private readonly ConditionReader conditions;

    private RiskCatalogueReader(RuleLibrary library, ICollection<AuthorProblem> problems)
    {
        this.library = library;
        this.problems = problems;
        conditions = new(library.Catalogue, problems);
    }

    /// <returns>The catalogue of the first root that has one; null where none has, or with any mistake.</returns>
    public static RiskCatalogue? Find(IEnumerable<string> roots, RuleLibrary library, ICollection<AuthorProblem> problems) =>
        roots.FirstOrDefault(root => File.Exists(Path.Combine(root, FileName))) is { } root
            ? Read(File.ReadAllText(Path.Combine(root, FileName)), $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))}/{FileName}", library, problems)
            : null;

    /// <returns>Null with any mistake.</returns>
    public static RiskCatalogue? Read(string text, string file, RuleLibrary library, ICollection<AuthorProblem> problems)
    {
        var found = new List<AuthorProblem>();
        var read = new RiskCatalogueReader(library, found).Build(YamlText.Parse(text, file, found), new(file, 1, 1));
        foreach (var problem in found)
            problems.Add(problem);
        return found.Count == 0 ? read : null;
    }

    private RiskCatalogue Build(YamlNode? root, SourcePosition top)
    {
        var text = new RecordBinder(problems).Bind<RiskCatalogueText>(root);
        var grid = Grid(text.Grid, top);
        if (text.Gravities.Count != grid.Size || text.Likelihoods.Count != grid.Size)
            Mistake(top, $"gravities et likelihoods doivent nommer les {grid.Size} niveaux de la grille.", $"gravities and likelihoods must name the {grid.Size} steps of the grid.");
        var maturities = Maturities(text, grid, top);
        var catalogues = text.Catalogues.Select(Catalogue).ToList();
        var built = new RiskCatalogue
        {
            Version = Needed(text.Version, top, "version") ?? "",
            Editions = Needed(text.Editions, top, "editions") ?? "",
            Grid = grid,
            Gravities = text.Gravities,
            Likelihoods = text.Likelihoods,
            Proof = NeededValue(text.Proof, top, "proof"),
            Maturities = maturities,
            Values = [.. text.Values.Select(value => Value(value, grid, value.At ?? top))],
            Sources = [.. text.Sources.Select(source => Source(source, source.At ?? top))],
            Events = [.. text.Events.Select(feared => new FearedEvent(Needed(feared.Id, feared.At ?? top, "id") ?? "", Text(feared.Title, feared.At ?? top, "title"), NeededValue(feared.Need, feared.At ?? top, "need"), feared.Values))],
            Scenarios = [.. text.Scenarios.Select(scenario => Scenario(scenario, catalogues, scenario.At ?? top))],
            Catalogues = catalogues,
            Silent = [.. text.Scenarios.SelectMany(scenario => scenario.Paths).SelectMany(path => path.Actions).SelectMany(action => action.Guards).Where(rule => library.Find(rule) is { RestsOnSilence: true }).Distinct(StringComparer.Ordinal)],
        };
        Names(text, built, top);
        return built;
    }

    /// <summary>What names another thing names one that is there.</summary>
    private void Names(RiskCatalogueText text, RiskCatalogue built, SourcePosition top)
    {
        Once("values", text.Values.Select(value => (value.Id, value.At)), top);
        Once("sources", text.Sources.Select(source => (source.Id, source.At)), top);
        Once("events", text.Events.Select(feared => (feared.Id, feared.At)), top);
        Once("scenarios", text.Scenarios.Select(scenario => (scenario.Id, scenario.At)), top);
        foreach (var feared in text.Events)
        {
            if (feared.Values.Count == 0)
                Mistake(feared.At ?? top, "Un événement redouté touche au moins une valeur (values).", "A feared event touches at least one value (values).");
            foreach (var value in feared.Values)
                Known(value, built.Values.Select(known => known.Id), feared.At ?? top, "values");
        }

        foreach (var scenario in text.Scenarios)
        {
            Known(scenario.Event ?? "", built.Events.Select(known => known.Id), scenario.At ?? top, "events");
            Known(scenario.Source ?? "", built.Sources.Select(known => known.Id), scenario.At ?? top, "sources");
            foreach (var (list, items) in scenario.Covers)
            {
                Known(list, built.Catalogues.Select(known => known.Id), scenario.At ?? top, "catalogues");
                foreach (var item in items)
                    Known(item, built.Catalogues.Where(known => known.Id == list).SelectMany(known => known.Items).Select(known => known.Id), scenario.At ?? top, list);
            }
        }
    }

    private RiskGrid Grid(GridText? text, SourcePosition top)
    {
        try
        {
            if (text is { Levels.Count: > 0 })
                return RiskGrid.Of(Needed(text.Name, text.At ?? top, "grid.name") ?? "", text.Levels);
            Mistake(top, "« grid » manque.", "\"grid\" is missing.");
        }
        catch (ArgumentException contradicts)
        {
            Mistake(text!.At ?? top, "La grille doit être carrée, et un niveau ne peut baisser quand la gravité ou la vraisemblance monte.", contradicts.Message);
        }

        return RiskGrid.EbiosRm;
    }

    private Dictionary<TechniqueMaturity, int> Maturities(RiskCatalogueText text, RiskGrid grid, SourcePosition top)
    {
        var read = new Dictionary<TechniqueMaturity, int>();
        foreach (var maturity in Enum.GetValues<TechniqueMaturity>())
        {
            var word = JsonNamingPolicy.CamelCase.ConvertName(maturity.ToString());
            if (text.Maturities.GetValueOrDefault(word) is { } step && grid.IsOnScale(step))
                read[maturity] = step;
            else
                Mistake(text.At ?? top, $"maturities.{word} doit être de 1 à {grid.Size}.", $"maturities.{word} must be from 1 to {grid.Size}.");
        }

        return read;
    }

    private BusinessValue Value(ValueText text, RiskGrid grid, SourcePosition at) => new(
        Needed(text.Id, at, "id") ?? "",
        Text(text.Title, at, "title"),
        [.. text.Present.Select(present => Circumstance(present.ForEach, present.When, present.At ?? at)).OfType<Circumstance>()],
        text.Supports,
        text.Architecture,
        [.. text.Needs.Select(need => Need(need, grid, need.At ?? at))])
    {
        Seen = text.Seen is null ? null : Signs(text.Seen, text.Seen.At ?? at),
    };

    private ValueSigns Signs(SeenText text, SourcePosition at)
    {
        foreach (var technology in text.Technologies.Where(technology => ArchitectureKnowledgeReader.Knowledge.Catalogue.Find(technology) is null))
            Mistake(at, $"« {technology} » n'est pas une technologie de architecture.yaml.", $"\"{technology}\" is no technology of architecture.yaml.");
        return new(text.Technologies, text.Proves);
    }

    private NeedCriterion Need(NeedText text, RiskGrid grid, SourcePosition at)
    {
        if (text.Level is not { } level || !grid.IsOnScale(level))
            Mistake(at, $"level doit être de 1 à {grid.Size}.", $"level must be from 1 to {grid.Size}.");
        return new(NeededValue(text.Need, at, "need"), text.Level ?? 1, text.When is null ? null : Circumstance(text.ForEach, text.When, at), Text(text.Why, at, "why"));
    }

    private RiskSource Source(SourceText text, SourcePosition at)
    {
        if (text.Pertinence is not (>= 1 and <= 3))
            Mistake(at, "pertinence doit être de 1 à 3.", "pertinence must be from 1 to 3.");
        var when = text.When is YamlMapping mapping && mapping.Find("when") is not null
            ? new RecordBinder(problems).Bind<CircumstanceText>(mapping)
            : new() { When = text.When };
        return new(
            Needed(text.Id, at, "id") ?? "",
            Text(text.Title, at, "title"),
            Text(text.Objective, at, "objective"),
            text.Pertinence ?? 1,
            when.When is null ? null : Circumstance(when.ForEach, when.When, at),
            Text(text.Kept, at, "kept"),
            Text(text.SetAside, at, "setAside"));
    }

    private RiskScenario Scenario(ScenarioText text, List<ThreatCatalogue> catalogues, SourcePosition at)
    {
        if (text.Paths.Count == 0)
            Mistake(at, "Un scénario a au moins un chemin (paths).", "A scenario has at least one path (paths).");
        return new(
            Needed(text.Id, at, "id") ?? "",
            Text(text.Title, at, "title"),
            Needed(text.Event, at, "event") ?? "",
            Needed(text.Source, at, "source") ?? "",
            [.. text.Paths.Select(path => PathOf(path, catalogues, path.At ?? at))],
            text.Covers);
    }

    private OperationalPath PathOf(PathText text, List<ThreatCatalogue> catalogues, SourcePosition at)
    {
        if (text.Actions.Count == 0)
            Mistake(at, "Un chemin a au moins une action (actions).", "A path has at least one action (actions).");
        if (text.When is not null)
            Text(text.Absent, at, "absent");
        return new(
            Needed(text.Id, at, "id") ?? "",
            Text(text.Title, at, "title"),
            text.When is null ? null : Circumstance(text.ForEach, text.When, at),
            text.Absent,
            [.. text.Actions.Select(action => Action(action, catalogues, action.At ?? at))]);
    }

    private ElementaryAction Action(ActionText text, List<ThreatCatalogue> catalogues, SourcePosition at)
    {
        foreach (var rule in text.Flaws.Concat(text.Guards).Where(rule => library.Find(rule) is null))
        {
            var nearest = NearestWord.To(rule, library.Rules.Select(known => known.Id));
            Mistake(at, $"« {rule} » n'est pas une règle{(nearest is null ? "" : $" (vouliez-vous dire {nearest} ?)")}.", $"\"{rule}\" is no rule{(nearest is null ? "" : $" (did you mean {nearest}?)")}.");
        }

        foreach (var twice in text.Flaws.Concat(text.Guards).GroupBy(rule => rule, StringComparer.Ordinal).Where(same => same.Count() > 1))
            Mistake(at, $"« {twice.Key} » est nommée deux fois.", $"\"{twice.Key}\" is named twice.");
        if (text.Flaws.Count + text.Guards.Count == 0)
            Mistake(at, "Une action repose sur au moins une règle (flaws ou guards).", "An action rests on at least one rule (flaws or guards).");
        if (text.Tactic is { } tactic)
            Known(tactic, catalogues.SelectMany(list => list.Items).Select(item => item.Id), at, "catalogues");
        return new(Text(text.Title, at, "title"), text.Technique, text.Tactic, NeededValue(text.Maturity, at, "maturity"), text.Flaws, text.Guards);
    }

    private ThreatCatalogue Catalogue(CatalogueText text)
    {
        var at = text.At ?? new(FileName, 1, 1);
        var id = Needed(text.Id, at, "id") ?? "";
        if (text.Framework is not { } named)
            return new(id, Text(text.Title, at, "title"), Needed(text.Edition, at, "edition") ?? "", [.. text.Items.Select(item => new ThreatItem(Needed(item.Id, item.At ?? at, "id") ?? "", Text(item.Title, item.At ?? at, "title")))]);
        if (library.Frameworks.FirstOrDefault(framework => framework.Id == named) is { } found)
            return new(id, found.Title, found.Source, [.. found.Controls.Select(control => new ThreatItem(control.Id, control.Title) { Rules = control.Rules })]);
        Mistake(at, $"« {named} » n'est pas un référentiel.", $"\"{named}\" is no framework.");
        return new(id, LocalizedText.Same(named), "", []);
    }

    private Circumstance? Circumstance(SubjectKind forEach, YamlNode? when, SourcePosition at)
    {
        if (when is null)
            Mistake(at, "« when » manque.", "\"when\" is missing.");
        return conditions.Read(when) is { } condition ? new(forEach, condition) : null;
    }

    private void Once(string list, IEnumerable<(string? Id, SourcePosition? At)> entries, SourcePosition top)
    {
        foreach (var twice in entries.GroupBy(entry => entry.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            Mistake(twice.Last().At ?? top, $"{list} : « {twice.Key} » existe deux fois.", $"{list}: \"{twice.Key}\" exists twice.");
    }

    private void Known(string id, IEnumerable<string> known, SourcePosition at, string list)
    {
        if (!known.Contains(id, StringComparer.Ordinal))
            Mistake(at, $"« {id} » n'est pas dans {list}.", $"\"{id}\" is not in {list}.");
    }

    private void Mistake(SourcePosition at, string fr, string en) => problems.Add(new(at, fr, en));

    private LocalizedText Text(LocalizedText? text, SourcePosition at, string key) => Needed(text, at, key) ?? LocalizedText.Same("");

    private T? Needed<T>(T? value, SourcePosition at, string key)
        where T : class
    {
        if (value is null or "")
            Mistake(at, $"« {key} » manque.", $"\"{key}\" is missing.");
        return value is "" ? null : value;
    }

    private T NeededValue<T>(T? value, SourcePosition at, string key)
        where T : struct
    {
        if (value is null)
            Mistake(at, $"« {key} » manque.", $"\"{key}\" is missing.");
        return value ?? default;
    }
}
