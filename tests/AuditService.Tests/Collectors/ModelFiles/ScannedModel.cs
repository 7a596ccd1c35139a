using AuditService.Collectors.ModelFiles;

namespace AuditService.Tests.Collectors.ModelFiles;

/// <summary>Runs the scanner on bytes, as a caller would.</summary>
internal static class ScannedModel
{
    public static ModelVerdict Of(byte[] content, string name = "file", ModelScanLimits? limits = null) => All(content, name, limits)[0];

    public static IReadOnlyList<ModelVerdict> All(byte[] content, string name = "file", ModelScanLimits? limits = null)
    {
        using var stream = new MemoryStream(content, writable: false);
        return new ModelFileScanner(TimeProvider.System, limits).Scan(stream, name, TestContext.Current.CancellationToken);
    }

    public static string Text(this ModelVerdict verdict) => string.Join("\n", verdict.Because);

    public static void ShouldBe(this ModelVerdict verdict, ModelRisk risk, bool complete = true)
    {
        var told = $"{verdict.Format} {verdict.Verdict} complete={verdict.Complete}\n{verdict.Text()}";
        Assert.True(risk == verdict.Verdict, told);
        Assert.True(complete == verdict.Complete, told);
    }

    public static void ShouldImport(this ModelVerdict verdict, string module, string name, ModelRisk risk) =>
        Assert.Contains(verdict.Globals, import => import.Module == module && import.Name == name && import.Verdict == risk);
}
