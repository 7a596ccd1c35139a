using AuditService.Collectors.SourceCode;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.SourceCode;

public sealed class OpenDatabasesTests
{
    [Theory]
    [InlineData("services:\n  db:\n    image: postgres:16\n    environment:\n      - POSTGRES_PASSWORD=postgres\n    ports:\n      - 5432:5432\n", 5)]
    [InlineData("services:\n  db:\n    ports: [\"5432:5432\"]\n    environment:\n      POSTGRES_PASSWORD: \"postgres\"\n", 5)]
    [InlineData("version: '3'\n\nservices:\n  es:\n    ports:\n    - 9200:9200\n    environment:\n    - xpack.security.enabled=false\n", 8)]
    public void A_known_password_behind_a_published_port_is_proven(string compose, int line)
    {
        var sighting = Assert.Single(Scan(compose));
        Assert.Equal(line, sighting.Line);
        Assert.True(sighting.Confidence >= Observation.Sure);
    }

    [Theory]
    [InlineData("services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=postgres\n  web:\n    ports:\n      - 80:80\n")]
    [InlineData("services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=postgres\n    ports:\n      - 127.0.0.1:5432:5432\n")]
    public void Without_a_port_of_its_own_a_person_weighs_it(string compose) => Assert.True(Assert.Single(Scan(compose)).Confidence < Observation.Sure);

    [Theory]
    [InlineData("services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=${POSTGRES_PASSWORD}\n    ports:\n      - 5432:5432\n")]
    [InlineData("services:\n  db:\n    environment:\n      # - POSTGRES_PASSWORD=postgres\n      POSTGRES_PASSWORD_FILE: /run/secrets/postgres\n    ports:\n      - 5432:5432\n")]
    [InlineData("services:\n  es:\n    environment:\n      - xpack.security.enabled=true\n    ports:\n      - 9200:9200\n")]
    [InlineData("volumes:\n  db:\n")]
    [InlineData("")]
    public void A_password_of_its_own_is_none(string compose) => Assert.Empty(Scan(compose));

    private static Sighting[] Scan(string compose) => [.. OpenDatabases.Scan(new SourceText("docker-compose.yml", compose, "yaml", "compose", AuditService.Core.Rules.DetectIn.Configuration))];
}
