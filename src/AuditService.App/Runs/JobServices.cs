using AuditService.App.Notifications;
using AuditService.App.Telemetry;
using AuditService.Storage.Contents;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuditService.App.Runs;

/// <summary>Hangfire on its own file beside the database: job traffic never waits for ours, nor ours for it.</summary>
public static class JobServices
{
    private static readonly Type[] OwnJobs = [typeof(AuditJobs)];

    /// <summary>What submits and looks: no worker yet.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, AuditServiceSettings settings) => services
        // Both before Hangfire's own: those are statics of the process, and two services in one process would share them.
        .AddSingleton<JobStorage>(provider =>
        {
            provider.GetRequiredService<IGlobalConfiguration>();
            return new SqliteStorage($"Data Source={FileIn(provider, settings)}");
        })
        .AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()))
        .AddHangfire((provider, configuration) => configuration
            .UseLogProvider(new HangfireLog(provider.GetRequiredService<ILoggerFactory>()))
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            // Whoever can write the job file must not choose what runs.
            .UseTypeResolver(name => Array.Find(OwnJobs, own => name.StartsWith(own.FullName! + ",", StringComparison.Ordinal)) ?? ResolvedPlain(name)))
        .AddSingleton<AuditQueue>()
        .AddSingleton<AuditJobs>()
        .AddSingleton<RunQueuedAudit>()
        .AddSingleton<AuditProcesses>()
        .AddSingleton<ICarryOutRuns>(provider => settings.Jobs.ProcessPerAudit ? provider.GetRequiredService<AuditProcesses>() : provider.GetRequiredService<RunQueuedAudit>())
        .AddSingleton<SubmitDossier>()
        .AddSingleton<SaveAnswers>()
        .AddSingleton<AuditAgain>()
        .AddSingleton<OrderDueAudits>()
        .AddSingleton<StoredRuns>()
        .AddSingleton<MailDelivery>()
        .AddSingleton<WebhookDelivery>()
        .AddSingleton<SendNotifications>()
        .AddSingleton<ProjectListeners>();

    /// <summary>The store of contents is asked for first: it makes the data directory, readable by its owner only, or tells why it cannot.</summary>
    private static string FileIn(IServiceProvider provider, AuditServiceSettings settings)
    {
        provider.GetRequiredService<ContentStore>();
        var file = Path.Combine(settings.DataDirectory, "jobs.db");
        PrivateFiles.CreateIfMissing(file);
        return file;
    }

    /// <summary>All that a worker alone is made of.</summary>
    public static IServiceCollection AddAuditServiceWorker(this IServiceCollection services, AuditServiceSettings settings) =>
        services.AddAuditServiceWithJobs(settings).AddJobWorkers(settings).AddTelemetry();

    /// <summary>What looks at orders and gives them, without carrying any out.</summary>
    public static IServiceCollection AddAuditServiceWithJobs(this IServiceCollection services, AuditServiceSettings settings) =>
        services.AddAuditService(settings).AddJobs(settings);

    /// <summary>A worker: one server for those who wait, one for the night, so that neither waits for the other, and one for upkeep.</summary>
    /// <remarks>Throws <see cref="AuthorMistakesException"/> when the limits allow no audit.</remarks>
    public static IServiceCollection AddJobWorkers(this IServiceCollection services, AuditServiceSettings settings)
    {
        if (AuditProcesses.Problems(settings).ToList() is { Count: > 0 } problems)
            throw new AuthorMistakesException(problems);
        // Before the servers, so that it stops after them.
        if (settings.Jobs.ProcessPerAudit)
            services.AddHostedService(provider => provider.GetRequiredService<AuditProcesses>());
        var audits = Math.Max(1, settings.Jobs.Workers);
        services.AddHangfireServer(options => Configure(options, "audits", audits, settings.Jobs.Browser ? [AuditQueue.Browser, AuditQueue.Static] : [AuditQueue.Static]));
        services.AddHangfireServer(options => Configure(options, "night", 1, settings.Jobs.Browser ? [AuditQueue.NightBrowser, AuditQueue.NightStatic] : [AuditQueue.NightStatic]));
        services.AddHangfireServer(options => Configure(options, "upkeep", 1, [AuditQueue.Upkeep]));
        return services.AddHostedService<RecurringJobs>();
    }

    private static void Configure(BackgroundJobServerOptions options, string name, int workers, string[] queues)
    {
        options.ServerName = $"{Environment.MachineName}:{name}";
        options.WorkerCount = workers;
        options.Queues = queues;
        options.SchedulePollingInterval = TimeSpan.FromSeconds(5);
        options.ShutdownTimeout = TimeSpan.FromSeconds(30);
        options.CancellationCheckInterval = TimeSpan.FromSeconds(1);
    }

    /// <summary>Only types of the base library that arguments are made of.</summary>
    private static Type ResolvedPlain(string name) => Type.GetType(name, throwOnError: false) is { } type && type.Assembly == typeof(object).Assembly && (type.IsPrimitive || type == typeof(string) || type == typeof(CancellationToken))
        ? type
        : throw new InvalidOperationException($"Jobs of type {name} are not run here.");
}
