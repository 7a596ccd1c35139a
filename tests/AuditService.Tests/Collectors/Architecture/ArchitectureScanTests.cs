using AuditService.Collectors.Architecture;
using AuditService.Core;
using AuditService.Core.Architecture;
using AuditService.Core.Collection;

namespace AuditService.Tests.Collectors.Architecture;

public sealed class ArchitectureScanTests : IDisposable
{
    private const string Compose = """
        x-env: &env
          DATABASE_URL: postgresql+asyncpg://app:${DB_PASSWORD:-s3cret}@db:5432/app
          OLLAMA_BASE_URL: http://ollama:11434
        services:
          api:
            build: ./api
            environment:
              <<: *env
              OPENAI_API_BASE: ${BASE:-https://api.openai.com/v1}
            ports: ["8000:8000"]
            networks: [back]
          db:
            image: docker.io/library/postgres:17
            networks: [back]
          ollama:
            image: ollama/ollama:0.6@sha256:00
            ports: ["127.0.0.1:11434:11434"]
            networks: [back]
          vectors:
            image: qdrant/qdrant
            networks: [back]
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_compose_file_gives_services_by_their_images_networks_as_boundaries_and_flows_by_their_addresses()
    {
        Write("compose.yaml", Compose);

        var graph = Read().Graph;

        Assert.Equal(["api", "db", "ollama", "tiers-openai", "vectors"], graph.Components.Select(component => component.Id));
        Assert.Equal(["database"], graph["db"].Technologies);
        Assert.Equal(["serveur-inference"], graph["ollama"].Technologies);
        Assert.Equal(["base-vectorielle"], graph["vectors"].Technologies);
        Assert.True(graph["api"] is { CustomCode: true, Exposed: true, Origin: ModelOrigin.Inferred, At: { Path: "compose.yaml", Line: 5 } });
        Assert.False(graph["ollama"].Exposed);
        Assert.True(graph["tiers-openai"] is { Internet: true, Kind: ComponentKind.ExternalEntity });
        var sql = graph.Flows.Single(flow => flow.To == "db");
        Assert.Equal((FlowProtocol.SqlAccessProtocol, FlowAuthentication.Credentials), (sql.Protocol, sql.Authentication));
        Assert.Equal(new ModelSource("compose.yaml", 2), sql.At);
        Assert.Equal("network-back", graph.BoundaryOf(graph["api"])!.Id);
        Assert.DoesNotContain("s3cret", ArchitectureJson.Write(graph.Model), StringComparison.Ordinal);
    }

    [Fact]
    public void Services_built_from_one_folder_are_each_what_their_Dockerfile_copies()
    {
        Write("compose.yaml", "services:\n  bot: { build: { context: ., dockerfile: bot.Dockerfile } }\n  pull: { build: { context: ., dockerfile: pull.Dockerfile } }\n  all: { build: { context: ., dockerfile: docker/all.Dockerfile } }\n");
        Write("bot.Dockerfile", "FROM python:3.13\nCOPY requirements.txt .\nCOPY ./bot.py chains.py /app/\n");
        Write("pull.Dockerfile", "FROM alpine:3.22\nCOPY pull.sh .\nCOPY --from=build /out .\n");
        Write("docker/all.Dockerfile", "FROM python:3.13\nCOPY . .\n");
        Write("bot.py", "import streamlit\n");
        Write("chains.py", "from openai import OpenAI\n");
        Write("requirements.txt", "openai\n");

        var graph = Read().Graph;

        Assert.Equal(["all>tiers-openai", "bot>tiers-openai"], graph.Flows.Select(flow => flow.Id));
        Assert.Equal(["interface-ia"], graph["bot"].Technologies);
        Assert.Empty(graph["pull"].Technologies);
    }

    [Theory]
    [InlineData("celery -A app.tasks worker")]
    [InlineData("python -m app.tasks")]
    [InlineData("python tasks.py")]
    [InlineData("[\"python\", \"/app/tasks.py\"]")]
    public void Services_of_one_image_are_each_what_their_command_loads(string command)
    {
        Write("compose.yaml", $"services:\n  api: {{ build: ./app }}\n  worker:\n    build: ./app\n    command: {command}\n");
        Write("app/Dockerfile", "FROM python:3.13\nCOPY . /app\nCMD [\"uvicorn\",\"main:app\",\"--host\",\"0.0.0.0\"]\n");
        Write("app/main.py", "from fastapi import FastAPI\nfrom openai import OpenAI\nfrom app.store import save\n");
        Write("app/tasks.py", "from celery import Celery\nfrom . import common\n");
        Write("app/common.py", "import anthropic\n");
        Write("app/store.py", "from qdrant_client import QdrantClient\n");

        var flows = Read().Graph.Flows.Select(flow => flow.Id).ToList();

        Assert.Contains("api>tiers-openai", flows);
        Assert.Contains("api>qdrant", flows);
        Assert.Contains("worker>tiers-anthropic", flows);
        Assert.DoesNotContain("worker>tiers-openai", flows);
        Assert.DoesNotContain("worker>qdrant", flows);
        Assert.DoesNotContain("api>tiers-anthropic", flows);
    }

    [Fact]
    public void What_publishes_its_port_on_every_interface_is_open_to_whoever_reaches_the_machine()
    {
        Write("compose.yaml", "services:\n  qdrant: { image: 'qdrant/qdrant:v1', ports: ['6333:6333'] }\n  mlflow: { image: 'ghcr.io/mlflow/mlflow:v2', ports: ['5000:5000'] }\n  ollama: { image: 'ollama/ollama:1', ports: ['11434:11434'] }\n  db: { image: 'postgres:17', ports: ['127.0.0.1:5432:5432'] }\n");

        var risks = Read().Risks.Select(risk => risk.Id).ToList();

        Assert.Contains("unguarded-direct-datastore-access@qdrant", risks);
        Assert.Contains("ai-unguarded-model-registry@mlflow", risks);
        Assert.Contains("ai-unauthenticated-inference@ollama", risks);
        Assert.DoesNotContain(risks, risk => risk.EndsWith("@db", StringComparison.Ordinal) && risk.StartsWith("unguarded", StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_without_an_address_databases_elsewhere_and_shared_volumes_are_ways_too()
    {
        Write("k8s.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
            spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: acme/web:1, env: [{ name: PGHOST, value: pg }, { name: LOGS, value: "mongodb://mongo:27017/logs" }] }] } } }
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: { name: pg }
            spec: { template: { metadata: { labels: { app: pg } }, spec: { containers: [{ name: c, image: "postgres:17" }] } } }
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: triton }
            spec: { template: { spec: { containers: [{ name: c, image: "nvcr.io/nvidia/tritonserver:24" }], volumes: [{ name: m, persistentVolumeClaim: { claimName: models } }] } } }
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: { name: nightly }
            spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: c, image: "acme/t:1", command: [python, train.py] }], volumes: [{ name: m, persistentVolumeClaim: { claimName: models } }] } } } } }
            """);

        var graph = Read().Graph;

        Assert.Equal(["nightly>volume-models", "triton>volume-models", "web>mongo", "web>pg"], graph.Flows.Select(flow => flow.Id));
        Assert.Equal(["pipeline-entrainement"], graph["nightly"].Technologies);
        Assert.Equal(["database"], graph["mongo"].Technologies);
    }

    [Fact]
    public void A_program_of_a_repository_of_several_is_the_service_whose_Dockerfile_it_holds()
    {
        Write("compose.yaml", "services:\n  api: { build: { context: ., dockerfile: apps/api/Dockerfile } }\n");
        Write("apps/api/Dockerfile", "FROM python:3.13\nCOPY . .\n");
        Write("apps/api/main.py", "import anthropic\n");

        Assert.Equal(["api>tiers-anthropic"], Read().Graph.Flows.Select(flow => flow.Id));
    }

    [Theory]
    [InlineData("build.gradle", "dependencies {\n    implementation 'org.springframework.ai:spring-ai-starter-model-openai'\n    // implementation 'org.springframework.ai:spring-ai-starter-model-anthropic'\n}\n", "tiers-openai")]
    [InlineData("build.gradle.kts", "implementation(\"dev.langchain4j:langchain4j-mistral-ai:1.0\")\n", "tiers-mistral-ai")]
    [InlineData("pom.xml", "<dependency><groupId>org.springframework.ai</groupId><artifactId>spring-ai-starter-model-ollama</artifactId></dependency>\n", "ollama")]
    [InlineData("pom.xml", "<dependencyManagement><dependencies>\n<dependency><artifactId>langchain4j-anthropic</artifactId></dependency>\n</dependencies></dependencyManagement>\n<!-- <artifactId>langchain4j-mistral-ai</artifactId>\n-->\n<dependency><artifactId>langchain4j-azure-open-ai</artifactId></dependency>\n", "tiers-openai")]
    [InlineData("pom.xml", "<dependency><artifactId>langchain4j-milvus</artifactId></dependency>\n", "milvus")]
    public void A_JVM_project_calls_what_its_build_file_asks_for(string file, string text, string expected)
    {
        Write(file, text);

        Assert.Equal(["application", expected], Read().Graph.Components.Select(component => component.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_cache_a_queue_and_a_store_of_files_take_no_queries_and_no_attraction_passes_the_greatest()
    {
        Write("compose.yaml", "services:\n  api: { build: ., environment: { R: 'redis://redis:6379', Q: 'amqp://mq:5672', F: 'http://minio:9000', D: 'postgresql://db:5432/a' } }\n  redis: { image: 'redis:8' }\n  mq: { image: 'rabbitmq:4' }\n  minio: { image: 'minio/minio:1' }\n  db: { image: 'postgres:17' }\n");

        var reading = Read();

        Assert.Equal(["api>db"], reading.Risks.Where(risk => risk.Rule == "sql-nosql-injection").Select(risk => risk.Flow));
        Assert.All(reading.Graph.Components, component => Assert.InRange(reading.Graph.Attractiveness(component), 1, 100));
    }

    [Fact]
    public void A_model_among_tests_is_nobodys()
    {
        Write("test/threagile.yaml", "technical_assets:\n  A: { id: a, type: nonsense }\n");

        Assert.Empty(Read().Problems);
    }

    [Fact]
    public void An_empty_folder_is_the_callers_mistake_and_a_folder_without_an_architecture_is_none()
    {
        var mistakes = new List<AuthorProblem>();
        new ArchitectureScan(new CollectionSettings()).Read(folder.FullName, mistakes);
        Assert.Single(mistakes);

        Write("notes.txt", "rien");
        mistakes.Clear();
        Assert.Empty(new ArchitectureScan(new CollectionSettings()).Read(folder.FullName, mistakes).Graph.Components);
        Assert.Empty(mistakes);
    }

    [Fact]
    public void Code_tells_what_a_service_is_and_which_model_it_calls()
    {
        Write("compose.yaml", Compose);
        Write("api/requirements.txt", "fastapi\n");
        Write("api/main.py", "from fastapi import FastAPI\nfrom qdrant_client import QdrantClient\n# import anthropic\nimport mistralai\n");
        Write("api/tests/test_main.py", "import cohere\n");

        var graph = Read().Graph;

        Assert.Equal(["web-service-rest"], graph["api"].Technologies);
        Assert.Contains(graph.Flows, flow => flow is { From: "api", To: "vectors" });
        Assert.Contains(graph.Flows, flow => flow is { From: "api", To: "tiers-mistral-ai", At: { Path: "api/main.py", Line: 4 } });
        Assert.DoesNotContain(graph.Components, component => component.Title is "Anthropic" or "Cohere");
    }

    [Fact]
    public void Kubernetes_manifests_give_workloads_ways_in_and_flows()
    {
        Write("k8s/all.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: chat, namespace: prod }
            spec:
              replicas: 2
              template:
                metadata: { labels: { app: chat } }
                spec: { containers: [{ name: c, image: ghcr.io/open-webui/open-webui:1, env: [{ name: OLLAMA_URL, value: "http://llm.prod.svc.cluster.local:8000" }] }] }
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: { name: vllm, namespace: prod }
            spec: { template: { metadata: { labels: { app: vllm } }, spec: { containers: [{ name: c, image: vllm/vllm-openai:v1 }] } } }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: llm, namespace: prod }
            spec: { selector: { app: vllm } }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: web, namespace: prod }
            spec: { selector: { app: chat } }
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: { name: front, namespace: prod }
            spec: { rules: [{ http: { paths: [{ path: /, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
            """);

        var graph = Read().Graph;

        Assert.Equal(["chat", "ingress-front", "vllm"], graph.Components.Select(component => component.Id));
        Assert.True(graph["chat"] is { Redundant: true, Machine: Machine.Container });
        Assert.Contains(graph.Flows, flow => flow is { From: "chat", To: "vllm", Protocol: FlowProtocol.Http });
        Assert.Contains(graph.Flows, flow => flow is { From: "ingress-front", To: "chat" });
        Assert.Equal(BoundaryType.ExecutionEnvironment, graph.BoundaryOf(graph["vllm"])!.Type);
    }

    [Fact]
    public void What_files_show_and_the_manifest_leaves_out_is_told_with_its_place()
    {
        Write("compose.yaml", Compose);
        Write("dossier.yaml", """
            architecture:
              components:
                - { id: navigateur, type: browser }
                - { id: api, type: process, technology: FastAPI }
                - { id: base, type: datastore, technology: PostgreSQL 17 }
                - { id: modele, type: model, technology: Ollama }
              flows:
                - { id: f, from: navigateur, to: api, protocol: https, data: questions }
                - { id: g, from: api, to: base, protocol: sql, data: questions }
            """);

        var reading = Read();

        Assert.True(reading.IsSaid);
        Assert.Equal(
            [("service", "vectors"), ("outside", "OpenAI"), ("flow", "api → modele")],
            reading.LeftOut.Select(left => (left.Kind, left.Name)).OrderBy(left => left.Kind == "flow" ? 2 : left.Kind == "outside" ? 1 : 0));
        Assert.All(reading.LeftOut, left => Assert.Equal("compose.yaml", left.At.Path));
        Assert.Equal(Machine.Container, reading.Graph["base"].Machine);
        Assert.Equal(ModelOrigin.Declared, reading.Graph["base"].Origin);
    }

    [Fact]
    public void A_manifest_that_holds_what_the_files_show_leaves_nothing_out()
    {
        Write("compose.yaml", "services: { db: { image: postgres }, api: { build: . } }\n");
        Write("dossier.yaml", "architecture: { components: [{ id: api, type: process }, { id: base, type: datastore, technology: PostgreSQL }] }\n");

        Assert.Empty(Read().LeftOut);
    }

    [Theory]
    [InlineData("compose.yaml", "services:\n  db: { image: postgres }\n  b: { image: \"c:1\n")]
    [InlineData("k8s/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n---\nfoo: [bar\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: q}\n")]
    [InlineData("chart/templates/d.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Values.n }}}\n")]
    public void A_deployment_file_that_is_not_understood_is_told(string path, string text)
    {
        Write(path, text);

        Assert.Equal([path], Read().Unread.Select(file => file.Path));
    }

    [Fact]
    public void What_is_said_to_be_on_the_internet_with_nothing_before_it_is_reached_from_there()
    {
        const string Said = "architecture:\n  trustBoundaries: [{ id: lan, type: network }]\n  components:\n    - { id: web, type: process, technology: Django, internet: true, personalData: true, trustBoundary: lan }\n    - { id: front, type: process, technologyType: reverse-proxy, internet: true }\n    - { id: base, type: datastore, technology: PostgreSQL, trustBoundary: lan }\n  flows:\n";
        Write("dossier.yaml", Said + "    - { id: f, from: web, to: base, data: questions }\n");
        Assert.Equal(["web"], Read().Risks.Where(risk => risk.Rule == "unguarded-access-from-internet").Select(risk => risk.Component));

        Write("dossier.yaml", Said + "    - { id: f, from: front, to: web, data: questions, protocol: https }\n");
        Assert.DoesNotContain(Read().Risks, risk => risk.Rule == "unguarded-access-from-internet");
    }

    [Fact]
    public void The_mistakes_of_a_Threagile_model_in_a_folder_are_told_and_the_rest_is_read()
    {
        Write("compose.yaml", Compose);
        Write("threat/model.yaml", "threagile_version: 1.0.0\ntechnical_assets:\n  A: { id: a, type: proces }\n");

        var reading = Read();

        Assert.Contains(reading.Problems, problem => problem.At is { File: "threat/model.yaml", Line: 3 });
        Assert.False(reading.IsSaid);
        Assert.NotNull(reading.Graph.Find("db"));
    }

    private ArchitectureReading Read()
    {
        var mistakes = new List<AuthorProblem>();
        var reading = new ArchitectureScan(new CollectionSettings()).Read(folder.FullName, mistakes);
        Assert.Empty(mistakes);
        return reading;
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text.ReplaceLineEndings("\n"));
    }
}
