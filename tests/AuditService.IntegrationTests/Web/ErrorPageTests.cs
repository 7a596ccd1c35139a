using System.Net;
using AuditService.App.People;
using AuditService.Core.People;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.IntegrationTests.Web;

/// <summary>Wrong addresses, refusals and faults: a page for people, problem details for programs.</summary>
public sealed class ErrorPageTests : IAsyncLifetime
{
    private const string Email = "jury@here.example";
    private const string WhatBrowsersTake = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private const string Report = "/api/v1/audits/unknown/report";
    private RunningService service = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        await service.PersonAsync(Email, "here", Role.Jury);
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task The_bare_address_leads_to_the_form_and_after_it_to_the_account()
    {
        var before = await AsBrowser(service.NewClient()).GetAsync("/");
        var after = await AsBrowser(await service.SignedInAsync(Email)).GetAsync("/");

        Assert.Equal("/signin?returnUrl=%2F", before.Headers.Location?.OriginalString);
        Assert.Equal("/account", after.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/nothing/here", "fr", HttpStatusCode.NotFound, "Page introuvable")]
    [InlineData("/nothing/here", "en", HttpStatusCode.NotFound, "Page not found")]
    [InlineData("/people", "fr", HttpStatusCode.Forbidden, "Accès refusé")]
    [InlineData(Report, "en", HttpStatusCode.NotFound, "Page not found")]
    public async Task Whoever_looks_at_pages_is_told_in_a_page(string path, string language, HttpStatusCode status, string title)
    {
        var browser = AsBrowser(await service.SignedInAsync(Email));
        browser.DefaultRequestHeaders.Add("Accept-Language", language);

        var answer = await browser.GetAsync(path);

        Assert.Equal((status, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/\">", page, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self';", string.Join(',', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_problem_details_and_so_does_the_api_in_a_browser()
    {
        var program = await service.SignedInAsync(Email);
        var browser = AsBrowser(await service.SignedInAsync(Email));

        foreach (var (client, path) in ((HttpClient, string)[])[(program, "/nothing/here"), (program, Report), (browser, "/api/v1/nothing"), (browser, "/api/v1/audits/unknown")])
        {
            var answer = await client.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound, "application/problem+json"), (path, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task A_form_that_is_out_of_date_says_so_in_a_page()
    {
        var answer = await AsBrowser(service.NewClient(withHeader: false)).PostAsync("/signin", new FormUrlEncodedContent([new("email", Email)]));

        Assert.Equal((HttpStatusCode.BadRequest, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("rechargez le formulaire", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_ours_gives_a_number_and_nothing_of_its_inside()
    {
        await using var broken = await RunningService.StartAsync(configure: (builder, _) => builder.Services.AddScoped<OwnAccount>(_ => throw new InvalidOperationException("of the inside")));
        await broken.PersonAsync(Email, "here", Role.Jury);
        var jar = new CookieContainer();
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = jar }) { BaseAddress = broken.Address };
        browser.DefaultRequestHeaders.Add("Accept", WhatBrowsersTake);

        // Whoever signs in is noted by what is broken.
        var form = await browser.GetStringAsync("/signin");
        var answer = await browser.PostAsync("/signin", SignInTests.Form(form, ("email", Email), ("password", RunningService.Password)));

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.InternalServerError, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Numéro à donner", page, StringComparison.Ordinal);
        Assert.DoesNotContain("of the inside", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_of_a_mail_leads_a_browser_through_the_form_to_the_report()
    {
        var led = await AsBrowser(service.NewClient()).GetAsync(Report + "?lang=en");
        var program = await service.NewClient().GetAsync(Report);
        var withToken = await AsBrowser(service.WithToken("nonsense")).GetAsync(Report);
        var otherData = await AsBrowser(service.NewClient()).GetAsync("/api/v1/audits/unknown");

        Assert.Equal((HttpStatusCode.Redirect, "/signin?returnUrl=" + Uri.EscapeDataString(Report + "?lang=en")), (led.StatusCode, led.Headers.Location?.OriginalString));
        Assert.All([program, withToken, otherData], answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        var browser = service.NewClient(withHeader: false);
        var form = await browser.GetStringAsync(led.Headers.Location);
        var back = await browser.PostAsync(led.Headers.Location, SignInTests.Form(form, ("email", Email), ("password", RunningService.Password)));
        Assert.Equal(Report + "?lang=en", back.Headers.Location?.OriginalString);
    }

    private static HttpClient AsBrowser(HttpClient client)
    {
        client.DefaultRequestHeaders.Add("Accept", WhatBrowsersTake);
        return client;
    }
}
