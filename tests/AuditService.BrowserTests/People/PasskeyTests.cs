using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AuditService.Core.People;
using AuditService.IntegrationTests.Web;
using AuditService.Storage.People;
using Deque.AxeCore.Commons;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AuditService.BrowserTests.People;

/// <summary>Passkeys in a real Chromium, with the authenticator that it has for tests: it keeps keys, checks its user and signs as a device does.</summary>
public sealed class PasskeyTests(SharedBrowser shared) : IAsyncLifetime
{
    private const string Email = "alice@here.example";
    private const string Refused = "Cette clé d'accès n'ouvre pas de compte ici";

    private RunningService service = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;
    private IPage page = null!;
    private ICDPSession devices = null!;
    private string device = "";
    private Account alice = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Passkeys belong to a name, and without https to this one only.</summary>
    private string Address => $"http://localhost:{service.Address.Port}";

    public async ValueTask InitializeAsync()
    {
        var program = shared.Session.Program;
        service = await RunningService.StartAsync(new() { SignInsPerAddress = 1_000, SignInsPerAccount = 1_000, SecondFactorFor = [Role.Dpo] });
        alice = await service.PersonAsync(Email, "here", Role.Candidate, Role.Dpo);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program.Path, Headless = true, ChromiumSandbox = shared.Session.IsSandboxed });
        page = await (await browser.NewContextAsync(new() { Locale = "fr-FR" })).NewPageAsync();
        page.SetDefaultTimeout(15_000);
        devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        var added = await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        device = added!.Value.GetProperty("authenticatorId").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.CloseAsync();
        playwright?.Dispose();
        if (service is not null)
            await service.DisposeAsync();
    }

    [Fact]
    public async Task A_person_adds_a_passkey_comes_in_with_it_alone_and_has_both_factors()
    {
        await SignInByPasswordAsync();
        Assert.Equal(["candidate"], await RolesAsync());

        await AddAsync("Portable");
        Assert.Contains("La clé d'accès est enregistrée", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(["candidate"], await RolesAsync());
        await SignOutAsync();
        await ComeInAsync();

        await page.WaitForURLAsync("**/account");
        Assert.Equal(["candidate", "dpo"], await RolesAsync());
        Assert.DoesNotContain("ne compte qu'avec", await page.ContentAsync(), StringComparison.Ordinal);
        var row = page.Locator("tr", new() { HasText = "Portable" });
        Assert.DoesNotContain("jamais", await row.InnerTextAsync(), StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(await KeysAsync()).LastUsedAt);

        // The password alone is one factor still.
        await SignOutAsync();
        await SignInByPasswordAsync();
        Assert.Equal(["candidate"], await RolesAsync());
    }

    [Fact]
    public async Task The_way_in_by_passkey_leads_on_to_the_page_that_was_asked_for()
    {
        await SignInByPasswordAsync();
        await AddAsync("Portable");
        await SignOutAsync();

        await page.GotoAsync(Address + "/reference");
        await ComeInAsync();

        await page.WaitForURLAsync("**/reference/");
    }

    [Fact]
    public async Task Who_is_disabled_or_locked_out_does_not_come_in_by_passkey()
    {
        await service.PersonAsync("admin@here.example", "here", Role.Admin);
        var admin = await service.SignedInAsync("admin@here.example");
        await SignInByPasswordAsync();
        await AddAsync("Portable");
        await SignOutAsync();

        await DisableAsync(true);
        await ComeInAsync();
        await SeesAlertAsync(Refused);
        Assert.Null(Assert.Single(await KeysAsync()).LastUsedAt);
        await DisableAsync(false);
        await ComeInAsync();
        await page.WaitForURLAsync("**/account");
        await SignOutAsync();

        for (var i = 0; i < 5; i++)
            await RunningService.SignInAsync(service.NewClient(), Email, "not this one at all");
        await ComeInAsync();
        await SeesAlertAsync(Refused);
        await service.App.Services.GetRequiredService<PersonStore>().LockAsync(alice.Id, null, Token);
        await ComeInAsync();
        await page.WaitForURLAsync("**/account");

        async Task DisableAsync(bool disabled) => Assert.Equal(HttpStatusCode.OK, (await admin.PutAsJsonAsync($"/api/v1/people/{alice.Id}/disabled", new { disabled }, Token)).StatusCode);
    }

    [Fact]
    public async Task A_passkey_is_renamed_and_once_removed_lets_nobody_in_and_ends_the_other_sessions()
    {
        await SignInByPasswordAsync();
        await AddAsync("Portable");
        var elsewhere = await service.SignedInAsync(Email);

        await page.Locator("summary", new() { HasText = "Renommer" }).ClickAsync();
        await page.GetByLabel("Nouveau nom").FillAsync("Téléphone <b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await page.WaitForURLAsync("**/account?done=PasskeyRenamed");
        Assert.Equal("Téléphone <b>", Assert.Single(await KeysAsync()).Name);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync("/api/v1/people/me", Token)).StatusCode);

        await page.GetByRole(AriaRole.Button, new() { Name = "Supprimer" }).ClickAsync();
        await page.WaitForURLAsync("**/account?done=PasskeyRemoved");
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/api/v1/people/me", Token)).StatusCode);
        await SignOutAsync();
        await ComeInAsync();

        await SeesAlertAsync(Refused);
    }

    [Fact]
    public async Task An_answer_of_the_authenticator_counts_once()
    {
        await SignInByPasswordAsync();
        await AddAsync("Portable");
        await SignOutAsync();
        var sent = new TaskCompletionSource<string>();
        await page.RouteAsync("**/signin/passkey", async route =>
        {
            sent.TrySetResult(route.Request.PostData!);
            await route.AbortAsync();
        });
        await page.Locator("form[data-passkey=get] button").ClickAsync();
        var body = await sent.Task.WaitAsync(TimeSpan.FromSeconds(15), Token);
        var cookies = string.Join("; ", (await page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        using var copy = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

        Assert.Equal(HttpStatusCode.Redirect, await SendAsync());
        // An authenticator that does not count its signatures: what refuses is that the challenge was answered.
        await service.App.Services.GetRequiredService<PasskeyStore>().PutAsync(alice.Id, Assert.Single(await KeysAsync()) with { SignCount = 0 }, Token);
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync());

        async Task<HttpStatusCode> SendAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Address + "/signin/passkey") { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded")), Headers = { { "Cookie", cookies } } };
            return (await copy.SendAsync(request, Token)).StatusCode;
        }
    }

    [Fact]
    public async Task A_challenge_is_too_old_after_five_minutes()
    {
        await SignInByPasswordAsync();
        await AddAsync("Portable");
        await SignOutAsync();
        await page.RouteAsync("**/signin/passkey", async route =>
        {
            service.Clock.Advance(TimeSpan.FromMinutes(5));
            await route.ContinueAsync();
        });

        await ComeInAsync();

        await SeesAlertAsync(Refused);
    }

    [Fact]
    public async Task What_does_not_work_is_said_beside_the_button_and_no_key_is_made()
    {
        await SignInByPasswordAsync();
        await FillAsync("Portable", "not this one at all");
        await SeesAlertAsync("Le mot de passe actuel n'est pas le bon.");
        Assert.Equal(0, (await devices.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = device }))!.Value.GetProperty("credentials").GetArrayLength());

        await FillAsync("Portable", RunningService.Password);
        await page.WaitForURLAsync("**/account?done=PasskeyAdded");
        await FillAsync("Encore", RunningService.Password);
        await SeesAlertAsync("Cet appareil a déjà une clé d'accès");
        Assert.Single(await KeysAsync());

        await SignOutAsync();
        await devices.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = device, ["isUserVerified"] = false });
        await ComeInAsync();
        await SeesAlertAsync("Rien n'a été fait");
    }

    [Fact]
    public async Task The_pages_with_passkeys_have_no_violation_that_axe_finds()
    {
        await page.GotoAsync(Address + "/signin");
        await PassesAxeAsync("sign-in");
        await SignInByPasswordAsync();
        await PassesAxeAsync("account");
        await FillAsync("Portable", "not this one at all");
        await SeesAlertAsync("mot de passe");
        await PassesAxeAsync("account with an alert");
        await AddAsync("Portable");
        await page.Locator("summary", new() { HasText = "Renommer" }).ClickAsync();
        await PassesAxeAsync("account with a key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Supprimer" }).ClickAsync();
        await page.WaitForURLAsync("**/account?done=PasskeyRemoved");
        await SignOutAsync();
        await ComeInAsync();
        await SeesAlertAsync(Refused);
        await PassesAxeAsync("sign-in refused");
    }

    private async Task SignInByPasswordAsync()
    {
        await page.GotoAsync(Address + "/signin");
        await page.FillAsync("#email", Email);
        await page.FillAsync("#password", RunningService.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/account");
    }

    private async Task AddAsync(string name)
    {
        await FillAsync(name, RunningService.Password);
        await page.WaitForURLAsync("**/account?done=PasskeyAdded");
    }

    private async Task FillAsync(string name, string password)
    {
        await page.FillAsync("#passkey-name", name);
        await page.FillAsync("#passkey-password", password);
        await page.Locator("form[data-passkey=create] button").ClickAsync();
    }

    private async Task SignOutAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await page.WaitForURLAsync("**/signin");
    }

    private Task ComeInAsync() => page.Locator("form[data-passkey=get] button").ClickAsync();

    private Task SeesAlertAsync(string words) => Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = words })).ToBeVisibleAsync();

    private async Task<IReadOnlyList<Passkey>> KeysAsync() => await service.App.Services.GetRequiredService<PasskeyStore>().ListAsync(alice.Id, Token);

    private async Task<IEnumerable<string?>> RolesAsync()
    {
        var rights = await (await page.APIRequest.GetAsync(Address + "/api/v1/people/me/rights")).TextAsync();
        return [.. JsonElement.Parse(rights).GetProperty("roles").EnumerateArray().Select(role => role.GetString())];
    }

    private async Task PassesAxeAsync(string state)
    {
        await page.EvaluateAsync(new BundledAxeScriptProvider().GetScript());
        var violations = await page.EvaluateAsync<string[]>("async () => (await axe.run(document)).violations.map(found => found.id + ' ' + found.nodes.map(node => node.target.join(' ')).join(', '))");
        Assert.True(violations.Length == 0, $"{state}: {string.Join("; ", violations)}");
    }
}
