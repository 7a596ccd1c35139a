using System.Text;
using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Architecture;

namespace AuditService.Authoring.Architecture;

/// <summary>
/// Reads a Threagile model (YAML): its fields, its words, its ids of links. All mistakes are found in one reading, each with its place. What describes
/// the report (overviews, diagram tweaks, questions, risk tracking) is passed over.
/// </summary>
public sealed class ThreagileReader(Technologies technologies)
{
    private static readonly string[] TopKeys =
    [
        "threagile_version", "includes", "title", "author", "contributors", "date", "application_description", "business_overview", "technical_overview", "business_criticality",
        "management_summary_comment", "security_requirements", "questions", "abuse_cases", "tags_available", "data_assets", "technical_assets", "trust_boundaries",
        "shared_runtimes", "custom_risk_categories", "individual_risk_categories", "risk_tracking", "diagram_tweak_nodesep", "diagram_tweak_ranksep", "diagram_tweak_edge_layout",
        "diagram_tweak_suppress_edge_labels", "diagram_tweak_layout_left_to_right", "diagram_tweak_invisible_connections_between_assets", "diagram_tweak_same_rank_assets",
    ];

    private static readonly string[] DataKeys = ["id", "description", "usage", "tags", "origin", "owner", "quantity", "confidentiality", "integrity", "availability", "justification_cia_rating"];

    private static readonly string[] AssetKeys =
    [
        "id", "description", "type", "usage", "used_as_client_by_human", "out_of_scope", "justification_out_of_scope", "size", "technology", "technologies", "tags", "internet",
        "machine", "encryption", "owner", "confidentiality", "integrity", "availability", "justification_cia_rating", "multi_tenant", "redundant", "custom_developed_parts",
        "data_assets_processed", "data_assets_stored", "data_formats_accepted", "diagram_tweak_order", "communication_links",
    ];

    private static readonly string[] LinkKeys =
    [
        "target", "description", "protocol", "authentication", "authorization", "tags", "vpn", "ip_filtered", "readonly", "usage", "data_assets_sent", "data_assets_received",
        "diagram_tweak_weight", "diagram_tweak_constraint",
    ];

    private static readonly string[] BoundaryKeys = ["id", "description", "type", "tags", "technical_assets_inside", "trust_boundaries_nested"];

    private static readonly string[] RuntimeKeys = ["id", "description", "tags", "technical_assets_running"];

    /// <summary>True for a YAML text that is meant as a Threagile model.</summary>
    public static bool IsModel(YamlNode? root) => root is YamlMapping mapping
        && (mapping.Find("technical_assets") is YamlMapping || (mapping.Find("threagile_version") is not null && mapping.Find("data_assets") is YamlMapping));

