namespace AuditService.Core.Accessibility;

/// <summary>A page of the sample, or the elements that all pages share (header, menu, footer), which auditors judge once.</summary>
/// <param name="Id">Path in the dossier, or address: the subject of the facts.</param>
/// <param name="Sheet">Name of its sheet in the grid: <c>P01</c>.</param>
/// <param name="Name">As its author or its title calls it; unique in the sample.</param>
public sealed record SamplePage(string Id, string Sheet, string Name)
{
    /// <summary>The column of the shared elements. Its untested criteria count for nothing.</summary>
    public static SamplePage Shared { get; } = new("*", "Transverses", "Éléments transverses");

    public bool IsShared => Id == Shared.Id;

    /// <summary>Numbers the pages and makes their names unique.</summary>
    /// <param name="pages">Ids with names, in the order of the sample.</param>
    public static IReadOnlyList<SamplePage> Numbered(IReadOnlyList<(string Id, string Name)> pages)
    {
        var taken = new HashSet<string>([Shared.Name, "Critères"], StringComparer.OrdinalIgnoreCase);
        var sample = new List<SamplePage>();
        foreach (var (id, name) in pages)
        {
            var unique = taken.Add(name) ? name : $"{name} ({id})";
            taken.Add(unique);
            sample.Add(new(id, $"P{sample.Count + 1:00}", unique));
        }

        return sample;
    }
}
