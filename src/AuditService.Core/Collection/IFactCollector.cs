using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Core.Collection;

/// <summary>
/// A sense: looks at one kind of evidence and states facts. It never judges. It plans its work as steps; each step is run, timed, cached and
/// restarted on its own. Missing or hostile evidence is an unavailable fact with its reason, not an exception: an exception that escapes a
/// step makes all facts of that step unavailable (<see cref="UnavailableBecause.CollectorFailed"/>) and the audit goes on.
/// </summary>
public interface IFactCollector
{
    CollectorIdentity Identity { get; }

    /// <summary>Every key it may state, so that the verifier can prove that each declared fact has a source.</summary>
    IReadOnlyCollection<string> States { get; }

    IEnumerable<CollectionStep> Plan(CollectionContext context);
}

/// <summary>One piece of a collector's work.</summary>
/// <param name="Name">What a user sees in the progress: a path, a page with its viewport ...</param>
/// <param name="InputHash">
/// Hash of everything the facts depend on (content hashes of the files read, options, detect patterns), or null when the facts must be
/// collected anew each time (a live URL). Facts are reused when collector, version, name and this hash are those of an earlier audit.
/// </param>
/// <param name="Subjects">The subjects that the step is about: they exist in the audit even when the step fails.</param>
/// <param name="Collect">Does it. Cancelled when the audit is, or when the step's time is over.</param>
/// <param name="NeedsBrowser">True when only a machine with a browser can do it.</param>
public sealed record CollectionStep(
    string Name,
    string? InputHash,
    IReadOnlyList<Subject> Subjects,
    Func<CancellationToken, Task<IReadOnlyList<Fact>>> Collect,
    bool NeedsBrowser = false);

/// <summary>
/// Sets what the collectors found of several subjects side by side, in memory and without I/O, and says what one of them alone cannot tell. Its
/// facts take the place of those that collectors stated of the same subject and key; the cross-checks see the outcome.
/// </summary>
public interface IComparison
{
    CollectorIdentity Identity { get; }

    IReadOnlyCollection<string> States { get; }

    IEnumerable<Fact> Compare(FactSet facts, Dossier dossier);
}

/// <summary>Derives facts from other facts, in memory and without I/O: what is declared against what is found and what is promised.</summary>
public interface ICrossCheck
{
    CollectorIdentity Identity { get; }

    IReadOnlyCollection<string> States { get; }

    /// <summary>Sees the facts of all collectors and comparisons, and of no other cross-check. Where an input is unavailable, so is the result, with the same reason.</summary>
    IEnumerable<Fact> Derive(FactSet facts, Dossier dossier);
}
