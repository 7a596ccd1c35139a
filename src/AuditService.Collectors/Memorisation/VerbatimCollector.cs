using AuditService.Collectors.Datasets;
using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.ModelFiles;
using AuditService.Collectors.ModelFiles.Archives;
using AuditService.Collectors.ModelFiles.Contents;
using AuditService.Core;
using AuditService.Core.Collection;
using AuditService.Core.Dossiers;
using AuditService.Core.Facts;

namespace AuditService.Collectors.Memorisation;

/// <summary>
/// Looks in each model's file for rare values of the sets that it was trained on (CNIL fiche IA 13): what was serialised with the model, a vocabulary, a
/// table, examples. The file is read, never loaded; archives and compressions are opened, within the limits of the model scan.
/// </summary>
internal sealed class VerbatimCollector(TimeProvider time, DatasetShelf? shelf = null) : IFactCollector
{
    public const string Key = "model.verbatimValues";

    private const int MaximumSets = 4;
    private const int MaximumRows = 50_000;
    private const int MaximumColumns = 60;

    /// <summary>Different values of a column that are counted; in what comes after, nothing new is sought.</summary>
    private const int MaximumValues = 50_000;

    private static readonly ModelScanLimits Limits = new() { ExpandedBytes = 2L * 1024 * 1024 * 1024, Members = 5_000, Time = TimeSpan.FromSeconds(60) };

    private readonly DatasetShelf shelf = shelf ?? new(time);

    public CollectorIdentity Identity { get; } = new("verbatim", 1);

    public IReadOnlyCollection<string> States { get; } = [Key];

    public IEnumerable<CollectionStep> Plan(CollectionContext context)
    {
        foreach (var model in context.Dossier.Of(FileKind.Model))
        {
            var sets = SetsOf(model, context);
            yield return new(
                model.Path,
                $"{model.Sha256}|{context.Settings.MaximumFile}|{context.Settings.MaximumObservations}|{string.Join('|', sets.Select(set => $"{set.Path}:{set.Sha256}"))}",
                [new(SubjectKind.Model, model.Path)],
                cancellation => Task.Run(() => State(model, sets, context, cancellation), cancellation));
        }
    }

    /// <summary>The sets that the manifest says the model learnt from; where it says nothing, those for training, and without any, all but the held-out ones.</summary>
    private static IReadOnlyList<DossierFile> SetsOf(DossierFile model, CollectionContext context)
    {
        var manifest = context.Dossier.Manifest;
        var readable = context.Dossier.Of(FileKind.Dataset).Where(file => DatasetCollector.Reads(file, context.Settings)).ToList();
        var entry = manifest.Models.FirstOrDefault(declared => declared.Path == model.Path);
        if (entry?.KeyPositions.ContainsKey("trainedOn") == true)
        {
            var paths = entry.TrainedOn.Select(name => manifest.DataSets.FirstOrDefault(set => set.Id == name || set.Path == name)?.Path ?? name).ToHashSet(StringComparer.Ordinal);
            return [.. readable.Where(file => paths.Contains(file.Path)).Take(MaximumSets)];
        }

        var used = readable.ConvertAll(file => (File: file, Uses: DataSetUse.Of(manifest.DataSets.FirstOrDefault(set => set.Path == file.Path)?.Use, file.Path)));
        var training = used.FindAll(set => set.Uses.Contains(DataSetUse.Training, StringComparer.Ordinal));
        return [.. (training.Count > 0 ? training : used.FindAll(set => !DataSetUse.IsHeldOut(set.Uses))).Select(set => set.File).Take(MaximumSets)];
    }

