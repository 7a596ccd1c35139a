using AuditService.Core;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Reports.Rgpd;

/// <summary>Every column of every data set: what it is, what was found in it, what is declared of it, and where the two disagree. Never a value.</summary>
internal static class DataDictionary
{
    /// <summary>Columns of one set that a paper lists; the rest are counted.</summary>
    private const int MostColumns = 1000;

    public static Paper Paper(RgpdMaterial material)
    {
        var blocks = new List<PaperBlock>();
        foreach (var set in Sets(material))
        {
            blocks.Add(new PaperHeading(2, set.Name));
            foreach (var line in set.About)
                blocks.Add(new PaperText(line));
            if (set.Columns.Count > 0)
            {
                blocks.Add(new PaperTable(
                    material.Say($"Colonnes de {set.Name}", $"Columns of {set.Name}"),
                    [(material.Say("Colonne", "Column"), 14), (material.Say("Mesures", "Figures"), 14), (material.Say("Catégories détectées", "Categories detected"), 24), (material.Say("Déclaré", "Declared"), 26), (material.Say("Contradictions", "Contradictions"), 22)],
                    [.. set.Columns.Select(column => new PaperRow([column.Name, PaperCell.Of(column.Figures), PaperCell.Of(column.Detected), PaperCell.Of(Labelled(material, column)), PaperCell.Of(column.Contradictions)]))]));
            }
        }

        if (blocks.Count == 0)
            blocks.Add(new PaperText(material.Say("Aucun jeu de données n'est déclaré ni présent dans le dossier.", "No data set is declared or present in the dossier.")));
        return new(
            material.Language,
            material.Say($"Dictionnaire des données : {material.Audit.Project}", $"Data dictionary: {material.Audit.Project}"),
            material.Notes(material.Say("Dictionnaire des jeux de données : mesures et détections de l'audit, à côté de ce que l'auteur déclare.", "Dictionary of the data sets: figures and detections of the audit, beside what the author declares.")),
            blocks,
            [.. material.Texts.Decisions.Dictionary.Select(material.Say)]);
    }

    public static IReadOnlyList<DictionarySet> Sets(RgpdMaterial material)
    {
        var columns = material.Facts.Subjects(SubjectKind.Column)
            .Select(subject => (Subject: subject, Where: material.Facts.Of(subject).FirstOrDefault()?.Provenance.Pointer))
            .Where(column => column.Where is { Path: not null, DataColumn: not null })
            .ToLookup(column => column.Where!.Path!, StringComparer.Ordinal);
        return [.. material.Facts.Subjects(SubjectKind.Dataset).Select(dataSet => Set(material, dataSet, columns[dataSet.Id].ToDictionary(column => column.Where!.DataColumn!, column => column.Subject, StringComparer.Ordinal)))];
    }

    private static DictionarySet Set(RgpdMaterial material, Subject dataSet, Dictionary<string, Subject> measured)
    {
        var entry = material.DeclaredSet(dataSet);
        // In the order of the file; then what the dictionary of the manifest names besides.
        var present = (material.Facts.Find(dataSet, "dataset.columns")?.Value as TextListValue)?.Values ?? [];
        var declared = (entry?.Columns ?? []).Where(column => !string.IsNullOrWhiteSpace(column.Name)).DistinctBy(column => Fold(column.Name!), StringComparer.Ordinal).ToDictionary(column => Fold(column.Name!), StringComparer.Ordinal);
        var known = present.Select(Fold).ToHashSet(StringComparer.Ordinal);
        var users = material.Processings.Where(processing => material.SetsOf(processing.Entry).Contains(dataSet)).ToList();
        return new(
            dataSet.Id,
            [.. About(material, dataSet, entry, users, present.Count)],
            [
                .. present.Take(MostColumns).Select(name => Column(material, dataSet, name, measured.TryGetValue(name, out var subject) ? subject : null, declared.GetValueOrDefault(Fold(name)), users, isPresent: true)),
                .. declared.Where(column => present.Count > 0 && !known.Contains(column.Key)).Select(column => Column(material, dataSet, column.Value.Name!, null, column.Value, users, isPresent: false)),
                .. present.Count > 0 ? [] : declared.Select(column => Column(material, dataSet, column.Value.Name!, null, column.Value, users, isPresent: true)),
            ]);
    }

