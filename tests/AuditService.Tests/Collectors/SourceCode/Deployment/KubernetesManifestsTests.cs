using AuditService.Collectors.SourceCode;
using AuditService.Collectors.SourceCode.Deployment;
using AuditService.Core.Facts;
using AuditService.Core.Rules;

namespace AuditService.Tests.Collectors.SourceCode.Deployment;

public sealed class KubernetesManifestsTests
{
    private const string Hardened = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: api, namespace: shop }
        spec:
          template:
            spec:
              securityContext: { runAsNonRoot: true }
              containers:
                - name: web
                  image: shop/api:1.2.3
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] }
                  resources: { limits: { memory: 512Mi } }
                  env:
                    - name: DB_PASSWORD
                      valueFrom: { secretKeyRef: { name: db, key: password } }
        """;

    [Fact]
    public void A_hardened_workload_lacks_its_network_policy_only()
    {
        var facts = Scan(Hardened).Select(sighting => sighting.Fact).ToArray();

        Assert.Equal([DeploymentFacts.Kubernetes, DeploymentFacts.Unisolated], facts);
    }

    [Theory]
    [InlineData("hostNetwork: true", "")]
    [InlineData("volumes: [{ name: v, hostPath: { path: /var/run } }]", "")]
    [InlineData("", "privileged: true")]
    [InlineData("", "allowPrivilegeEscalation: true")]
    [InlineData("", "capabilities: { add: [SYS_ADMIN] }")]
    public void What_ties_a_pod_to_its_node_is_sure(string pod, string container)
    {
        var sighting = Assert.Single(Of(Pod(pod, container), DeploymentFacts.Privileged));

        Assert.True(sighting.Confidence >= Observation.Sure);
    }

    [Theory]
    [InlineData("", "privileged: false")]
    [InlineData("", "# privileged: true")]
    [InlineData("# hostNetwork: true", "")]
    [InlineData("volumes: [{ name: v, emptyDir: {} }]", "capabilities: { drop: [ALL] }")]
    public void What_is_commented_out_or_off_ties_nothing(string pod, string container) => Assert.Empty(Of(Pod(pod, container), DeploymentFacts.Privileged));

    [Fact]
    public void Root_is_sure_and_a_writable_disk_alone_is_weighed_by_a_person()
    {
        Assert.True(Assert.Single(Of(Pod("", "readOnlyRootFilesystem: true"), DeploymentFacts.Unhardened)).Confidence >= Observation.Sure);
        Assert.True(Assert.Single(Of(Pod("", "runAsNonRoot: true"), DeploymentFacts.Unhardened)).Confidence < Observation.Sure);
    }

    [Theory]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { rules: [{ host: a.example.org }] }", true)]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { type: LoadBalancer, ports: [{ port: 80 }] }", true)]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { type: NodePort, ports: [{ port: 80 }] }", false)]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web, annotations: { alb.ingress.kubernetes.io/certificate-arn: arn } }\nspec: { rules: [] }", false)]
    public void An_entry_in_clear_is_sure_unless_something_else_may_encrypt_it(string manifest, bool sure) =>
        Assert.Equal(sure, Assert.Single(Of(manifest, DeploymentFacts.ClearEntries)).Confidence >= Observation.Sure);

    [Theory]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { tls: [{ secretName: cert }] }")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: web, annotations: { networking.gke.io/load-balancer-type: Internal } }\nspec: { type: LoadBalancer, ports: [{ port: 80 }] }")]
    public void An_entry_that_is_encrypted_or_inside_is_none(string manifest) => Assert.Empty(Of(manifest, DeploymentFacts.ClearEntries));

    [Theory]
    [InlineData("apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: all }\nrules: [{ apiGroups: [''], resources: ['*'], verbs: ['*'] }]", true)]
    [InlineData("apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: b }\nroleRef: { kind: ClusterRole, name: cluster-admin }", true)]
    [InlineData("apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: b }\nrules: [{ resources: [pods], verbs: ['*'] }]", false)]
    public void Rights_to_everything_are_sure(string manifest, bool sure) =>
        Assert.Equal(sure, Assert.Single(Of(manifest, DeploymentFacts.WideRights)).Confidence >= Observation.Sure);

    [Fact]
    public void Named_rights_are_none() =>
        Assert.Empty(Of("apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: r }\nrules: [{ resources: [pods], verbs: [get, list] }]", DeploymentFacts.WideRights));

    [Theory]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: { name: s }\ndata: { password: UzNjdXIzLXAhNHNz }")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { password: S3cur3-p!4ss }")]
    public void A_secret_of_a_manifest_is_masked_whatever_its_coding(string manifest)
    {
        var sighting = Assert.Single(Of(manifest, DeploymentFacts.ClearSecrets));

        Assert.True(sighting.Confidence >= Observation.Sure);
        Assert.DoesNotContain("S3cur3", sighting.Excerpt, StringComparison.Ordinal);
        Assert.DoesNotContain("UzNjdXIz", sighting.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${DB_PASSWORD}")]
    [InlineData("<password>")]
    [InlineData("")]
    public void A_place_left_open_is_no_secret(string value) =>
        Assert.Empty(Of($"apiVersion: v1\nkind: Secret\nmetadata: {{ name: s }}\nstringData: {{ password: '{value}' }}", DeploymentFacts.ClearSecrets));

    [Fact]
    public void Each_document_of_a_file_is_read()
    {
        var sightings = Scan(Hardened + "\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { token: S3cur3-p!4ss }\n");

        Assert.Contains(sightings, sighting => sighting.Fact == DeploymentFacts.ClearSecrets);
    }

    [Fact]
    public void A_policy_in_another_file_answers_for_its_namespace_alone()
    {
        const string policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: shop }\nspec: { podSelector: {} }";
        const string elsewhere = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: other }\nspec: { podSelector: {} }";

        Assert.DoesNotContain(Settled(Hardened, policy), sighting => sighting.Fact == DeploymentFacts.Unisolated);
        Assert.Contains(Settled(Hardened, elsewhere), sighting => sighting.Fact == DeploymentFacts.Unisolated);
    }

    [Fact]
    public void A_template_is_said_unread_and_nothing_else() =>
        Assert.Equal([DeploymentFacts.Templates], Scan("apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Values.name }} }\nspec: { hostNetwork: true }").Select(sighting => sighting.Fact));

    [Fact]
    public void Damaged_yaml_keeps_what_stands_before_it()
    {
        var facts = Scan(Pod("hostNetwork: true", "") + "\n---\nkey: [unclosed\n").Select(sighting => sighting.Fact).ToArray();

        Assert.Contains(DeploymentFacts.Privileged, facts);
        Assert.Contains(DeploymentFacts.Templates, facts);
    }

    private static string Pod(string pod, string container) => $"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: p
        spec:
          {pod}
          containers:
            - name: c
              image: a:1
              securityContext:
                {container}
        """;

    private static Sighting[] Of(string manifest, string fact) => [.. Scan(manifest).Where(sighting => sighting.Fact == fact)];

    private static IReadOnlyList<Sighting> Scan(string manifest) => Look(manifest).Sightings;

    private static IEnumerable<Sighting> Settled(params string[] manifests) =>
        CodeReading.Settle([.. manifests.Select(Look).Select(sight => new FileOutcome(sight.Sightings, true, 0, null) { Marks = sight.Marks })], []);

    private static DeploymentSight Look(string manifest)
    {
        var text = new SourceText("k8s/app.yaml", manifest, "yaml", "kubernetes", DetectIn.Configuration);
        var sight = new DeploymentSight(text);
        KubernetesManifests.Scan(text, sight);
        return sight;
    }
}
