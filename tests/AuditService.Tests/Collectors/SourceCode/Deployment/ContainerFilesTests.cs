using AuditService.Authoring.Deployments;
using AuditService.Collectors.SourceCode;
using AuditService.Collectors.SourceCode.Dependencies.Advisories;
using AuditService.Collectors.SourceCode.Deployment;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors.SourceCode.Deployment;

public sealed class ContainerFilesTests
{
    [Theory]
    [InlineData("FROM python:3.8-slim")]
    [InlineData("FROM docker.io/library/node:16")]
    [InlineData("FROM --platform=linux/amd64 python:3.11-buster AS build")]
    [InlineData("ARG V=3.7\nFROM python:${V}")]
    [InlineData("FROM nvidia/cuda:11.8.0-base-ubuntu18.04")]
    [InlineData("FROM mcr.microsoft.com/dotnet/aspnet:6.0")]
    public void A_base_that_nobody_mends_is_sure(string dockerfile) => Assert.True(Assert.Single(Docker(dockerfile, DeploymentFacts.EndedImages)).Confidence >= Observation.Sure);

    [Theory]
    [InlineData("FROM python:3.13-slim")]
    [InlineData("FROM python:3.80")]
    [InlineData("FROM node:24")]
    [InlineData("FROM acme/python:3.8")]
    [InlineData("FROM python")]
    [InlineData("# FROM python:3.8")]
    [InlineData("FROM alpine:3.22 AS python:3.8\nFROM python:3.8")]
    public void A_base_that_is_followed_or_unknown_is_none(string dockerfile) => Assert.Empty(Docker(dockerfile, DeploymentFacts.EndedImages));

