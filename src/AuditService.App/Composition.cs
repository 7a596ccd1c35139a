using AuditService.App.Audits;
using AuditService.App.Dossiers;
using AuditService.App.RulePacks;
using AuditService.App.Scans;
using AuditService.Collectors;
using AuditService.Core.Dossiers;
using AuditService.Storage.Audits;
using AuditService.Storage.Contents;
using AuditService.Storage.Databases;
using AuditService.Storage.Facts;
using AuditService.Storage.Intakes;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.App;

/// <summary>The composition root: who is made of whom.</summary>
public static class Composition
{
    public static ServiceProvider Build(AuditServiceSettings settings) => new ServiceCollection()
        .AddAuditService(settings)
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    public static IServiceCollection AddAuditService(this IServiceCollection services, AuditServiceSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(_ => new ContentStore(Path.Combine(settings.DataDirectory, "contents")))
        .AddSingleton<IContentStore>(provider => provider.GetRequiredService<ContentStore>())
        // Opened at first use: commands that store nothing never touch it.
        .AddSingleton(_ => AuditDatabase.OpenSqlite(Path.Combine(settings.DataDirectory, "auditservice.db")))
        .AddSingleton(LimitsOf(settings.Limits))
        .AddSingleton<Intake>()
        .AddSingleton<AuditStore>()
        .AddSingleton<FactCache>()
        .AddSingleton(provider => Senses.Find(provider, CollectorAssemblies.Load(settings.Collectors)))
        .AddSingleton<RuleLibraries>()
        .AddSingleton<DossierReader>()
        .AddSingleton<TakeDossier>()
        .AddSingleton<FactCollection>()
        .AddSingleton<RunAudit>()
        .AddSingleton<StoredAudits>()
        .AddSingleton<InitDossier>()
        .AddSingleton<ScanPages>()
        .AddSingleton<ScanDatasets>()
        .AddSingleton<ScanTexts>()
        .AddSingleton<ScanModels>()
        .AddSingleton<ScanCode>()
        .AddSingleton<ScanDocuments>();

    private static IntakeLimits LimitsOf(AuditServiceSettings.LimitSettings limits) => new()
    {
        ArchiveEntries = limits.ArchiveEntries,
        ArchiveBytes = limits.ArchiveMegabytes * 1024 * 1024,
        ArchiveRatio = limits.ArchiveRatio,
        FolderEntries = limits.FolderFiles,
        FolderBytes = limits.FolderMegabytes * 1024 * 1024,
        Time = TimeSpan.FromSeconds(limits.IntakeSeconds),
    };
}
