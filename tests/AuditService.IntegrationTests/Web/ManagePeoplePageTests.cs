using System.Net;
using System.Text.RegularExpressions;
using AuditService.Core.People;
using Dapper;

namespace AuditService.IntegrationTests.Web;

/// <summary>The people of an organisation by forms alone, as a browser sends them.</summary>
public sealed partial class ManagePeoplePageTests : IAsyncLifetime
{
    private const string Admin = "admin@here.example";
    private RunningService service = null!;

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Somebody_is_invited_by_the_form_with_a_link_that_is_shown_once_and_works()
    {
        await service.PersonAsync(Admin, "here", Role.Admin);
        var browser = await BrowserAsync(Admin);

        var answer = await TextAsync(await browser.PostAsync("/people", SignInTests.Form(await PageAsync(browser), ("email", "anne@here.example"), ("name", "Anne"), ("roles", "Dpo"), ("roles", "Jury"))));

        var link = new Uri(Link().Match(answer).Groups[1].Value);
        Assert.Equal(service.Address.Authority, link.Authority);
        var page = await PageAsync(browser);
        Assert.DoesNotContain("/welcome/", page, StringComparison.Ordinal);
        Assert.Contains("<td>Délégué à la protection des données (DPO), Jury</td>", page, StringComparison.Ordinal);
        Assert.Contains("invitation en attente", page, StringComparison.Ordinal);
        var anne = service.NewClient(withHeader: false);
        var taken = await anne.PostAsync(link, SignInTests.Form(await anne.GetStringAsync(link), ("password", RunningService.Password)));
        Assert.Equal("/signin", taken.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await RunningService.SignInAsync(service.NewClient(), "anne@here.example")).StatusCode);
    }

    [Fact]
    public async Task Somebody_is_disabled_enabled_and_given_a_new_link_by_buttons()
    {
        await service.PersonAsync(Admin, "here", Role.Admin);
        var person = await service.PersonAsync("jury@here.example", "here", Role.Jury);
        var session = await service.SignedInAsync("jury@here.example");
        var browser = await BrowserAsync(Admin);
        var page = await PageAsync(browser);

        Assert.Equal("/people?done=PersonDisabled", (await browser.PostAsync($"/people/{person.Id}/disable", SignInTests.Form(page))).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await session.GetAsync("/account")).StatusCode);
        page = await PageAsync(browser);
        Assert.Contains($"action=\"/people/{person.Id}/enable\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"/people/{person.Id}/disable\"", page, StringComparison.Ordinal);
        Assert.Equal("/people?done=PersonEnabled", (await browser.PostAsync($"/people/{person.Id}/enable", SignInTests.Form(page))).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await RunningService.SignInAsync(service.NewClient(), "jury@here.example")).StatusCode);

        var answer = await TextAsync(await browser.PostAsync($"/people/{person.Id}/invitation", SignInTests.Form(page)));

        Assert.Contains("Lien pour jury@here.example", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await service.NewClient().GetAsync(Link().Match(answer).Groups[1].Value)).StatusCode);
    }

    [Fact]
    public async Task Roles_are_changed_and_a_lost_second_factor_is_taken_away_by_forms()
    {
        await service.PersonAsync(Admin, "here", Role.Admin);
        var person = await service.PersonAsync("jury@here.example", "here", Role.Jury);
        var browser = await BrowserAsync(Admin);
        var page = await PageAsync(browser);
        Assert.Matches($"id=\"roles-{person.Id}-Jury\"[^>]* checked", page);
        Assert.DoesNotContain("second-factor/remove", page, StringComparison.Ordinal);

        var changed = await browser.PostAsync($"/people/{person.Id}/roles", SignInTests.Form(page, ("roles", "Dpo"), ("roles", "Jury")));

        Assert.Equal("/people?done=RolesChanged", changed.Headers.Location?.OriginalString);
        Assert.Contains("<td>Délégué à la protection des données (DPO), Jury</td>", await PageAsync(browser), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"/people/{person.Id}/roles", SignInTests.Form(page, ("roles", "Operator")))).StatusCode);

        await service.Database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync("UPDATE person SET has_second_factor = 1 WHERE id = @Id", new { person.Id }, transaction), CancellationToken.None);
        Assert.Contains($"action=\"/people/{person.Id}/second-factor/remove\"", await PageAsync(browser), StringComparison.Ordinal);
        Assert.Equal("/people?done=SecondFactorTaken", (await browser.PostAsync($"/people/{person.Id}/second-factor/remove", SignInTests.Form(page))).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await RunningService.SignInAsync(service.NewClient(), "jury@here.example")).StatusCode);
    }

    [Fact]
    public async Task An_administrator_sees_and_reaches_only_their_organisation_and_makes_no_operator()
    {
        var self = await service.PersonAsync(Admin, "here", Role.Admin);
        var stranger = await service.PersonAsync("stranger@elsewhere.example", "elsewhere", Role.Jury);
        var browser = await BrowserAsync(Admin);
        var page = await PageAsync(browser);
        Assert.DoesNotContain("stranger@", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"Operator\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"organisation\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/people/{self.Id}/", page, StringComparison.Ordinal);

        foreach (var (path, status) in ((string, HttpStatusCode)[])[($"/people/{stranger.Id}/disable", HttpStatusCode.NotFound), ($"/people/{stranger.Id}/invitation", HttpStatusCode.NotFound), ($"/people/{self.Id}/disable", HttpStatusCode.BadRequest)])
            Assert.Equal((path, status), (path, (await browser.PostAsync(path, SignInTests.Form(page))).StatusCode));
        foreach (var (field, value) in ((string, string)[])[("roles", "Operator"), ("organisation", "elsewhere")])
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/people", SignInTests.Form(page, ("email", "x@here.example"), ("name", "X"), (field, value)))).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await RunningService.SignInAsync(service.NewClient(), "stranger@elsewhere.example")).StatusCode);
        Assert.DoesNotContain("x@here.example", await PageAsync(browser), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no address", "Anne", "invite-email")]
    [InlineData(Admin, "Anne", "invite-email")]
    [InlineData("anne@here.example", " ", "invite-name")]
    public async Task A_refused_invitation_leads_to_its_field_and_keeps_what_was_typed(string email, string name, string id)
    {
        await service.PersonAsync(Admin, "here", Role.Admin);
        var browser = await BrowserAsync(Admin);

        var answer = await browser.PostAsync("/people", SignInTests.Form(await PageAsync(browser), ("email", email), ("name", name), ("roles", "Jury")));

        var page = await TextAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Matches($"<a href=\"#{id}\">", page);
        Assert.Contains($"value=\"{email}\"", page, StringComparison.Ordinal);
        Assert.Matches("value=\"Jury\" checked", page);
    }

    private async Task<HttpClient> BrowserAsync(string email)
    {
        var browser = await service.SignedInAsync(email);
        browser.DefaultRequestHeaders.Remove("X-AuditService");
        return browser;
    }

    private static async Task<string> PageAsync(HttpClient browser) => WebUtility.HtmlDecode(await browser.GetStringAsync("/people"));

    private static async Task<string> TextAsync(HttpResponseMessage response) => WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

    [GeneratedRegex("<pre><code>(http://[^<]+/welcome/[A-Za-z0-9_-]{43})</code></pre>")]
    private static partial Regex Link();
}
