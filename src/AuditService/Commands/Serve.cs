using System.CommandLine;
using AuditService.App.People;
using AuditService.App.Runs;
using AuditService.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary><c>audit serve</c>: web, worker and scheduler in one process. <c>audit worker</c>: a worker alone on the same data.</summary>
internal static class Serve
{
    public static Command Command()
    {
        var urls = new Option<string>("--urls") { Description = "Adresses d'écoute | Addresses to listen on", DefaultValueFactory = _ => "http://localhost:5080" };
        var webOnly = new Option<bool>("--web-only") { Description = "Sans exécuter d'audit ici : « audit worker » le fait ailleurs | Without running audits here: audit worker does elsewhere" };
        var serve = new Command("serve", "Démarre le service web avec son exécutant | Starts the web service with its worker") { urls, webOnly };
        serve.SetAction((command, token) => AuditProgram.InSessionAsync(command, session => ServeAsync(session, command.GetValue(urls)!, command.GetValue(webOnly), token)));
        return serve;
    }

    public static Command WorkerCommand()
    {
        var noBrowser = new Option<bool>("--no-browser") { Description = "Ne prend que les dossiers sans page | Takes only dossiers without pages" };
        var worker = new Command("worker", "Démarre un exécutant seul sur les mêmes données | Starts a worker alone on the same data") { noBrowser };
        worker.SetAction((command, token) => AuditProgram.InSessionAsync(command, session => WorkAsync(session, command.GetValue(noBrowser), token)));
        return worker;
    }

    /// <summary>The process of one audit at a time, which the two others start for themselves.</summary>
    public static Task<int> AuditsAsync(Stream input, Stream output) => AuditProcessProgram.ServeAsync(input, output, (verbose, add) =>
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddEnvironmentVariables();
        Log(builder.Logging, verbose);
        add(builder.Services);
        return builder.Build();
    });

    private static async Task<int> ServeAsync(Session session, string urls, bool webOnly, CancellationToken cancellation)
    {
        await using var app = AuditWebApplication.Build(session.Settings, builder =>
        {
            builder.WebHost.UseUrls(urls.Split(';'));
            Log(builder.Logging, session.Verbose);
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(40));
            if (!webOnly)
                builder.Services.AddJobWorkers(session.Settings);
        });
        await app.StartAsync(cancellation);
        session.Output.WriteLine(session.Say($"AuditService écoute sur {string.Join(", ", app.Urls)}", $"AuditService listens on {string.Join(", ", app.Urls)}"));
        await PrintFirstLinkAsync(session, app, cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Done;
    }

    /// <summary>While there is nobody: there is no default account, and only who reads this terminal gets in.</summary>
    private static async Task PrintFirstLinkAsync(Session session, WebApplication app, CancellationToken cancellation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<FirstAdmin>().LinkAsync(new Uri(app.Urls.First()), cancellation) is { } link)
            session.Output.WriteLine(session.Say($"Premier administrateur (une seule fois, 24 h) : {link}", $"First administrator (once, 24 h): {link}"));
    }

    private static async Task<int> WorkAsync(Session session, bool noBrowser, CancellationToken cancellation)
    {
        var settings = noBrowser ? session.Settings with { Jobs = session.Settings.Jobs with { Browser = false } } : session.Settings;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        // OpenTelemetry's variables are read from the configuration of the host.
        builder.Configuration.AddEnvironmentVariables();
        Log(builder.Logging, session.Verbose);
        builder.Services.AddAuditServiceWorker(settings).Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(40));
        using var host = builder.Build();
        await host.StartAsync(cancellation);
        session.Output.WriteLine(session.Say("Exécutant prêt.", "Worker ready."));
        await host.WaitForShutdownAsync(cancellation);
        return ExitCode.Done;
    }

    /// <summary>One line an entry, or JSON where no person reads.</summary>
    private static void Log(ILoggingBuilder logging, bool verbose)
    {
        logging.ClearProviders().SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning).AddFilter("AuditService", LogLevel.Information);
        if (Console.IsErrorRedirected)
            logging.AddJsonConsole();
        else
            logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
