using AuditService.Authoring.Architecture;
using AuditService.Core.Architecture;

namespace AuditService.Tests.Core.Architecture;

/// <summary>RAA, worked out by hand on small models and as laws on random ones.</summary>
public sealed class AttackerAttractivenessTests
{
    [Fact]
    public void Points_pivot_and_normalisation_are_those_of_the_definition()
    {
        // a: 13+8+8 = 29, sends d: processed (8+5)*2+5 = 31, sent (3+3)*2+3 = 15 → 75. b: 29+31 = 60, as a data store 120. c: 29, out of scope 0.
        var graph = Drawn.Graph("asset a; asset b type=datastore; asset c out_of_scope=true; link a b");

        Assert.Equal(100, graph.Attractiveness(graph["b"]), 6);
        // (75 points + a third of the gap of 37.5 percent) over 120.
        Assert.Equal((75 + (37.5 / 3)) / 120 * 100, graph.Attractiveness(graph["a"]), 6);
        Assert.Equal(1, graph.Attractiveness(graph["c"]), 6);
    }

    [Theory]
    [InlineData("technology=vault", 2)]
    [InlineData("technology=identity-provider", 2.5)]
    [InlineData("technology=container-platform", 5)]
    [InlineData("multi_tenant=true", 1.5)]
    public void Kinds_multiply_what_stands_to_be_won(string trait, double factor)
    {
        // z is worth nothing, m is worth more than any: the scale is the same for both.
        string Model(string more) => $"asset a {more}; asset m confidentiality=strictly-confidential integrity=mission-critical availability=mission-critical technology=container-platform; asset z out_of_scope=true";
        var plain = Drawn.Graph(Model(""));
        var marked = Drawn.Graph(Model(trait));

        Assert.Equal(plain.Attractiveness(plain["a"]) * factor, marked.Attractiveness(marked["a"]), 6);
    }

    [Fact]
    public void The_order_of_the_model_never_matters()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var model = Random(random);
            var shuffled = model with
            {
                Components = Shuffled(random, model.Components),
                Flows = Shuffled(random, model.Flows),
                Data = Shuffled(random, model.Data),
                Boundaries = Shuffled(random, [.. model.Boundaries.Select(boundary => boundary with { Inside = Shuffled(random, boundary.Inside) })]),
            };
            var graph = new SystemGraph(model, ArchitectureKnowledgeReader.Knowledge.Catalogue);
            var other = new SystemGraph(shuffled, ArchitectureKnowledgeReader.Knowledge.Catalogue);

            Assert.Equal(graph.Components.Select(graph.Attractiveness), other.Components.Select(other.Attractiveness));
            Assert.Equal(RiskRules.Find(graph).Select(risk => (risk.Id, risk.Subject, risk.Severity)), RiskRules.Find(other).Select(risk => (risk.Id, risk.Subject, risk.Severity)));
        }
    }

    [Fact]
    public void Every_share_is_at_least_one_and_some_component_reaches_a_hundred()
    {
        for (var seed = 100; seed < 140; seed++)
        {
            var graph = new SystemGraph(Random(new(seed)), ArchitectureKnowledgeReader.Knowledge.Catalogue);

            Assert.All(graph.Components, component => Assert.InRange(graph.Attractiveness(component), 1, 200));
            Assert.Contains(graph.Components, component => graph.Attractiveness(component) >= 100 - 1e-9);
        }
    }

    private static ArchitectureModel Random(Random random)
    {
        string[] technologies = [.. ArchitectureKnowledgeReader.Knowledge.Technologies.Select(technology => technology.Id)];
        var data = Enumerable.Range(0, 5).Select(index => new DataAsset { Id = $"d{index}", Confidentiality = Any<Confidentiality>(), Integrity = Any<Criticality>(), Availability = Any<Criticality>(), Quantity = Any<DataQuantity>() }).ToList();
        var components = Enumerable.Range(0, 9).Select(index => new Component
        {
            Id = $"c{index}",
            Kind = Any<ComponentKind>(),
            Technologies = [technologies[random.Next(technologies.Length)]],
            Confidentiality = Any<Confidentiality>(),
            Integrity = Any<Criticality>(),
            Stores = [$"d{random.Next(5)}"],
            Internet = random.Next(3) == 0,
            MultiTenant = random.Next(4) == 0,
            OutOfScope = random.Next(6) == 0,
            Encryption = Any<EncryptionStyle>(),
            Machine = Any<Machine>(),
            Origin = ModelOrigin.Threagile,
        }).ToList();
        var flows = Enumerable.Range(0, 16).Select(index => new Flow
        {
            Id = $"f{index}",
            From = $"c{random.Next(9)}",
            To = $"c{random.Next(9)}",
            Protocol = Any<FlowProtocol>(),
            Authentication = Any<FlowAuthentication>(),
            Authorization = Any<FlowAuthorization>(),
            Usage = Any<ComponentUsage>(),
            Sent = [$"d{random.Next(5)}"],
            Origin = ModelOrigin.Threagile,
        }).ToList();
        return new()
        {
            Data = data,
            Components = components,
            Flows = flows,
            Boundaries = [new() { Id = "b0", Type = Any<BoundaryType>(), Inside = ["c0", "c1", "c2"], Nested = ["b1"] }, new() { Id = "b1", Type = Any<BoundaryType>(), Inside = ["c3", "c4"] }],
        };

        T Any<T>()
            where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
    }

    private static T[] Shuffled<T>(Random random, IReadOnlyList<T> items)
    {
        T[] copy = [.. items];
        random.Shuffle(copy);
        return copy;
    }
}
