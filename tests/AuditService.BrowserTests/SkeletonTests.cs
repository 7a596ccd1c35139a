namespace AuditService.BrowserTests;

public sealed class SkeletonTests
{
    [Fact]
    public void The_tests_run() => Assert.NotEmpty(typeof(SkeletonTests).Assembly.GetTypes());
}
