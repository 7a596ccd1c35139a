using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Catalogue;
using AuditService.Core.Classifications;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Authoring.RulePacks;

/// <summary>Makes the tree of a law of its <c>classification.yaml</c>. Its nodes declare the facts that they state, so that conditions can read them.</summary>
internal sealed class ClassificationReader(ClassificationText? text, SourcePosition packAt, ICollection<AuthorProblem> problems)
{
    private string Id => text?.Id ?? "";

    public IEnumerable<FactDeclaration> Declarations(string pack)
    {
        if (text is null)
            yield break;
        var at = text.At ?? packAt;
        foreach (var node in text.Nodes.Where(node => node.Key is not null))
            yield return new(node.Key!, FactType.Boolean, node.Title ?? LocalizedText.Same(node.Key!), null, [], null, pack, node.At ?? at);
        var titles = text.Labels.Concat(text.Duties).Where(label => label is { Id: not null, Title: not null }).Select(label => new Choice(label.Id!, label.Title!)).DistinctBy(choice => choice.Id, StringComparer.Ordinal).ToList();
        yield return new(Id + ".labels", FactType.TextList, new("classement du système", "classification of the system"), null, titles, null, pack, at);
        yield return new(Id + ".duties", FactType.TextList, new("obligations qui en découlent", "duties that follow"), null, [.. text.Duties.SelectMany(DatedDuties).DistinctBy(duty => duty.Id, StringComparer.Ordinal)], null, pack, at);
        yield return new(Id + ".open", FactType.TextList, new("questions qui laissent le classement ouvert", "questions that leave the classification open"), null, [], null, pack, at);
    }

    /// <returns>Null where the pack sorts nothing, or its file cannot be used; then the problems say why.</returns>
    public Classification? Build(ConditionReader conditions)
    {
        if (text is null)
            return null;
        var at = text.At ?? packAt;
        var nodes = text.Nodes.Select(node => Node(node, at, conditions)).OfType<ClassificationNode>().ToList();
        var roles = Roles(nodes, at);
        return new(
            Needed(text.Id, at, "id") ?? "",
            Needed(text.Version, at, "version") ?? "",
            Needed(text.Title, at, "title") ?? LocalizedText.Same(Id),
            Needed(text.Source, at, "source") ?? "",
            nodes,
            [.. text.Labels.Select(label => Label(label, at, roles, conditions)).OfType<ClassificationLabel>()],
            [.. text.Duties.Select(label => Label(label, at, roles, conditions)).OfType<ClassificationLabel>()],
            [.. text.Contradictions.Select(contradiction => Contradiction(contradiction, at, conditions)).OfType<Contradiction>()],
            [.. text.Unsettled.Select(point => Unsettled(point, at)).OfType<UnsettledPoint>()],
            at);
    }

    private Dictionary<string, Condition?> Roles(List<ClassificationNode> nodes, SourcePosition at)
    {
        var roles = new Dictionary<string, Condition?>(StringComparer.Ordinal) { [ClassificationLabel.Everyone] = null };
        foreach (var role in text!.Roles)
        {
            var id = Needed(role.Id, role.At ?? at, "roles.id");
            var key = Needed(role.Node, role.At ?? at, "roles.node");
            if (id is null || key is null)
                continue;
            if (nodes.TrueForAll(node => node.Key != key))
                problems.Add(new(role.At ?? at, $"« {key} » n'est pas un nœud.", $"\"{key}\" is no node."));
            roles[id] = new Comparison(key, Operator.Table["equals"], new ScalarOperand(new BooleanValue(true))) { At = role.At };
        }

        return roles;
    }

    private ClassificationNode? Node(NodeText node, SourcePosition lawAt, ConditionReader conditions)
    {
        var at = node.At ?? lawAt;
        var key = Needed(node.Key, at, "nodes.key");
        var article = Needed(node.Article?.Words, at, "nodes.article");
        var title = Needed(node.Title, at, "nodes.title");
        var holds = Read(node.Holds, at, "nodes.holds", conditions);
        if (key?.StartsWith(Id + ".", StringComparison.Ordinal) == false)
            problems.Add(new(at, $"La clé d'un nœud commence par « {Id}. ».", $"The key of a node begins with \"{Id}.\"."));
        return key is null || article is null || title is null || holds is null ? null : new(key, article, title, holds, at);
    }

