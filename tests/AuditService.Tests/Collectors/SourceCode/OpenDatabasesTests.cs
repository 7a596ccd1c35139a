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

    [Theory]
    [InlineData("services:\n  m:\n    image: mongo:6.0.4\n    ports: [\"27017:27017\"]\n", 3)]
    [InlineData("services:\n  r:\n    image: redis:7.2.4-alpine\n    ports:\n      - 6379:6379\n", 3)]
    [InlineData("services:\n  es:\n    image: \"elasticsearch:7.6.2\"\n    ports: [\"9200:9200\"]\n    environment:\n      - discovery.type=single-node\n", 3)]
    [InlineData("services:\n  es:\n    ports: [\"9200:9200\"]\n    image: docker.elastic.co/elasticsearch/elasticsearch:7.17.0\n", 4)]
    public void A_published_image_that_asks_for_nothing_by_default_is_proven(string compose, int line)
    {
        var sighting = Assert.Single(Scan(compose));
        Assert.Equal(line, sighting.Line);
        Assert.True(sighting.Confidence >= Observation.Sure);
    }

    [Theory]
    [InlineData("services:\n  m:\n    image: mongo:6.0.4\n    env_file: .env\n    ports: [\"27017:27017\"]\n")]
    [InlineData("services:\n  r:\n    image: redis:7\n    command: redis-server /etc/redis/redis.conf\n    ports:\n      - 6379:6379\n")]
    public void Where_the_password_may_come_from_another_file_a_person_weighs_it(string compose) => Assert.True(Assert.Single(Scan(compose)).Confidence < Observation.Sure);

    [Theory]
    [InlineData("services:\n  m:\n    image: mongo:6.0.4\n    environment:\n      MONGO_INITDB_ROOT_PASSWORD: ${MONGO_PASSWORD:?}\n    ports: [\"27017:27017\"]\n")]
    [InlineData("services:\n  r:\n    image: redis:7\n    command: redis-server --requirepass ${REDIS_PASSWORD}\n    ports:\n      - 6379:6379\n")]
    [InlineData("services:\n  r:\n    image: redis:7\n")]
    [InlineData("services:\n  r:\n    image: redis:7\n    ports:\n      - 127.0.0.1:6379:6379\n")]
    [InlineData("services:\n  es:\n    image: elasticsearch:8.11.0\n    ports: [\"9200:9200\"]\n")]
    [InlineData("services:\n  ui:\n    image: mongo-express:1.0\n    ports: [\"8081:8081\"]\n")]
    public void An_image_that_is_closed_or_not_published_is_none(string compose) => Assert.Empty(Scan(compose));

    [Theory]
    [InlineData("x-env: &env\n  POSTGRES_PASSWORD: postgres\nservices:\n  db:\n    environment:\n      <<: *env\n    ports: [\"5432:5432\"]\n")]
    [InlineData("services: {db: {image: 'postgres:16', environment: {POSTGRES_PASSWORD: postgres}, ports: ['5432:5432']}}\n")]
    [InlineData("services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: >-\n        postgres\n    ports:\n      - target: 5432\n        published: 5432\n")]
    [InlineData("services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${PASSWORD:-postgres}\n    network_mode: host\n")]
    [InlineData("services:\n  graph:\n    environment:\n      - NEO4J_AUTH=neo4j/password\n    ports:\n      - 7687:7687\n")]
    [InlineData("'services':\n    'db':\n        \"environment\": [\"POSTGRES_HOST_AUTH_METHOD=trust\"]\n        ports:\n        - 0.0.0.0:5432:5432\n")]
    public void However_the_file_is_written_its_values_are_what_compose_would_read(string compose) => Assert.True(Assert.Single(Scan(compose)).Confidence >= Observation.Sure);

    [Theory]
    [InlineData("services:\n  web:\n    command: >\n      sh -c 'echo POSTGRES_PASSWORD=postgres'\n    ports: [\"80:80\"]\n")]
    [InlineData("services:\n  db:\n    labels:\n      POSTGRES_PASSWORD: postgres\n    ports: [\"5432:5432\"]\n")]
    [InlineData("services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres of a longer phrase\n    ports: [\"5432:5432\"]\n")]
    [InlineData("services:\n  graph:\n    environment:\n      NEO4J_AUTH: neo4j/${NEO4J_PASSWORD}\n    ports: [\"7687:7687\"]\n")]
    public void What_only_looks_like_a_variable_of_the_service_is_none(string compose) => Assert.Empty(Scan(compose));

    private static Sighting[] Scan(string compose) => [.. OpenDatabases.Scan(new SourceText("docker-compose.yml", compose, "yaml", "compose", AuditService.Core.Rules.DetectIn.Configuration))];
}
