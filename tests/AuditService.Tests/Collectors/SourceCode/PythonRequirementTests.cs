using AuditService.Collectors.SourceCode.Dependencies;

namespace AuditService.Tests.Collectors.SourceCode;

public sealed class PythonRequirementTests
{
    [Theory]
    [InlineData("https://download.pytorch.org/whl/cpu/torch-1.7.0%2Bcpu-cp36-cp36m-linux_x86_64.whl", "torch")]
    [InlineData("https://x.org/scikit-learn-1.5.0.tar.gz#sha256=00", "scikit-learn")]
    [InlineData("torch @ https://x.org/torch-2.1.0-py3-none-any.whl", "torch")]
    [InlineData("git+https://github.com/a/b.git@abcdef0123456789abcdef0123456789abcdef01", "b")]
    [InlineData("https://github.com/a/b/archive/main.zip@abcdef0123456789abcdef0123456789abcdef01#egg=b", "b")]
    [InlineData("numpy==1.2.3", "numpy")]
    public void One_version_can_answer(string line, string name)
    {
        var dependency = Assert.Single(PythonRequirement.ReadFile(line));
        Assert.True(dependency.IsPinned);
        Assert.Equal(name, dependency.Name);
    }

    [Theory]
    [InlineData("git+https://github.com/a/b.git", "b")]
    [InlineData("git+https://github.com/a/b.git@main", "b")]
    [InlineData("https://github.com/a/b/archive/main.zip", "main-zip")]
    [InlineData("b @ https://github.com/a/b/archive/main.tar.gz", "b")]
    [InlineData("numpy>=1.2", "numpy")]
    public void Several_can(string line, string name)
    {
        var dependency = Assert.Single(PythonRequirement.ReadFile(line));
        Assert.False(dependency.IsPinned);
        Assert.Equal(name, dependency.Name);
    }
}
