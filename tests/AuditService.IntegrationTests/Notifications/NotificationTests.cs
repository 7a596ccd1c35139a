using System.Net;
using System.Security.Cryptography;
using System.Text;
using AuditService.App;
using AuditService.App.Notifications;
using AuditService.App.Runs;
using AuditService.Core;
using AuditService.Core.Notifications;
using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Notifications;

public sealed class NotificationTests : IAsyncDisposable
{
    private const string Secret = "a secret of some length";

    private readonly TemporaryDirectory directory = new();
    private readonly SetClock clock = new();
    private ServiceProvider? services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Drop => directory["drop"];

    private string[] Dropped => Directory.Exists(Drop) ? [.. Directory.EnumerateFiles(Drop).Order(StringComparer.Ordinal)] : [];

    [Fact]
    public async Task Whoever_watches_hears_of_the_first_audit_and_then_only_of_what_changed()
    {
        Start(new() { DropDirectory = Drop, BaseUrl = "https://audit.example.org" });
        var project = await ProjectAsync("Tri des candidatures");
        await WatchAsync(project, new Watcher("Anne@Exemple.fr", Language.French));

        await AuditAsync(project, "print(1)\n");
        Assert.Equal(1, await SendAsync());
        var first = await MailAsync(Assert.Single(Dropped));
        Assert.Contains("Premier audit", first.Subject, StringComparison.Ordinal);
        Assert.Equal("anne@exemple.fr", first.To.ToString());

        await AuditAsync(project, "print(1)\n");
        Assert.Equal(0, await SendAsync());
        Assert.Single(Dropped);

        var changed = await AuditAsync(project, "import torch\nmodel = torch.load('jeanne.martin@exemple.fr.pt')\n");
        Assert.Equal(1, await SendAsync());
        var news = await MailAsync(Dropped[^1]);
        Assert.EndsWith("– Tri des candidatures", news.Subject, StringComparison.Ordinal);
        Assert.Contains("CYB-SRC-001", news.TextBody, StringComparison.Ordinal);
        Assert.Contains($"https://audit.example.org/api/v1/audits/{changed.AuditId}/report", news.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("jeanne", news.ToString(), StringComparison.OrdinalIgnoreCase);

        Assert.Equal(0, await SendAsync());
        foreach (var file in Dropped)
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_person_gets_one_mail_for_all_projects_by_SMTP()
    {
        await using var smtp = new LoopbackSmtp();
        Start(new() { From = "AuditService <audit@exemple.org>", Smtp = new() { Host = "127.0.0.1", Port = smtp.Port, Security = AuditServiceSettings.SmtpSecurity.None } });
        var (one, other) = (await ProjectAsync("Un"), await ProjectAsync("Deux"));
        await WatchAsync(one, new Watcher("anne@exemple.fr", Language.English), new Watcher("paul@exemple.fr", Language.French));
        await WatchAsync(other, new Watcher("anne@exemple.fr", Language.English));
        await AuditAsync(one, "print(1)\n");
        await AuditAsync(other, "print(2)\n");

        Assert.Equal(3, await SendAsync());

        Assert.Equal(["anne@exemple.fr", "paul@exemple.fr"], smtp.Recipients.Order(StringComparer.Ordinal));
        var mail = smtp.Mails.Single(text => text.Contains("To: anne@exemple.fr", StringComparison.Ordinal));
        Assert.Contains("2 audits of", mail, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_tried_again_later_each_time_and_sent_once()
    {
        await using var smtp = new LoopbackSmtp { Refusals = 2 };
        Start(new() { From = "audit@exemple.org", Smtp = new() { Host = "127.0.0.1", Port = smtp.Port, Security = AuditServiceSettings.SmtpSecurity.None } });
        await AuditedProjectAsync("anne@exemple.fr");

        Assert.Equal(0, await SendAsync());
        Assert.Equal(0, await SendAsync());
        Assert.Equal(1, smtp.Refusals);
        Assert.Equal(0, await SendAfterAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(0, await SendAfterAsync(TimeSpan.FromMinutes(9)));
        Assert.Equal(1, await SendAfterAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(0, await SendAfterAsync(TimeSpan.FromDays(1)));
        Assert.Single(smtp.Mails);
    }

    [Fact]
    public async Task After_a_minute_ten_minutes_an_hour_and_six_hours_it_is_given_up()
    {
        await using var receiver = new LoopbackReceiver { Status = 500 };
        Start(new() { Webhooks = true, AllowLoopbackWebhooks = true });
        await HookedProjectAsync(receiver.Url);

        await SendAsync();
        foreach (var (minutes, calls) in new[] { (0.9, 1), (0.1, 2), (9.9, 2), (0.1, 3), (59, 3), (1, 4), (359, 4), (1, 5), (100_000, 5) })
        {
            await SendAfterAsync(TimeSpan.FromMinutes(minutes));
            Assert.Equal(calls, receiver.Calls.Count);
        }

        Assert.Single(receiver.Calls.Select(call => call.Event).Distinct());
    }

    [Fact]
    public async Task A_webhook_gets_signed_news()
    {
        await using var receiver = new LoopbackReceiver();
        Start(new() { Webhooks = true, AllowLoopbackWebhooks = true });
        await HookedProjectAsync(receiver.Url + "hook");

        Assert.Equal(1, await SendAsync());
        Assert.Equal(0, await SendAsync());

        var call = Assert.Single(receiver.Calls);
        Assert.Equal("/hook", call.Path);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{call.Timestamp}.{call.Body}"));
        Assert.Equal($"sha256={Convert.ToHexStringLower(expected)}", call.Signature);
        Assert.Equal($"{clock.Now.ToUnixTimeSeconds()}", call.Timestamp);
        Assert.Equal(AuditNews.First, AuditNews.FromJson(call.Body).Event);
        Assert.DoesNotContain(Secret, call.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = new LoopbackReceiver { Status = 307 };
        Start(new() { Webhooks = true, AllowLoopbackWebhooks = true });
        await HookedProjectAsync(receiver.Url);

        Assert.Equal(0, await SendAsync());

        Assert.Equal("/", Assert.Single(receiver.Calls).Path);
    }

    [Theory]
    [InlineData("https://10.1.2.3/", "10.1.2.3")]
    [InlineData("https://169.254.169.254/latest", "169.254.169.254")]
    [InlineData("https://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1")]
    [InlineData("https://localhost/", "127.0.0.1")]
    [InlineData("https://hook.example.org/", "127.0.0.1")]
    [InlineData("https://hook.example.org/", "192.168.1.1")]
    public async Task A_private_address_is_refused_whatever_the_name(string url, string address)
    {
        using var delivery = new WebhookDelivery(
            new AuditServiceSettings { Notifications = new() { Webhooks = true } },
            TimeProvider.System,
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.216.34"), IPAddress.Parse(address)]));

        var refused = await Assert.ThrowsAsync<DeliveryException>(() => delivery.SendAsync("id", new Uri(url), Secret, "{}", Token));

        Assert.Equal("refused: private or reserved address", refused.Message);
    }

    [Theory]
    [InlineData("http://hook.example.org/")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("https://hook.example.org:8443/")]
    [InlineData("https://user:pass@hook.example.org/")]
    [InlineData("ftp://hook.example.org/")]
    [InlineData("not a url")]
    public async Task Such_a_webhook_is_not_even_kept(string url)
    {
        Start(new() { Webhooks = true });
        var project = await ProjectAsync("p");

        await Assert.ThrowsAsync<AuthorMistakesException>(() => Listeners.SetWebhooksAsync(project.Id, [(url, Secret)], Viewer.LocalOperator, Token));

        Assert.Empty((await Listeners.WebhooksAsync(project.Id, Viewer.LocalOperator, Token))!);
    }

    [Fact]
    public async Task A_webhook_keeps_its_secret_and_a_new_one_needs_one()
    {
        Start(new() { Webhooks = true });
        var project = await ProjectAsync("p");
        await Listeners.SetWebhooksAsync(project.Id, [("https://hook.example.org/a", Secret)], Viewer.LocalOperator, Token);

        Assert.Equal(["https://hook.example.org/a"], await Listeners.SetWebhooksAsync(project.Id, [("https://hook.example.org/a", null)], Viewer.LocalOperator, Token));
        await Assert.ThrowsAsync<AuthorMistakesException>(() => Listeners.SetWebhooksAsync(project.Id, [("https://hook.example.org/b", null)], Viewer.LocalOperator, Token));
        await Assert.ThrowsAsync<AuthorMistakesException>(() => Listeners.SetWebhooksAsync(project.Id, [("https://hook.example.org/b", "short")], Viewer.LocalOperator, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("anne")]
    [InlineData("anne@exemple.fr, paul@exemple.fr")]
    [InlineData("Anne <anne@exemple.fr>")]
    [InlineData("anne@exemple.fr\r\nBcc: paul@exemple.fr")]
    public async Task What_is_no_address_does_not_watch(string address)
    {
        Start(new() { DropDirectory = Drop });
        var project = await ProjectAsync("p");

        await Assert.ThrowsAsync<AuthorMistakesException>(() => WatchAsync(project, new Watcher(address, Language.French)));
    }

    [Fact]
    public async Task Jobs_at_once_send_once()
    {
        await using var receiver = new LoopbackReceiver();
        Start(new() { DropDirectory = Drop, Webhooks = true, AllowLoopbackWebhooks = true });
        var project = await ProjectAsync("p");
        await WatchAsync(project, new Watcher("anne@exemple.fr", Language.French), new Watcher("paul@exemple.fr", Language.English));
        await Listeners.SetWebhooksAsync(project.Id, [(receiver.Url, Secret)], Viewer.LocalOperator, Token);
        await AuditAsync(project, "print(1)\n");

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(SendAsync)));

        Assert.Equal(3, sent.Sum());
        Assert.Equal(2, Dropped.Length);
        Assert.Single(receiver.Calls);
    }

    [Fact]
    public async Task Whoever_leaves_hears_no_more_and_whoever_comes_later_hears_nothing_old()
    {
        await using var smtp = new LoopbackSmtp { Refusals = 1 };
        Start(new() { From = "audit@exemple.org", Smtp = new() { Host = "127.0.0.1", Port = smtp.Port, Security = AuditServiceSettings.SmtpSecurity.None } });
        var project = await AuditedProjectAsync("anne@exemple.fr");
        Assert.Equal(0, await SendAsync());

        await WatchAsync(project, new Watcher("paul@exemple.fr", Language.French));

        Assert.Equal(0, await SendAfterAsync(TimeSpan.FromHours(1)));
        Assert.Empty(smtp.Mails);
    }

    [Fact]
    public async Task Without_a_way_to_send_nothing_is_queued()
    {
        Start(new());
        await AuditedProjectAsync("anne@exemple.fr");
        Assert.Equal(0, await SendAsync());

        Assert.Empty(await services!.GetRequiredService<AuditService.Storage.Notifications.NotificationStore>().DueAsync(clock.Now, 10, Token));
    }

    [Fact]
    public async Task Nobody_sees_or_changes_the_watchers_of_a_project_of_others()
    {
        Start(new() { DropDirectory = Drop });
        var project = await AuditedProjectAsync("anne@exemple.fr");
        var stranger = new Viewer("stranger", "elsewhere", new HashSet<Role> { Role.Candidate, Role.Admin });

        Assert.Null(await Listeners.WatchersAsync(project.Id, stranger, Token));
        Assert.Null(await Listeners.SetWatchersAsync(project.Id, [], stranger, Token));
        Assert.Null(await Listeners.SetWebhooksAsync(project.Id, [], stranger, Token));
        Assert.Single((await Listeners.WatchersAsync(project.Id, Viewer.LocalOperator, Token))!);
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        directory.Dispose();
    }

    private StoredRuns Stored => services!.GetRequiredService<StoredRuns>();

    private ProjectListeners Listeners => services!.GetRequiredService<ProjectListeners>();

    private void Start(AuditServiceSettings.NotificationSettings notifications) => services = new ServiceCollection().AddLogging()
        .AddAuditServiceWithJobs(new AuditServiceSettings { DataDirectory = directory["data"], Notifications = notifications })
        .AddSingleton<TimeProvider>(clock)
        .BuildServiceProvider();

    private Task<Project> ProjectAsync(string name) => Stored.CreateProjectAsync(name, Viewer.LocalOperator, Token);

    private Task WatchAsync(Project project, params Watcher[] watchers) => Listeners.SetWatchersAsync(project.Id, watchers, Viewer.LocalOperator, Token);

    private async Task<Project> AuditedProjectAsync(string watcher)
    {
        var project = await ProjectAsync("p");
        await WatchAsync(project, new Watcher(watcher, Language.French));
        await AuditAsync(project, "print(1)\n");
        return project;
    }

    private async Task HookedProjectAsync(string url)
    {
        var project = await ProjectAsync("p");
        await Listeners.SetWebhooksAsync(project.Id, [(url, Secret)], Viewer.LocalOperator, Token);
        await AuditAsync(project, "print(1)\n");
    }

    /// <summary>A whole audit, as a worker does it.</summary>
    private async Task<AuditRun> AuditAsync(Project project, string code)
    {
        clock.Advance(TimeSpan.FromMinutes(1));
        var folder = directory[project.Id];
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "app.py"), code, Token);
        var (run, _) = (await services!.GetRequiredService<SubmitDossier>().ExecuteAsync(project.Id, folder, SubmissionOptions.All with { Packs = ["cyber"] }, Viewer.LocalOperator, null, Token))!.Value;
        await services!.GetRequiredService<RunQueuedAudit>().ExecuteAsync(run.Id, Token);
        var ended = (await Stored.FindRunAsync(run.Id, Viewer.LocalOperator, Token))!;
        Assert.Equal(RunState.Finished, ended.State);
        return ended;
    }

    private Task<int> SendAsync() => services!.GetRequiredService<SendNotifications>().ExecuteAsync(Token);

    private Task<int> SendAfterAsync(TimeSpan wait)
    {
        clock.Advance(wait);
        return SendAsync();
    }

    private static Task<MimeKit.MimeMessage> MailAsync(string file) => MimeKit.MimeMessage.LoadAsync(file, Token);
}