    public ArchitectureModel Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        var before = problems.Count;
        var root = ForeignYaml.Read(text, file, problems) is [var first, ..] ? first : null;
        if (root is YamlMapping mapping)
            return Read(mapping, problems);
        if (problems.Count == before)
            problems.Add(new(root?.At ?? new(file, 1, 1), "Un modèle Threagile est attendu ici (technical_assets, data_assets ...).", "A Threagile model is expected here (technical_assets, data_assets ...)."));
        return ArchitectureModel.Empty;
    }

    public ArchitectureModel Read(YamlMapping root, ICollection<AuthorProblem> problems) => new Reading(technologies, problems).Model(root);

    private sealed class Reading(Technologies technologies, ICollection<AuthorProblem> problems)
    {
        private readonly Dictionary<string, SourcePosition> dataIds = new(StringComparer.Ordinal);
        private readonly Dictionary<string, SourcePosition> assetIds = new(StringComparer.Ordinal);
        private readonly Dictionary<string, SourcePosition> boundaryIds = new(StringComparer.Ordinal);
        private readonly List<(YamlNode Node, string Id, Dictionary<string, SourcePosition> Among, string Fr, string En)> references = [];

        public ArchitectureModel Model(YamlMapping root)
        {
            Keys(root, TopKeys);
            var model = new ArchitectureModel
            {
                Title = Text(root, "title"),
                Data = [.. Named(root, "data_assets").Select(Data)],
            };
            var assets = Named(root, "technical_assets").Select(Asset).ToList();
            model = model with
            {
                Components = [.. assets.Select(asset => asset.Component)],
                Flows = [.. assets.SelectMany(asset => asset.Flows)],
                Boundaries = [.. Named(root, "trust_boundaries").Select(Boundary)],
                Runtimes = [.. Named(root, "shared_runtimes").Select(Runtime)],
            };
            if (model.Components.Count == 0 && problems.Count == 0)
                Problem(root, "Le modèle n'a aucun composant (technical_assets).", "The model has no component (technical_assets).");
            foreach (var reference in references.Where(reference => !reference.Among.ContainsKey(reference.Id)))
            {
                var nearest = NearestWord.To(reference.Id, reference.Among.Keys);
                Problem(reference.Node, $"« {reference.Id} » n'est pas {reference.Fr}{(nearest is null ? "" : $" (vouliez-vous dire « {nearest} » ?)")}.", $"\"{reference.Id}\" is no {reference.En}{(nearest is null ? "" : $" (did you mean \"{nearest}\"?)")}.");
            }

            foreach (var twice in model.Boundaries.SelectMany(boundary => boundary.Inside).GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Count() > 1))
                Problem(root.Find("trust_boundaries")!, $"« {twice.Key} » est dans plusieurs frontières.", $"\"{twice.Key}\" is in several trust boundaries.");
            return model;
        }

        private DataAsset Data(YamlEntry entry)
        {
            var asset = Mapping(entry, DataKeys);
            return new()
            {
                Id = Id(entry, asset, dataIds),
                Title = entry.Key,
                Usage = Word<ComponentUsage>(asset, "usage"),
                Quantity = Word<DataQuantity>(asset, "quantity"),
                Confidentiality = Word<Confidentiality>(asset, "confidentiality"),
                Integrity = Word<Criticality>(asset, "integrity"),
                Availability = Word<Criticality>(asset, "availability"),
                Origin = ModelOrigin.Threagile,
                At = Source(entry),
            };
        }

        private (Component Component, IReadOnlyList<Flow> Flows) Asset(YamlEntry entry)
        {
            var asset = Mapping(entry, AssetKeys);
            var id = Id(entry, asset, assetIds);
            var component = new Component
            {
                Id = id,
                Title = entry.Key,
                Kind = Word<ComponentKind>(asset, "type"),
                Usage = Word<ComponentUsage>(asset, "usage"),
                Size = Word<ComponentSize>(asset, "size"),
                Technologies = TechnologiesOf(asset),
                Machine = Word<Machine>(asset, "machine"),
                Internet = Flag(asset, "internet"),
                OutOfScope = Flag(asset, "out_of_scope"),
                MultiTenant = Flag(asset, "multi_tenant"),
                Redundant = Flag(asset, "redundant"),
                CustomCode = Flag(asset, "custom_developed_parts"),
                UsedByHuman = Flag(asset, "used_as_client_by_human"),
                Encryption = Word<EncryptionStyle>(asset, "encryption"),
                Confidentiality = Word<Confidentiality>(asset, "confidentiality"),
                Integrity = Word<Criticality>(asset, "integrity"),
                Availability = Word<Criticality>(asset, "availability"),
                Tags = Tags(asset),
                Processes = Ids(asset, "data_assets_processed", dataIds, "une donnée du modèle (data_assets)", "data asset of the model"),
                Stores = Ids(asset, "data_assets_stored", dataIds, "une donnée du modèle (data_assets)", "data asset of the model"),
                Formats = [.. Items(asset, "data_formats_accepted").Select(item => WordOf<DataFormat>(item, "data_formats_accepted")).OfType<DataFormat>()],
                Origin = ModelOrigin.Threagile,
                At = Source(entry),
            };
            return (component, [.. Named(asset, "communication_links").Select(link => Link(id, link))]);
        }

        private Flow Link(string from, YamlEntry entry)
        {
            var link = Mapping(entry, LinkKeys);
            var target = Text(link, "target");
            if (target.Length == 0)
                Problem(link, $"Le flux « {entry.Key} » n'a pas de target.", $"The link \"{entry.Key}\" has no target.");
            else
                references.Add((link.Find("target")!, target, assetIds, "un composant du modèle (technical_assets)", "technical asset of the model"));
            return new()
            {
                Id = $"{from}>{Slug(entry.Key)}",
                Title = entry.Key,
                From = from,
                To = target,
                Protocol = Word<FlowProtocol>(link, "protocol"),
                Authentication = Word<FlowAuthentication>(link, "authentication"),
                Authorization = Word<FlowAuthorization>(link, "authorization"),
                Usage = Word<ComponentUsage>(link, "usage"),
                Vpn = Flag(link, "vpn"),
                IpFiltered = Flag(link, "ip_filtered"),
                Readonly = Flag(link, "readonly"),
                Sent = Ids(link, "data_assets_sent", dataIds, "une donnée du modèle (data_assets)", "data asset of the model"),
                Received = Ids(link, "data_assets_received", dataIds, "une donnée du modèle (data_assets)", "data asset of the model"),
                Tags = Tags(link),
                Origin = ModelOrigin.Threagile,
                At = Source(entry),
            };
        }

        private TrustBoundary Boundary(YamlEntry entry)
        {
            var boundary = Mapping(entry, BoundaryKeys);
            return new()
            {
                Id = Id(entry, boundary, boundaryIds),
                Title = entry.Key,
                Type = Word<BoundaryType>(boundary, "type"),
                Tags = Tags(boundary),
                Inside = Ids(boundary, "technical_assets_inside", assetIds, "un composant du modèle (technical_assets)", "technical asset of the model"),
                Nested = Ids(boundary, "trust_boundaries_nested", boundaryIds, "une frontière du modèle (trust_boundaries)", "trust boundary of the model"),
                Origin = ModelOrigin.Threagile,
                At = Source(entry),
            };
        }

        private SharedRuntime Runtime(YamlEntry entry)
        {
            var runtime = Mapping(entry, RuntimeKeys);
            return new()
            {
                Id = Id(entry, runtime, new(StringComparer.Ordinal)),
                Title = entry.Key,
                Tags = Tags(runtime),
                Running = Ids(runtime, "technical_assets_running", assetIds, "un composant du modèle (technical_assets)", "technical asset of the model"),
                Origin = ModelOrigin.Threagile,
                At = Source(entry),
            };
        }

        /// <summary>One technology or several; ids of Threagile, and those for AI that it does not know.</summary>
        private IReadOnlyList<string> TechnologiesOf(YamlMapping asset)
        {
            var words = Items(asset, "technologies").ToList();
            if (asset.Find("technology") is YamlScalar { IsNull: false } one)
                words.Add(one);
            if (words.Count == 0)
                Problem(asset, "« technology » manque.", "\"technology\" is missing.");
            return [.. words.Select(Technology).OfType<string>().Distinct(StringComparer.Ordinal)];
        }

        private string? Technology(YamlScalar word)
        {
            if (technologies.IdOf(word.Value) is { } id)
                return id;
            Unknown(word, "technology", word.Value, technologies.All.Select(technology => technology.Id));
            return null;
        }

        private T Word<T>(YamlMapping mapping, string key)
            where T : struct, Enum
        {
            switch (mapping.Find(key))
            {
                case YamlScalar { IsNull: false } word:
                    return WordOf<T>(word, key) ?? default;
                case null or YamlScalar:
                    Problem(mapping, $"« {key} » manque. Valeurs : {string.Join(", ", KebabWords.All<T>())}.", $"\"{key}\" is missing. Values: {string.Join(", ", KebabWords.All<T>())}.");
                    return default;
                case var other:
                    Problem(other, $"« {key} » : une valeur simple est attendue.", $"\"{key}\": a plain value is expected.");
                    return default;
            }
        }

        private T? WordOf<T>(YamlScalar word, string key)
            where T : struct, Enum
        {
            // Models written before Threagile 1.0 say "enduser".
            if (KebabWords.TryParse<T>(word.Value.Replace("enduser", "end-user", StringComparison.Ordinal), out var value))
                return value;
            Unknown(word, key, word.Value, KebabWords.All<T>());
            return null;
        }

        private void Unknown(YamlNode at, string key, string word, IEnumerable<string> known)
        {
            var words = known.ToList();
            var nearest = NearestWord.To(word, words);
            Problem(
                at,
                $"« {word} » n'est pas une valeur de « {key} »{(nearest is null ? "" : $" (vouliez-vous dire « {nearest} » ?)")}. Valeurs : {string.Join(", ", words)}.",
                $"\"{word}\" is no value of \"{key}\"{(nearest is null ? "" : $" (did you mean \"{nearest}\"?)")}. Values: {string.Join(", ", words)}.");
        }

        private bool Flag(YamlMapping mapping, string key)
        {
            if (mapping.Find(key) is not { } node || node is YamlScalar { IsNull: true })
                return false;
            if (node is YamlScalar scalar && bool.TryParse(scalar.Value, out var flag))
                return flag;
            Problem(node, $"« {key} » : true ou false est attendu.", $"\"{key}\": true or false is expected.");
            return false;
        }

        private string Id(YamlEntry entry, YamlMapping mapping, Dictionary<string, SourcePosition> known)
        {
            var id = Text(mapping, "id");
            var at = mapping.Find("id") ?? mapping;
            if (id.Length == 0)
                Problem(entry.Value, $"« {entry.Key} » n'a pas d'id.", $"\"{entry.Key}\" has no id.");
            else if (!id.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
                Problem(at, $"L'id « {id} » ne peut avoir que des lettres sans accent, des chiffres et des tirets.", $"The id \"{id}\" may only have ASCII letters, digits and hyphens.");
            else if (!known.TryAdd(id, at.At))
                Problem(at, $"L'id « {id} » est donné deux fois.", $"The id \"{id}\" is given twice.");
            return id.Length == 0 ? Slug(entry.Key) : id;
        }

        private IReadOnlyList<string> Ids(YamlMapping mapping, string key, Dictionary<string, SourcePosition> among, string fr, string en)
        {
            var ids = new List<string>();
            foreach (var item in Items(mapping, key))
            {
                references.Add((item, item.Value, among, fr, en));
                if (!ids.Contains(item.Value, StringComparer.Ordinal))
                    ids.Add(item.Value);
            }

            return ids;
        }

        private IReadOnlyList<string> Tags(YamlMapping mapping) => [.. Items(mapping, "tags").Select(tag => tag.Value.Trim().ToLowerInvariant())];

        private IEnumerable<YamlScalar> Items(YamlMapping mapping, string key)
        {
            switch (mapping.Find(key))
            {
                case null or YamlScalar { IsNull: true }:
                    return [];
                case YamlSequence sequence:
                    foreach (var item in sequence.Items.Where(item => item is not YamlScalar))
                        Problem(item, "Une valeur simple est attendue ici.", "A plain value is expected here.");
                    return sequence.Items.OfType<YamlScalar>().Where(item => !item.IsNull);
                case var other:
                    Problem(other, $"« {key} » : une liste est attendue.", $"\"{key}\": a list is expected.");
                    return [];
            }
        }

        private IEnumerable<YamlEntry> Named(YamlMapping mapping, string key)
        {
            switch (mapping.Find(key))
            {
                case null or YamlScalar { IsNull: true }:
                    return [];
                case YamlMapping named:
                    return named.Entries;
                case var other:
                    Problem(other, $"« {key} » : des noms avec leur description sont attendus.", $"\"{key}\": names with their description are expected.");
                    return [];
            }
        }

        private YamlMapping Mapping(YamlEntry entry, IReadOnlyList<string> keys)
        {
            if (entry.Value is YamlMapping mapping)
            {
                Keys(mapping, keys);
                return mapping;
            }

            Problem(entry.Value, $"« {entry.Key} » : une description est attendue.", $"\"{entry.Key}\": a description is expected.");
            return new(entry.At, []);
        }

        private void Keys(YamlMapping mapping, IReadOnlyList<string> known)
        {
            foreach (var unknown in mapping.Entries.Where(entry => !known.Contains(entry.Key, StringComparer.Ordinal)))
            {
                var nearest = NearestWord.To(unknown.Key, known);
                problems.Add(new(
                    unknown.At,
                    $"Clé inconnue « {unknown.Key} »{(nearest is null ? "" : $" (vouliez-vous dire « {nearest} » ?)")}.",
                    $"Unknown key \"{unknown.Key}\"{(nearest is null ? "" : $" (did you mean \"{nearest}\"?)")}."));
            }
        }

        private static string Text(YamlMapping mapping, string key) => mapping.Find(key) is YamlScalar { IsNull: false } text ? text.Value.Trim() : "";

        private static ModelSource Source(YamlEntry entry) => new(entry.At.File, entry.At.Line);

        private void Problem(YamlNode at, string fr, string en) => problems.Add(new(at.At, fr, en));

        /// <summary>The end of a link's id, as Threagile makes it from the title.</summary>
        private static string Slug(string title)
        {
            var slug = new StringBuilder(title.Length);
            foreach (var character in title.ToLowerInvariant())
            {
                if (char.IsAsciiLetterOrDigit(character))
                    slug.Append(character);
                else if (slug.Length > 0 && slug[^1] != '-')
                    slug.Append('-');
            }

            return slug.ToString().Trim('-');
        }
    }
}
