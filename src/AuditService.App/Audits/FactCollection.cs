using System.Collections.Concurrent;
using System.Diagnostics;
using AuditService.App.Telemetry;
using AuditService.Collectors;
using AuditService.Collectors.Datasets;
using AuditService.Core.Audits;
using AuditService.Core.Catalogue;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Runs;
using AuditService.Storage.Facts;

namespace AuditService.App.Audits;

/// <summary>
/// Runs the steps of all collectors, a few at a time, and takes from the cache what was collected before from the same input. The one place
/// where a failing collector is caught: its facts become unavailable, with the reason, and the audit goes on.
/// </summary>
public sealed class FactCollection(Senses senses, FactCache cache, MemoryCeiling ceiling, TimeProvider clock, DatasetShelf shelf)
{
    /// <summary>As many as the browser visits: more would only wait, and a step's time runs while it waits.</summary>
    private const int PagesAtOnce = 2;

    /// <summary>For a step that is told to stop, to do so.</summary>
    private static readonly TimeSpan ToHeed = TimeSpan.FromSeconds(2);

    private int unfinished;

    /// <summary>True while a step that was given up goes on all the same: only the end of the process takes back what it holds.</summary>
    public bool HasUnfinishedSteps => Volatile.Read(ref unfinished) > 0;

    /// <param name="journal">Keeps count of what was begun and ended, for an order that must survive the death of its process; null for none.</param>
    public async Task<(FactSet Facts, IReadOnlyList<StepRun> Steps)> CollectAsync(CollectionContext context, IStepJournal? journal, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        // Those that look at the same file come one after the other: what one has loaded serves the next.
        var planned = senses.Collectors.SelectMany(collector => Plan(collector, context)).GroupBy(work => work.Step.Name, StringComparer.Ordinal).SelectMany(same => same).ToList();
        journal?.Planned(planned.Count);
        var done = new ConcurrentBag<Done>();
        await using var memory = new MemoryWatch(ceiling, context.Dossier.Snapshot.Files.Sum(file => file.Size));
        var known = await cache.FindAsync([.. planned.Where(work => work.CacheKey is not null).Select(work => work.CacheKey!)], cancellation);
        var atOnce = Math.Max(1, context.Settings.Parallelism);
        var byThemselves = planned.Where(work => FateOf(work) == StepFate.Alone).ToList();
        var stoppedTogether = new ConcurrentQueue<Work>();
        HeldMemoryException? lost = null;
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            // While a browser starts and pages load, the other steps have the processor.
            var together = planned.Except(byThemselves).ToList();
            await Task.WhenAll(
                RunAllAsync(together.Where(work => work.Step.NeedsBrowser), Math.Min(PagesAtOnce, atOnce), stoppedTogether),
                RunAllAsync(together.Where(work => !work.Step.NeedsBrowser), atOnce, stoppedTogether));
            // Each of those that ran when there was too much memory, by itself: only the one that takes it is lost.
            await RunAllAsync(byThemselves.Concat(stoppedTogether), 1, stopped: null);
        }
        catch (OperationCanceledException) when (lost is not null && !cancellation.IsCancellationRequested)
        {
            throw lost;
        }
        finally
        {
            shelf.Clear();
        }

        await cache.PutAsync([], cancellation);
        var ordered = done.OrderBy(result => result.Run.Collector, StringComparer.Ordinal).ThenBy(result => result.Run.Name, StringComparer.Ordinal).ToList();
        var facts = new FactSet(ordered.SelectMany(result => result.Work.Step.Subjects), ordered.SelectMany(result => result.Facts));
        facts = Questionnaire.WithoutHiddenAnswers(facts.With(AbsentFromDossier(facts, context.Dossier)), context.Catalogue);
        facts = facts.Replacing(Compare(facts, context.Dossier));
        return (facts.With(CrossCheck(facts, context.Dossier)), [.. ordered.Select(result => result.Run)]);

        StepFate FateOf(Work work) => journal?.FateOf(work.Collector.Identity.Name, work.Step.Name) ?? StepFate.Free;

