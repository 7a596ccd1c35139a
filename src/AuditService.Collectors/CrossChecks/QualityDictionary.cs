using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Compares the columns of each data set with its dictionary, both ways.</summary>
internal sealed class QualityDictionary : ICrossCheck
{
    private const string Found = "dataset.columns";

    private readonly DerivedFacts derived;

    public QualityDictionary()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("quality-dictionary", 1);

    public IReadOnlyCollection<string> States { get; } = ["dataset.columnsWithoutMeaning", "dataset.absentColumns"];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var links = new DataSetLinks(facts, dossier);
        foreach (var dataSet in facts.Subjects(SubjectKind.Dataset))
        {
            var found = facts.Find(dataSet, Found);
            var entry = links.EntryOf(dataSet);
            if (found?.Value is null)
            {
                yield return derived.Unknown(dataSet, "dataset.columnsWithoutMeaning", Found, found);
                yield return derived.Unknown(dataSet, "dataset.absentColumns", Found, found);
                continue;
            }

            if (entry is null || !entry.KeyPositions.ContainsKey("columns"))
            {
                yield return derived.NotDeclared(dataSet, "dataset.columnsWithoutMeaning", "dataSets[].columns");
                yield return derived.NotDeclared(dataSet, "dataset.absentColumns", "dataSets[].columns");
                continue;
            }

            var dictionary = RgpdDeclaredData.DictionaryOf(entry);
            var columns = ColumnNames.Of(found.Value);
            var present = columns.Select(ColumnNames.Fold).ToHashSet(StringComparer.Ordinal);
            yield return !dossier.IsDeclared ? derived.NotDeclared(dataSet, "dataset.columnsWithoutMeaning", "dataSets[].columns[].meaning") : derived.Compared(dataSet, "dataset.columnsWithoutMeaning", new ObservationsValue(
                [.. columns.Where(column => Hollow.Says(dictionary.GetValueOrDefault(ColumnNames.Fold(column))?.Meaning)).Select(column => new Observation(Location.InDataset(dataSet.Id, column), column))]));
            yield return derived.Compared(dataSet, "dataset.absentColumns", new ObservationsValue(
                [.. entry.Columns.Where(column => column.Name is not null && !present.Contains(ColumnNames.Fold(column.Name))).Select(column => new Observation(DerivedFacts.In(column) ?? Location.File(Dossier.ManifestFileName), column.Name))]));
        }
    }
}
