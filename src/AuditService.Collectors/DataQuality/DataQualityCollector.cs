using System.Globalization;
using AuditService.Collectors.Datasets;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.DataQuality;

/// <summary>
/// States the measures of quality, re-identification and fairness of each data set. Which column is a label, a prediction or a protected attribute, and which
/// value is favourable, is what the manifest says and never guessed; quasi-identifiers that it does not name are proposed.
/// </summary>
internal sealed class DataQualityCollector(TimeProvider time, DatasetShelf? shelf = null) : IFactCollector
{
    private const double InvalidShare = 0.01;

    private const double InconsistentShare = 0.005;

    private const double LeakWarns = 0.8;

    private const double LeakProves = 0.95;

    private const double Doubtful = 0.5;

    private static readonly string[] Keys =
    [
        "dataset.roles", "dataset.duplicatesTell", "dataset.nearDuplicateRowShare", "dataset.disguisedMissing", "dataset.invalidColumns", "dataset.boundedColumns", "dataset.impossibleValues", "dataset.comparedColumns", "dataset.inconsistencies",
        "dataset.extremeColumns", "dataset.quasiConstantColumns", "dataset.highCardinalityColumns", "dataset.minorityShare", "dataset.leakingColumns", "dataset.smallGroups", "dataset.groupRates",
        "dataset.disparateImpact", "dataset.parityDifference", "dataset.errorGap", "dataset.proxyColumns", "dataset.annotationAgreement", "dataset.datesAfterDecision",
        "dataset.quasiIdentifiers", "dataset.smallestClass", "dataset.uniqueShare", "dataset.below5Share", "dataset.homogeneousColumns", "dataset.rareValues", "dataset.missingnessGaps",
    ];

    private readonly DatasetShelf shelf = shelf ?? new(time);

    public CollectorIdentity Identity { get; } = new("data-quality", QualityMeasures.Version);

