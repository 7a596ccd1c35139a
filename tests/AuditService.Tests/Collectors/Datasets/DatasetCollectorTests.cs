using AuditService.Collectors.Datasets;
using AuditService.Core.Catalogue;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using NSubstitute;

namespace AuditService.Tests.Collectors.Datasets;

public sealed class DatasetCollectorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IContentStore content = Substitute.For<IContentStore>();
    private readonly List<DossierFile> files = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_about_people_is_told_by_its_columns_and_figures()
    {
        Put("data/clients.csv", "csv", "nom;prenom;nir;telephone;religion;commentaire;pays\n" +
            "Durand;Zoé;253072A07300443;06 12 34 56 78;catholique;Rappeler Mme Zoé Durand au 06 12 34 56 78 demain matin;FR\n" +
            "Moreau;Léa;269054958815780;;;Rien à signaler depuis la dernière visite de contrôle;FR\n" +
            "Moreau;Léa;269054958815780;;;Rien à signaler depuis la dernière visite de contrôle;FR\n");
        var facts = await Collect();

        Assert.Equal(1, Number(facts, "dossier.datasets"));
        Assert.Equal(3, Number(facts, "dataset.rows"));
        Assert.Equal(4.0 / 21, Number(facts, "dataset.missingShare"), 6);
        Assert.Equal(2.0 / 3, Number(facts, "dataset.maxColumnMissingShare"), 6);
        Assert.Equal(1.0 / 3, Number(facts, "dataset.duplicateRowShare"), 6);
        Assert.Equal(new TextListValue(["nom", "prenom", "nir", "telephone", "religion", "commentaire", "pays"]), Value(facts, "dataset.columns"));
        Assert.Equal(["nom", "prenom", "nir", "telephone", "religion", "commentaire"], Columns(facts, "dataset.personalColumns"));
        Assert.Equal(["nom", "prenom", "nir", "telephone"], Columns(facts, "dataset.directIdentifierColumns"));
        Assert.Equal(["religion"], Columns(facts, "dataset.specialCategoryColumns"));
        Assert.Equal(["nir"], Columns(facts, "dataset.nirColumns"));
        Assert.Equal(["pays"], Columns(facts, "dataset.constantColumns"));
        Assert.Equal(["commentaire"], Columns(facts, "dataset.freeTextPersonalData"));
        Assert.Equal(new BooleanValue(false), Value(facts, "dataset.childrenData"));
        Assert.Equal(new TextValue("csv"), Value(facts, "dataset.format"));
    }

    [Theory]
    [InlineData("Rappeler Mme Zoé Durand au 06 12 34 56 78 demain matin", true)]
    [InlineData("La patiente Mme Durand, née le 12/03/1985, attend son rendez-vous", true)]
    [InlineData("Mon numéro de sécurité sociale est le 253072A07300443, merci de vérifier", true)]
    [InlineData("Le dossier a été suivi par Sophie Durand depuis le début du mois", false)]
    [InlineData("Contactez la mairie de Lyon au 04 72 10 30 30 pour prendre rendez-vous", false)]
    [InlineData("Mme Durand a appelé hier pour se plaindre du retard de sa commande", false)]
    public async Task A_text_proves_personal_data_by_a_key_or_by_somebody_told_apart_else_a_person_reads(string text, bool isProven)
    {
        Put("avis.csv", "csv", $"id;commentaire\n1;\"{text}\"\n2;Rien à signaler depuis la dernière visite de contrôle\n");

        var sighting = Assert.Single(Assert.IsType<ObservationsValue>(Value(await Collect(), "dataset.freeTextPersonalData")).Items);

        Assert.Equal(isProven, sighting.Confidence >= Observation.Sure);
    }

    [Fact]
    public async Task Addresses_of_sites_and_numbers_of_companies_are_about_nobody()
    {
        Put("avis.csv", "csv", "id;commentaire\n1;\"Voir le site https://www.service-public.fr pour la suite de la démarche\"\n2;Rien à signaler depuis la dernière visite de contrôle\n");
        Assert.Empty(Columns(await Collect(), "dataset.freeTextPersonalData"));
    }

    [Fact]
    public async Task The_emptiest_columns_are_named_worst_first()
    {
        Put("a.csv", "csv", "a;b;c\n1;;x\n2;;\n3;7;z\n4;8;z\n");

        var emptiest = Assert.IsType<ObservationsValue>(Value(await Collect(), "dataset.emptiestColumns")).Items;

        Assert.Equal(["b", "c"], emptiest.Select(item => item.Where.DataColumn));
        Assert.Equal(["50 % de valeurs manquantes", "25 % de valeurs manquantes"], emptiest.Select(item => item.Detail!.Fr));
    }

    [Fact]
    public async Task No_sighting_shows_a_raw_value()
    {
        Put("clients.csv", "csv", "nom;email;nir\nZyphorin;jean.zyphorin@exemple.fr;253072A07300443\nBraduval;a.braduval@exemple.fr;269054958815780\n");
        var told = string.Join('\n', (await Collect()).Select(fact => fact.Value switch
        {
            ObservationsValue observations => string.Join('\n', observations.Items.Select(item => item.ToString())),
            { } value => value.ToString(),
            null => "",
        }));
        Assert.Contains("a.***@***.fr", told, StringComparison.Ordinal);
        foreach (var raw in new[] { "Zyphorin", "zyphorin", "braduval", "2530", "073004" }) Assert.DoesNotContain(raw, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("age;sexe;ville\n9;F;Lyon\n34;M;Paris\n41;F;Nice\n12;M;Brest\n", true)]
    [InlineData("age;sexe;ville\n19;F;Lyon\n34;M;Paris\n41;F;Nice\n52;M;Brest\n", false)]
    [InlineData("nom_enfant;ecole\nDurand;Jules Ferry\nPetit;Pasteur\nMoreau;Pasteur\n", true)]
    [InlineData("nb_enfants;salaire;age\n1;2000;30\n2;1800;41\n0;2100;35\n", false)]
    public async Task Children_are_seen_by_ages_and_by_names(string text, bool expected)
    {
        Put("people.csv", "csv", text);
        Assert.Equal(new BooleanValue(expected), Value(await Collect(), "dataset.childrenData"));
    }

    [Theory]
    [InlineData("broken.parquet", "parquet", "PAR1 nothing behind PAR1")]
    [InlineData("base.dta", "stata", "<stata_dta>")]
    public async Task What_cannot_be_read_makes_every_fact_unavailable_with_its_reason(string name, string format, string text)
    {
        Put(name, format, text);
        var facts = (await Collect()).Where(fact => fact.Subject.Kind == SubjectKind.Dataset).ToList();
        Assert.Equal(new DatasetCollector(TimeProvider.System).States.Count(key => key.StartsWith("dataset.", StringComparison.Ordinal)), facts.Count);
        Assert.All(facts, fact => Assert.Equal(UnavailableBecause.Unreadable, fact.Why?.Because));
    }

    [Fact]
    public async Task Every_fact_stated_is_one_that_was_announced()
    {
        Put("a.csv", "csv", "x;y\n1;2\n3;4\n");
        Assert.Subset(new DatasetCollector(TimeProvider.System).States.ToHashSet(StringComparer.Ordinal), (await Collect()).Select(fact => fact.Key).ToHashSet(StringComparer.Ordinal));
    }

    private void Put(string path, string format, string text)
    {
        var hash = $"hash{files.Count}";
        content.PathOf(hash).Returns(folder.Write(hash, text));
        files.Add(new(path, hash, text.Length, new(FileKind.Dataset, format)));
    }

    private async Task<IReadOnlyList<Fact>> Collect()
    {
        var dossier = new Dossier(new("dossier", "sha256:0", [], []), files, new Manifest(), HasManifest: false);
        var context = new CollectionContext(dossier, content, new FactCatalogue([]), [], new CollectionSettings());
        var facts = new List<Fact>();
        foreach (var step in new DatasetCollector(TimeProvider.System).Plan(context)) facts.AddRange(await step.Collect(CancellationToken.None));
        return facts;
    }

    private static FactValue? Value(IReadOnlyList<Fact> facts, string key) => facts.Single(fact => fact.Key == key).Value;

    private static double Number(IReadOnlyList<Fact> facts, string key) => Assert.IsType<NumberValue>(Value(facts, key)).Value;

    private static IEnumerable<string?> Columns(IReadOnlyList<Fact> facts, string key) => Assert.IsType<ObservationsValue>(Value(facts, key)).Items.Select(item => item.Where.DataColumn);
}
