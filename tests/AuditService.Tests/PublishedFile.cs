namespace AuditService.Tests;

/// <summary>A file of the repository that is made from the code: the test fails when it is stale, and writes it anew when asked to.</summary>
internal static class PublishedFile
{
    /// <summary>Set to 1, tests write the published files instead of comparing them.</summary>
    public const string Variable = "AUDITSERVICE_WRITE_PUBLISHED";

    public static void IsUpToDate(string path, string text)
    {
        if (Environment.GetEnvironmentVariable(Variable) == "1")
            File.WriteAllText(path, text);
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text, $"{Path.GetFileName(path)} is stale: run the tests once with {Variable}=1 and commit it.");
    }
}
