using AuditService.Authoring.RulePacks;
using AuditService.Collectors;
using AuditService.Collectors.Documents;
using AuditService.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Tests.Rules;

public sealed class RulePackTests
{
    [Fact]
    public void Every_rule_pack_of_the_house_is_without_mistake()
    {
        var (library, problems) = new RuleLibraryReader(Senses.Find(new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(new IsolatedDocumentReader(new("none", []), new())).BuildServiceProvider()).StatedKeys).Read([Repository.PathOf("rules")]);

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
        Assert.NotEmpty(library.Rules);
    }
}
