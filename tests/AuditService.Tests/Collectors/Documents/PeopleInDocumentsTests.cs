using System.Text;
using AuditService.Collectors.Documents;
using AuditService.Collectors.PersonalData;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Tests.Collectors.Documents;

public sealed class PeopleInDocumentsTests
{
    private const string Patients = "| Nom | Prénom | Date de naissance | Adresse |\n|---|---|---|---|\n| MARTIN | Claire | 12/03/1981 | 4 rue des Lilas, 69003 Lyon |\n| DUBOIS | Hugo | 02/11/1975 | 18 avenue Victor Hugo, 35000 Rennes |\n"
        + "| MOREAU | Inès | 25/07/1990 | 7 impasse du Moulin, 44000 Nantes |\n| GIRARD | Paul | 30/01/1968 | 22 boulevard Pasteur, 59000 Lille |\n| PETIT | Chloé | 14/09/1987 | 3 place de l'Église, 33000 Bordeaux |\n| ROUX | Benoît | 08/05/1979 | 11 chemin du Moulin, 13001 Marseille |\n";

    [Fact]
    public void A_table_of_people_in_an_annex_proves_it_and_tells_no_value()
    {
        var seen = Assert.Single(Seen($"# Rapport\n\n## Annexe : dossiers tirés\n\n{Patients}").Where(one => one.Confidence >= Observation.Sure).Take(1));

        Assert.Equal(5, seen.Where.Line);
        Assert.DoesNotContain("MARTIN", seen.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Lilas", seen.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Mme Claire Martin, née le 12 mars 1981, habite 4 rue des Lilas, 69003 Lyon.")]
    [InlineData("Dans la base de test se trouve l'assuré 2 95 10 99 126 111 93.")]
    [InlineData("M. Hugo Dubois souffre de schizophrénie et vit seul.")]
    public void Who_is_told_more_of_than_how_to_be_reached_is_seen(string text)
    {
        var seen = Assert.Single(Seen($"# Rapport\n\nPremier paragraphe.\n\n{text}\n"));

        Assert.True(seen.Confidence >= Observation.Sure);
        Assert.Equal(5, seen.Where.Line);
        Assert.DoesNotContain("111 93", seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_an_address_to_write_to_is_for_a_person_to_weigh() =>
        Assert.True(Assert.Single(Seen("# Compte rendu\n\nMme Claire Martin nous a répondu le 3 mars (claire.martin@laposte.net, 06 12 34 56 78).\n")).Confidence < Observation.Sure);

    [Theory]
    [InlineData("Délégué à la protection des données : Mme Claire Martin, claire.martin@orange.fr, 06 12 34 56 78")]
    [InlineData("Rédigé par M. Hugo Dubois, hugo.dubois@orange.fr")]
    [InlineData("Cordialement, Claire Martin, 06 12 34 56 78, claire.martin@orange.fr")]
    [InlineData("CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris cedex 07, 01 53 73 22 22")]
    [InlineData("La mairie est au 1 place de l'Hôtel de Ville, 69001 Lyon, accueil@mairie-lyon.fr, 04 72 10 30 30")]
    [InlineData("Selon la loi n° 78-17 du 6 janvier 1978 et l'arrêt Dupont contre Martin, l'accord est libre.")]
    [InlineData("Par exemple, Mme Claire Martin, née le 12 mars 1981, demande une place en crèche.")]
    [InlineData("| Colonne | Sens | Valeur possible |\n|---|---|---|\n| nom | nom du candidat | MARTIN |\n| naissance | date de naissance | 12/03/1981 |\n| courriel | adresse | a.b@exemple.fr |")]
    public void Who_answers_for_a_text_public_bodies_laws_and_examples_are_left_alone(string text) => Assert.Empty(Seen($"# Document\n\n{text}\n"));

    [Fact]
    public void A_persona_is_nobody_under_its_heading() =>
        Assert.Empty(Seen("# Rapport\n\n## Personas\n\n### Claire\n\nMme Claire Martin, née le 12 mars 1981, habite 4 rue des Lilas, 69003 Lyon.\n"));

    [Fact]
    public void The_parties_of_a_contract_are_named_of_right_and_a_social_security_number_is_not()
    {
        const string Party = "M. Hugo Dubois, né le 2 novembre 1975, domicilié 18 avenue Victor Hugo, 35000 Rennes, dit le client.";

        Assert.Empty(Seen($"# Contrat\n\n{Party}\n", DocumentRole.Contract));
        Assert.NotEmpty(Seen($"# Contrat\n\n{Party} Assuré 2 95 10 99 126 111 93.\n", DocumentRole.Contract));
    }

    [Fact]
    public void What_only_a_hidden_run_or_a_note_holds_is_seen_too()
    {
        var reading = DocumentReader.Read("s.pptx", new SomeSlides { Notes = { [1] = "Le cas de Mme Claire Martin, née le 12 mars 1981, est parlant." } }.Build());

        var seen = Assert.Single(Assert.IsType<ObservationsValue>(State(reading, null).Value).Items);
        Assert.Equal(1, seen.Where.Sheet);
    }

    [Fact]
    public void Nothing_is_said_of_a_document_that_could_not_be_read()
    {
        var broken = new DocumentReading { Source = "r.docx", Format = DocumentKind.Unknown, Unreadable = new(UnavailableBecause.Unreadable, new("archive coupée", "archive cut short")) };

        Assert.Null(State(broken, null).Value);
    }

    private static IReadOnlyList<Observation> Seen(string markdown, DocumentRole? role = null) =>
        Assert.IsType<ObservationsValue>(State(DocumentReader.Read("docs/r.md", Encoding.UTF8.GetBytes(markdown)), role).Value).Items;

    private static Fact State(DocumentReading reading, DocumentRole? role) =>
        new PeopleInDocuments(new("documents", 1), new PersonalDataDetector(TimeProvider.System), 50).State([new ReadDocument(new(new DossierFile(reading.Source, "00", 1, FileNature.Unknown), role), reading)]);
}
