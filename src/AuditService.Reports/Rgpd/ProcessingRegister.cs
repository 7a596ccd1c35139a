using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;
using AuditService.Core.Findings;
using AuditService.Core.Rgpd;

namespace AuditService.Reports.Rgpd;

/// <summary>
/// The record of processing activities of RGPD article 30(1): one entry a declared purpose, with what was found in its files beside what is
/// declared; then the personal data that no processing accounts for.
/// </summary>
internal static class ProcessingRegister
{
    public static Paper Paper(RgpdMaterial material)
    {
        var entries = Entries(material);
        var blocks = new List<PaperBlock>();
        foreach (var entry in entries)
        {
            blocks.Add(new PaperHeading(2, entry.Name));
            blocks.Add(new PaperTable(
                material.Say($"Fiche du traitement « {entry.Name} »", $"Record of the processing \"{entry.Name}\""),
                [(material.Say("Mention", "Item"), 22), (material.Say("Article", "Article"), 12), (material.Say("Ce que dit le dossier, et d'où", "What the dossier says, and where"), 66)],
                [.. entry.Items.Select(item => new PaperRow([material.Say(item.Text.Title), item.Text.Article, PaperCell.Of(item.Statements)]))]));
        }

        var orphans = Orphans(material);
        if (orphans.Count > 0)
        {
            blocks.Add(new PaperHeading(2, material.Say("Données personnelles trouvées hors de tout traitement", "Personal data found outside any processing")));
            blocks.Add(new PaperTable(
                material.Say("Jeux de données qu'aucun traitement déclaré n'emploie", "Data sets that no declared processing uses"),
                [(material.Say("Jeu de données", "Data set"), 30), (material.Say("Ce qui a été trouvé", "What was found"), 70)],
                [.. orphans.Select(dataSet => new PaperRow([dataSet.Id, PaperCell.Of(Personal(material, dataSet))]))]));
        }

        return new(
            material.Language,
            material.Say($"Registre des activités de traitement : {material.Audit.Project}", $"Record of processing activities: {material.Audit.Project}"),
            material.Notes(material.Say("Projet de registre du responsable du traitement (RGPD, article 30(1)) : une fiche par finalité déclarée.", "Draft record of the controller (RGPD, article 30(1)): one entry a declared purpose.")),
            blocks,
            [.. material.Texts.Decisions.Register.Select(material.Say)]);
    }

    /// <summary>One entry a processing; one empty entry where none is declared, for an empty register would look finished.</summary>
    public static IReadOnlyList<RegisterEntry> Entries(RgpdMaterial material)
    {
        var processings = material.Processings;
        if (processings.Count == 0)
        {
            var none = new ProcessingEntry();
            return [new("", material.Say("Traitement à décrire", "Processing to describe"), [.. material.Texts.Register.Select(item => (item, (IReadOnlyList<Statement>)[.. Of(item, none, new Subject(SubjectKind.Processing, ""), material)]))])];
        }

        return [.. processings.Select(processing => new RegisterEntry(
            processing.Subject.Id,
            material.NameOf(processing),
            [.. material.Texts.Register.Select(item => (item, (IReadOnlyList<Statement>)[.. Of(item, processing.Entry, processing.Subject, material)]))]))];
    }

    /// <summary>Data sets with personal data that no declared processing uses.</summary>
    public static IReadOnlyList<Subject> Orphans(RgpdMaterial material)
    {
        var used = material.Processings.SelectMany(processing => material.SetsOf(processing.Entry)).ToHashSet();
        return [.. material.Facts.Subjects(SubjectKind.Dataset).Where(dataSet => !used.Contains(dataSet)
            && material.Facts.Find(dataSet, "dataset.personalColumns")?.Value is ObservationsValue { Total: > 0 })];
    }

    public static IEnumerable<Statement> Personal(RgpdMaterial material, Subject dataSet)
    {
        var found = material.Facts.Find(dataSet, "dataset.personalColumns");
        if (found?.Value is not ObservationsValue columns)
        {
            yield return material.Blank(
                material.Say($"données personnelles de {dataSet.Id}, que rien n'a pu lire", $"personal data of {dataSet.Id}, which nothing could read"), material.WhyUnknown(dataSet, "dataset.personalColumns"));
            yield break;
        }

        if (columns.Total == 0)
        {
            // What the machine does not recognise may be personal all the same: its author says so.
            var declared = material.DeclaredSet(dataSet)?.Columns.Count(column => column.Personal == true) ?? 0;
            yield return new(
                StatementKind.Found,
                declared == 0
                    ? material.Say($"{dataSet.Id} : aucune colonne personnelle reconnue", $"{dataSet.Id}: no personal column recognised")
                    : material.Say($"{dataSet.Id} : aucun identifiant reconnu ; {declared} colonne(s) déclarée(s) personnelle(s)", $"{dataSet.Id}: no identifier recognised; {declared} column(s) declared personal"),
                material.TraceOf(found));
            yield break;
        }

        foreach (var column in columns.Items)
        {
            yield return new(
                StatementKind.Found,
                RgpdMaterial.OneLine($"{column.Where.DataColumn}{material.Colon}{(column.Detail is { } detail ? material.Say(detail) : "")}"),
                new(column.Where.In(material.Language), found.Provenance.Collector.ToString(), found.Provenance.Grade));
        }

        if (columns.Total > columns.Items.Count)
            yield return new(StatementKind.Found, material.Say($"et {columns.Total - columns.Items.Count} autres colonnes", $"and {columns.Total - columns.Items.Count} more columns"), material.TraceOf(found));
    }

