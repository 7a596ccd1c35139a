using System.Text.Json;
using AuditService.Core.People;

namespace AuditService.IntegrationTests.Web;

/// <summary>The OpenAPI document, from which others make their programs.</summary>
public sealed class ApiDescriptionTests : IAsyncLifetime
{
    /// <summary>Written by hand, apart from the code that answers: all others answer 200.</summary>
    private static readonly Dictionary<string, string[]> Answers = new(StringComparer.Ordinal)
    {
        ["post /api/v1/people/welcome"] = ["204"],
        ["post /api/v1/people/sign-out"] = ["204"],
        ["post /api/v1/people/me/password"] = ["204"],
        ["post /api/v1/people/me/authenticator/remove"] = ["204"],
        ["post /api/v1/people/me/tokens"] = ["201"],
        ["delete /api/v1/people/me/tokens/{id}"] = ["204"],
        ["post /api/v1/people"] = ["201"],
        ["post /api/v1/projects"] = ["201"],
        ["post /api/v1/projects/{id}/submissions"] = ["200", "202"],
        ["post /api/v1/projects/{id}/submissions/folder"] = ["200", "202"],
        ["post /api/v1/projects/{id}/runs"] = ["200", "202"],
        ["delete /api/v1/runs/{id}"] = ["202"],
        ["post /api/v1/projects/{project}/findings/{findingId}/reviews"] = ["201"],
        ["post /api/v1/projects/{project}/risks/{risk}/ratings"] = ["201"],
    };

    private static readonly string[] ForAnybody = ["post /api/v1/people/sign-in", "post /api/v1/people/second-factor", "post /api/v1/people/welcome"];

    private RunningService service = null!;
    private JsonElement document;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync();
        await service.PersonAsync("jury@here.example", "here", Role.Jury);
        document = await RunningService.JsonAsync(await (await service.SignedInAsync("jury@here.example")).GetAsync("/openapi/v1.json"));
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public void Every_operation_says_what_it_is_for_what_it_answers_and_who_may_ask()
    {
        Assert.All(Operations(), operation =>
        {
            var (name, description) = operation;
            var responses = description.GetProperty("responses");
            Assert.NotEqual("", description.GetProperty("summary").GetString());
            Assert.Equal(Answers.GetValueOrDefault(name, ["200"]), responses.EnumerateObject().Select(response => response.Name).Where(status => status[0] == '2').Order());
            Assert.All(responses.EnumerateObject().Where(response => response.Name is "200" or "201"), response => Assert.True(HasSchema(response.Value), $"{response.Name} has no schema"));
            Assert.True(responses.TryGetProperty("429", out _), "no 429");
            Assert.Equal(name != "post /api/v1/people/welcome", responses.TryGetProperty("401", out _));
            Assert.Equal(!ForAnybody.Contains(name), responses.TryGetProperty("403", out _));
            Assert.Equal(!ForAnybody.Contains(name), description.TryGetProperty("security", out var security) && security.GetArrayLength() > 0);
            Assert.True(!name.Contains('{') || responses.TryGetProperty("404", out _), "no 404");
            Assert.True(!description.TryGetProperty("requestBody", out _) || (responses.TryGetProperty("400", out _) && responses.TryGetProperty("413", out _)), "no 400 or 413");
        });
    }

    [Fact]
    public void A_token_opens_what_is_no_account_and_a_session_opens_all()
    {
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        var operations = Operations().ToDictionary(operation => operation.Name, operation => operation.Description, StringComparer.Ordinal);

        Assert.Equal(("http", "bearer"), (schemes.GetProperty("token").GetProperty("type").GetString(), schemes.GetProperty("token").GetProperty("scheme").GetString()));
        Assert.Equal(("cookie", "audit-session"), (schemes.GetProperty("session").GetProperty("in").GetString(), schemes.GetProperty("session").GetProperty("name").GetString()));
        Assert.Equal(["token", "session"], SchemesOf("get /api/v1/audits/{id}/findings"));
        Assert.Equal(["session"], SchemesOf("post /api/v1/people/me/tokens"));
        Assert.Equal(["session"], SchemesOf("get /api/v1/people"));

        IEnumerable<string> SchemesOf(string name) => operations[name].GetProperty("security").EnumerateArray().SelectMany(requirement => requirement.EnumerateObject()).Select(scheme => scheme.Name);
    }

    [Fact]
    public void Submissions_tell_of_the_key_that_repeats_them_and_of_mistakes_to_mend()
    {
        foreach (var (name, description) in Operations().Where(operation => operation.Name.Contains("/submissions", StringComparison.Ordinal)))
        {
            var key = Assert.Single(description.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key");
            Assert.Equal((name, "header"), (name, key.GetProperty("in").GetString()));
            Assert.True(description.GetProperty("responses").TryGetProperty("422", out _), name);
            Assert.True(description.GetProperty("responses").TryGetProperty("409", out _), name);
        }
    }

    private List<(string Name, JsonElement Description)> Operations()
    {
        List<(string, JsonElement)> operations = [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => ($"{operation.Name} {path.Name}", operation.Value)))];
        Assert.True(operations.Count > 40);
        return operations;
    }

    private static bool HasSchema(JsonElement response) =>
        response.TryGetProperty("content", out var content) && content.EnumerateObject().All(each => each.Value.TryGetProperty("schema", out _)) && content.EnumerateObject().Any();
}
