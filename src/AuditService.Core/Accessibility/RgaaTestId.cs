namespace AuditService.Core.Accessibility;

/// <summary>Numbers of RGAA tests: theme, criterion, test (<c>1.3.9</c>).</summary>
public static class RgaaTestId
{
    /// <summary>The criterion of a test: <c>1.3</c> of <c>1.3.9</c>.</summary>
    public static string Criterion(string test) => test[..test.LastIndexOf('.')];

    /// <summary>A key that sorts 1.9.1 before 1.10.1.</summary>
    public static string Order(string test) => string.Join('.', test.Split('.').Select(part => part.PadLeft(3, '0')));
}
