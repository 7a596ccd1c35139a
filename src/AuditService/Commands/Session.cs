using System.CommandLine;
using System.Globalization;
using AuditService.App;
using AuditService.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AuditService.Commands;

/// <summary>One invocation of the program: its services, its language, where results go and where messages go.</summary>
internal sealed class Session : IAsyncDisposable
{
    private Session(ServiceProvider services, AuditServiceSettings settings, Language language, IAnsiConsole output, IAnsiConsole messages, bool quiet, bool verbose)
    {
        Services = services;
        Settings = settings;
        Language = language;
        Output = output;
        Messages = messages;
        Quiet = quiet;
        Verbose = verbose;
    }

    public IServiceProvider Services { get; }

    public AuditServiceSettings Settings { get; }

    public Language Language { get; }

    /// <summary>Standard output: results.</summary>
    public IAnsiConsole Output { get; }

    /// <summary>Standard error: progress and problems.</summary>
    public IAnsiConsole Messages { get; }

    public bool Quiet { get; }

    public bool Verbose { get; }

    public static Session Open(ParseResult command)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build();
        var settings = configuration.GetSection(AuditServiceSettings.Section).Get<AuditServiceSettings>() ?? new();
        if (command.GetValue(GlobalOptions.Data) is { } data)
            settings = settings with { DataDirectory = data };
        if (command.GetValue(GlobalOptions.Rules) is { } rules)
            settings = settings with { RulePacks = [.. settings.RulePacks, rules] };
        if (command.GetValue(GlobalOptions.Lang) is { } lang)
            settings = settings with { Language = lang };
        var language = settings.Language == "en" ? Language.English : Language.French;
        var noColor = command.GetValue(GlobalOptions.NoColor) || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        return new(
            Composition.Build(settings),
            settings,
            language,
            ConsoleOn(Console.Out, Console.IsOutputRedirected, noColor),
            ConsoleOn(Console.Error, Console.IsErrorRedirected, noColor),
            command.GetValue(GlobalOptions.Quiet),
            command.GetValue(GlobalOptions.Verbose));
    }

    public string Say(string fr, string en) => Language == Language.French ? fr : en;

    public CultureInfo Culture => CultureInfo.GetCultureInfo(Language == Language.French ? "fr-FR" : "en-GB");

    /// <summary>A share from 0 to 1 as whole percents, without the sign.</summary>
    public string Percent(double share) => Math.Round(share * 100, MidpointRounding.AwayFromZero).ToString("0", Culture);

    /// <summary>One labelled line of a result; it wraps under itself.</summary>
    public void Line(string label, string text) => Output.Write(new Padder(new Text($"{label,-9} {text}"), new Padding(2, 0, 0, 0)));

    /// <summary>A line of progress, unless the user wants silence.</summary>
    public void Tell(string line)
    {
        if (!Quiet)
            Messages.MarkupLine($"[grey]{Markup.Escape(line)}[/]");
    }

    /// <summary>For the one server that the user named; whole audits may be watched, so only the connection has a time limit.</summary>
    public HttpClient NewHttpClient(Uri address) =>
        new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15), AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    public ValueTask DisposeAsync() => ((ServiceProvider)Services).DisposeAsync();

    private static IAnsiConsole ConsoleOn(TextWriter writer, bool redirected, bool noColor)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected || noColor ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected || noColor ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        console.Pipeline.Attach(new PrintableText());
        // A pipe has no width; a table cut at 80 columns would lose words.
        if (redirected)
            console.Profile.Width = 160;
        return console;
    }
}
