using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class ArchitectureGraphTests
{
    private const string ThreeTiers = """
        architecture:
          trustBoundaries: [{ id: dmz, name: "Zone exposée" }, { id: interne }]
          components:
            - { id: web, type: browser, personalData: true }
            - { id: api, name: "L'API de notation", type: process, internet: true, personalData: true, authentication: mfa, trustBoundary: "Zone exposée" }
            - { id: base, type: datastore, internet: false, personalData: true, authentication: none, trustBoundary: interne }
            - { id: modele, type: model, personalData: false, trustBoundary: cloud }
            - { id: llm, type: external, authentication: token }
          flows:
            - { id: saisie, from: web, to: api, personalData: true, protocol: https, authentication: aucune }
            - { id: lecture, from: api, to: base, personalData: true, protocol: sql, encrypted: true, authentication: password }
            - { id: direct, from: web, to: base, personalData: true, protocol: http, encrypted: true }
            - { id: calcul, from: "l’api de notation", to: modele, personalData: true, protocol: unix socket }
            - { id: perdu, from: api, to: archivage }
            - { id: appel, from: api, to: llm, protocol: HTTP, personalData: false }
        """;

    private static readonly Declared Graph = Declared.By(new ArchitectureGraph(), ThreeTiers);

    [Theory]
    [InlineData("api", true)]
    [InlineData("base", false)]
    [InlineData("web", false)]
    [InlineData("llm", false)]
    public void Only_a_component_of_the_project_said_to_face_the_internet_is_exposed(string component, bool exposed) =>
        Assert.Equal(exposed, Graph.Flag("component.exposed", component));

    [Theory]
    [InlineData("api", true)]
    [InlineData("base", false)]
    [InlineData("llm", true)]
    public void An_authentication_of_none_is_no_authentication(string component, bool authenticated) =>
        Assert.Equal(authenticated, Graph.Flag("component.authenticated", component));

    [Fact]
    public void Nothing_said_of_authentication_is_not_known() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Graph.WhyUnknown("component.authenticated", "web"));

    [Theory]
    [InlineData("api", true)]
    [InlineData("base", true)]
    [InlineData("modele", false)]
    [InlineData("llm", true)]
    [InlineData("web", true)]
    public void A_component_of_the_project_stands_in_a_declared_boundary_by_id_or_by_name(string component, bool placed) =>
        Assert.Equal(placed, Graph.Flag("component.placed", component));

    [Fact]
    public void Without_any_boundary_declared_nobody_is_misplaced() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ArchitectureGraph(), "architecture: { components: [{ id: a, type: process }] }").WhyUnknown("component.placed", "a"));

    [Theory]
    [InlineData("saisie", "encrypted")]
    [InlineData("lecture", "encrypted")]
    [InlineData("direct", "contradictory")]
    [InlineData("calcul", "local")]
    [InlineData("appel", "clear")]
    public void The_protection_of_a_flow_is_read_off_its_protocol_and_its_encryption(string flow, string protection) =>
        Assert.Equal(protection, Graph.Word("flow.protection", flow));

    [Theory]
    [InlineData("protocol: https, encrypted: false", "contradictory")]
    [InlineData("protocol: 'PostgreSQL (TLS 1.3)'", "encrypted")]
    [InlineData("protocol: 'SFTP'", "encrypted")]
    [InlineData("protocol: 'Échange de fichiers sur disque'", "local")]
    [InlineData("protocol: mqtt, encrypted: false", "clear")]
    [InlineData("encrypted: true", "encrypted")]
    public void Protocols_are_read_as_authors_write_them(string said, string protection) =>
        Assert.Equal(protection, Declared.By(new ArchitectureGraph(), $$"""architecture: { flows: [{ id: f, {{said}} }] }""").Word("flow.protection", "f"));

    [Theory]
    [InlineData("protocol: sql")]
    [InlineData("protocol: grpc")]
    [InlineData("data: rien")]
    public void A_protocol_that_may_or_may_not_be_encrypted_says_nothing(string said) =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ArchitectureGraph(), $$"""architecture: { flows: [{ id: f, {{said}} }] }""").WhyUnknown("flow.protection", "f"));

    [Theory]
    [InlineData("saisie", true)]
    [InlineData("lecture", true)]
    [InlineData("appel", true)]
    public void A_flow_crosses_a_boundary_when_its_ends_stand_in_two_zones(string flow, bool crosses) =>
        Assert.Equal(crosses, Graph.Flag("flow.crossesBoundary", flow));

    [Fact]
    public void Two_outsiders_share_the_outside() =>
        Assert.False(Declared.By(new ArchitectureGraph(), "architecture: { components: [{ id: a, type: browser }, { id: b, type: external }], flows: [{ id: f, from: a, to: b }] }").Flag("flow.crossesBoundary", "f"));

    [Fact]
    public void A_flow_to_an_unplaced_component_may_or_may_not_cross() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ArchitectureGraph(), "architecture: { components: [{ id: a, type: browser }, { id: b, type: process }], flows: [{ id: f, from: a, to: b }] }").WhyUnknown("flow.crossesBoundary", "f"));

    [Theory]
    [InlineData("direct", true)]
    [InlineData("lecture", false)]
    [InlineData("saisie", false)]
    public void A_store_is_reached_directly_when_an_outsider_does(string flow, bool directly) =>
        Assert.Equal(directly, Graph.Flag("flow.reachesStoreDirectly", flow));

    [Fact]
    public void A_flow_names_its_unknown_end() => Assert.Equal(["archivage"], Graph.Names("flow.unknownEnds", "perdu"));

    [Fact]
    public void A_flow_between_declared_components_has_no_unknown_end() => Assert.Empty(Graph.Names("flow.unknownEnds", "calcul"));

    [Fact]
    public void A_flow_without_ends_lacks_both() =>
        Assert.Equal(["from", "to"], Declared.By(new ArchitectureGraph(), "architecture: { flows: [{ id: f }] }").Names("flow.unknownEnds", "f"));

    [Theory]
    [InlineData("calcul", true)]
    [InlineData("lecture", false)]
    [InlineData("appel", false)]
    public void Personal_data_sent_to_a_component_that_processes_none_are_unexpected(string flow, bool unexpected) =>
        Assert.Equal(unexpected, Graph.Flag("flow.personalDataUnexpected", flow));

    [Fact]
    public void A_component_that_no_flow_touches_is_not_connected()
    {
        var graph = Declared.By(new ArchitectureGraph(), "architecture: { components: [{ id: a }, { id: b }, { id: c }], flows: [{ id: f, from: a, to: B }] }");

        Assert.True(graph.Flag("component.connected", "b"));
        Assert.False(graph.Flag("component.connected", "c"));
    }

    [Fact]
    public void An_architecture_without_flows_says_nothing_of_connections() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ArchitectureGraph(), "architecture: { components: [{ id: a }] }").WhyUnknown("component.connected", "a"));

    [Fact]
    public void Outside_components_are_those_of_others() => Assert.Equal(["llm"], Graph.Names("architecture.outsideComponents"));

    [Fact]
    public void A_model_component_is_outside_when_a_declared_model_is_called_from_a_provider() =>
        Assert.Equal(["m"], Declared.By(new ArchitectureGraph(), "{ models: [{ id: llm, provider: Mistral AI }], architecture: { components: [{ id: m, type: model }] } }").Names("architecture.outsideComponents"));

    [Fact]
    public void Where_types_are_left_out_an_outside_component_may_hide() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ArchitectureGraph(), "architecture: { components: [{ id: a }] }").WhyUnknown("architecture.outsideComponents"));

    [Fact]
    public void Without_an_architecture_nothing_is_known_of_the_outside() =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new ArchitectureGraph(), "project: { name: x }").WhyUnknown("architecture.outsideComponents"));

    [Fact]
    public void What_is_derived_points_to_the_line_that_says_it()
    {
        var fact = Graph.Fact("flow.protection", "direct");

        Assert.Equal(EvidenceGrade.Declared, fact.Provenance.Grade);
        Assert.Equal(12, fact.Provenance.Pointer!.Line);
    }
}