    private IReadOnlyList<Fact> State(DossierFile model, IReadOnlyList<DossierFile> sets, CollectionContext context, CancellationToken cancellation)
    {
        var subject = new Subject(SubjectKind.Model, model.Path);
        var provenance = new Provenance(Identity, EvidenceGrade.MachineChecked, Location.File(model.Path));
        if (model.Size > context.Settings.MaximumFile)
            return [Unknown(UnavailableBecause.RefusedByLimit, new($"{model.Path} dépasse la taille permise", $"{model.Path} is larger than allowed"))];
        var values = new List<SoughtValue>();
        foreach (var set in sets)
            values.AddRange(ValuesOf(set, context, cancellation));
        if (values.Count == 0)
            return [Unknown(UnavailableBecause.NotFound, new("aucun jeu d'entraînement lisible du dossier n'a de valeur assez rare pour être cherchée", "no readable training set of the dossier has a value rare enough to be looked for"))];

        var sought = new SoughtValues(values);
        var found = new HashSet<SoughtValue>();
        LocalizedText? incomplete = null;
        try
        {
            using var stream = context.Content.Open(model.Sha256);
            Search(new WholeContent(stream) { Name = model.Path }, sought, found, new(Limits, time, cancellation), Limits.Depth, cancellation);
        }
        catch (ScanLimitException limit)
        {
            incomplete = new(limit.French, limit.Message);
        }
        catch (ModelFormatException format)
        {
            incomplete = new(format.French, format.Message);
        }
        catch (Exception damage) when (damage is IOException or InvalidDataException or NotSupportedException)
        {
            incomplete = LocalizedText.Same(damage.Message);
        }

        if (found.Count == 0 && incomplete is not null)
            return [Unknown(UnavailableBecause.Unreadable, new($"rien dans la partie lue, mais {incomplete.Fr}", $"nothing in the part that was read, but {incomplete.En}"))];
        var sightings = found.GroupBy(value => (value.DataSet, value.Column)).OrderBy(column => column.Key.DataSet, StringComparer.Ordinal).ThenBy(column => column.Key.Column, StringComparer.Ordinal)
            .Select(column => new Observation(
                Location.InDataset(column.Key.DataSet, column.Key.Column),
                Masked(column.MinBy(value => value.Text, StringComparer.Ordinal)!.Text),
                new($"{column.Count()} valeurs rares de la colonne retrouvées dans {model.Path}", $"{column.Count()} rare values of the column found again in {model.Path}")))
            .ToList();
        return [Fact.Known(subject, Key, new ObservationsValue([.. sightings.Take(context.Settings.MaximumObservations)], sightings.Count), provenance)];

        Fact Unknown(UnavailableBecause because, LocalizedText why) => Fact.Unavailable(subject, Key, new(because, why), provenance);
    }

    /// <summary>Two signs and the length: enough to look the value up in one's own file.</summary>
    private static string Masked(string value) => $"{value[..2]}*** ({value.Length})";

    private IReadOnlyList<SoughtValue> ValuesOf(DossierFile set, CollectionContext context, CancellationToken cancellation)
    {
        try
        {
            return shelf.LookAtRows([context.Content.PathOf(set.Sha256)], new DatasetLimits { MaximumRows = MaximumRows }, files => ValuesOf(set, files[0], cancellation), cancellation);
        }
        catch (Exception damage) when (DatasetFile.IsDamage(damage))
        {
            return [];
        }
    }

    private static List<SoughtValue> ValuesOf(DossierFile set, IReadOnlyList<IRowReader> tables, CancellationToken cancellation)
    {
        var values = new List<SoughtValue>();
        try
        {
            foreach (var table in tables)
            {
                var width = Math.Min(table.Columns.Count, MaximumColumns);
                var counts = Enumerable.Range(0, width).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal)).ToArray();
                foreach (var row in table.Rows().Take(MaximumRows))
                {
                    cancellation.ThrowIfCancellationRequested();
                    for (var i = 0; i < width; i++)
                    {
                        if (row[i]?.Trim() is { Length: > 0 and <= 200 } value && (counts[i].Count < MaximumValues || counts[i].ContainsKey(value)))
                            counts[i][value] = counts[i].GetValueOrDefault(value) + 1;
                    }
                }

                var part = tables.Count > 1 && table.Part is { } sheet ? $"{sheet}!" : "";
                for (var i = 0; i < width; i++)
                    values.AddRange(SoughtValues.Of(set.Path, part + table.Columns[i], counts[i]));
            }
        }
        catch (Exception damage) when (DatasetFile.IsDamage(damage))
        {
            // What was read before the damage is sought all the same: why the set cannot be read is told by its own facts.
        }

        return values;
    }

    private static void Search(ModelContent content, SoughtValues sought, ISet<SoughtValue> found, ScanBudget budget, int depth, CancellationToken cancellation)
    {
        budget.SpendMember();
        var kind = ContentSniffer.Sniff(content.Head(ContentSniffer.HeadSize), content.Length, content.Name, out var compression);
        if (depth > 0 && kind == ContentKind.Compressed)
        {
            Search(Decompression.Open(content, compression, budget), sought, found, budget, depth - 1, cancellation);
            return;
        }

        if (depth > 0 && kind == ContentKind.Zip && content.IsSeekable)
        {
            var zip = ZipDirectory.Read(content, Limits, isAppended: false);
            foreach (var member in zip.Members.Where(member => !member.IsFolder && member.DataOffset > 0))
            {
                var raw = content.Slice(member.DataOffset, member.CompressedSize >= 0 ? member.CompressedSize : null, member.Name);
                var inner = member.Method switch
                {
                    0 => raw,
                    8 => new DerivedContent(() => Decompression.Inflate(raw.Open(), budget), length: null) { Name = member.Name },
                    _ => null,
                };
                if (inner is not null)
                    Search(inner, sought, found, budget, depth - 1, cancellation);
            }

            return;
        }

        using var stream = content.Open();
        budget.CheckTime();
        sought.FindIn(stream, found, cancellation);
    }
}
