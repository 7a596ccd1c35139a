namespace AuditService.Core.Advisories;

/// <summary>Names that many projects ask for: <c>rules/packages.yaml</c>.</summary>
public sealed record PopularPackages
{
    private const int ShortestName = 5;

    private readonly Lazy<Dictionary<string, HashSet<string>>> known;

    public PopularPackages() => known = new(() => new(StringComparer.Ordinal)
    {
        ["python"] = [.. Python],
        ["npm"] = [.. Npm],
        ["nuget"] = [.. Nuget],
    });

    public string Version { get; init; } = "";

    public DateOnly? Date { get; init; }

    public IReadOnlyList<string> Python { get; init; } = [];

    public IReadOnlyList<string> Npm { get; init; } = [];

    public IReadOnlyList<string> Nuget { get; init; } = [];

    /// <summary>The name that another one may be taken for: one letter added, left out, changed, or two exchanged. Null for a popular, short or unlike name.</summary>
    public string? MistakenFor(string ecosystem, string name)
    {
        if (name.Length < ShortestName || !known.Value.TryGetValue(ecosystem, out var names) || names.Contains(name))
            return null;
        return names.Where(other => other.Length >= ShortestName && IsOneEditAway(name, other)).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>Damerau's four mistakes of a typist. A number at the end is a version of the same author more often than a mistake.</summary>
    private static bool IsOneEditAway(string name, string other)
    {
        if (Math.Abs(name.Length - other.Length) > 1 || name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == other.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'))
            return false;
        var start = 0;
        while (start < name.Length && start < other.Length && name[start] == other[start])
            start++;
        var end = 0;
        while (end < name.Length - start && end < other.Length - start && name[^(end + 1)] == other[^(end + 1)])
            end++;
        var (left, right) = (name.Length - start - end, other.Length - start - end);
        return left <= 1 && right <= 1 || left == 2 && right == 2 && name[start] == other[start + 1] && name[start + 1] == other[start];
    }
}
