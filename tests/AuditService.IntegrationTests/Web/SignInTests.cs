using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using AuditService.App.People;
using AuditService.Core.People;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Web;

public sealed class SignInTests : IAsyncLifetime
{
    private const string Email = "alice@here.example";
    private RunningService service = null!;

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task The_right_password_opens_a_session_whose_cookie_no_script_and_no_other_site_gets()
    {
        await service.PersonAsync(Email, "here", Role.Jury);
        var client = service.NewClient();

        var response = await RunningService.SignInAsync(client, " ALICE@here.example".Trim());

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), each => each.StartsWith("audit-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        var me = await RunningService.JsonAsync(await client.GetAsync("/api/v1/people/me"));
        Assert.Equal((Email, "here"), (me.GetProperty("email").GetString(), me.GetProperty("organisation").GetString()));
        Assert.NotEqual(default, me.GetProperty("lastSignInAt").GetDateTimeOffset());
        Assert.Equal(["read", "review"], (await RunningService.JsonAsync(await client.GetAsync("/api/v1/people/me/rights"))).GetProperty("rights").EnumerateArray().Select(right => right.GetString()));
    }

    [Fact]
    public async Task Behind_https_the_cookie_is_bound_to_it_and_to_the_host()
    {
        await using var secure = await RunningService.StartAsync(new() { RequireHttps = true });
        await secure.PersonAsync(Email, "here", Role.Jury);

        var response = await RunningService.SignInAsync(secure.NewClient(), Email);

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), each => each.StartsWith("__Host-audit-session=", StringComparison.Ordinal));
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/;", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(Email, "wrong password entirely")]
    [InlineData("nobody@here.example", RunningService.Password)]
    [InlineData("", "")]
    public async Task Anything_else_is_refused_in_the_same_words(string email, string password)
    {
        await service.PersonAsync(Email, "here", Role.Jury);

        var response = await RunningService.SignInAsync(service.NewClient(), email, password);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("ne va pas", (await RunningService.JsonAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_also_at_the_same_moment_and_a_quarter_of_an_hour_opens_it()
    {
        await service.PersonAsync(Email, "here", Role.Jury);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => RunningService.SignInAsync(service.NewClient(), Email, $"wrong password {i}")));

        Assert.Equal(HttpStatusCode.Unauthorized, (await RunningService.SignInAsync(service.NewClient(), Email)).StatusCode);
        var lockedUntil = await service.Database.ReadAsync(transaction => transaction.Connection!.ExecuteScalarAsync<long>("SELECT locked_until FROM person", transaction: transaction), CancellationToken.None);
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(lockedUntil), service.Clock.GetUtcNow().AddMinutes(14), service.Clock.GetUtcNow().AddMinutes(15));
        await service.Database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync("UPDATE person SET locked_until = locked_until - 900001", transaction: transaction), CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, (await RunningService.SignInAsync(service.NewClient(), Email)).StatusCode);
    }

    [Fact]
    public async Task Whether_an_account_is_there_locked_or_disabled_costs_the_same_hash()
    {
        var hasher = new CountingHasher();
        await using var counted = await RunningService.StartAsync(configure: (builder, _) => builder.Services.AddSingleton<IPasswordHasher<Account>>(hasher));
        foreach (var name in (string[])["there", "locked", "disabled"])
            await counted.PersonAsync(name + "@here.example", "here", Role.Jury);
        await counted.Database.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                "UPDATE person SET locked_until = @until WHERE email LIKE 'locked@%'; UPDATE person SET is_disabled = 1 WHERE email LIKE 'disabled@%'", new { until = counted.Clock.GetUtcNow().AddMinutes(10).ToUnixTimeMilliseconds() }, transaction),
            CancellationToken.None);

        foreach (var name in (string[])["there", "locked", "disabled", "unknown"])
        {
            var before = hasher.Hashes;
            Assert.Equal(HttpStatusCode.Unauthorized, (await RunningService.SignInAsync(counted.NewClient(), name + "@here.example", "wrong password")).StatusCode);
            Assert.Equal((name, 1), (name, hasher.Hashes - before));
        }
    }

    [Fact]
    public async Task Too_many_attempts_are_stopped_by_account_and_by_address()
    {
        await using var strict = await RunningService.StartAsync(new() { SignInsPerAccount = 3, SignInsPerAddress = 5 });
        var client = strict.NewClient();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
            answers.Add((await RunningService.SignInAsync(client, i < 4 ? "one@here.example" : "another@here.example", "wrong password")).StatusCode);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task A_session_ends_when_idle_after_its_longest_time_and_for_every_copy_at_sign_out()
    {
        await service.PersonAsync(Email, "here", Role.Jury);
        var idle = await service.SignedInAsync(Email);
        service.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(idle));

        var busy = await service.SignedInAsync(Email);
        for (var half = 0; half < 23; half++)
        {
            service.Clock.Advance(TimeSpan.FromMinutes(31));
            Assert.Equal(HttpStatusCode.OK, await MeAsync(busy));
        }

        service.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(busy));

        var client = service.NewClient();
        var copy = service.NewClient();
        copy.DefaultRequestHeaders.Add("Cookie", (await RunningService.SignInAsync(client, Email)).Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(copy));
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/api/v1/people/sign-out", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(copy));
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_a_weak_or_guessed_one_is_refused()
    {
        await service.PersonAsync(Email, "here", Role.Jury);
        var (mine, other) = (await service.SignedInAsync(Email), await service.SignedInAsync(Email));

        foreach (var weak in (string[])["short", "alice and a long text", "aaaaaaaaaaaaaaaa", new('x', 300)])
            Assert.Equal(HttpStatusCode.BadRequest, (await mine.PostAsJsonAsync("/api/v1/people/me/password", new { current = RunningService.Password, @new = weak })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await mine.PostAsJsonAsync("/api/v1/people/me/password", new { current = "not this one at all", @new = "a wholly new password" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await mine.PostAsJsonAsync("/api/v1/people/me/password", new { current = RunningService.Password, @new = "a wholly new password" })).StatusCode);

        Assert.Equal(HttpStatusCode.OK, await MeAsync(mine));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(other));
        Assert.Equal(HttpStatusCode.OK, (await RunningService.SignInAsync(service.NewClient(), Email, "a wholly new password")).StatusCode);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_by_code_or_by_a_recovery_code_that_works_once()
    {
        await service.PersonAsync(Email, "here", Role.Dpo);
        var client = await service.SignedInAsync(Email);
        var key = (await RunningService.JsonAsync(await client.PostAsync("/api/v1/people/me/authenticator", null))).GetProperty("key").GetString()!;
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync("/api/v1/people/me/authenticator/confirm", new { code = "000000" })).StatusCode);
        var confirmed = await RunningService.JsonAsync(await client.PostAsJsonAsync("/api/v1/people/me/authenticator/confirm", new { code = CodeOf(key) }));
        var recovery = confirmed.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!).ToList();
        Assert.Equal(10, recovery.Distinct().Count());
        Assert.Equal(HttpStatusCode.OK, await MeAsync(client));

        foreach (var (code, expected) in ((object, HttpStatusCode)[])[
            (new { code = CodeOf(key) }, HttpStatusCode.OK), (new { code = "000000" }, HttpStatusCode.Unauthorized), (new { recoveryCode = recovery[0] }, HttpStatusCode.OK), (new { recoveryCode = recovery[0] }, HttpStatusCode.Unauthorized)])
        {
            var again = service.NewClient();
            Assert.True((await RunningService.JsonAsync(await RunningService.SignInAsync(again, Email))).GetProperty("secondFactor").GetBoolean());
            Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(again));
            Assert.Equal(expected, (await again.PostAsJsonAsync("/api/v1/people/second-factor", code)).StatusCode);
            Assert.Equal(expected, await MeAsync(again));
        }

        var stored = await service.Database.ReadAsync(async transaction => string.Join('|', await transaction.Connection!.QueryAsync<string>("SELECT authenticator_key FROM person UNION ALL SELECT hash FROM recovery_code", transaction: transaction)), CancellationToken.None);
        Assert.DoesNotContain(key, stored, StringComparison.OrdinalIgnoreCase);
        Assert.All(recovery, code => Assert.DoesNotContain(code, stored, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_role_that_needs_a_second_factor_counts_only_with_one()
    {
        await using var strict = await RunningService.StartAsync(new() { SecondFactorFor = [Role.Dpo], SignInsPerAccount = 100, SignInsPerAddress = 100 });
        await strict.PersonAsync(Email, "here", Role.Dpo);
        var client = await strict.SignedInAsync(Email);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/v1/people/me/rights")).StatusCode);

        var key = (await RunningService.JsonAsync(await client.PostAsync("/api/v1/people/me/authenticator", null))).GetProperty("key").GetString()!;
        await client.PostAsJsonAsync("/api/v1/people/me/authenticator/confirm", new { code = CodeOf(key) });

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/people/me/rights")).StatusCode);
    }

    [Fact]
    public async Task An_administrator_takes_a_lost_second_factor_away()
    {
        await service.PersonAsync("admin@here.example", "here", Role.Admin);
        var person = await service.PersonAsync(Email, "here", Role.Jury);
        var client = await service.SignedInAsync(Email);
        var key = (await RunningService.JsonAsync(await client.PostAsync("/api/v1/people/me/authenticator", null))).GetProperty("key").GetString()!;
        await client.PostAsJsonAsync("/api/v1/people/me/authenticator/confirm", new { code = CodeOf(key) });

        var removed = await RunningService.JsonAsync(await (await service.SignedInAsync("admin@here.example")).DeleteAsync($"/api/v1/people/{person.Id}/authenticator"));

        Assert.False(removed.GetProperty("hasSecondFactor").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(client));
        Assert.False((await RunningService.JsonAsync(await RunningService.SignInAsync(service.NewClient(), Email))).GetProperty("secondFactor").GetBoolean());
    }

    [Fact]
    public async Task A_disabled_person_is_out_at_once_with_sessions_and_tokens()
    {
        await service.PersonAsync("admin@here.example", "here", Role.Admin);
        var person = await service.PersonAsync(Email, "here", Role.Jury);
        var (session, (token, _)) = (await service.SignedInAsync(Email), await service.TokenAsync(person, Right.Read));
        Assert.Equal(HttpStatusCode.OK, (await token.GetAsync("/api/v1/people/me/rights")).StatusCode);

        var admin = await service.SignedInAsync("admin@here.example");
        Assert.Equal(HttpStatusCode.OK, (await admin.PutAsJsonAsync($"/api/v1/people/{person.Id}/disabled", new { disabled = true })).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(session));
        Assert.Equal(HttpStatusCode.Unauthorized, (await token.GetAsync("/api/v1/people/me/rights")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RunningService.SignInAsync(service.NewClient(), Email)).StatusCode);
    }

    [Theory]
    [InlineData("", "JavaScript")]
    [InlineData("nonsense", "n'ouvre pas de compte")]
    [InlineData("{}", "n'ouvre pas de compte")]
    [InlineData("""{"id":"AA","rawId":"AA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA","userHandle":"AA"}}""", "n'ouvre pas de compte")]
    public async Task What_is_no_answer_of_a_passkey_lets_nobody_in(string credential, string told)
    {
        var browser = service.NewClient(withHeader: false);
        var page = await browser.GetStringAsync("/signin");

        var unasked = await browser.PostAsync("/signin/passkey", Form(page, ("credential", credential)));
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/signin/passkey/options", Form(page))).StatusCode);
        var asked = await browser.PostAsync("/signin/passkey", Form(page, ("credential", credential)));

        foreach (var answer in (HttpResponseMessage[])[unasked, asked])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains(told, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/account")).StatusCode);
    }

    [Theory]
    [InlineData(null, "127.0.0.1")]
    [InlineData("https://audit.example.org", "audit.example.org")]
    public async Task A_passkey_is_asked_for_the_host_of_the_request_or_for_the_one_that_is_set(string? origin, string host)
    {
        await using var behind = await RunningService.StartAsync(new() { Origin = origin });
        var browser = behind.NewClient(withHeader: false);

        var asked = await RunningService.JsonAsync(await browser.PostAsync("/signin/passkey/options", Form(await browser.GetStringAsync("/signin"))));

        Assert.Equal((host, "required"), (asked.GetProperty("rpId").GetString(), asked.GetProperty("userVerification").GetString()));
    }

    [Fact]
    public async Task The_form_signs_in_without_scripts_and_leads_back_within_this_site_only()
    {
        await service.PersonAsync(Email, "here", Role.Jury);
        foreach (var (wanted, reached) in ((string, string)[])[("/account", "/account"), ("https://elsewhere.example/", "/account"), ("//elsewhere.example", "/account"), ("/\\elsewhere.example", "/account"), ("/\t/elsewhere.example", "/account"), ("/a\r\nb: c", "/account"), ("/é", "/account")])
        {
            var browser = service.NewClient(withHeader: false);
            var path = $"/signin?returnUrl={Uri.EscapeDataString(wanted)}";
            var page = await browser.GetStringAsync(path);
            Assert.Contains("<html lang=\"fr\">", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page.Replace("<script type=\"module\" src=\"/passkeys.js\"></script>", "", StringComparison.Ordinal), StringComparison.Ordinal);

            var wrong = await browser.PostAsync(path, Form(page, ("email", Email), ("password", "wrong password")));
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            Assert.Contains("role=\"alert\"", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            var right = await browser.PostAsync(path, Form(page, ("email", Email), ("password", RunningService.Password)));
            Assert.Equal((HttpStatusCode.Redirect, reached), (right.StatusCode, right.Headers.Location?.OriginalString));
            var account = await browser.GetStringAsync("/account");
            Assert.Contains(Email, account, StringComparison.Ordinal);
            Assert.Equal("/signin", (await browser.PostAsync("/signout", Form(account))).Headers.Location?.OriginalString);
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/account")).StatusCode);
        }
    }

    [Fact]
    public async Task Whoever_looks_at_a_page_is_led_to_the_form()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account") { Headers = { { "Accept", "text/html" } } };

        var response = await service.NewClient().SendAsync(request);

        Assert.Equal("/signin?returnUrl=%2Faccount", response.Headers.Location?.OriginalString);
    }

    internal static FormUrlEncodedContent Form(string page, params (string Name, string Value)[] fields)
    {
        const string before = "<input type=\"hidden\" name=\"__RequestVerificationToken\" value=\"";
        var start = page.IndexOf(before, StringComparison.Ordinal) + before.Length;
        Assert.True(start > before.Length, "the form has an antiforgery field");
        return new([new("__RequestVerificationToken", page[start..page.IndexOf('"', start)]), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
    }

    private static async Task<HttpStatusCode> MeAsync(HttpClient client) => (await client.GetAsync("/api/v1/people/me")).StatusCode;

    /// <summary>RFC 6238 with SHA-1, 30 seconds and six digits, on the machine's clock as applications are.</summary>
    internal static string CodeOf(string base32)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(base32.Select(letter => Convert.ToString(alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
        Array.Reverse(step);
#pragma warning disable CA5350 // What authenticator applications do.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0F;
        var number = ((hash[offset] & 0x7F) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("D6");
    }

    private sealed class CountingHasher : IPasswordHasher<Account>
    {
        private readonly Argon2PasswordHasher real = new();

        public int Hashes { get; private set; }

        public string HashPassword(Account user, string password)
        {
            Hashes++;
            return real.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Hashes++;
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