    public static IEnumerable<Statement> Recipients(RgpdMaterial material, ProcessingEntry entry)
    {
        foreach (var recipient in entry.Recipients)
        {
            if (material.Declared(entry, "recipients", recipient) is { } said)
                yield return said;
        }

        foreach (var processor in material.Manifest.People?.Processors ?? [])
            yield return Processor(material, processor);
        foreach (var seen in material.Known(Subject.Dossier, "privacy.undeclaredProcessors"))
            yield return seen with { Kind = StatementKind.Conflict };
    }

    public static Statement Processor(RgpdMaterial material, ProcessorEntry processor) => new(
        StatementKind.Said,
        RgpdMaterial.OneLine(material.Say("sous-traitant du projet : ", "processor of the project: ") + string.Join(", ", new[]
        {
            string.IsNullOrWhiteSpace(processor.Name) ? Files.Blanks.Of(material.Say("nom du sous-traitant", "name of the processor"), material.Language) : processor.Name,
            processor.Service,
            processor.Country,
            processor.Contact,
            processor.Contract switch
            {
                true => material.Say("contrat déclaré (art. 28(3))", "contract declared (art. 28(3))"),
                false => material.Say("sans contrat (art. 28(3))", "without contract (art. 28(3))"),
                null => Files.Blanks.Of(material.Say("contrat de l'article 28(3)", "contract of article 28(3)"), material.Language),
            },
        }.Where(part => !string.IsNullOrWhiteSpace(part)))),
        material.In(processor, "name"));

    public static IEnumerable<Statement> Transfers(RgpdMaterial material, ProcessingEntry entry)
    {
        foreach (var transfer in entry.Transfers)
        {
            yield return new(
                StatementKind.Said,
                RgpdMaterial.OneLine(string.Join(", ", new[]
                {
                    Or(transfer.Country, material.Say("pays", "country")),
                    Or(transfer.Recipient, material.Say("destinataire", "recipient")),
                    material.Say("garantie : ", "safeguard: ") + Or(transfer.Safeguard, material.Say("garantie (art. 45 à 49)", "safeguard (art. 45 to 49)")),
                })),
                material.In(transfer, "country"));
        }

        if (entry.Transfers.Count == 0 && entry.KeyPositions.ContainsKey("transfers"))
            yield return new(StatementKind.Said, material.Say("aucun transfert déclaré", "no transfer declared"), material.In(entry, "transfers"));
        foreach (var place in material.Known(Subject.Dossier, "privacy.unsafeguardedPlaces"))
            yield return place with { Kind = StatementKind.Conflict };

        string Or(string? value, string what) => string.IsNullOrWhiteSpace(value) ? Files.Blanks.Of(what, material.Language) : value;
    }

    private static IEnumerable<Statement> Of(RegisterItemText item, ProcessingEntry entry, Subject subject, RgpdMaterial material)
    {
        var said = Said(item.Id!.Value, entry, subject, material).ToList();
        // What only contradicts does not fill an item.
        return said.Exists(statement => statement.Kind is StatementKind.Said or StatementKind.Found or StatementKind.Blank) ? said : [material.Blank(item.Blank, WhyBlank(item.Id.Value, material)), .. said];
    }

