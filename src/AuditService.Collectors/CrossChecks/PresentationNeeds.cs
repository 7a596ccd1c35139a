using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Ties users, needs, answers and journeys together: a need that nothing answers, a user whom nobody heard, a journey that nobody tried.</summary>
internal sealed class PresentationNeeds : ICrossCheck
{
    private readonly DerivedFacts derived;

    public PresentationNeeds()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("presentation-needs", 1);

    public IReadOnlyCollection<string> States { get; } =
    [
        "project.unansweredNeeds", "project.needsWithoutUser", "project.usersWithoutNeed", "project.usersWithParticularNeeds", "interface.untestedJourneys",
        "interface.usersWithoutJourney",
    ];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var needs = Written(dossier.Manifest.Project, "needs", project => project.Needs);
        var users = Written(dossier.Manifest.People, "users", people => people.Users);
        var journeys = Written(dossier.Manifest.Interface, "journeys", face => face.Journeys);

        yield return List("project.unansweredNeeds", "project.needs", needs, need => Hollow.Says(need.AnsweredBy), need => need.Need);
        yield return List("project.usersWithParticularNeeds", "people.users", users, user => !Hollow.Says(user.Needs), user => user.Id ?? user.Name);
        yield return List("interface.untestedJourneys", "interface.journeys", journeys, journey => Hollow.Says(journey.TestResult), journey => journey.Name);
        yield return users is null
            ? derived.NotDeclared(Subject.Dossier, "project.needsWithoutUser", "people.users")
            : List("project.needsWithoutUser", "project.needs", needs, need => !users.Any(user => Is(user, need.User)), need => need.Need);
        yield return needs is null
            ? derived.NotDeclared(Subject.Dossier, "project.usersWithoutNeed", "project.needs")
            : List("project.usersWithoutNeed", "people.users", users, user => !needs.Any(need => Is(user, need.User)), user => user.Id ?? user.Name);
        yield return journeys is null
            ? derived.NotDeclared(Subject.Dossier, "interface.usersWithoutJourney", "interface.journeys")
            : List("interface.usersWithoutJourney", "people.users", users, user => !journeys.Any(journey => Is(user, journey.User)), user => user.Id ?? user.Name);
    }

    /// <returns>Null where the section or its key is not written.</returns>
    private static IReadOnlyList<TEntry>? Written<TSection, TEntry>(TSection? section, string key, Func<TSection, IReadOnlyList<TEntry>> entries)
        where TSection : ManifestEntry => section?.KeyPositions.ContainsKey(key) == true ? entries(section) : null;

    private Fact List<TEntry>(string key, string manifestKey, IReadOnlyList<TEntry>? entries, Func<TEntry, bool> keep, Func<TEntry, string?> name)
        where TEntry : ManifestEntry
    {
        if (entries is null)
            return derived.NotDeclared(Subject.Dossier, key, manifestKey);
        var kept = entries.Where(keep).ToList();
        return derived.Declared(Subject.Dossier, key, new TextListValue([.. kept.Select(entry => name(entry) ?? "?")]), DerivedFacts.In(kept.FirstOrDefault()));
    }

    private static bool Is(UserEntry user, string? named) =>
        named is not null && new[] { user.Id, user.Name }.OfType<string>().Any(name => ColumnNames.Fold(name) == ColumnNames.Fold(named));
}