    private ClassificationLabel? Label(LabelText label, SourcePosition lawAt, Dictionary<string, Condition?> roles, ConditionReader conditions)
    {
        var at = label.At ?? lawAt;
        var id = Needed(label.Id, at, "labels.id");
        var article = Needed(label.Article?.Words, at, "labels.article");
        var title = Needed(label.Title, at, "labels.title");
        var role = label.Role ?? label.FallsOn ?? ClassificationLabel.Everyone;
        var when = Read(label.When, at, "labels.when", conditions);
        var dates = label.Dates.Select(date => Date(date, at, conditions)).OfType<DatedApplication>().ToList();
        if (label.From is { } from)
            dates.Add(new(from, null));
        if (label is { Role: not null, FallsOn: not null })
            problems.Add(new(at, "« role » et « fallsOn » ne vont pas ensemble.", "\"role\" and \"fallsOn\" do not go together."));
        if (!roles.TryGetValue(role, out var bears))
            problems.Add(new(at, $"Rôle inconnu « {role} » ; rôles : {string.Join(", ", roles.Keys)}.", $"Unknown role \"{role}\"; roles: {string.Join(", ", roles.Keys)}."));
        if (id is null || article is null || title is null || when is null)
            return null;
        return new(id, article, role, title, bears is null || label.FallsOn is not null ? when : new All([bears, when]), dates, at) { Whom = Whom(role) };
    }

    private LocalizedText Whom(string role) => role == ClassificationLabel.Everyone
        ? new("tous", "everyone")
        : text!.Nodes.FirstOrDefault(node => node.Key is not null && node.Key == text.Roles.FirstOrDefault(one => one.Id == role)?.Node)?.Title ?? LocalizedText.Same(role);

    private DatedApplication? Date(DateText date, SourcePosition labelAt, ConditionReader conditions)
    {
        if (date.From is { } from)
            return new(from, conditions.Read(date.When));
        Needed<string>(null, date.At ?? labelAt, "dates.from");
        return null;
    }

    private Contradiction? Contradiction(ContradictionText contradiction, SourcePosition lawAt, ConditionReader conditions)
    {
        var at = contradiction.At ?? lawAt;
        var when = Read(contradiction.When, at, "contradictions.when", conditions);
        var message = Needed(contradiction.Message, at, "contradictions.message");
        return when is null || message is null ? null : new(when, message, at);
    }

    private UnsettledPoint? Unsettled(UnsettledText point, SourcePosition lawAt)
    {
        var at = point.At ?? lawAt;
        var id = Needed(point.Id, at, "unsettled.id");
        var article = Needed(point.Article?.Words, at, "unsettled.article");
        var words = Needed(point.Text, at, "unsettled.text");
        if (point.AsOf is null)
            Needed<string>(null, at, "unsettled.asOf");
        return id is null || article is null || words is null || point.AsOf is not { } asOf ? null : new(id, article, asOf, words, point.Concerns, at);
    }

    /// <summary>What a duty is called in a list, for each day from which it may bind.</summary>
    private IEnumerable<Choice> DatedDuties(LabelText duty)
    {
        if (duty is not { Id: { } id, Title: { } title, Article.Words: { } article })
            yield break;
        var whom = Whom(duty.Role ?? duty.FallsOn ?? ClassificationLabel.Everyone);
        foreach (var day in duty.Dates.Select(date => date.From).Append(duty.From).Append(null).Distinct())
        {
            var (fr, en) = day is { } from ? ($"à partir du {from:yyyy-MM-dd}", $"from {from:yyyy-MM-dd}") : ("jour ouvert", "day open");
            yield return new(ClassificationLabel.Word(id, day), new($"{title.Fr} ({article.Fr}, {whom.Fr}, {fr})", $"{title.En} ({article.En}, {whom.En}, {en})"));
        }
    }

    private Condition? Read(YamlNode? node, SourcePosition at, string key, ConditionReader conditions) =>
        node is null ? Needed<Condition>(null, at, key) : conditions.Read(node);

    private T? Needed<T>(T? value, SourcePosition at, string key)
        where T : class
    {
        if (value is null or "")
            problems.Add(new(at, $"« {key} » manque.", $"\"{key}\" is missing."));
        return value is "" ? null : value;
    }
}
