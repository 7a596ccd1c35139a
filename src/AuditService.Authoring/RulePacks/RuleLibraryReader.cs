using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AuditService.Authoring.Binding;
using AuditService.Authoring.Manifests;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Facts;
using AuditService.Core.Questionnaires;
using AuditService.Core.Rules;
using AuditService.Core.Verification;

namespace AuditService.Authoring.RulePacks;

/// <summary>
/// Loads folders of rule packs: each root holds pack folders, and may hold <c>frameworks/</c> and <c>scoring.yaml</c>. Everything is read and
/// verified before anything is used; all mistakes are returned together.
/// </summary>
public sealed class RuleLibraryReader(IReadOnlyCollection<string> statedByCollectors)
{
    private const string FrameworksFolder = "frameworks";
    private const string ScoringFile = "scoring.yaml";
    private const string PackFile = "pack.yaml";
    private const string FactsFile = "facts.yaml";
    private const string ClassificationFile = "classification.yaml";
    private const string ContradictionsFile = "contradictions.yaml";

    /// <summary>Folder of a pack that holds its sets of questions, one a file.</summary>
    private const string QuestionnairesFolder = "questionnaires";

    private readonly List<AuthorProblem> problems = [];
    private YamlTrees parsed = new();

    /// <param name="roots">Folders that hold packs.</param>
    /// <param name="verify">False for packs that are known to be sound, by the hash of their files: what cannot be bound is still told.</param>
    /// <param name="trees">What is known of these files from an earlier reading; what is parsed now is added.</param>
    /// <returns>The library, and the mistakes found; with any mistake the library must not be used.</returns>
    public (RuleLibrary Library, IReadOnlyList<AuthorProblem> Problems) Read(IReadOnlyList<string> roots, bool verify = true, YamlTrees? trees = null)
    {
        parsed = trees ?? new();
        var packs = roots.SelectMany(PackFolders).Select(folder => ReadPack(Path.GetDirectoryName(folder)!, folder)).ToList();
        var catalogue = new FactCatalogue(packs.SelectMany(pack => pack.Facts.Select(fact => Declare(fact, pack, null)).Concat(Classifying(pack).Declarations(pack.Id)).Concat(Asking(pack).SelectMany(set => set.Declarations(pack.Id, null)))));
        var conditions = new ConditionReader(catalogue, problems);
        var frameworks = roots.SelectMany(root => Files(Path.Combine(root, FrameworksFolder)).Select(file => ReadFramework(root, file))).OfType<Framework>().ToList();
        var library = new RuleLibrary([.. packs.Select(pack => Build(pack, conditions))], frameworks, ReadScoring(roots));
        if (verify)
            problems.AddRange(new RuleVerifier(library, statedByCollectors).Verify());
        return (library, [.. problems.OrderBy(problem => problem.At.File, StringComparer.Ordinal).ThenBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column).Distinct()]);
    }

    /// <summary>The packs in the root, or the root itself where it is one: an author names either.</summary>
    private List<string> PackFolders(string root)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (File.Exists(Path.Combine(full, PackFile)))
            return [full];
        List<string> packs = Directory.Exists(full) ? [.. Directory.EnumerateDirectories(full).Where(folder => File.Exists(Path.Combine(folder, PackFile))).Order(StringComparer.Ordinal)] : [];
        if (packs.Count == 0)
            problems.Add(new(new(root, 1, 1), "Aucun pack ici : un pack est un dossier avec pack.yaml, facts.yaml et ses règles.", "No pack here: a pack is a folder with pack.yaml, facts.yaml and its rules."));
        return packs;
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal) : [];

    private PackOnDisk ReadPack(string root, string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        PackText? pack = null;
        FactsText facts = new();
        ClassificationText? classification = null;
        ContradictionsText contradictions = new();
        var rules = new List<RuleOnDisk>();
        // Parsing is most of the time of a start, and each file stands alone.
        foreach (var file in Files(folder).AsParallel().AsOrdered().Select(path => ParsedFile.Of(root, path, parsed)).ToList())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Name + "\0" + file.Text + "\0"));
            problems.AddRange(file.Problems);
            switch (file.Name)
            {
                case PackFile:
                    pack = Bind<PackText>(file);
                    break;
                case FactsFile:
                    facts = Bind<FactsText>(file);
                    break;
                case ClassificationFile:
                    var binder = new RecordBinder(problems);
                    classification = binder.With(node => ArticleText.Read(node, binder)).Bind<ClassificationText>(file.Root);
                    break;
                case ContradictionsFile:
                    contradictions = Bind<ContradictionsText>(file);
                    break;
                default:
                    rules.Add(new(Bind<RuleText>(file), file.File, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Text)))));
                    break;
            }
        }

        var sets = new List<QuestionSetText>();
        foreach (var file in Files(Path.Combine(folder, QuestionnairesFolder)).Select(path => ParsedFile.Of(root, path, parsed)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(QuestionnairesFolder + "/" + file.Name + "\0" + file.Text + "\0"));
            problems.AddRange(file.Problems);
            var set = Bind<QuestionSetText>(file);
            var setAt = set.At ?? new(file.File, 1, 1);
            if (set.Id is not null && file.Name != set.Id + ".yaml")
                problems.Add(new(setAt, $"Le fichier doit porter l'identifiant du questionnaire : {set.Id}.yaml.", $"The file must bear the id of the set of questions: {set.Id}.yaml."));
            sets.Add(set with { At = setAt });
        }

        var id = Path.GetFileName(folder);
        var at = new SourcePosition(Relative(root, Path.Combine(folder, PackFile)), 1, 1);
        if (pack?.Id != id)
            problems.Add(new(pack?.At ?? at, $"L'identifiant du pack doit être le nom de son dossier, {id}.", $"The pack's id must be its folder's name, {id}."));
        return new(id, pack ?? new(), facts.Facts, rules, Convert.ToHexStringLower(hash.GetHashAndReset()), at) { Classification = classification, QuestionSets = sets, Contradictions = contradictions.Contradictions };
    }

    private RulePack Build(PackOnDisk pack, ConditionReader conditions) => new(
        pack.Id,
        Needed(pack.Text.Version, pack.At, "version") ?? "0.0.0",
        Needed(pack.Text.Title, pack.At, "title") ?? LocalizedText.Same(pack.Id),
        Needed(pack.Text.Reviewer, pack.At, "reviewer") ?? "jury",
        pack.Hash,
        [.. pack.Facts.Select(fact => Declare(fact, pack, conditions)).Where(fact => fact.Key.Length > 0), .. Classifying(pack).Declarations(pack.Id), .. Asking(pack).SelectMany(set => set.Declarations(pack.Id, conditions))],
        [.. pack.Rules.Select(rule => Build(rule, pack.Id, conditions)).OfType<Rule>()],
        pack.At)
    {
        Classification = Classifying(pack).Build(conditions),
        Contradictions = [.. pack.Contradictions.Select(one => Build(one, pack.At, conditions)).OfType<AnswerContradiction>()],
        QuestionSets = [.. Asking(pack).Select(set => set.Build(conditions)).OfType<QuestionSet>().OrderBy(set => set.Id, StringComparer.Ordinal)],
    };

    private AnswerContradiction? Build(ContradictionText text, SourcePosition packAt, ConditionReader conditions)
    {
        var at = text.At ?? packAt;
        var id = Needed(text.Id, at, "contradictions.id");
        var message = Needed(text.Message, at, "contradictions.message");
        if (text.When is null)
            Needed<string>(null, at, "contradictions.when");
        var when = conditions.Read(text.When);
        return id is null || message is null || when is null ? null : new(id, when, message, at);
    }

    private IEnumerable<QuestionSetReader> Asking(PackOnDisk pack) => pack.QuestionSets.Select(set => new QuestionSetReader(set, set.At ?? pack.At, problems));

    private ClassificationReader Classifying(PackOnDisk pack) => new(pack.Classification, pack.At, problems);

    /// <summary>Without <paramref name="conditions"/> the declaration has no <c>askWhen</c> yet, and mistakes are left to the second call.</summary>
    private FactDeclaration Declare(FactText fact, PackOnDisk pack, ConditionReader? conditions)
    {
        var at = fact.At ?? pack.At;
        if (conditions is not null)
        {
            Needed(fact.Key, at, "key");
            Needed(fact.Type?.ToString(), at, "type");
            Needed(fact.Title, at, "title");
            if (fact.Question is { Text: null })
                Needed<LocalizedText>(null, at, "question.text");
        }

        return new(
            fact.Key ?? "",
            fact.Type ?? FactType.Text,
            fact.Title ?? LocalizedText.Same(fact.Key ?? ""),
            fact.Unit,
            ChoicesOf(fact, pack, at),
            fact.Question is { Text: { } text } question ? new(text, question.Help, conditions?.Read(question.AskWhen)) { ExpectedEvidence = question.Evidence } : null,
            pack.Id,
            at);
    }

    private IReadOnlyList<Choice> ChoicesOf(FactText fact, PackOnDisk pack, SourcePosition at)
    {
        var choices = fact.Choices.Where(choice => choice.Id is not null).Select(choice => new Choice(choice.Id!, new(choice.Fr ?? choice.Id!, choice.En ?? choice.Id!)));
        if (fact.KeysOf is { } path)
        {
            var keys = ManifestKeys.At(path);
            if (keys is null)
                problems.Add(new(at, $"« {path} » ne mène à aucune fiche de dossier.yaml.", $"\"{path}\" leads to no entry of dossier.yaml."));
            choices = choices.Concat(keys ?? []);
        }

        if (fact.ChoicesOf is { } key)
        {
            if (pack.Facts.FirstOrDefault(other => other.Key == key && other.ChoicesOf is null) is { } other)
                choices = choices.Concat(ChoicesOf(other, pack, at));
            else
                problems.Add(new(at, $"« {key} » n'est pas un fait du pack qui a des valeurs.", $"\"{key}\" is no fact of the pack that has values."));
        }

        return [.. choices.DistinctBy(choice => choice.Id, StringComparer.Ordinal)];
    }

    private Rule? Build(RuleOnDisk rule, string pack, ConditionReader conditions)
    {
        var text = rule.Text;
        var at = text.At ?? new SourcePosition(rule.File, 1, 1);
        var id = Needed(text.Id, at, "id");
        var title = Needed(text.Title, at, "title");
        var limits = Needed(text.Limits, at, "limits");
        var severity = NeededValue(text.Severity, at, "severity");
        var mode = NeededValue(text.Mode, at, "mode");
        var remedy = Needed(text.Remedy, at, "remedy");
        var fr = Needed(remedy?.Fr, at, "remedy.fr");
        var en = Needed(remedy?.En, at, "remedy.en");
        var effort = NeededValue(remedy?.Effort, at, "remedy.effort");
        var before = problems.Count;
        var when = conditions.Read(text.When);
        var expect = conditions.Read(text.Expect);
        var partial = conditions.Read(text.PartialWhen);
        var confirmed = conditions.Read(text.ConfirmedWhen);
        var refuted = conditions.Read(text.RefutedWhen);
        if (id is null || title is null || limits is null || severity is null || mode is null || fr is null || en is null || effort is null || problems.Count > before)
            return null;
        var built = new Rule
        {
            Id = id,
            DeprecatedIds = text.DeprecatedIds,
            Pack = pack,
            Title = title,
            Severity = severity.Value,
            Mode = mode.Value,
            References = [.. text.References.Select(reference => new LegalReference(Needed(reference.Source, at, "references.source") ?? "", reference.At ?? ""))],
            Criteria = text.Criteria,
            ForEach = text.ForEach,
            AppliesFrom = text.AppliesFrom,
            AppliesTo = text.AppliesTo,
            When = when,
            Expect = expect,
            PartialWhen = partial,
            Proves = text.Proves,
            ConfirmedWhen = confirmed,
            RefutedWhen = refuted,
            Shows = text.Shows,
            Remedy = new(new(fr.Trim(), en.Trim()), effort.Value),
            Limits = limits,
            Detectors = [.. text.Detect.Select(detect => Build(detect, id, at)).OfType<Detector>()],
            Examples = [.. text.Examples.Select(example => Build(example, at, conditions))],
            At = at,
            Hash = rule.Hash,
        };
        return built with { Detectors = [.. built.Detectors.Select(detector => detector with { Accuses = built.Faults.Contains(detector.Fact, StringComparer.Ordinal) })] };
    }

    private Detector? Build(DetectText text, string rule, SourcePosition ruleAt)
    {
        var at = text.At ?? ruleAt;
        var fact = Needed(text.Fact, at, "detect.fact");
        var pattern = Needed(text.Pattern, at, "detect.pattern");
        if (fact is null || pattern is null)
            return null;
        return new()
        {
            Fact = fact,
            Rule = rule,
            In = text.In,
            Languages = text.Languages,
            Files = text.Files,
            Roles = text.Roles,
            Keywords = text.Keywords,
            Pattern = pattern,
            Unless = text.Unless,
            Beside = text.Beside,
            From = text.From,
            FromUnless = text.FromUnless,
            UnlessConstant = text.UnlessConstant,
            Scope = text.Scope,
            InCommentsAndStrings = text.InCommentsAndStrings,
            Masked = text.Masked,
            Confidence = text.Confidence,
            MinimumEntropy = text.MinimumEntropy,
            MustMatch = text.MustMatch,
            MustNotMatch = text.MustNotMatch,
            At = at,
        };
    }

    private static RuleExample Build(ExampleText text, SourcePosition ruleAt, ConditionReader conditions)
    {
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var entry in (text.Facts as YamlMapping)?.Entries ?? [])
        {
            if (conditions.Value(entry.Key, entry.Value) is { } value)
                facts[entry.Key] = value;
        }

        return new(text.Name ?? "", text.Verdict, facts, text.On, text.At ?? ruleAt);
    }

    private Framework? ReadFramework(string root, string path)
    {
        var file = ParsedFile.Of(root, path, parsed);
        problems.AddRange(file.Problems);
        var framework = Bind<FrameworkText>(file);
        var at = framework.At ?? new(file.File, 1, 1);
        var id = Needed(framework.Id, at, "id");
        var title = Needed(framework.Title, at, "title");
        if (id is null || title is null)
            return null;
        IReadOnlyList<Control> controls = [.. framework.Controls.Select(control => Build(control, at)).OfType<Control>()];
        return new(id, framework.Version ?? "1.0.0", title, framework.Source ?? "", controls, at)
        {
            Presets = [.. framework.Presets.Select(preset => Build(preset, controls, at)).OfType<FrameworkPreset>()],
            Groups = [.. framework.Groups.Select(group => Build(group, controls, at)).OfType<FrameworkGroup>()],
        };
    }

    private FrameworkPreset? Build(PresetText text, IReadOnlyList<Control> controls, SourcePosition frameworkAt)
    {
        var at = text.At ?? frameworkAt;
        var id = Needed(text.Id, at, "presets.id");
        var title = Needed(text.Title, at, "presets.title");
        foreach (var unknown in text.Controls.Where(named => controls.All(control => control.Id != named)))
            problems.Add(new(at, $"Le critère « {unknown} » de la présélection n'est pas dans le référentiel.", $"The control \"{unknown}\" of the preset is not in the framework."));
        return id is null || title is null ? null : new(id, title, [.. controls.Select(control => control.Id).Where(text.Controls.Contains)]);
    }

    private FrameworkGroup? Build(GroupText text, IReadOnlyList<Control> controls, SourcePosition frameworkAt)
    {
        var at = text.At ?? frameworkAt;
        var id = Needed(text.Id, at, "groups.id");
        var concerns = Needed(text.Concerns, at, "groups.concerns");
        if (id is not null && controls.All(control => control.Group != id))
            problems.Add(new(at, $"Aucun critère n'est dans le groupe « {id} ».", $"No control stands in the group \"{id}\"."));
        return id is null || concerns is null ? null : new(id, concerns);
    }

    private Control? Build(ControlText text, SourcePosition frameworkAt)
    {
        var at = text.At ?? frameworkAt;
        var id = Needed(text.Id, at, "controls.id");
        var title = Needed(text.Title, at, "controls.title");
        var why = Needed(text.Why, at, "controls.why");
        return id is null || title is null || why is null ? null : new(id, title, text.Group ?? "", text.Status, why, text.Rules, at) { Facts = text.Facts };
    }

    private ScoringScheme ReadScoring(IReadOnlyList<string> roots)
    {
        var path = roots.Select(root => Path.Combine(root, ScoringFile)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            problems.Add(new(new(ScoringFile, 1, 1), "scoring.yaml manque.", "scoring.yaml is missing."));
        }

        var file = path is null ? ParsedFile.Absent(ScoringFile) : ParsedFile.Of(Path.GetDirectoryName(path)!, path, parsed);
        problems.AddRange(file.Problems);
        var scoring = Bind<ScoringText>(file);
        var at = scoring.At ?? new(file.File, 1, 1);
        var worstFirst = scoring.WorstFirst.Distinct().ToList();
        if (path is not null && worstFirst.Count != Enum.GetValues<Verdict>().Length)
            problems.Add(new(at, "worstFirst doit donner l'ordre des quatre verdicts.", "worstFirst must order the four verdicts."));
        return new(
            scoring.Version ?? "0",
            ByWord<Severity>(scoring.Weights, at, "weights", 1, 3),
            ByWord<EvidenceGrade>(scoring.Grades, at, "grades", 0, 1),
            scoring.PartialValue,
            scoring.MinimumCoverage,
            scoring.AcquiredFloor,
            scoring.NotAcquiredCeiling,
            scoring.NotApplicableWarning,
            worstFirst);
    }

    private Dictionary<T, double> ByWord<T>(IReadOnlyDictionary<string, double?> numbers, SourcePosition at, string key, double least, double greatest)
        where T : struct, Enum
    {
        var result = new Dictionary<T, double>();
        foreach (var value in Enum.GetValues<T>())
        {
            var word = JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
            if (numbers.GetValueOrDefault(word) is { } number && number >= least && number <= greatest)
                result[value] = number;
            else
                problems.Add(new(at, $"{key}.{word} doit être un nombre de {least} à {greatest}.", $"{key}.{word} must be a number from {least} to {greatest}."));
        }

        return result;
    }

    private T Bind<T>(ParsedFile file)
        where T : class, new() => new RecordBinder(problems).Bind<T>(file.Root);

    /// <summary>Named from the folder that holds the packs (<c>rules/rgpd/...</c>), so that a message can be clicked.</summary>
    private static string Relative(string root, string path)
    {
        var full = Path.GetFullPath(root);
        return Path.GetRelativePath(Path.GetDirectoryName(full) ?? full, Path.GetFullPath(path)).Replace('\\', '/');
    }

    private T? Needed<T>(T? value, SourcePosition at, string key)
        where T : class
    {
        if (value is null or "")
            problems.Add(new(at, $"« {key} » manque.", $"\"{key}\" is missing."));
        return value is "" ? null : value;
    }

    private T? NeededValue<T>(T? value, SourcePosition at, string key)
        where T : struct
    {
        if (value is null)
            problems.Add(new(at, $"« {key} » manque.", $"\"{key}\" is missing."));
        return value;
    }

    private sealed record PackOnDisk(string Id, PackText Text, IReadOnlyList<FactText> Facts, IReadOnlyList<RuleOnDisk> Rules, string Hash, SourcePosition At)
    {
        public ClassificationText? Classification { get; init; }

        public IReadOnlyList<QuestionSetText> QuestionSets { get; init; } = [];

        public IReadOnlyList<ContradictionText> Contradictions { get; init; } = [];
    }

    private sealed record RuleOnDisk(RuleText Text, string File, string Hash);

    /// <summary>One YAML file, read and parsed.</summary>
    private sealed record ParsedFile(string Name, string File, string Text, YamlNode? Root, IReadOnlyList<AuthorProblem> Problems)
    {
        public static ParsedFile Of(string root, string path, YamlTrees trees)
        {
            var problems = new List<AuthorProblem>();
            var file = Relative(root, path);
            var text = System.IO.File.ReadAllText(path);
            return new(Path.GetFileName(path), file, text, trees.Parse(path, text, file, problems), problems);
        }

        public static ParsedFile Absent(string name) => new(name, name, "", null, []);
    }
}
