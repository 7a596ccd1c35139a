using AuditService.App;
using Microsoft.Extensions.DependencyInjection;

namespace AuditService.Tests.App;

public sealed class CompositionTests
{
    /// <summary>Checked here, and not at each start of the program, which it would slow down.</summary>
    [Fact]
    public void Every_service_can_be_made_of_those_it_asks_for()
    {
        var services = new ServiceCollection().AddAuditService(new AuditServiceSettings());

        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.NotNull(provider);
    }
}
