using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Of the values found again in a model's file, those whose column is personal, by what was found in the set or what is declared of it.</summary>
internal sealed class VerbatimPersonal : ICrossCheck
{
    private const string Key = "model.verbatimPersonal";
    private const string Values = "model.verbatimValues";
    private const string Personal = "dataset.personalColumns";

    private readonly DerivedFacts derived;

    public VerbatimPersonal()
    {
        derived = new(Identity);
    }

    public CollectorIdentity Identity { get; } = new("verbatim-personal", 1);

    public IReadOnlyCollection<string> States { get; } = [Key];

    public IEnumerable<Fact> Derive(FactSet facts, Dossier dossier)
    {
        var links = new DataSetLinks(facts, dossier);
        foreach (var model in facts.Subjects(SubjectKind.Model))
        {
            var found = facts.Find(model, Values);
            yield return found?.Value is ObservationsValue values ? Of(model, values, facts, links) : derived.Unknown(model, Key, Values, found);
        }
    }

    private Fact Of(Subject model, ObservationsValue values, FactSet facts, DataSetLinks links)
    {
        var personal = new List<Observation>();
        Fact? unread = null;
        foreach (var sighting in values.Items)
        {
            var dataSet = new Subject(SubjectKind.Dataset, sighting.Where.Path!);
            var columns = facts.Find(dataSet, Personal);
            var isDeclared = RgpdDeclaredData.DictionaryOf(links.EntryOf(dataSet)).GetValueOrDefault(ColumnNames.Fold(sighting.Where.DataColumn ?? ""))?.Personal == true;
            if (isDeclared || ColumnNames.Of(columns?.Value).Contains(sighting.Where.DataColumn!, StringComparer.Ordinal))
                personal.Add(sighting);
            else if (columns?.Value is null)
                unread ??= columns ?? Fact.Unavailable(model, Key, DerivedFacts.NotStated(Personal), new(Identity, EvidenceGrade.Declared));
        }

        return personal.Count == 0 && unread is not null
            ? derived.Unknown(model, Key, Personal, unread)
            : derived.Compared(model, Key, new ObservationsValue(personal));
    }
}
