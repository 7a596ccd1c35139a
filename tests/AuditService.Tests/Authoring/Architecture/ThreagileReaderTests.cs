using AuditService.Authoring.Architecture;
using AuditService.Core;
using AuditService.Core.Architecture;
using AuditService.Tests.Core.Architecture;

namespace AuditService.Tests.Authoring.Architecture;

public sealed class ThreagileReaderTests
{
    private static (ArchitectureModel Model, IReadOnlyList<string> Problems) Read(string yaml)
    {
        var problems = new List<AuthorProblem>();
        var model = new ThreagileReader(ArchitectureKnowledgeReader.Knowledge.Catalogue).Read(yaml, "t.yaml", problems);
        return (model, [.. problems.Select(problem => problem.In(Language.English))]);
    }

    [Fact]
    public void Fields_words_and_the_ids_of_links_are_Threagiles()
    {
        var (model, problems) = Read(Drawn.Yaml("asset a technology=web-service-rest machine=serverless; asset b; link a b protocol=sql-access-protocol-encrypted authentication=client-certificate vpn=true; zone x type=network-virtual-lan in=a nested=y; zone y in=b"));

        Assert.Empty(problems);
        Assert.Equal(Machine.Serverless, model.Components[0].Machine);
        Assert.Equal(["web-service-rest"], model.Components[0].Technologies);
        var flow = Assert.Single(model.Flows);
        Assert.Equal(("a>l0", FlowProtocol.SqlAccessProtocolEncrypted, FlowAuthentication.ClientCertificate, true), (flow.Id, flow.Protocol, flow.Authentication, flow.Vpn));
        Assert.Equal(BoundaryType.NetworkVirtualLan, model.Boundaries[0].Type);
        Assert.Equal(["y"], model.Boundaries[0].Nested);
        Assert.True(model.Components[0].At!.Line > 1);
    }

    [Fact]
    public void The_words_of_older_models_are_read_too()
    {
        var (model, problems) = Read(Drawn.Yaml("asset a; asset b; link a b protocol=https authorization=end-user-identity-propagation").Replace("end-user", "enduser", StringComparison.Ordinal));

        Assert.Empty(problems);
        Assert.Equal(FlowAuthorization.EndUserIdentityPropagation, Assert.Single(model.Flows).Authorization);
    }

    [Fact]
    public void Anchors_and_merge_keys_are_followed()
    {
        var (model, problems) = Read("""
            data_assets:
              Contracts: &contracts
                id: contracts
                usage: business
                quantity: many
                confidentiality: confidential
                integrity: critical
                availability: operational
              Copies:
                <<: *contracts
                id: copies
                quantity: few
            technical_assets:
              A: { id: a, type: process, usage: business, size: service, technology: tool, machine: virtual, encryption: none, confidentiality: internal, integrity: operational, availability: operational }
            """);

        Assert.Empty(problems);
        Assert.Equal([("contracts", DataQuantity.Many), ("copies", DataQuantity.Few)], model.Data.Select(asset => (asset.Id, asset.Quantity)));
        Assert.Equal(Confidentiality.Confidential, model.Data[1].Confidentiality);
    }

    [Fact]
    public void All_mistakes_of_a_model_are_told_at_once_with_their_line_and_the_nearest_word()
    {
        var (_, problems) = Read("""
            technical_assets:
              A:
                id: a
                type: proces
                usage: business
                size: service
                technology: web-aplication
                machine: virtual
                encryption: none
                confidentiality: secret
                integrity: operational
                availability: operational
                redundnt: true
                data_assets_processed: [nothing]
                communication_links:
                  L: { target: nowhere, protocol: htp, authentication: none, authorization: none, usage: business }
            """);

        Assert.Contains(problems, problem => problem.StartsWith("t.yaml:4:", StringComparison.Ordinal) && problem.Contains("did you mean \"process\"", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("t.yaml:7:", StringComparison.Ordinal) && problem.Contains("web-application", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("t.yaml:10:", StringComparison.Ordinal) && problem.Contains("strictly-confidential", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("t.yaml:13:", StringComparison.Ordinal) && problem.Contains("redundant", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("\"nothing\" is no data asset", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("\"nowhere\" is no technical asset", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("\"htp\"", StringComparison.Ordinal));
        Assert.Equal(7, problems.Count);
    }

    [Fact]
    public void A_bomb_of_aliases_ends_within_bounds()
    {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 12).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n")) + "technical_assets: *a12\n";

        var (model, problems) = Read(yaml);

        Assert.True(model.IsEmpty);
        Assert.NotEmpty(problems);
    }
}