        Task RunAllAsync(IEnumerable<Work> works, int most, ConcurrentQueue<Work>? stopped) => Parallel.ForEachAsync(
            works,
            new ParallelOptions { MaxDegreeOfParallelism = most, CancellationToken = giveUp.Token },
            async (work, token) =>
            {
                if (work.CacheKey is { } key && known.TryGetValue(key, out var cached))
                {
                    done.Add(new(work, cached, new(work.Collector.Identity.Name, work.Step.Name, TimeSpan.Zero, Cached: true, cached.Count)));
                    return;
                }

                progress?.Report(new(work.Collector.Identity.Name, work.Step.Name, null));
                using var span = AuditTelemetry.StartStep(work.Collector.Identity.Name);
                Done result;
                try
                {
                    result = journal is null
                        ? await RunAsync(work, context.Settings.StepTimeout, memory, token)
                        : await RunAsync(work, FateOf(work), context.Settings.StepTimeout, memory, journal, token);
                }
                catch (HeldMemoryException held)
                {
                    lost = held;
                    await giveUp.CancelAsync();
                    throw;
                }

                AuditTelemetry.EndStep(span, result.Run);
                if (result.Excess is { MayBeAnothers: true } && stopped is not null)
                {
                    stopped.Enqueue(work);
                    return;
                }

                done.Add(result);
                // Kept at once: an audit that is begun again goes on from here.
                if (work.CacheKey is { } cacheable && result.Run.Failure is null && !result.Facts.Any(IsPassing))
                    await cache.PutAsync([new(cacheable, result.Facts)], token);
                progress?.Report(new(work.Collector.Identity.Name, work.Step.Name, result.Run));
            });
    }

    private static IEnumerable<Work> Plan(IFactCollector collector, CollectionContext context)
    {
        try
        {
            return [.. collector.Plan(context).Select(step => new Work(collector, step))];
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return [new(collector, new("plan", InputHash: null, [], _ => Task.FromException<IReadOnlyList<Fact>>(fault)))];
        }
    }

    private async Task<Done> RunAsync(Work work, StepFate fate, TimeSpan timeout, MemoryWatch memory, IStepJournal journal, CancellationToken cancellation)
    {
        switch (fate)
        {
            case StepFate.Deadly:
                return Failed(work, new(UnavailableBecause.CollectorFailed, new(
                    "n'a pas pu être audité : le programme s'est arrêté à chaque essai sur cette étape",
                    "could not be audited: the program died in this step at each attempt")), TimeSpan.Zero);
            case StepFate.TooLarge:
                return Failed(work, new(UnavailableBecause.RefusedByLimit, ceiling.Reasons.LeftOut), TimeSpan.Zero);
        }

        var (collector, step) = (work.Collector.Identity.Name, work.Step.Name);
        await journal.BeginAsync(collector, step, cancellation);
        try
        {
            var done = await RunAsync(work, timeout, memory, cancellation);
            if (ceiling.IsOfOneAudit && done.Excess is { IsStillHeld: true })
            {
                await journal.LeaveOutAsync(collector, step, CancellationToken.None);
                throw new HeldMemoryException(collector);
            }

            await journal.EndAsync(collector, step, cancellation);
            return done;
        }
        catch (OperationCanceledException)
        {
            // Stopped in good order: no death of the process.
            await journal.EndAsync(collector, step, CancellationToken.None);
            throw;
        }
    }

    private async Task<Done> RunAsync(Work work, TimeSpan timeout, MemoryWatch memory, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var place = memory.Enter();
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellation, place.Exceeded);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stopped.Token);
        limited.CancelAfter(timeout);
        var token = limited.Token;
        var collecting = Task.Run(() => work.Step.Collect(token), token);
        try
        {
            var facts = await collecting.WaitAsync(timeout + TimeSpan.FromSeconds(5), clock, stopped.Token);
            return new(work, facts, new(work.Collector.Identity.Name, work.Step.Name, Stopwatch.GetElapsedTime(started), Cached: false, facts.Count));
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception stop) when (place.Exceeded.IsCancellationRequested || (stop is OutOfMemoryException && ceiling.IsOfOneAudit))
        {
            var wasAlone = place.Exceeded.IsCancellationRequested ? place.WasStoppedAlone : place.IsAlone;
            await ((Task)Task.WhenAny(collecting, Task.Delay(ToHeed, clock, cancellation))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var isStillHeld = !collecting.IsCompleted;
            // Given back before the next begins.
            if (!isStillHeld && ceiling.IsOfOneAudit)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            return Failed(work, new(UnavailableBecause.RefusedByLimit, ceiling.Reasons.Stopped), Stopwatch.GetElapsedTime(started)) with { Excess = new(MayBeAnothers: !wasAlone && !isStillHeld, isStillHeld) };
        }
        catch (Exception late) when (late is OperationCanceledException or TimeoutException)
        {
            return Failed(work, new(UnavailableBecause.TimedOut, new(
                $"arrêté après {timeout.TotalSeconds:0} s (limite StepSeconds)",
                $"stopped after {timeout.TotalSeconds:0} s (limit StepSeconds)")), Stopwatch.GetElapsedTime(started));
        }
        catch (Exception fault)
        {
            return Failed(work, new(UnavailableBecause.CollectorFailed, new(
                $"le collecteur {work.Collector.Identity.Name} a échoué : {fault.GetType().Name}, {fault.Message}",
                $"the collector {work.Collector.Identity.Name} failed: {fault.GetType().Name}, {fault.Message}")), Stopwatch.GetElapsedTime(started));
        }
        finally
        {
            if (!collecting.IsCompleted)
                CountUntilItEnds(collecting);
        }
    }

    private void CountUntilItEnds(Task step)
    {
        Interlocked.Increment(ref unfinished);
        _ = step.ContinueWith(_ => Interlocked.Decrement(ref unfinished), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static Done Failed(Work work, Unavailability why, TimeSpan took)
    {
        var facts = Unavailable(work, why);
        return new(work, facts, new(work.Collector.Identity.Name, work.Step.Name, took, Cached: false, facts.Count, why.Detail));
    }

    /// <summary>True for an ignorance that may be gone tomorrow with the same input: a browser installed meanwhile, a machine less busy.</summary>
    private static bool IsPassing(Fact fact) => fact.Why?.Because is UnavailableBecause.NoBrowser or UnavailableBecause.TimedOut or UnavailableBecause.CollectorFailed;

    private static List<Fact> Unavailable(Work work, Unavailability why)
    {
        var subjects = work.Step.Subjects.Count == 0 ? [Subject.Dossier] : work.Step.Subjects;
        var provenance = new Provenance(work.Collector.Identity, EvidenceGrade.MachineChecked);
        return [.. subjects.SelectMany(subject => work.Collector.States
            .Where(key => SubjectKinds.OfKey(key) == subject.Kind)
            .Select(key => Fact.Unavailable(subject, key, why, provenance)))];
    }

    /// <summary>What the manifest names by a path that is not in the dossier: each fact about it that a collector would state is unavailable, and says so.</summary>
    private List<Fact> AbsentFromDossier(FactSet facts, Dossier dossier)
    {
        var paths = dossier.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var declared = dossier.Manifest.DataSets.Select(entry => (SubjectKind.Dataset, entry.Path))
            .Concat(dossier.Manifest.Models.Select(entry => (SubjectKind.Model, entry.Path)))
            .Concat(dossier.Manifest.Documents.Select(entry => (SubjectKind.Document, entry.Path)))
            .Concat((dossier.Manifest.Interface?.Pages ?? []).Select(entry => (SubjectKind.Page, entry.Path)));
        return
        [
            .. from pair in declared
               where pair.Path is not null && !paths.Contains(pair.Path)
               let subject = new Subject(pair.Item1, pair.Path)
               from collector in senses.Collectors
               from key in collector.States
               where SubjectKinds.OfKey(key) == subject.Kind && facts.Find(subject, key) is null
               select Fact.Unavailable(
                   subject,
                   key,
                   new(UnavailableBecause.NotFound, new($"« {pair.Path} » est déclaré et n'est pas dans le dossier", $"\"{pair.Path}\" is declared and is not in the dossier")),
                   new(collector.Identity, EvidenceGrade.MachineChecked)),
        ];
    }

    private List<Fact> Compare(FactSet facts, Dossier dossier)
    {
        var compared = new List<Fact>();
        foreach (var comparison in senses.Comparisons)
        {
            try
            {
                compared.AddRange([.. comparison.Compare(facts, dossier)]);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // What the collectors said of each subject alone stands; what only the comparison could say stays unknown, with the reason.
                var why = new Unavailability(UnavailableBecause.CollectorFailed, new($"la comparaison {comparison.Identity.Name} a échoué : {fault.Message}", $"the comparison {comparison.Identity.Name} failed: {fault.Message}"));
                compared.AddRange(facts.AllSubjects.SelectMany(subject => comparison.States.Where(key => SubjectKinds.OfKey(key) == subject.Kind && facts.Find(subject, key) is { Value: null })
                    .Select(key => Fact.Unavailable(subject, key, why, new(comparison.Identity, EvidenceGrade.MachineChecked)))));
            }
        }

        return compared;
    }

    private List<Fact> CrossCheck(FactSet facts, Dossier dossier)
    {
        var derived = new List<Fact>();
        foreach (var check in senses.CrossChecks)
        {
            try
            {
                derived.AddRange(check.Derive(facts, dossier));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                derived.AddRange(check.States.Where(key => SubjectKinds.OfKey(key) == SubjectKind.Dossier).Select(key => Fact.Unavailable(
                    Subject.Dossier,
                    key,
                    new(UnavailableBecause.CollectorFailed, new($"le croisement {check.Identity.Name} a échoué : {fault.Message}", $"the cross-check {check.Identity.Name} failed: {fault.Message}")),
                    new(check.Identity, EvidenceGrade.MachineChecked))));
            }
        }

        return derived;
    }

    private sealed record Work(IFactCollector Collector, CollectionStep Step)
    {
        public FactCacheKey? CacheKey => Step.InputHash is { } hash ? new(Collector.Identity.Name, Collector.Identity.Version, Step.Name, hash) : null;
    }

    private sealed record Done(Work Work, IReadOnlyList<Fact> Facts, StepRun Run)
    {
        /// <summary>Set for a step that was stopped because of the memory.</summary>
        public Excess? Excess { get; init; }
    }

    /// <param name="MayBeAnothers">Other steps ran: which of them took the memory is not known.</param>
    /// <param name="IsStillHeld">It was told to stop and did not.</param>
    private sealed record Excess(bool MayBeAnothers, bool IsStillHeld);
}
