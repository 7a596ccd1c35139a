using AuditService.Collectors.CrossChecks;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.CrossChecks;

public sealed class DeclaredProcessingsTests
{
    [Fact]
    public void One_processing_that_decides_alone_is_enough_to_know_it()
    {
        var facts = Declared.By(new DeclaredProcessings(), "processings: [{ id: tri, automatedDecision: true, profiling: false }, { id: paie, profiling: false }]");

        Assert.Equal(["tri"], facts.Names("impact.decidingProcessings"));
        Assert.Empty(facts.Names("impact.profilingProcessings"));
        Assert.Equal(UnavailableBecause.NotDeclared, facts.WhyUnknown("impact.vulnerableProcessings"));
    }

    [Theory]
    [InlineData("processings: [{ id: tri, automatedDecision: false }, { id: paie }]")]
    [InlineData("project: { name: x }")]
    public void That_none_decides_alone_is_not_known_while_one_does_not_say(string manifest) =>
        Assert.Equal(UnavailableBecause.NotDeclared, Declared.By(new DeclaredProcessings(), manifest).WhyUnknown("impact.decidingProcessings"));
}
