using System.Net;
using System.Text.RegularExpressions;
using AuditService.Core;
using AuditService.Core.People;
using AuditService.Web.People;

namespace AuditService.IntegrationTests.Web;

/// <summary>One's own account by forms alone, as a browser sends them.</summary>
public sealed partial class AccountPageTests : IAsyncLifetime
{
    private const string Email = "alice@here.example";
    private const string NewPassword = "a wholly new password";
    private RunningService service = null!;

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_token_made_by_the_form_is_shown_once_with_the_line_to_paste_works_and_is_revoked_by_its_button()
    {
        await service.PersonAsync(Email, "here", Role.Candidate);
        var browser = await BrowserAsync(Email);
        var page = await PageAsync(browser);

        var answer = await TextAsync(await browser.PostAsync("/account/tokens", SignInTests.Form(page, ("name", "portable"), ("scopes", "Read"), ("scopes", "Submit"), ("days", "7"))));

        var secret = Secret().Match(answer).Value;
        Assert.Contains($"audit submit DOSSIER --server {service.Address.ToString().TrimEnd('/')} --token {secret}<", answer, StringComparison.Ordinal);
        var program = service.WithToken(secret);
        var rights = await RunningService.JsonAsync(await program.GetAsync("/api/v1/people/me/rights"));
        Assert.Equal(["read", "submit"], rights.GetProperty("rights").EnumerateArray().Select(right => right.GetString()));
        page = await PageAsync(browser);
        Assert.DoesNotContain("aud_", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">portable</th>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<td>jamais</td>", page, StringComparison.Ordinal);

        var revoked = await browser.PostAsync(RevokePath().Match(page).Value, SignInTests.Form(page));

        Assert.Equal((HttpStatusCode.Redirect, "/account?done=TokenRevoked"), (revoked.StatusCode, revoked.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/people/me/rights")).StatusCode);
        Assert.DoesNotContain("portable", await PageAsync(browser), StringComparison.Ordinal);
        Assert.Contains("<p role=\"status\">Le jeton est révoqué.</p>", await PageAsync(browser, "/account?done=TokenRevoked"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_scopes_of_one_s_own_roles_are_offered_and_no_other_is_given_though_it_is_sent()
    {
        await service.PersonAsync(Email, "here", Role.Jury, Role.Admin);
        var browser = await BrowserAsync(Email);
        var page = await PageAsync(browser);
        Assert.Equal(["Read", "Review"], Scopes().Matches(page).Select(match => match.Groups[1].Value));

        foreach (var scope in (string[])["Submit", "Operate", "Administer", "Nonsense"])
        {
            var answer = await browser.PostAsync("/account/tokens", SignInTests.Form(page, ("name", "too much"), ("scopes", scope), ("days", "7")));
            Assert.Equal((scope, HttpStatusCode.BadRequest), (scope, answer.StatusCode));
            Assert.DoesNotContain("aud_", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("too much", await PageAsync(browser), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/tokens", "name", " ", "token-name")]
    [InlineData("/account/tokens", "days", "400", "token-days")]
    [InlineData("/account/tokens", "days", "soon", "token-days")]
    [InlineData("/account/tokens", "scopes", "", "token-scopes")]
    [InlineData("/account/second-factor/confirm", "code", "000000", "factor-code")]
    [InlineData("/account/password", "current", "not this one at all", "password-current")]
    [InlineData("/account/password", "wanted", "short", "password-wanted")]
    public async Task What_is_wrong_is_said_at_the_top_and_leads_to_its_field(string path, string field, string value, string id)
    {
        await service.PersonAsync(Email, "here", Role.Candidate);
        var browser = await BrowserAsync(Email);
        Dictionary<string, string> sent = new() { ["name"] = "my laptop", ["scopes"] = "Read", ["days"] = "7", ["current"] = RunningService.Password, ["wanted"] = NewPassword, [field] = value };

        var answer = await browser.PostAsync(path, SignInTests.Form(await PageAsync(browser), [.. sent.Select(pair => (pair.Key, pair.Value))]));

        var page = await TextAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<title>Erreur – ", page, StringComparison.Ordinal);
        Assert.Matches($"<p id=\"error\" role=\"alert\">\\s*<a href=\"#{id}\">", page);
        Assert.Matches($"<(input|fieldset) id=\"{id}\"[^>]* aria-describedby=\"error\"", page);
        if (path == "/account/tokens" && field != "name")
            Assert.Contains("value=\"my laptop\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningService.Password, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/tokens")]
    [InlineData("/account/password")]
    [InlineData("/account/second-factor")]
    [InlineData("/account/passkeys")]
    [InlineData("/account/passkeys/options")]
    [InlineData("/people")]
    public async Task A_form_that_is_not_from_our_page_for_this_person_changes_nothing(string path)
    {
        await service.PersonAsync(Email, "here", Role.Candidate, Role.Admin);
        await service.PersonAsync("mallory@here.example", "here", Role.Candidate, Role.Admin);
        var (browser, mallory) = (await BrowserAsync(Email), await BrowserAsync("mallory@here.example"));
        (string, string)[] fields = [("name", "forged"), ("scopes", "Read"), ("days", "7"), ("email", "new@here.example"), ("roles", "Jury"), ("current", RunningService.Password), ("wanted", NewPassword)];
        var foreign = SignInTests.Form(await PageAsync(mallory), fields);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2))))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(path, foreign)).StatusCode);

        Assert.DoesNotContain("forged", await PageAsync(browser) + await PageAsync(browser, "/people"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await RunningService.SignInAsync(service.NewClient(), Email)).StatusCode);
    }

    [Fact]
    public async Task Another_person_s_token_cannot_be_revoked()
    {
        await service.PersonAsync(Email, "here", Role.Candidate);
        var (program, token) = await service.TokenAsync(await service.PersonAsync("bob@here.example", "here", Role.Candidate), Right.Read);
        var browser = await BrowserAsync(Email);

        var answer = await browser.PostAsync($"/account/tokens/{token.Id}/revoke", SignInTests.Form(await PageAsync(browser)));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/people/me/rights")).StatusCode);
    }

    [Fact]
    public async Task A_second_factor_is_set_up_and_removed_by_forms_and_its_secrets_are_shown_once()
    {
        await service.PersonAsync(Email, "here", Role.Dpo);
        var browser = await BrowserAsync(Email);

        var started = await TextAsync(await browser.PostAsync("/account/second-factor", SignInTests.Form(await PageAsync(browser))));
        var key = Key().Match(started).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains($"href=\"otpauth://totp/AuditService:alice%40here.example?secret={key}&issuer=AuditService&digits=6\"", started, StringComparison.Ordinal);
        var wrong = await TextAsync(await browser.PostAsync("/account/second-factor/confirm", SignInTests.Form(started, ("code", "000000"))));
        Assert.Contains("id=\"factor-code\"", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain(key, wrong.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.False(await AsksForCodeAsync());

        var confirmed = await TextAsync(await browser.PostAsync("/account/second-factor/confirm", SignInTests.Form(wrong, ("code", SignInTests.CodeOf(key).Insert(3, " ")))));
        var codes = RecoveryCodes().Matches(confirmed).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(10, codes.Distinct().Count());
        Assert.True(await AsksForCodeAsync());
        var page = await PageAsync(browser);
        Assert.DoesNotContain(codes[0], page, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/account/second-factor/remove", SignInTests.Form(page, ("password", "not this one at all")))).StatusCode);
        Assert.True(await AsksForCodeAsync());
        Assert.Equal("/account?done=SecondFactorRemoved", (await browser.PostAsync("/account/second-factor/remove", SignInTests.Form(page, ("password", RunningService.Password)))).Headers.Location?.OriginalString);
        Assert.False(await AsksForCodeAsync());

        async Task<bool> AsksForCodeAsync() => (await RunningService.JsonAsync(await RunningService.SignInAsync(service.NewClient(), Email))).GetProperty("secondFactor").GetBoolean();
    }

    [Fact]
    public async Task A_role_that_waits_for_a_second_factor_is_named_as_such_and_gives_no_scope_until_then()
    {
        await using var strict = await RunningService.StartAsync(new() { SecondFactorFor = [Role.Dpo], SignInsPerAccount = 100, SignInsPerAddress = 100 });
        await strict.PersonAsync(Email, "here", Role.Dpo);
        var browser = await strict.SignedInAsync(Email);
        var page = await PageAsync(browser);
        Assert.Contains("ne compte qu'avec un second facteur", page, StringComparison.Ordinal);
        Assert.Empty(Scopes().Matches(page));

        var started = await TextAsync(await browser.PostAsync("/account/second-factor", SignInTests.Form(page)));
        var confirmed = await TextAsync(await browser.PostAsync("/account/second-factor/confirm", SignInTests.Form(started, ("code", SignInTests.CodeOf(Key().Match(started).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal))))));

        Assert.DoesNotContain("ne compte qu'avec un second facteur", confirmed, StringComparison.Ordinal);
        Assert.Equal(["Read", "Review"], Scopes().Matches(confirmed).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task The_password_is_changed_by_the_form_and_other_sessions_end()
    {
        await service.PersonAsync(Email, "here", Role.Jury);
        var (browser, other) = (await BrowserAsync(Email), await BrowserAsync(Email));

        var changed = await browser.PostAsync("/account/password", SignInTests.Form(await PageAsync(browser), ("current", RunningService.Password), ("wanted", NewPassword)));

        Assert.Equal("/account?done=PasswordChanged", changed.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await RunningService.SignInAsync(service.NewClient(), Email, NewPassword)).StatusCode);
    }

    [Fact]
    public async Task A_name_with_markup_in_it_stays_text()
    {
        const string markup = "\"><img src=x onerror=alert(1)>";
        await service.PersonAsync($"{markup}@here.example", "here", Role.Candidate, Role.Admin);
        var browser = await BrowserAsync($"{markup}@here.example");

        var answer = await browser.PostAsync("/account/tokens", SignInTests.Form(await PageAsync(browser), ("name", markup), ("scopes", "Read"), ("days", "7")));
        var wrong = await browser.PostAsync("/account/tokens", SignInTests.Form(await PageAsync(browser), ("name", markup), ("days", "7")));

        foreach (var page in (string[])[await answer.Content.ReadAsStringAsync(), await wrong.Content.ReadAsStringAsync(), await browser.GetStringAsync("/account"), await browser.GetStringAsync("/people")])
        {
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.Contains("&lt;img", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fr", "Exploitant du service", "Jetons d'API")]
    [InlineData("en", "Operator of the service", "API tokens")]
    public async Task The_pages_speak_the_reader_s_language_and_carry_no_inline_script_and_no_inline_style(string language, string role, string heading)
    {
        await service.PersonAsync(Email, "here", Role.Operator, Role.Admin);
        var browser = await BrowserAsync(Email);
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        var (account, people) = (await PageAsync(browser), await PageAsync(browser, "/people"));

        Assert.Contains($"<dd>{role}</dd>", account, StringComparison.Ordinal);
        Assert.Contains($">{heading}</h2>", account, StringComparison.Ordinal);
        foreach (var page in (string[])[account, people])
        {
            Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page.Replace("<script type=\"module\" src=\"/passkeys.js\"></script>", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_role_and_right_has_its_own_words_in_both_languages()
    {
        LocalizedText[] words = [.. Enum.GetValues<Role>().Select(PeopleWords.Of), .. Enum.GetValues<Right>().Select(PeopleWords.Of), .. Enum.GetValues<Done>().Select(PeopleWords.Of)];

        Assert.Equal(words.Length, words.Select(word => word.Fr).Distinct().Count());
        Assert.Equal(words.Length, words.Select(word => word.En).Distinct().Count());
    }

    [Theory]
    [InlineData("/account/tokens", "/account")]
    [InlineData("/account/second-factor/confirm", "/account")]
    [InlineData("/people/some/invitation", "/people")]
    public async Task The_address_of_an_answer_typed_again_leads_to_the_page(string path, string page)
    {
        await service.PersonAsync(Email, "here", Role.Admin);

        Assert.Equal(page, (await (await BrowserAsync(Email)).GetAsync(path)).Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("text/plain", "name=x")]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data; boundary=x", "nonsense")]
    public async Task What_is_no_form_is_the_sender_s_mistake(string type, string body)
    {
        await service.PersonAsync(Email, "here", Role.Candidate);
        var program = await service.SignedInAsync(Email);

        foreach (var client in (HttpClient[])[program, await BrowserAsync(Email)])
        {
            foreach (var path in (string[])["/account/tokens", "/signin"])
                Assert.InRange((int)(await client.PostAsync(path, new StringContent(body, System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type)))).StatusCode, 400, 499);
        }
    }

    /// <summary>Somebody signed in who sends what a browser sends: cookies and forms, no header of programs.</summary>
    private async Task<HttpClient> BrowserAsync(string email)
    {
        var browser = await service.SignedInAsync(email);
        browser.DefaultRequestHeaders.Remove("X-AuditService");
        return browser;
    }

    private static async Task<string> PageAsync(HttpClient browser, string path = "/account") => WebUtility.HtmlDecode(await browser.GetStringAsync(path));

    private static async Task<string> TextAsync(HttpResponseMessage response) => WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

    [GeneratedRegex("aud_[A-Za-z0-9_-]{43}")]
    private static partial Regex Secret();

    [GeneratedRegex("/account/tokens/[0-9a-f]{32}/revoke")]
    private static partial Regex RevokePath();

    [GeneratedRegex("name=\"scopes\" type=\"checkbox\" value=\"([A-Za-z]+)\"")]
    private static partial Regex Scopes();

    [GeneratedRegex("<pre><code>((?:[A-Z2-7]{4} ?)+)</code></pre>")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>([^<]+)</code></li>")]
    private static partial Regex RecoveryCodes();
}
