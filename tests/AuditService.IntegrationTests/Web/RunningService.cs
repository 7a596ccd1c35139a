using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AuditService.App;
using AuditService.App.People;
using AuditService.Core.Audits;
using AuditService.Core.People;
using AuditService.Core.Runs;
using AuditService.Storage.Audits;
using AuditService.Storage.Databases;
using AuditService.Storage.Runs;
using AuditService.Tests.Storage;
using AuditService.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuditService.IntegrationTests.Web;

/// <summary>The service as <c>audit serve</c> builds it, on a free port, over a database in a real file.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";

    private readonly TemporaryDirectory data;

    private RunningService(TemporaryDirectory data, WebApplication app, Clock clock) => (this.data, App, Clock) = (data, app, clock);

    public WebApplication App { get; }

    public Clock Clock { get; }

    public Uri Address => new(App.Urls.Single());

    public string Data => data.Path;

    public AuditDatabase Database => App.Services.GetRequiredService<AuditDatabase>();

    public AuditStore Audits => App.Services.GetRequiredService<AuditStore>();

    public static async Task<RunningService> StartAsync(AccessSettings? access = null, Action<WebApplicationBuilder, AuditServiceSettings>? configure = null, AuditServiceSettings.LimitSettings? limits = null, AuditServiceSettings.JobSettings? jobs = null)
    {
        var directory = new TemporaryDirectory();
        var clock = new Clock();
        var settings = new AuditServiceSettings { DataDirectory = directory.Path, Access = access ?? new() { SignInsPerAddress = 10_000, SignInsPerAccount = 10_000, RequestsPerMinute = 100_000 }, Limits = limits ?? new(), Jobs = jobs ?? new() };
        var app = AuditWebApplication.Build(settings, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.ClearProviders();
            configure?.Invoke(builder, settings);
        });
        await app.StartAsync();
        return new(directory, app, clock);
    }

    /// <summary>Somebody at the door, with a jar for cookies and the header of programs; nothing is followed.</summary>
    public HttpClient NewClient(bool withHeader = true)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new(), UseCookies = true }) { BaseAddress = Address };
        if (withHeader)
            client.DefaultRequestHeaders.Add("X-AuditService", "1");
        return client;
    }

    /// <summary>An account with <see cref="Password"/>; the name before the @ of its address is its name.</summary>
    public async Task<Account> PersonAsync(string email, string organisation, params Role[] roles)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var person = new Account { Id = Guid.NewGuid().ToString("N"), Email = email, Name = email.Split('@')[0], Organisation = organisation, Roles = roles, CreatedAt = Clock.GetUtcNow() };
        Assert.True((await users.CreateAsync(person, Password)).Succeeded);
        return person;
    }

    /// <summary>A project of the owner's with one finished audit, as a worker leaves them.</summary>
    public async Task PublishAsync(string project, Account owner, Audit audit)
    {
        await App.Services.GetRequiredService<ProjectStore>().AddAsync(new(project, "Tri de CV", owner.Organisation, owner.Id, DateTimeOffset.UnixEpoch), CancellationToken.None);
        var runs = App.Services.GetRequiredService<RunStore>();
        var order = new AuditRun { Id = "run-of-" + project, ProjectId = project, Snapshot = audit.Snapshot.Hash, SnapshotName = audit.Snapshot.Name, SubmittedBy = owner.Id, SubmittedAt = DateTimeOffset.UnixEpoch };
        await runs.SubmitAsync(order, audit.Snapshot, idempotencyKey: null, CancellationToken.None);
        Assert.True(await runs.PublishAsync((await runs.ClaimAsync(order.Id, CancellationToken.None))!, audit, CancellationToken.None));
    }

    public async Task<HttpClient> SignedInAsync(string email)
    {
        var client = NewClient();
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(client, email)).StatusCode);
        return client;
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password = Password) =>
        client.PostAsJsonAsync("/api/v1/people/sign-in", new { email, password });

    /// <summary>A token of the person, and a client that shows it and nothing else.</summary>
    public async Task<(HttpClient Client, ApiToken Token)> TokenAsync(Account person, params Right[] scopes)
    {
        var (token, secret) = await App.Services.GetRequiredService<ApiTokens>().IssueAsync(new(person.Id, person.Organisation, person.Roles.ToHashSet()), "test", scopes, 30, CancellationToken.None);
        return (WithToken(secret), token);
    }

    public HttpClient WithToken(string secret)
    {
        var client = NewClient(withHeader: false);
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return client;
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => JsonElement.Parse(await response.Content.ReadAsStringAsync());

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        data.Dispose();
    }
}
