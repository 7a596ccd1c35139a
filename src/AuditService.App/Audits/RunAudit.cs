using AuditService.App.Dossiers;
using AuditService.App.RulePacks;
using AuditService.App.Telemetry;
using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rules;
using AuditService.Core.Scoring;
using AuditService.Storage.Audits;

namespace AuditService.App.Audits;

/// <summary>The whole of an audit on one screen: dossier → facts → findings → scorecard → stored audit.</summary>
public sealed class RunAudit(
    TakeDossier takeDossier,
    RuleLibraries rules,
    FactCollection collection,
    IContentStore content,
    AuditStore store,
    AuditServiceSettings settings,
    TimeProvider clock)
{
    /// <summary>
    /// Throws <see cref="AuthorMistakesException"/> for a dossier or a pack that its author must mend first. Nothing is stored unless the audit
    /// is whole: a cancelled one leaves cached facts behind, never an audit.
    /// </summary>
    public async Task<Audit> ExecuteAsync(AuditRequest request, IProgress<StepProgress>? progress, IProgress<string>? messages, CancellationToken cancellation)
    {
        var startedAt = Now();
        var packs = Task.Run(rules.Load, cancellation);
        // Secrets and sessions are whoever's who types the command: an order to the service has none.
        var collecting = SettingsFor(request.UseBrowser, messages) with
        {
            Viewports = PageSample.Windows(request.Pages.Viewports),
            StorageState = await PageSample.StorageStateAsync(request.Pages.StorageStateFile, request.Path, cancellation),
            StepValues = PageSample.StepValues(),
        };
        var dossier = await takeDossier.FromAsync(request.Path, cancellation);
        await packs;
        var audit = await AuditAsync(dossier, request.Packs, collecting, journal: null, progress, cancellation) with { StartedAt = startedAt };
        return await store.SaveAsync(audit, cancellation);
    }

    /// <summary>The audit of a dossier that was taken in, not stored yet.</summary>
    /// <param name="packs">Ids of the packs to apply; empty for all.</param>
    public Task<Audit> AuditAsync(
        Dossier dossier, IReadOnlyList<string> packs, bool useBrowser, IStepJournal? journal, IProgress<StepProgress>? progress, IProgress<string>? messages, CancellationToken cancellation) =>
        AuditAsync(dossier, packs, SettingsFor(useBrowser, messages), journal, progress, cancellation);

    private async Task<Audit> AuditAsync(
        Dossier dossier, IReadOnlyList<string> packs, CollectionSettings collecting, IStepJournal? journal, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        var startedAt = Now();
        var on = DateOnly.FromDateTime(startedAt.UtcDateTime);
        var library = LibraryFor(packs);
        if (AnswerChecks.Problems(dossier.Manifest.Answers, library).ToList() is { Count: > 0 } mistaken)
            throw new AuthorMistakesException(mistaken);

        using var span = AuditTelemetry.StartAudit();
        var context = new CollectionContext(dossier, content, library.Catalogue, library.Detectors, collecting);
        var (collected, steps) = await collection.CollectAsync(context, journal, progress, cancellation);
        var facts = collected.With(library.Conclude(collected, on));
        var findings = Judge.JudgeAll(library.Rules, facts, on);
        var scorecard = new Scorer(library.Scoring).Score(library.Criteria, findings);

        var audit = new Audit
        {
            Id = Guid.CreateVersion7(startedAt).ToString("N"),
            Project = dossier.Name,
            Snapshot = dossier.Snapshot,
            HasManifest = dossier.HasManifest,
            StartedAt = startedAt,
            FinishedAt = Now(),
            On = on,
            Tools = ToolsOf(library, facts),
            Steps = steps,
            Facts = facts,
            Findings = findings,
            Scorecard = scorecard,
        };
        AuditTelemetry.EndAudit(span, audit);
        return audit;
    }

    /// <summary>To the millisecond, as the store keeps it: an audit shown again is the audit that was run.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    private RuleLibrary LibraryFor(IReadOnlyList<string> packs)
    {
        var library = rules.Load();
        if (packs.Count == 0)
            return library;
        var unknown = packs.Where(id => library.Packs.All(pack => pack.Id != id)).ToList();
        var known = string.Join(", ", library.Packs.Select(pack => pack.Id));
        return unknown.Count == 0
            ? library.Only(packs)
            : throw new AuthorMistakesException([.. unknown.Select(id => new AuthorProblem(new("--pack", 1, 1), $"Pack inconnu « {id} » ; packs : {known}.", $"Unknown pack \"{id}\"; packs: {known}."))]);
    }

    private CollectionSettings SettingsFor(bool useBrowser, IProgress<string>? messages) => new()
    {
        UseBrowser = useBrowser,
        BrowserPath = settings.Browser.Path,
        MayInstallBrowser = settings.Browser.MayInstall,
        AllowNetwork = settings.Browser.AllowNetwork,
        TrustedEndpoints = settings.Browser.TrustedEndpoints,
        Parallelism = settings.Limits.Parallelism > 0 ? settings.Limits.Parallelism : Environment.ProcessorCount,
        StepTimeout = TimeSpan.FromSeconds(settings.Limits.StepSeconds),
        AdvisoryPaths = settings.Advisories,
        MaximumTextFile = settings.Limits.TextFileMegabytes * 1024 * 1024,
        Progress = messages,
    };

    private static AuditTools ToolsOf(RuleLibrary library, FactSet facts) => new(
        ProgramVersion.Current,
        Version(facts, "tools.axe"),
        Version(facts, "tools.chromium"),
        library.Frameworks.FirstOrDefault(framework => framework.Id.StartsWith("rgaa", StringComparison.Ordinal))?.Version ?? "",
        library.Scoring.Version,
        [.. library.Packs.Where(pack => pack.Rules.Count > 0).Select(pack => new PackPin(pack.Id, pack.Version, pack.Hash))]);

    private static string? Version(FactSet facts, string key) => (facts.Find(Subject.Dossier, key)?.Value as TextValue)?.Value;
}
