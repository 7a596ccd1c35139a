using AuditService.Collectors.PersonalRecords;
using AuditService.Core.Facts;
using static AuditService.Tests.Collectors.PersonalRecords.WrittenSets;

namespace AuditService.Tests.Collectors.PersonalRecords;

public sealed class CorrespondenceCollectorTests : IDisposable
{
    private static readonly string[] LastNames = ["Martin", "Bernard", "Dubois", "Petit", "Moreau", "Laurent", "Garcia", "Roux", "Fournier", "Girard"];

    private readonly WrittenSets sets = new();

    public void Dispose() => sets.Dispose();

    [Fact]
    public async Task The_names_of_pseudonyms_in_the_same_dossier_are_found()
    {
        sets.With("data/etude_pseudonymisee.csv", Study(), new() { Description = "jeu pseudonymisé" }).With("data/correspondance.csv", Names(i => $"P{i * 31:D5}"));
        var seen = Assert.Single(Seen(await FactsAsync(), "data/etude_pseudonymisee.csv"));

        Assert.Equal("id_patient", seen.Where.DataColumn);
        Assert.Contains("data/correspondance.csv", seen.Detail!.En, StringComparison.Ordinal);
        Assert.True(seen.Confidence >= Observation.Sure);
    }

    [Fact]
    public async Task Two_tables_of_one_base_are_for_a_person_to_weigh()
    {
        sets.With("data/visites.csv", Study()).With("data/patients.csv", Names(i => $"P{i * 31:D5}"));

        Assert.True(Assert.Single(Seen(await FactsAsync(), "data/visites.csv")).Confidence < Observation.Sure);
    }

    [Fact]
    public async Task Other_keys_and_row_numbers_that_happen_to_be_equal_tie_nothing()
    {
        sets.With("data/etude_anonyme.csv", Study()).With("data/autres.csv", Names(i => $"Q{i * 17:D5}"));
        sets.With("data/comptes_anonymes.csv", "id;age;sexe\n" + Rows(60, i => $"{i + 1};{20 + (i % 50)};F")).With("data/agents.csv", "id;nom;email\n" + Rows(60, i => $"{i + 1};{LastNames[i % 10]};a{i}@mairie.fr"));
        var facts = await FactsAsync();

        Assert.Empty(Seen(facts, "data/etude_anonyme.csv"));
        Assert.Empty(Seen(facts, "data/comptes_anonymes.csv"));
    }

    private static string Study() => "id_patient;age;sexe;tension\n" + Rows(60, i => $"P{i * 31:D5};{20 + (i % 50)};{(i % 2 == 0 ? "F" : "M")};{11 + (i % 4)}");

    private static string Names(Func<int, string> key) => "id_patient;nom;email\n" + Rows(60, i => $"{key(i)};{LastNames[i % 10]};{LastNames[i % 10].ToLowerInvariant()}{i}@courrier.fr");

    private async Task<IReadOnlyList<Fact>> FactsAsync() => await sets.CollectAsync(new CorrespondenceCollector(TimeProvider.System));

    private static IReadOnlyList<Observation> Seen(IReadOnlyList<Fact> facts, string path) => Assert.IsType<ObservationsValue>(facts.Single(fact => fact.Subject.Id == path).Value).Items;
}
