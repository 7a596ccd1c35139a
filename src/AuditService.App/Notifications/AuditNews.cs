using System.Text.Json;
using System.Text.Json.Serialization;
using AuditService.Core;
using AuditService.Core.Rules;

namespace AuditService.App.Notifications;

/// <summary>
/// What whoever watches a project is told of one audit: rules, counts, verdicts and a link. Nothing of the dossier itself, whose paths, excerpts and
/// subjects may name people. It is what the outbox keeps and what webhooks get.
/// </summary>
/// <param name="Event"><see cref="First"/> or <see cref="Changed"/>.</param>
/// <param name="Audit">Id of the audit.</param>
/// <param name="Previous">Id of the audit before, or null for the first one.</param>
/// <param name="Result">The bloc's result.</param>
/// <param name="Counts">Of findings; of a first audit, what fails is new.</param>
/// <param name="Rules">The rules whose findings are counted, the gravest first, bounded.</param>
/// <param name="Criteria">Criteria whose verdict moved; of a first audit, all.</param>
/// <param name="Report">Where the report is, or null when the service does not know its address.</param>
public sealed record AuditNews(
    string Event,
    NewsProject Project,
    string Audit,
    string? Previous,
    Verdict Result,
    NewsCounts Counts,
    IReadOnlyList<RuleNews> Rules,
    IReadOnlyList<CriterionNews> Criteria,
    string? Report)
{
    public const string First = "audit.first";

    public const string Changed = "audit.changed";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static AuditNews FromJson(string json) => JsonSerializer.Deserialize<AuditNews>(json, Json) ?? throw new JsonException("There is no news in this text.");
}

public sealed record NewsProject(string Id, string Name);

/// <param name="New">Fail now, and never did.</param>
/// <param name="Reopened">Fail again after having been resolved.</param>
/// <param name="Resolved">Failed, and do no longer.</param>
/// <param name="Worse">Fail more than before.</param>
public sealed record NewsCounts(int New, int Reopened, int Resolved, int Worse)
{
    [JsonIgnore]
    public bool AreNone => New + Reopened + Resolved + Worse == 0;
}

/// <param name="Count">How many findings of the rule became so.</param>
public sealed record RuleNews(string Rule, LocalizedText Title, NewsKind Kind, int Count);

public enum NewsKind
{
    New,
    Reopened,
    Worse,
    Resolved,
}

/// <param name="Before">Null where there was none.</param>
/// <param name="After">Null where there is none any more.</param>
public sealed record CriterionNews(string Criterion, Verdict? Before, Verdict? After);
