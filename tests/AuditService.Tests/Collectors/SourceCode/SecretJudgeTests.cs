using System.Buffers.Text;
using System.Text;
using AuditService.Collectors.SourceCode.Secrets;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.SourceCode;

/// <summary>Which values prove a leak, which leave a doubt, and which are none.</summary>
public sealed class SecretJudgeTests
{
    [Theory]
    [InlineData("JWT_SECRET", "sacco_appli_jwt_secret_2031")]
    [InlineData("DB_PASSWORD", "motdepasse2031")]
    [InlineData("SESSION_KEY", "le-chat-de-la-voisine")]
    public void A_word_in_use_is_a_secret(string name, string value) => Assert.True(Used(name, value) >= Observation.Sure);

    [Theory]
    [InlineData("SECRET_KEY", "my_super_secret_key_123")]
    [InlineData("ADMIN_PASSWORD", "admin123")]
    [InlineData("ADMIN_PASSWORD", "password")]
    [InlineData("MINIO_ROOT_PASSWORD", "minioadmin")]
    public void A_word_that_everybody_writes_leaves_a_doubt(string name, string value) => Assert.InRange(Used(name, value)!.Value, 0.3, Observation.Sure - 0.01);

    [Theory]
    [InlineData("SECRET_KEY", "changeme")]
    [InlineData("SECRET_KEY", "your-key-here")]
    [InlineData("SECRET_KEY", "xxxxxxxx")]
    [InlineData("SECRET_KEY", "<secret>")]
    [InlineData("SECRET_KEY", "${SECRET_KEY}")]
    [InlineData("LLM_API_KEY", "not-needed")]
    [InlineData("LLM_API_KEY", "ollama")]
    [InlineData("JWT_SECRET_NAME", "sacco_appli_jwt_secret_2031")]
    [InlineData("KEYCLOAK_REALM", "commune2031")]
    [InlineData("NEXT_PUBLIC_API_KEY", "carte-du-site-2031")]
    [InlineData("CACHE_KEY", "courriers-v2-2031")]
    [InlineData("TOKEN_URL", "https://login.acme.fr/token")]
    public void What_stands_for_a_secret_or_names_another_thing_is_none(string name, string value) => Assert.Null(Used(name, value));

    [Theory]
    [InlineData("service_role", true)]
    [InlineData("anon", false)]
    public void A_published_service_key_leaves_a_doubt_and_the_key_of_visitors_none(string role, bool isTold)
    {
        var token = $"{Base64Url.EncodeToString("{\"alg\":\"HS256\"}"u8)}.{Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{{\"iss\":\"supabase-demo\",\"role\":\"{role}\"}}"))}.c2lnbmF0dXJl";

        var confidence = SecretJudge.Assess(Detector(1), SecretEvidence.Format, "", token, SecretContext.Product);

        Assert.Equal(isTold, confidence is > 0 and < Observation.Sure);
        Assert.Equal(isTold, SecretValue.IsPublishedServiceKey(token));
    }

    [Fact]
    public void A_template_of_settings_may_say_what_it_likes() => Assert.Null(Used("JWT_SECRET", "sacco_appli_jwt_secret_2031", SecretContext.Template));

    [Theory]
    [InlineData("audit", "Vf8kQ2zL", "db", true)]
    [InlineData("audit", "courriers2031", "cluster0.acme.net", true)]
    [InlineData("audit", "courriers", "db", false)]
    [InlineData("postgres", "postgres", "db", false)]
    public void A_common_word_towards_a_machine_nearby_leaves_a_doubt(string user, string password, string host, bool isSure) =>
        Assert.Equal(isSure, SecretJudge.Assess(Detector(0.95), SecretEvidence.Position, user, password, SecretContext.Product, host) >= Observation.Sure);

    [Fact]
    public void What_developers_alone_use_is_no_product() => Assert.Equal(SecretContext.Tests, SecretJudge.ContextOf(".devcontainer/devcontainer.json"));

    private static double? Used(string name, string value, SecretContext context = SecretContext.Product) =>
        SecretJudge.Assess(Detector(0.7), SecretEvidence.Use, name, value, context);

    private static AuditService.Core.Rules.Detector Detector(double confidence) => Some.Detector("x") with { Confidence = confidence };
}