    public IReadOnlyCollection<string> States { get; } = Keys;

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        foreach (var file in context.Dossier.Of(FileKind.Dataset))
        {
            var subject = new Subject(SubjectKind.Dataset, file.Path);
            var columns = ColumnsOf(context.Dossier, file.Path);
            var roles = string.Join('|', columns.Where(column => column.Role is not null).Select(column => $"{column.Name}={column.Role}:{column.Favourable}"));
            yield return new(file.Path, $"{file.Sha256}|{context.Settings.MaximumFile}|{context.Settings.MaximumObservations}|{time.GetUtcNow().Year}|{shelf.Detector.Recognizers}|{roles}", [subject],
                cancellation => Task.Run(() => State(subject, file, columns, context, cancellation), cancellation));
        }
    }

    /// <summary>The dictionary of a data set, as the manifest gives it.</summary>
    internal static IReadOnlyList<ColumnEntry> ColumnsOf(Dossier dossier, string path) =>
        [.. dossier.Manifest.DataSets.Where(entry => string.Equals(entry.Path, path, StringComparison.Ordinal)).SelectMany(entry => entry.Columns).Where(column => column.Name is not null)];

    /// <summary>What the manifest says of the columns; nothing is guessed.</summary>
    internal static QualityOptions OptionsOf(IReadOnlyList<ColumnEntry> columns)
    {
        string? One(ColumnRole role) => columns.FirstOrDefault(column => column.Role == role)?.Name;
        IReadOnlyList<string> All(ColumnRole role) => [.. columns.Where(column => column.Role == role).Select(column => column.Name!)];
        return new(
            All(ColumnRole.QuasiIdentifier), One(ColumnRole.Label), One(ColumnRole.Prediction), One(ColumnRole.Protected),
            columns.FirstOrDefault(column => column.Favourable is not null && column.Role == ColumnRole.Prediction)?.Favourable ?? columns.FirstOrDefault(column => column.Favourable is not null)?.Favourable,
            Guesses: false)
        {
            Annotations = All(ColumnRole.Annotation),
            DecisionDate = One(ColumnRole.DecisionDate),
        };
    }

    private IReadOnlyList<Fact> State(Subject subject, DossierFile file, IReadOnlyList<ColumnEntry> columns, CollectionContext context, CancellationToken cancellation)
    {
        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked, Location.File(file.Path));
        if (!DatasetCollector.Reads(file, context.Settings))
            return Unavailable(new(UnavailableBecause.Unreadable, new($"{file.Path} : format non lu ou fichier trop grand", $"{file.Path}: format not read, or file too large")));

        var options = OptionsOf(columns);
        var readings = shelf.Look(context.Content.PathOf(file.Sha256), loaded => QualityMeasures.Measure(loaded, file.Path, options, cancellation), cancellation);
        var measured = readings.Where(reading => reading.Quality is not null).ToList();
        if (measured.Count == 0) return Unavailable(new(UnavailableBecause.Unreadable, readings[0].Problem ?? DatasetProblems.NoRows));

        var told = Told(measured, columns, file.Path, context.Settings.MaximumObservations).ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal);
        var cut = readings.Select(reading => reading.Problem).FirstOrDefault(problem => problem is not null);
        return [.. Keys.Select(key => told.GetValueOrDefault(key) switch
        {
            // That nothing was found says nothing of what was not read.
            ObservationsValue { Total: 0 } when cut is not null => Fact.Unavailable(subject, key, new(UnavailableBecause.Unreadable, new($"rien dans la partie lue, mais {cut.Fr}", $"nothing in the part that was read, but {cut.En}")), provenance),
            { } value => Fact.Known(subject, key, value, provenance),
            null => Fact.Unavailable(subject, key, Why(key, measured), provenance),
        })];

        IReadOnlyList<Fact> Unavailable(Unavailability why) => [.. Keys.Select(key => Fact.Unavailable(subject, key, why, provenance))];
    }

    private static Unavailability Why(string key, IReadOnlyList<QualityReading> measured)
    {
        var notes = measured.SelectMany(reading => reading.Quality!.Notes).ToList();
        return notes.Count > 0 && key is not ("dataset.smallestClass" or "dataset.uniqueShare" or "dataset.below5Share")
            ? new(UnavailableBecause.NotDeclared, new(string.Join(" ; ", notes.Select(note => note.Fr)), string.Join("; ", notes.Select(note => note.En))))
            : new(UnavailableBecause.NotDeclared, new(
                "les colonnes qu'il faudrait ne sont pas dans le jeu, ou leur rôle n'est pas déclaré (dataSets[].columns[].role)",
                "the columns it would take are not in the set, or their role is not declared (dataSets[].columns[].role)"));
    }

    /// <summary>The facts that the measures allow; of several sheets the worst counts.</summary>
    private static IEnumerable<(string Key, FactValue Value)> Told(IReadOnlyList<QualityReading> measured, IReadOnlyList<ColumnEntry> columns, string path, int maximum)
    {
        var all = measured.Select(reading => (Sheet: measured.Count > 1 ? reading.Source[(reading.Source.LastIndexOf('#') + 1)..] + "!" : "", Quality: reading.Quality!)).ToList();
        yield return ("dataset.roles", new TextListValue([.. columns.Select(column => column.Role).OfType<ColumnRole>().Distinct().Order().Select(role => char.ToLowerInvariant(role.ToString()[0]) + role.ToString()[1..])]));
        yield return ("dataset.duplicatesTell", new BooleanValue(all.TrueForAll(one => one.Quality.DuplicatesTell)));
        yield return ("dataset.nearDuplicateRowShare", new NumberValue(all.Max(one => Share(one.Quality.NearDuplicateRows, one.Quality.Rows))));
        yield return ("dataset.disguisedMissing", Observed(one => one.DisguisedMissing.Where(column => column.Value > 0).Select(column => Counted(column.Key, column.Value, one.Rows, 1, "signes d'absence", "signs for nothing"))));
        yield return ("dataset.invalidColumns", Observed(one => one.InvalidValues.Where(column => column.Value > InvalidShare * one.Rows).Select(column => Counted(column.Key, column.Value, one.Rows, 1, "valeurs d'un autre type que les autres", "values of another type than the others"))
            // Beside the last column: what the cells too many are of, nobody knows.
            .Concat(one.LostCells > 0 ? [(one.Completeness.Keys.Last(), one.Ragged!, 1.0)] : [])));
        yield return ("dataset.boundedColumns", new TextListValue([.. all.SelectMany(one => one.Quality.Impossible.Select(column => one.Sheet + column.Column))]));
        yield return ("dataset.comparedColumns", new TextListValue([.. all.SelectMany(one => one.Quality.Inconsistencies.SelectMany(pair => pair.Columns).Select(column => one.Sheet + column)).Distinct(StringComparer.Ordinal)]));
        yield return ("dataset.impossibleValues", Observed(one => one.Impossible.Where(column => column.Rows > 0).Select(column => Counted(column.Column, column.Rows, one.Rows, 1, "valeurs impossibles", "impossible values"))));
        yield return ("dataset.inconsistencies", Observed(one => one.Inconsistencies.Where(pair => pair.Rows > InconsistentShare * pair.Compared)
            .Select(pair => Counted(string.Join(" / ", pair.Columns), pair.Rows, pair.Compared, 1, pair.Kind == "spellings" ? "lignes qui écrivent autrement une même catégorie" : "lignes qui se contredisent", pair.Kind == "spellings" ? "rows that write one category otherwise" : "rows that contradict themselves"))));
        yield return ("dataset.extremeColumns", Observed(one => one.Outliers.Where(column => column.Extreme > 0).Select(column => Counted(column.Column, column.Extreme, column.Values, Doubtful, "valeurs extrêmes (3 écarts interquartiles)", "extreme values (3 interquartile ranges)"))));
        yield return ("dataset.quasiConstantColumns", Observed(one => one.QuasiConstant.Select(column => (column, new LocalizedText("une valeur pour 99 % des lignes", "one value for 99 % of the rows"), 1.0))));
        yield return ("dataset.highCardinalityColumns", Observed(one => one.HighCardinality.Select(column => (column, new LocalizedText("plus de la moitié des valeurs sont différentes", "more than half of the values are different"), 1.0))));
        yield return ("dataset.rareValues", Observed(one => one.RareValues.Select(column => Counted(column.Column, column.Rows, one.Rows, 1, $"lignes, pour {column.Values} valeurs portées par moins de cinq", $"rows, for {column.Values} values that fewer than five have"))));
        yield return ("dataset.quasiIdentifiers", new TextListValue([.. all.SelectMany(one => (one.Quality.KAnonymity?.Quasi ?? []).Select(column => one.Sheet + column))]));
        yield return ("dataset.datesAfterDecision", Observed(one => one.AfterDecision.Select(column => Counted(column.Column, column.Rows, one.Rows, 1, "dates après la décision", "dates after the decision"))));

        if (all.Select(one => one.Quality.KAnonymity).OfType<AnonymityFigures>().ToList() is { Count: > 0 } figures)
        {
            yield return ("dataset.smallestClass", new NumberValue(figures.Min(one => one.K)));
            yield return ("dataset.uniqueShare", new NumberValue(figures.Max(one => one.UniqueShare)));
            yield return ("dataset.below5Share", new NumberValue(figures.Max(one => one.Below5Share)));
            yield return ("dataset.homogeneousColumns", Observed(one => (one.KAnonymity?.Sensitive ?? []).Where(column => column.L < 2)
                .Select(column => (column.Column, new LocalizedText($"une seule valeur dans {Percent(column.SingleValueShare)} des classes", $"one value only in {Percent(column.SingleValueShare)} of the classes"), 1.0))));
        }

        if (all.Select(one => one.Quality.Imbalance).OfType<ClassBalance>().ToList() is { Count: > 0 } balances)
            yield return ("dataset.minorityShare", new NumberValue(balances.Min(one => one.MinorityShare)));
        if (all.Exists(one => one.Quality.Leakage.Count > 0))
            yield return ("dataset.leakingColumns", Observed(one => one.Leakage.Where(column => column.Auc >= LeakWarns).Select(column => Ranked(column, LeakProves))));
        if (all.Exists(one => one.Quality.Proxies.Count > 0))
            yield return ("dataset.proxyColumns", Observed(one => one.Proxies.Where(column => column.Auc > LeakWarns).Select(column => Ranked(column, LeakWarns))));
        if (all.Exists(one => one.Quality.Roles.Protected is not null))
            yield return ("dataset.missingnessGaps", Observed(one => one.MissingnessGaps.Where(column => column.Gap > 0.1).Select(column => (column.Column, new LocalizedText($"{Percent(column.Gap)} d'écart entre groupes", $"{Percent(column.Gap)} between groups"), 1.0))));
        if (all.Select(one => one.Quality.Agreement).OfType<double>().ToList() is { Count: > 0 } agreements)
            yield return ("dataset.annotationAgreement", new NumberValue(agreements.Min()));
        foreach (var fact in Fair()) yield return fact;

        IEnumerable<(string, FactValue)> Fair()
        {
            var fair = all.Select(one => one.Quality.Fairness).OfType<FairnessFigures>().ToList();
            if (fair.Count == 0) yield break;
            yield return ("dataset.smallGroups", Observed(one => (one.Fairness?.Groups ?? []).Where(group => !group.Conclusive).Select(group => (one.Roles.Protected!, new LocalizedText($"groupe de {group.Size} lignes", $"group of {group.Size} rows"), 1.0))));
            yield return ("dataset.groupRates", Observed(one => (one.Fairness?.Groups ?? []).Where(group => group.Conclusive).Select(group => (one.Roles.Protected!, Rates(group), 1.0))));
            fair.RemoveAll(one => !one.Conclusive);
            if (fair.SelectMany(one => new[] { one.DisparateImpact, one.LabelDisparateImpact }).OfType<double>().ToList() is { Count: > 0 } impacts) yield return ("dataset.disparateImpact", new NumberValue(impacts.Min()));
            if (fair.Select(one => one.StatisticalParityDifference).OfType<double>().ToList() is { Count: > 0 } parities) yield return ("dataset.parityDifference", new NumberValue(parities.Max()));
            if (fair.Where(one => one.EqualisedOddsDifference is not null).SelectMany(one => new[] { one.EqualisedOddsDifference, one.PredictiveValueDifference }).OfType<double>().ToList() is { Count: > 0 } gaps)
                yield return ("dataset.errorGap", new NumberValue(gaps.Max()));
        }

        ObservationsValue Observed(Func<DatasetQuality, IEnumerable<(string Column, LocalizedText Detail, double Confidence)>> of)
        {
            var found = all.SelectMany(one => of(one.Quality).Select(seen => new Observation(Location.InDataset(path, one.Sheet + seen.Column), Detail: seen.Detail, Confidence: seen.Confidence))).ToList();
            return new([.. found.Take(maximum)], found.Count);
        }
    }

    private static (string, LocalizedText, double) Counted(string column, long count, long of, double confidence, string french, string english) =>
        (column, new($"{count} {french} sur {of}", $"{count} {english} of {of}"), confidence);

    private static (string, LocalizedText, double) Ranked(FeatureAuc column, double proves)
    {
        var auc = column.Auc.ToString("0.00", CultureInfo.InvariantCulture);
        return (column.Column, new($"AUC de {auc} à elle seule", $"AUC of {auc} on its own"), column.Auc >= proves ? 1 : Doubtful);
    }

    /// <summary>The value of a group is a value of the file: the report tells the rates, and who is in the group is for the scan to say.</summary>
    private static LocalizedText Rates(GroupFigures group) => new(
        $"groupe de {group.Size} lignes : {Percent(group.PositiveRate ?? 0)} de décisions favorables (intervalle de Wilson à 95 % : {Percent(group.PositiveRateInterval![0])} à {Percent(group.PositiveRateInterval[1])})",
        $"group of {group.Size} rows: {Percent(group.PositiveRate ?? 0)} favourable (Wilson's 95 % interval: {Percent(group.PositiveRateInterval[0])} to {Percent(group.PositiveRateInterval[1])})");

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
