using System.Net;
using System.Net.Http.Json;
using AuditService.App.People;
using AuditService.Core.People;
using AuditService.Storage.People;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Web;

public sealed class ManagePeopleTests : IAsyncLifetime
{
    private RunningService service = null!;

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task The_first_administrator_comes_in_by_the_newest_link_once_and_then_there_is_none()
    {
        var old = await LinkAsync();
        var link = (await LinkAsync())!;
        Assert.Matches("^/welcome/[A-Za-z0-9_-]{43}$", link.AbsolutePath);
        var browser = service.NewClient(withHeader: false);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(old)).StatusCode);
        var page = await browser.GetStringAsync(link);
        Assert.Contains("Bienvenue", WebUtility.HtmlDecode(page), StringComparison.Ordinal);

        var weak = await browser.PostAsync(link, SignInTests.Form(page, ("email", "root@here.example"), ("name", "Root"), ("organisation", "here"), ("password", "short")));
        Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => service.NewClient().PostAsJsonAsync(
            "/api/v1/people/welcome", new { link = link.ToString(), email = $"root{i}@here.example", name = "Root", organisation = "here", password = RunningService.Password })));

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.Gone, HttpStatusCode.Gone, HttpStatusCode.Gone], taken.Select(response => response.StatusCode).Order());
        Assert.Null(await LinkAsync());
        var admin = await service.SignedInAsync($"root{Array.FindIndex(taken, response => response.IsSuccessStatusCode)}@here.example");
        var people = await RunningService.JsonAsync(await admin.GetAsync("/api/v1/people"));
        Assert.Equal(["operator", "admin"], people[0].GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task The_first_link_is_out_of_date_after_a_day()
    {
        var link = (await LinkAsync())!;
        service.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal(HttpStatusCode.Gone, (await service.NewClient().PostAsJsonAsync("/api/v1/people/welcome", new { link = link.ToString(), email = "root@here.example", name = "Root", organisation = "here", password = RunningService.Password })).StatusCode);
        Assert.NotNull(await LinkAsync());
    }

    [Fact]
    public async Task An_organisation_is_one_however_it_is_written()
    {
        await service.PersonAsync("admin@here.example", "École du Code", Role.Admin, Role.Operator);
        await service.PersonAsync("old@here.example", "ÉCOLE DU CODE", Role.Candidate);
        var admin = await service.SignedInAsync("admin@here.example");

        Assert.Equal("École du Code", await OrganisationAsync("a@here.example", " école du code "));
        Assert.Equal("ÉCOLE DU CODE", await OrganisationAsync("b@here.example", "ÉCOLE DU CODE"));
        Assert.Equal("Elsewhere", await OrganisationAsync("c@here.example", "Elsewhere"));
        Assert.Equal("Elsewhere", await OrganisationAsync("d@here.example", "elsewhere"));

        async Task<string?> OrganisationAsync(string email, string organisation) =>
            (await RunningService.JsonAsync(await admin.PostAsJsonAsync("/api/v1/people", new { email, name = "New", organisation, roles = new[] { "candidate" } }))).GetProperty("person").GetProperty("organisation").GetString();
    }

    [Fact]
    public async Task A_new_link_takes_the_passkeys_away_that_were_there()
    {
        var person = await service.PersonAsync("new@here.example", "here", Role.Candidate);
        var passkeys = service.App.Services.GetRequiredService<PasskeyStore>();
        await passkeys.PutAsync(person.Id, new() { Id = "a2V5", Name = "lost", PublicKey = "cGs", SignCount = 0, IsUserVerified = true, IsBackupEligible = false, IsBackedUp = false, AttestationObject = "YW8", ClientData = "Y2Q", CreatedAt = DateTimeOffset.UnixEpoch }, CancellationToken.None);
        await using var scope = service.App.Services.CreateAsyncScope();
        var link = await scope.ServiceProvider.GetRequiredService<Invitations>().NewAsync(person.Id, CancellationToken.None);
        Assert.Single(await passkeys.ListAsync(person.Id, CancellationToken.None));

        Assert.Equal(HttpStatusCode.NoContent, (await service.NewClient().PostAsJsonAsync("/api/v1/people/welcome", new { link, password = "a wholly new password" })).StatusCode);

        Assert.Empty(await passkeys.ListAsync(person.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Somebody_invited_sets_a_password_and_a_new_invitation_ends_what_was_before()
    {
        await service.PersonAsync("admin@here.example", "here", Role.Admin);
        var admin = await service.SignedInAsync("admin@here.example");
        var created = await RunningService.JsonAsync(await admin.PostAsJsonAsync("/api/v1/people", new { email = "new@here.example", name = "New", roles = new[] { "dpo" } }));
        var id = created.GetProperty("person").GetProperty("id").GetString();
        Assert.False(created.GetProperty("person").GetProperty("hasPassword").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, (await RunningService.SignInAsync(service.NewClient(), "new@here.example")).StatusCode);

        var browser = service.NewClient(withHeader: false);
        var path = created.GetProperty("link").GetString()!;
        var page = await browser.GetStringAsync(path);
        Assert.Contains("new@here.example", page, StringComparison.Ordinal);
        Assert.Equal("/signin", (await browser.PostAsync(path, SignInTests.Form(page, ("password", RunningService.Password)))).Headers.Location?.OriginalString);
        var before = await service.SignedInAsync("new@here.example");

        var again = (await RunningService.JsonAsync(await admin.PostAsync($"/api/v1/people/{id}/invitation", null))).GetProperty("link").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await service.NewClient().PostAsJsonAsync("/api/v1/people/welcome", new { link = again, password = "a wholly new password" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await before.GetAsync("/api/v1/people/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RunningService.SignInAsync(service.NewClient(), "new@here.example")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await RunningService.SignInAsync(service.NewClient(), "new@here.example", "a wholly new password")).StatusCode);
    }

    [Fact]
    public async Task An_administrator_sees_and_manages_the_own_organisation_only()
    {
        await service.PersonAsync("admin@here.example", "here", Role.Admin);
        var stranger = await service.PersonAsync("stranger@elsewhere.example", "elsewhere", Role.Jury);
        var admin = await service.SignedInAsync("admin@here.example");

        var people = await RunningService.JsonAsync(await admin.GetAsync("/api/v1/people"));
        Assert.Equal(["admin@here.example"], people.EnumerateArray().Select(person => person.GetProperty("email").GetString()));
        Assert.All(people[0].EnumerateObject(), property => Assert.Contains(property.Name, (string[])["id", "email", "name", "organisation", "roles", "isDisabled", "hasPassword", "hasSecondFactor", "createdAt", "lastSignInAt"]));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.PutAsJsonAsync($"/api/v1/people/{stranger.Id}/disabled", new { disabled = true })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.PutAsJsonAsync($"/api/v1/people/{stranger.Id}/roles", new { roles = new[] { "admin" } })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.PostAsync($"/api/v1/people/{stranger.Id}/invitation", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsJsonAsync("/api/v1/people", new { email = "spy@elsewhere.example", name = "Spy", organisation = "elsewhere", roles = new[] { "jury" } })).StatusCode);
    }

    [Fact]
    public async Task An_administrator_makes_no_operator_and_takes_none_over()
    {
        var self = await service.PersonAsync("admin@here.example", "here", Role.Admin);
        var operating = await service.PersonAsync("operator@here.example", "here", Role.Operator);
        var admin = await service.SignedInAsync("admin@here.example");

        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PutAsJsonAsync($"/api/v1/people/{self.Id}/roles", new { roles = new[] { "admin", "operator" } })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsJsonAsync("/api/v1/people", new { email = "x@here.example", name = "X", roles = new[] { "operator" } })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsync($"/api/v1/people/{operating.Id}/invitation", null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PutAsJsonAsync($"/api/v1/people/{self.Id}/roles", new { roles = new[] { "jury" } })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PutAsJsonAsync($"/api/v1/people/{self.Id}/disabled", new { disabled = true })).StatusCode);
    }

    [Theory]
    [InlineData("admin@here.example", "Name")]
    [InlineData("ADMIN@HERE.EXAMPLE", "Name")]
    [InlineData("no address", "Name")]
    [InlineData("ok@here.example", " ")]
    [InlineData("ok@here.example", "a\0b")]
    public async Task A_second_account_for_an_address_or_one_without_a_name_is_refused(string email, string name)
    {
        await service.PersonAsync("admin@here.example", "here", Role.Admin);
        var admin = await service.SignedInAsync("admin@here.example");

        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsJsonAsync("/api/v1/people", new { email, name, roles = new[] { "jury" } })).StatusCode);
    }

    private async Task<Uri?> LinkAsync()
    {
        await using var scope = service.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstAdmin>().LinkAsync(service.Address, CancellationToken.None);
    }
}