    private static IEnumerable<string> About(RgpdMaterial material, Subject dataSet, DataSetEntry? entry, IReadOnlyList<(Subject Subject, ProcessingEntry Entry)> users, int columns)
    {
        var figures = new List<string>();
        foreach (var key in new[] { "dataset.format", "dataset.rows", "dataset.missingShare", "dataset.duplicateRowShare" })
        {
            if (material.Facts.Find(dataSet, key)?.Value is { } value)
                figures.Add($"{material.Title(key)}{material.Colon}{material.Said(key, value)}");
        }

        if (figures.Count > 0)
            yield return string.Join(" · ", figures) + ".";
        else if (material.WhyUnknown(dataSet, "dataset.columns") is { } why)
            yield return material.Say($"Contenu inconnu : {why}.", $"Content unknown: {why}.");
        if (columns > MostColumns)
            yield return material.Say($"{columns} colonnes : les {MostColumns} premières sont décrites.", $"{columns} columns: the first {MostColumns} are described.");

        (string Key, string? Value, string Fr, string En)[] declared =
        [
            ("description", entry?.Description, "contenu", "content"),
            ("origin", entry?.Origin, "origine", "origin"),
            ("licence", entry?.Licence, "licence", "licence"),
            ("use", entry?.Use, "usage", "use"),
            ("owner", entry?.Owner, "responsable", "owner"),
            ("knownLimits", entry?.KnownLimits, "limites connues", "known limits"),
        ];
        foreach (var (key, value, fr, en) in declared)
        {
            yield return string.IsNullOrWhiteSpace(value)
                ? $"{material.Say(fr, en)}{material.Colon}{Files.Blanks.Of(material.Say(fr, en), material.Language)} ({material.NotDeclared("dataSets[]." + key)})"
                : $"{material.Say(fr, en)}{material.Colon}{RgpdMaterial.OneLine(value)} ({material.Word(material.In(entry, key))})";
        }

        yield return users.Count == 0
            ? material.Say("Aucun traitement déclaré n'emploie ce jeu.", "No declared processing uses this set.")
            : material.Say("Traitements : ", "Processings: ") + string.Join(", ", users.Select(material.NameOf)) + ".";
    }

    private static DictionaryColumn Column(
        RgpdMaterial material, Subject dataSet, string name, Subject? measured, ColumnEntry? entry, IReadOnlyList<(Subject Subject, ProcessingEntry Entry)> users, bool isPresent)
    {
        var detected = Detected(material, dataSet, name, measured).ToList();
        var isPersonal = detected.Count > 0 || entry?.Personal == true;
        return new(name)
        {
            Type = measured is { } typed && material.Facts.Find(typed, "column.type") is { Value: TextValue type } typeFact ? new(StatementKind.Said, TypeName(material, type.Value), material.TraceOf(typeFact)) : null,
            Missing = measured is { } lacking && material.Facts.Find(lacking, "column.missingShare") is { Value: NumberValue missing } missingFact
                ? new(StatementKind.Said, material.Say($"{material.Percent(missing.Value)} manquant", $"{material.Percent(missing.Value)} missing"), material.TraceOf(missingFact))
                : null,
            Distinct = measured is { } counted && material.Facts.Find(counted, "column.distinct") is { Value: NumberValue distinct } distinctFact
                ? new(StatementKind.Said, material.Say($"{distinct.In(material.Language)} valeurs distinctes", $"{distinct.In(material.Language)} distinct values"), material.TraceOf(distinctFact))
                : null,
            Detected = detected,
            Meaning = material.Declared(entry, "meaning", entry?.Meaning, "dataSets[].columns[].meaning", new("sens de la colonne", "meaning of the column")),
            Values = material.Declared(entry, "values", entry?.Values),
            Personal = entry?.Personal is { } personal
                ? new(StatementKind.Said, material.YesNo(personal), material.In(entry, "personal"))
                : material.Blank(material.Say("oui ou non", "yes or no"), material.NotDeclared("dataSets[].columns[].personal")),
            Necessity = material.Declared(entry, "necessity", entry?.Necessity)
                ?? (isPersonal ? material.Blank(material.Say("pourquoi cette colonne est nécessaire", "why this column is needed"), material.NotDeclared("dataSets[].columns[].necessity")) : null),
            Purposes = isPersonal ? [.. OfUsers(material, users, "purpose", user => user.Purpose, new("finalité", "purpose"))] : [],
            Retentions = isPersonal ? [.. OfUsers(material, users, "retention", user => user.Retention, new("durée de conservation", "retention"))] : [],
            Contradictions = [.. Contradictions(material, dataSet, name, entry, isPresent)],
        };
    }

    /// <summary>With the reason where the audit kept it; the category alone for an audit that is older than the reasons.</summary>
    private static IEnumerable<Statement> Detected(RgpdMaterial material, Subject dataSet, string name, Subject? measured)
    {
        var fact = measured is { } subject ? material.Facts.Find(subject, "column.categories") : material.Facts.Find(dataSet, "dataset.personalColumns");
        if (fact?.Value is not ObservationsValue sightings)
            yield break;
        foreach (var sighting in sightings.Items.Where(item => item.Where.DataColumn == name && item.Detail is not null))
        {
            var doubt = sighting.Confidence < Observation.Sure ? material.Say(", à vérifier", ", to be checked") : "";
            yield return new(
                StatementKind.Found,
                RgpdMaterial.OneLine(material.Say($"{sighting.Detail!.Fr} (confiance {sighting.Confidence.ToString("0.00", material.Culture)}{doubt})", $"{sighting.Detail.En} (confidence {sighting.Confidence.ToString("0.00", material.Culture)}{doubt})")),
                new(sighting.Where.In(material.Language), fact.Provenance.Collector.ToString(), fact.Provenance.Grade));
        }
    }

