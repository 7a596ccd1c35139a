using AuditService.IntegrationTests;
using Xunit.v3;

[assembly: CollectionBehavior(typeof(ServicesOneAfterAnother))]

namespace AuditService.IntegrationTests;

/// <summary>Puts all tests that may start a service in this process into one collection, which runs one test after the other, and leaves each other class a collection of its own beside it.</summary>
/// <remarks>Hangfire keeps statics, so two services of one process would share them. What runs the program as a process of its own has nothing to share.</remarks>
public sealed class ServicesOneAfterAnother(IXunitTestAssembly assembly) : CollectionPerClassTestCollectionFactory(assembly)
{
    private const string Name = "Services of this process";

    private readonly XunitTestCollection services = new(assembly, null, false, Name);

    protected override IXunitTestCollection GetDefaultTestCollection(Type testClass) =>
        testClass.Namespace is "AuditService.IntegrationTests.Web" or "AuditService.IntegrationTests.Runs" ? services : base.GetDefaultTestCollection(testClass);
}
