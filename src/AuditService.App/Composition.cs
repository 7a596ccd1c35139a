using AuditService.App.Accessibility;
using AuditService.App.Audits;
using AuditService.App.Backups;
using AuditService.App.Dossiers;
using AuditService.App.Proofs;
using AuditService.App.Questionnaires;
using AuditService.App.Reviews;
using AuditService.App.Rgpd;
using AuditService.App.Risks;
using AuditService.App.RulePacks;
using AuditService.App.Scans;
using AuditService.Collectors;
using AuditService.Collectors.Datasets;
using AuditService.Collectors.Documents;
using AuditService.Collectors.Isolation;
using AuditService.Collectors.PersonalData;
using AuditService.Core.Dossiers;
using AuditService.Storage;
using AuditService.Storage.Audits;
using AuditService.Storage.Contents;
using AuditService.Storage.Databases;
using AuditService.Storage.Facts;
using AuditService.Storage.Grids;
using AuditService.Storage.Intakes;
using AuditService.Storage.Notifications;
using AuditService.Storage.People;
using AuditService.Storage.Reviews;
using AuditService.Storage.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.App;

/// <summary>The composition root: who is made of whom.</summary>
public static class Composition
{
    public static ServiceProvider Build(AuditServiceSettings settings) => new ServiceCollection()
        .AddAuditService(settings)
        .BuildServiceProvider();

    public static IServiceCollection AddAuditService(this IServiceCollection services, AuditServiceSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(_ => InDataDirectory(settings, () => new ContentStore(Path.Combine(settings.DataDirectory, DataFiles.Contents))))
        .AddSingleton<IContentStore>(provider => provider.GetRequiredService<ContentStore>())
        // Opened at first use: commands that store nothing never touch it.
        .AddSingleton(_ => InDataDirectory(settings, () => AuditDatabase.OpenSqlite(Path.Combine(settings.DataDirectory, DataFiles.Database))))
        .AddSingleton(LimitsOf(settings.Limits))
        .AddSingleton<Intake>()
        .AddSingleton<AuditStore>()
        .AddSingleton<FactCache>()
        .AddSingleton<ProjectStore>()
        .AddSingleton<RunStore>()
        .AddSingleton<ScheduleStore>()
        .AddSingleton<NotificationStore>()
        .AddSingleton<PersonStore>()
        .AddSingleton<OneTimeLinkStore>()
        .AddSingleton<ApiTokenStore>()
        .AddSingleton<EndedSessionStore>()
        .AddSingleton<PasskeyStore>()
        .AddSingleton<KeyStore>()
        .AddSingleton<ReviewStore>()
        .AddSingleton<GridStore>()
        .AddSingleton<AccessibilityGrids>()
        .AddSingleton<ReviewGrids>()
        .AddSingleton<RgpdMaterials>()
        .AddSingleton<RiskMaps>()
        .AddSingleton<RateRisks>()
        .AddSingleton<ReviewFindings>()
        .AddSingleton<VerifyTrail>()
        .AddSingleton(_ => new IsolatedDocumentReader(ChildProgram.Find("audit", DocumentChild.Verb), ChildLimitsOf(settings.Limits)))
        .AddSingleton(provider => new PersonalDataDetector(provider.GetRequiredService<TimeProvider>(), Senses.NameRecognizers(provider, CollectorAssemblies.Load(settings.Collectors))))
        .AddSingleton(provider => new DatasetShelf(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<PersonalDataDetector>()))
        .AddSingleton(provider => Senses.Find(provider, CollectorAssemblies.Load(settings.Collectors)))
        .AddSingleton<RuleLibraries>()
        .AddSingleton<DossierReader>()
        .AddSingleton<TakeDossier>()
        .AddSingleton<PackDossier>()
        .AddSingleton(MemoryCeiling.Of(settings.Limits.MemoryMegabytes))
        .AddSingleton<FactCollection>()
        .AddSingleton<RunAudit>()
        .AddSingleton<StoredAudits>()
        .AddSingleton<CompareAudits>()
        .AddSingleton<WrittenReports>()
        .AddSingleton<VerifyAudit>()
        .AddSingleton<InitDossier>()
        .AddSingleton<BackUpData>()
        .AddSingleton<ScanPages>()
        .AddSingleton<ScanDatasets>()
        .AddSingleton<ScanQuality>()
        .AddSingleton<ScanTexts>()
        .AddSingleton<ScanModels>()
        .AddSingleton<ScanCode>()
        .AddSingleton<ScanDocuments>()
        .AddSingleton<ScanFootprint>()
        .AddSingleton<ScanArchitecture>()
        .AddSingleton<ScanAiAct>()
        .AddSingleton<CheckQuestionnaires>()
        .AddSingleton<FillInQuestionnaire>();

    /// <summary>A data directory that cannot be used is a mistake of whoever named it.</summary>
    private static T InDataDirectory<T>(AuditServiceSettings settings, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (UnusableDatabaseException unusable)
        {
            throw new AuthorMistakesException([new(new(settings.DataDirectory, 1, 1), unusable.Reason)]);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new AuthorMistakesException([new(new(settings.DataDirectory, 1, 1),
                $"Ce dossier de données ne peut pas être utilisé (droits, ou ce n'est pas un dossier) : {refused.Message}",
                $"This data directory cannot be used (rights, or it is no directory): {refused.Message}")]);
        }
    }

    private static IntakeLimits LimitsOf(AuditServiceSettings.LimitSettings limits) => new()
    {
        ArchiveEntries = limits.ArchiveEntries,
        ArchiveBytes = limits.ArchiveMegabytes * 1024 * 1024,
        ArchiveRatio = limits.ArchiveRatio,
        FolderEntries = limits.FolderFiles,
        FolderBytes = limits.FolderMegabytes * 1024 * 1024,
        Time = TimeSpan.FromSeconds(limits.IntakeSeconds),
    };

    private static ChildLimits ChildLimitsOf(AuditServiceSettings.LimitSettings limits) => new()
    {
        HeapBytes = limits.ChildHeapMegabytes * 1024 * 1024,
        MemoryBytes = limits.ChildMemoryMegabytes * 1024 * 1024,
        ProcessorTime = TimeSpan.FromSeconds(limits.ChildCpuSeconds),
        WallTime = TimeSpan.FromSeconds(6 * limits.ChildCpuSeconds),
        OutputBytes = checked(limits.ChildOutputMegabytes * 1024 * 1024),
        Contents = limits.ChildDocuments,
        Children = limits.Children,
    };
}