    [Theory]
    [InlineData("FROM a:1\nENV DB_PASSWORD=S3cur3-p!4ss")]
    [InlineData("FROM a:1\nENV A=1 \\\n    API_KEY=S3cur3-p!4ss")]
    [InlineData("FROM a:1\nENV API_TOKEN S3cur3-p!4ss")]
    [InlineData("FROM a:1\nARG GITHUB_TOKEN")]
    [InlineData("FROM a:1\nARG KEY\nENV OPENAI_API_KEY=$KEY")]
    public void A_secret_of_an_image_is_sure_and_masked(string dockerfile)
    {
        var sighting = Assert.Single(Docker(dockerfile, DeploymentFacts.BuildSecrets));

        Assert.True(sighting.Confidence >= Observation.Sure);
        Assert.DoesNotContain("S3cur3", sighting.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FROM a:1\nENV MAX_TOKENS=400")]
    [InlineData("FROM a:1\nENV DB_PASSWORD_FILE=/run/secrets/db")]
    [InlineData("FROM a:1\nENV DB_PASSWORD=")]
    [InlineData("FROM a:1\n# ENV DB_PASSWORD=S3cur3-p!4ss")]
    [InlineData("FROM a:1\nRUN <<EOF\nENV DB_PASSWORD=S3cur3-p!4ss\nEOF")]
    public void What_holds_no_secret_is_none(string dockerfile) => Assert.Empty(Docker(dockerfile, DeploymentFacts.BuildSecrets));

    [Fact]
    public void A_whole_folder_is_copied_unless_an_ignore_file_stands_there()
    {
        Assert.Single(Settled("FROM a:1\nCOPY . /app", "api/main.py"));
        Assert.Single(Settled("FROM a:1\nCOPY . /app", "other/.dockerignore"));
        Assert.Empty(Settled("FROM a:1\nCOPY . /app", ".dockerignore"));
        Assert.Empty(Settled("FROM a:1\nCOPY . /app", "api/.dockerignore"));
        Assert.Empty(Settled("FROM a:1\nCOPY . /app", "api/Dockerfile.dockerignore"));
    }

    [Theory]
    [InlineData("FROM a:1\nCOPY src/ /app")]
    [InlineData("FROM a:1\nCOPY --from=build . /app")]
    [InlineData("FROM a:1\n# COPY . /app")]
    public void A_chosen_folder_is_none(string dockerfile) => Assert.Empty(Docker(dockerfile, DeploymentFacts.WholeFolders));

    [Theory]
    [InlineData("ports: ['5432:5432']")]
    [InlineData("ports: ['${PORT:-15432}:5432']")]
    [InlineData("ports: ['0.0.0.0:6379:6379']")]
    [InlineData("ports: [{ target: 27017, published: 27017 }]")]
    [InlineData("ports: ['11434:11434/tcp']")]
    public void An_inner_port_open_to_all_is_sure(string ports) => Assert.True(Assert.Single(Compose(ports, DeploymentFacts.PublishedPorts)).Confidence >= Observation.Sure);

    [Theory]
    [InlineData("ports: ['127.0.0.1:5432:5432']")]
    [InlineData("ports: ['[::1]:5432:5432']")]
    [InlineData("ports: [{ target: 5432, published: 5432, host_ip: 127.0.0.1 }]")]
    [InlineData("expose: ['5432']")]
    [InlineData("ports: ['5432:8000']")]
    [InlineData("# ports: ['5432:5432']")]
    public void A_port_that_stays_inside_is_none(string ports) => Assert.Empty(Compose(ports, DeploymentFacts.PublishedPorts));

    [Theory]
    [InlineData("mem_limit: 1g", 1)]
    [InlineData("mem_limit: 1g\n    security_opt: [no-new-privileges:true]", 0)]
    [InlineData("deploy: { resources: { limits: { memory: 1G } } }\n    security_opt: ['no-new-privileges:true']", 0)]
    public void A_service_is_bounded_by_memory_and_privileges(string settings, int expected) => Assert.Equal(expected, Compose(settings, DeploymentFacts.UnboundedServices).Length);

    [Fact]
    public void What_serves_tests_only_is_never_sure()
    {
        var text = new SourceText("tests/docker-compose.yml", "services:\n  db:\n    ports: ['5432:5432']\n", "yaml", "compose", DetectIn.Configuration);
        var sight = new DeploymentSight(text);
        ComposeServices.Scan(text, sight);

        Assert.All(sight.Sightings, sighting => Assert.True(sighting.Confidence < Observation.Sure));
    }

    [Theory]
    [InlineData("FROM langchain/langchain", 1)]
    [InlineData("FROM node:latest AS build\nFROM build", 1)]
    [InlineData("ARG V=latest\nFROM python:${V}", 1)]
    [InlineData("FROM python:3.13", 0)]
    [InlineData("FROM python@sha256:00", 0)]
    [InlineData("FROM localhost:5000/a:1", 0)]
    [InlineData("FROM scratch", 0)]
    [InlineData("FROM ${BASE}", 0)]
    public void A_base_without_a_version_floats(string dockerfile, int expected) => Assert.Equal(expected, Docker(dockerfile, DeploymentFacts.FloatingImages).Length);

    [Theory]
    [InlineData("services: { api: { image: qdrant/qdrant } }", 1)]
    [InlineData("services: { api: { image: 'redis:latest' } }", 1)]
    [InlineData("services: { api: { image: 'acme/api:latest', build: . } }", 0)]
    [InlineData("services: { api: { image: 'redis:8' } }", 0)]
    [InlineData("services: { api: { image: '${IMAGE:-redis}' } }", 0)]
    public void A_service_floats_unless_the_project_builds_it(string compose, int expected) => Assert.Equal(expected, Seen("docker-compose.yml", "compose", compose, DeploymentFacts.FloatingImages).Length);

    [Theory]
    [InlineData("jobs: { build: { container: { image: python } } }", 1)]
    [InlineData("jobs: { a: { services: { db: { image: 'postgres:latest' } } } }", 1)]
    [InlineData("image: node\ntest: { image: { name: alpine }, services: [redis] }", 3)]
    [InlineData("jobs: { a: { steps: [ { uses: x/scan@v1, with: { image: 'built:latest' } } ] } }", 0)]
    [InlineData("jobs: { a: { container: 'python:3.13' } }", 0)]
    public void A_pipeline_floats_where_its_jobs_run_and_not_in_what_steps_are_given(string pipeline, int expected) =>
        Assert.Equal(expected, Seen(".github/workflows/ci.yml", "ci", pipeline, DeploymentFacts.FloatingImages).Length);

    [Theory]
    [InlineData("ghcr.io/mlflow/mlflow:v2", "5000:5000", true)]
    [InlineData("vllm/vllm-openai:v0.6", "80:8000", true)]
    [InlineData("prom/prometheus", "9090", true)]
    [InlineData("traefik:v3", "8080:8080", true)]
    [InlineData("docker.io/grafana/grafana:11", "3000:3000", false)]
    [InlineData("dpage/pgadmin4", "5050:80", false)]
    public void A_console_or_a_model_server_published_on_every_interface_is_seen(string image, string port, bool sure) =>
        Assert.Equal(sure, Assert.Single(Seen("docker-compose.yml", "compose", $"services: {{ a: {{ image: '{image}', ports: ['{port}'] }} }}", DeploymentFacts.PublishedPorts)).Confidence >= Observation.Sure);

    [Theory]
    [InlineData("image: 'ghcr.io/mlflow/mlflow:v2', ports: ['127.0.0.1:5000:5000']")]
    [InlineData("image: 'ghcr.io/mlflow/mlflow:v2'")]
    [InlineData("image: 'traefik:v3', ports: ['443:443']")]
    [InlineData("image: 'acme/mlflow', build: ., ports: ['5000:5000']")]
    [InlineData("image: 'acme/not-mlflow', ports: ['5000:5000']")]
    public void What_stays_inside_or_is_made_for_everybody_is_none(string settings) =>
        Assert.Empty(Seen("docker-compose.yml", "compose", $"services: {{ a: {{ {settings} }} }}", DeploymentFacts.PublishedPorts));

    [Theory]
    [InlineData("privileged: true")]
    [InlineData("network_mode: host")]
    [InlineData("pid: 'host'")]
    [InlineData("cap_add: [SYS_ADMIN]")]
    [InlineData("volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro']")]
    [InlineData("volumes: [{ type: bind, source: /var/run/docker.sock, target: /x }]")]
    [InlineData("volumes: ['/:/host']")]
    [InlineData("volumes: ['/run/containerd/containerd.sock:/run/containerd/containerd.sock']")]
    [InlineData("security_opt: ['seccomp:unconfined']")]
    [InlineData("security_opt: [apparmor=unconfined]")]
    [InlineData("cgroup: host")]
    public void A_service_tied_to_its_host_is_sure(string settings) => Assert.True(Assert.Single(Compose(settings, DeploymentFacts.PrivilegedContainers)).Confidence >= Observation.Sure);

    [Theory]
    [InlineData("privileged: false")]
    [InlineData("# privileged: true")]
    [InlineData("network_mode: bridge")]
    [InlineData("cap_add: [NET_BIND_SERVICE]")]
    [InlineData("volumes: ['./data:/data']")]
    [InlineData("security_opt: ['no-new-privileges:true', 'seccomp:./profile.json']")]
    public void A_service_of_its_own_is_none(string settings) => Assert.Empty(Compose(settings, DeploymentFacts.PrivilegedContainers));

    [Fact]
    public void A_manifest_of_Kubernetes_is_told_by_its_own_rule_alone()
    {
        const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  hostNetwork: true\n  volumes: [ { name: v, hostPath: { path: / } } ]\n  containers: [ { name: c, image: nginx, securityContext: { privileged: true } } ]\n";

        Assert.Empty(Seen("pod.yaml", "kubernetes", Pod, DeploymentFacts.PrivilegedContainers));
        Assert.Equal(3, Seen("pod.yaml", "kubernetes", Pod, DeploymentFacts.Privileged).Length);
        Assert.Single(Seen("pod.yaml", "kubernetes", Pod, DeploymentFacts.FloatingImages));
    }

    private static Sighting[] Seen(string path, string format, string content, string fact) =>
        [.. new CodeReading([], KnownFlaws.Of([])).Read(path, new(FileKind.Configuration, format, "yaml"), System.Text.Encoding.UTF8.GetBytes(content), content.Length).Sightings.Where(sighting => sighting.Fact == fact)];

    [Fact]
    public void The_dates_of_the_list_are_before_the_list_or_just_after()
    {
        var knowledge = DeploymentKnowledgeReader.Knowledge;

        Assert.All(knowledge.EndsOfLife, entry => Assert.InRange(entry.Until, new DateOnly(2018, 1, 1), knowledge.Date!.Value));
    }

    private static Sighting[] Docker(string dockerfile, string fact)
    {
        var text = new SourceText("api/Dockerfile", dockerfile, "dockerfile", "dockerfile", DetectIn.Configuration);
        var sight = new DeploymentSight(text);
        Dockerfiles.Scan(text, sight);
        return [.. sight.Sightings.Where(sighting => sighting.Fact == fact)];
    }

    private static Sighting[] Compose(string settings, string fact)
    {
        var text = new SourceText("docker-compose.yml", $"services:\n  db:\n    image: acme/x:1\n    {settings}\n", "yaml", "compose", DetectIn.Configuration);
        var sight = new DeploymentSight(text);
        ComposeServices.Scan(text, sight);
        return [.. sight.Sightings.Where(sighting => sighting.Fact == fact)];
    }

    private static Sighting[] Settled(string dockerfile, string otherPath) =>
        [.. CodeReading.Settle([new FileOutcome(Docker(dockerfile, DeploymentFacts.WholeFolders), true, 0, null)], [otherPath])];
}