    private static IEnumerable<Statement> Said(RegisterItem item, ProcessingEntry entry, Subject subject, RgpdMaterial material)
    {
        var people = material.Manifest.People;
        return item switch
        {
            RegisterItem.Controller => Party(people?.Controller, material, "people.controller"),
            RegisterItem.Dpo => [.. Party(people?.Dpo, material, "people.dpo"), .. Against(["RGPD-37", "RGPD-38"])],
            RegisterItem.JointControllers => [],
            RegisterItem.Purpose => [.. One("purpose", entry.Purpose), .. Against(["RGPD-5.1.b"])],
            RegisterItem.LegalBasis =>
            [
                .. entry.LegalBasis is { } basis && basis != LegalBasis.None ? One("legalBasis", material.Word(basis)) : [],
                .. One("sensitiveDataGround", entry.SensitiveDataGround is { } ground && !string.IsNullOrWhiteSpace(ground) ? material.Say("exception de l'article 9(2) : ", "ground of article 9(2): ") + ground : null),
                .. One("legalText", entry.LegalText is { } text && !string.IsNullOrWhiteSpace(text) ? material.Say("texte : ", "text: ") + text : null),
                .. Against(["RGPD-5.1.a", "RGPD-6", "RGPD-9"]),
            ],
            RegisterItem.DataSubjects => entry.DataSubjects.SelectMany(people1 => One("dataSubjects", people1)),
            RegisterItem.DeclaredData => entry.DataCategories.SelectMany(category => One("dataCategories", category)),
            RegisterItem.DetectedData =>
            [
                .. material.SetsOf(entry).SelectMany(dataSet => Personal(material, dataSet)),
                .. material.Conflicts(material.Open(["RGPD-4.1", "RGPD-5.1.c-02", "RGPD-9-01", "RGPD-10", "LIL-30"], finding => material.SetsOf(entry).Contains(finding.Subject))),
            ],
            RegisterItem.Recipients => Recipients(material, entry),
            RegisterItem.Transfers => Transfers(material, entry),
            RegisterItem.Retention => [.. One("retention", entry.Retention), .. Against(["RGPD-5.1.e"])],
            RegisterItem.Security => [.. entry.SecurityMeasures.SelectMany(measure => One("securityMeasures", measure)), .. Against(["RGPD-32"])],
            _ => throw new ArgumentOutOfRangeException(nameof(item), item, "Unknown item"),
        };

        IEnumerable<Statement> One(string key, string? value) => material.Declared(entry, key, value) is { } statement ? [statement] : [];

        IEnumerable<Statement> Against(IReadOnlyCollection<string> rules) =>
            material.Conflicts(material.Open(rules, finding => finding.Subject == subject || (finding.Subject == Subject.Dossier && MayConcern(finding, entry, material))));
    }

    /// <summary>False for a finding on the dossier whose every sighting stands in the entry of another processing.</summary>
    private static bool MayConcern(Finding finding, ProcessingEntry entry, RgpdMaterial material)
    {
        var owners = finding.Evidence.Select(evidence => OwnerOf(evidence.Observation.Where)).ToList();
        return owners.Count == 0 || owners.Any(owner => owner is null || ReferenceEquals(owner, entry));

        ProcessingEntry? OwnerOf(Location where) => where.Path == Dossier.ManifestFileName && where.Line is { } line
            ? material.Manifest.Processings.FirstOrDefault(processing => processing.At is { } at && at.Line <= line && line <= processing.KeyPositions.Values.Select(position => position.Line).DefaultIfEmpty(at.Line).Max())
            : null;
    }

    /// <summary>The name, the contact and the country; of what is there, what lacks is left blank.</summary>
    private static IEnumerable<Statement> Party(PartyEntry? party, RgpdMaterial material, string path)
    {
        if (party is null)
            yield break;
        yield return material.Declared(party, "name", party.Name, path + ".name", new("nom", "name"));
        yield return material.Declared(party, "contact", party.Contact, path + ".contact", new("coordonnées", "contact details"));
        if (material.Declared(party, "country", party.Country) is { } country)
            yield return country;
    }

    private static string? WhyBlank(RegisterItem item, RgpdMaterial material) => item switch
    {
        RegisterItem.Controller => material.NotDeclared("people.controller"),
        RegisterItem.Dpo => material.NotDeclared("people.dpo"),
        RegisterItem.JointControllers => material.Say($"{Dossier.ManifestFileName} n'a pas de place pour eux", $"{Dossier.ManifestFileName} has no place for them"),
        RegisterItem.Purpose => material.NotDeclared("processings[].purpose"),
        RegisterItem.LegalBasis => material.NotDeclared("processings[].legalBasis"),
        RegisterItem.DataSubjects => material.NotDeclared("processings[].dataSubjects"),
        RegisterItem.DeclaredData => material.NotDeclared("processings[].dataCategories"),
        RegisterItem.DetectedData => material.NotDeclared("processings[].dataSets"),
        RegisterItem.Recipients => material.NotDeclared("processings[].recipients"),
        RegisterItem.Transfers => material.NotDeclared("processings[].transfers"),
        RegisterItem.Retention => material.NotDeclared("processings[].retention"),
        _ => material.NotDeclared("processings[].securityMeasures"),
    };
}

/// <summary>One entry of the register.</summary>
/// <param name="Id">Of the processing, as the manifest names it.</param>
/// <param name="Name">As a reader is told it.</param>
/// <param name="Items">In the order of the article.</param>
internal sealed record RegisterEntry(string Id, string Name, IReadOnlyList<(RegisterItemText Text, IReadOnlyList<Statement> Statements)> Items);
