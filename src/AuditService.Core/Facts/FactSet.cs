namespace AuditService.Core.Facts;

/// <summary>
/// All the facts of one audit, with the subjects they are about. Immutable. A subject stays known when its facts are removed, so that
/// forgetting a fact can only turn a verdict into an unknown one.
/// </summary>
public sealed class FactSet
{
    private static readonly Dictionary<string, Fact> NoFacts = new(StringComparer.Ordinal);

    private readonly Dictionary<Subject, Dictionary<string, Fact>> bySubject = [];
    private readonly Dictionary<SubjectKind, IReadOnlyList<Subject>> byKind;

    /// <summary>
    /// Where two collectors state the same key of the same subject, what is known wins over what is not, then the stronger evidence, then the
    /// collector's name: the order in which facts arrive never matters.
    /// </summary>
    public FactSet(IEnumerable<Subject> subjects, IEnumerable<Fact> facts)
    {
        bySubject.Add(Subject.Dossier, new(StringComparer.Ordinal));
        foreach (var subject in subjects)
            bySubject.TryAdd(subject, new(StringComparer.Ordinal));
        foreach (var fact in facts)
        {
            if (!bySubject.TryGetValue(fact.Subject, out var facts1))
                bySubject.Add(fact.Subject, facts1 = new(StringComparer.Ordinal));
            if (!facts1.TryGetValue(fact.Key, out var present) || Outranks(fact, present))
                facts1[fact.Key] = fact;
        }

        byKind = bySubject.Keys
            .GroupBy(subject => subject.Kind)
            .ToDictionary(kind => kind.Key, IReadOnlyList<Subject> (kind) => [.. kind.Order()]);
    }

    public IEnumerable<Fact> All => bySubject.OrderBy(subject => subject.Key).SelectMany(subject => subject.Value.Values.OrderBy(fact => fact.Key, StringComparer.Ordinal));

    public IEnumerable<Subject> AllSubjects => bySubject.Keys.Order();

    public IReadOnlyList<Subject> Subjects(SubjectKind kind) => byKind.GetValueOrDefault(kind, []);

    /// <summary>The facts of one subject, in the order of their keys.</summary>
    public IEnumerable<Fact> Of(Subject subject) => bySubject.GetValueOrDefault(subject, NoFacts).Values.OrderBy(fact => fact.Key, StringComparer.Ordinal);

    public FactScope About(Subject subject) => new(subject, bySubject.GetValueOrDefault(subject, NoFacts), bySubject[Subject.Dossier]);

    public Fact? Find(Subject subject, string key) => bySubject.GetValueOrDefault(subject, NoFacts).GetValueOrDefault(key);

    public FactSet With(IEnumerable<Fact> more) => new(bySubject.Keys, All.Concat(more));

    /// <summary>The same with these in the place of what is stated of their subjects and keys.</summary>
    public FactSet Replacing(IReadOnlyCollection<Fact> others)
    {
        var replaced = others.Select(fact => (fact.Subject, fact.Key)).ToHashSet();
        return new(bySubject.Keys, All.Where(fact => !replaced.Contains((fact.Subject, fact.Key))).Concat(others));
    }

    public FactSet Without(Func<Fact, bool> forgotten) => new(bySubject.Keys, All.Where(fact => !forgotten(fact)));

    private static bool Outranks(Fact challenger, Fact present)
    {
        if (challenger.Value is null != present.Value is null)
            return challenger.Value is not null;
        if (challenger.Provenance.Grade != present.Provenance.Grade)
            return challenger.Provenance.Grade > present.Provenance.Grade;
        return string.CompareOrdinal(Rank(challenger), Rank(present)) < 0;

        static string Rank(Fact fact) => $"{fact.Provenance.Collector}|{fact.Provenance.Pointer?.Key}|{fact.Value?.In(Language.English)}|{fact.Why?.Detail.En}";
    }
}

/// <summary>What a condition can see: the facts of one subject, and those of the dossier.</summary>
public readonly struct FactScope(Subject subject, Dictionary<string, Fact> own, Dictionary<string, Fact> dossier)
{
    public Subject Subject { get; } = subject;

    public Fact? Find(string key)
    {
        if (own.TryGetValue(key, out var fact))
            return fact;
        return dossier.GetValueOrDefault(key);
    }
}
