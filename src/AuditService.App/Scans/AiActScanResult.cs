namespace AuditService.App.Scans;

/// <param name="Labels">Classes and duties of transparency that hold.</param>
/// <param name="Walk">Every question of the tree, in order.</param>
/// <param name="Open">Keys of the questions whose answers would decide what is undecided.</param>
/// <param name="Duties">What follows, by role and date.</param>
/// <param name="Undecided">Labels and duties that the answers neither give nor rule out, or whose day they do not tell.</param>
/// <param name="Unsettled">Points of the law that could change what is said here.</param>
/// <param name="On">The day at which it was looked at.</param>
/// <param name="Questions">The questions of <paramref name="Open"/> in words.</param>
/// <param name="LawAsOf">The day of the text that the tree follows.</param>
public sealed record AiActScanResult(
    IReadOnlyList<AiActLabel> Labels,
    IReadOnlyList<AiActStep> Walk,
    IReadOnlyList<string> Open,
    IReadOnlyList<AiActLabel> Duties,
    IReadOnlyList<AiActUndecided> Undecided,
    IReadOnlyList<AiActUnsettled> Unsettled,
    DateOnly On,
    string LawAsOf,
    IReadOnlyList<AiActQuestion> Questions);

/// <summary>An open question in words.</summary>
public sealed record AiActQuestion(string Key, string Text);

/// <param name="AppliesFrom">Null while the answers do not tell.</param>
/// <param name="Role">Whom it binds; <c>all</c> where it says what the system is.</param>
/// <param name="Whom">The role in words.</param>
/// <param name="InForce">Whether it binds on the day asked; null while its date is not known.</param>
public sealed record AiActLabel(string Id, string Article, IReadOnlyList<string> Because, DateOnly? AppliesFrom, string Role, bool? InForce, string Title, string Whom);

/// <param name="Answer"><c>yes</c>, <c>no</c> or <c>open</c>.</param>
public sealed record AiActStep(string Node, string Answer, string Article, string Title, IReadOnlyList<string> Because);

public sealed record AiActUndecided(string Id, string Article, string Role, string Title, IReadOnlyList<string> WaitsFor);

public sealed record AiActUnsettled(string Id, string Article, DateOnly AsOf, string Text, IReadOnlyList<string> Concerns);