    /// <summary>What the processings that use the set say; blank where one says nothing, or where none uses it.</summary>
    private static IEnumerable<Statement> OfUsers(
        RgpdMaterial material, IReadOnlyList<(Subject Subject, ProcessingEntry Entry)> users, string key, Func<ProcessingEntry, string?> value, LocalizedText what)
    {
        if (users.Count == 0)
            yield return material.Blank(what, material.NotDeclared("processings[].dataSets"));
        foreach (var user in users)
        {
            yield return material.Declared(user.Entry, key, value(user.Entry))
                ?? material.Blank(material.Say($"{what.Fr}, {material.NameOf(user)}", $"{what.En}, {material.NameOf(user)}"), material.NotDeclared("processings[]." + key));
        }
    }

    /// <summary>What is declared, each with what it is.</summary>
    private static IEnumerable<Statement> Labelled(RgpdMaterial material, DictionaryColumn column)
    {
        (LocalizedText Label, IEnumerable<Statement?> Statements)[] parts =
        [
            (new("sens", "meaning"), [column.Meaning]),
            (new("valeurs", "values"), [column.Values]),
            (new("personnelle", "personal"), [column.Personal]),
            (new("nécessité", "necessity"), [column.Necessity]),
            (new("finalité", "purpose"), column.Purposes),
            (new("conservation", "retention"), column.Retentions),
        ];
        return parts.SelectMany(part => part.Statements.OfType<Statement>().Select(statement => statement with { Text = material.Say(part.Label) + material.Colon + statement.Text }));
    }

    private static IEnumerable<Statement> Contradictions(RgpdMaterial material, Subject dataSet, string name, ColumnEntry? entry, bool isPresent)
    {
        if (!isPresent)
            yield return new(StatementKind.Conflict, material.Say("déclarée et absente du fichier", "declared and absent from the file"), material.In(entry, "name"));
        foreach (var key in new[] { "dataset.undeclaredPersonalColumns", "dataset.invalidColumns", "dataset.impossibleValues", "dataset.inconsistencies", "dataset.disguisedMissing", "dataset.freeTextPersonalData" })
        {
            if (material.Facts.Find(dataSet, key) is not { Value: ObservationsValue sightings } fact)
                continue;
            foreach (var sighting in sightings.Items.Where(item => item.Where.DataColumn == name))
            {
                yield return new(
                    StatementKind.Conflict,
                    RgpdMaterial.OneLine(material.Title(key) + (sighting.Detail is { } detail ? material.Colon + material.Say(detail) : "")),
                    new(sighting.Where.In(material.Language), fact.Provenance.Collector.ToString(), fact.Provenance.Grade));
            }
        }
    }

    private static string TypeName(RgpdMaterial material, string type) => material.Say(type switch
    {
        "empty" => new("vide", "empty"),
        "boolean" => new("booléen", "boolean"),
        "integer" => new("entier", "integer"),
        "number" => new("nombre", "number"),
        "date" => new("date", "date"),
        "dateTime" => new("date et heure", "date and time"),
        "text" => new("texte", "text"),
        _ => LocalizedText.Same(type),
    });

    /// <summary>Headers meet their dictionary whatever their case and separators.</summary>
    private static string Fold(string name) => string.Concat(name.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsLetterOrDigit)).ToLowerInvariant() is { Length: > 0 } folded ? folded : name;
}

/// <summary>One data set of the dictionary.</summary>
/// <param name="Name">Its path, or the id of the manifest.</param>
/// <param name="About">What is known of it as a whole.</param>
/// <param name="Columns">In the order of the file.</param>
internal sealed record DictionarySet(string Name, IReadOnlyList<string> About, IReadOnlyList<DictionaryColumn> Columns);

/// <summary>One line of the dictionary.</summary>
internal sealed record DictionaryColumn(string Name)
{
    public Statement? Type { get; init; }

    public Statement? Missing { get; init; }

    public Statement? Distinct { get; init; }

    /// <summary>The three together, which come from one reading.</summary>
    public IReadOnlyList<Statement> Figures => Type is null ? [] : [Type with { Text = string.Join(", ", new[] { Type, Missing, Distinct }.OfType<Statement>().Select(figure => figure.Text)) }];

    public required IReadOnlyList<Statement> Detected { get; init; }

    public required Statement Meaning { get; init; }

    public Statement? Values { get; init; }

    public required Statement Personal { get; init; }

    /// <summary>Null for a column that is nobody's.</summary>
    public Statement? Necessity { get; init; }

    public required IReadOnlyList<Statement> Purposes { get; init; }

    public required IReadOnlyList<Statement> Retentions { get; init; }

    public required IReadOnlyList<Statement> Contradictions { get; init; }
}
