using AuditService.Collectors.ModelFiles.Archives;
using AuditService.Collectors.ModelFiles.Contents;
using AuditService.Collectors.ModelFiles.Formats;
using AuditService.Collectors.ModelFiles.Globals;
using AuditService.Collectors.ModelFiles.Pickles;

namespace AuditService.Collectors.ModelFiles;

/// <summary>The reading of one file with all that it contains: decides by content which reader to call, and keeps the limits they share.</summary>
internal sealed class ModelInspection : IDisposable
{
    private readonly Spool spool;
    private readonly List<(string Path, ModelReading Reading)> members = [];

    public ModelInspection(ModelScanLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        Limits = limits;
        Budget = new ScanBudget(limits, time, cancellation);
        spool = new Spool(Budget);
    }

    public ModelScanLimits Limits { get; }

    public ScanBudget Budget { get; }

    public GlobalCatalogue Catalogue => GlobalCatalogue.Default;

    /// <summary>Members of archives that are models, in the order in which they were read.</summary>
    public IReadOnlyList<(string Path, ModelReading Reading)> Members => members;

    /// <summary>Reads a content into <paramref name="reading"/>; faults and limits make it incomplete and keep what was found.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="reading">Takes what is found.</param>
    /// <param name="place">Where the content is.</param>
    public void Read(ModelContent content, ModelReading reading, Placing place)
    {
        if (!Guard(reading, () => Dispatch(content, reading, place)) || reading.IsStopped)
            return;
        // A file may be one thing for its own readers and another for those that look elsewhere: broken or not, it is looked at as they do.
        Guard(reading, () => ReadAsOthersWould(content, reading, place));
    }

    /// <summary>False when a limit ended the reading.</summary>
    private static bool Guard(ModelReading reading, Action read)
    {
        try
        {
            read();
        }
        catch (ScanLimitException limit)
        {
            reading.Stop(limit);
            return false;
        }
        catch (ModelFormatException format)
        {
            reading.Incomplete(format.French, format.Message);
        }
        catch (EndOfStreamException)
        {
            reading.Incomplete("contenu tronqué", "the content is truncated");
        }
        catch (InvalidDataException damaged)
        {
            reading.Incomplete("contenu abîmé", damaged.Message.TrimEnd('.'));
        }
        catch (IOException unreadable) when (unreadable is not (FileNotFoundException or FileLoadException))
        {
            reading.Incomplete("contenu illisible", $"the content cannot be read ({unreadable.GetType().Name})");
        }
        return true;
    }

    /// <summary>Reads a member of an archive: one that is a model gets its own verdict, and counts for the archive.</summary>
    public void ReadMember(ModelContent content, string path, ModelReading archive, Placing place)
    {
        Budget.SpendMember();
        var reading = new ModelReading();
        var mark = members.Count;
        Read(content, reading, place with { Path = place.Path is null ? path : $"{place.Path}!{path}" });
        AddMember(reading, place.Path is null ? path : $"{place.Path}!{path}", archive, path, place, mark);
    }

    /// <summary>Raw tensor bytes: they are a model only when nothing about them is left to chance.</summary>
    public void ReadTensor(ModelContent content, string path, ModelReading archive, Placing place)
    {
        Budget.SpendMember();
        var mark = members.Count;
        if (ReadHidden(content, place.Depth) is { } reading)
            AddMember(reading, place.Path is null ? path : $"{place.Path}!{path}", archive, path, place, mark);
    }

    private void AddMember(ModelReading reading, string fullPath, ModelReading archive, string path, Placing place, int mark)
    {
        var isModel = !ModelFormats.AreNoModels.Contains(reading.Format);
        if (!isModel && reading.Risk == ModelRisk.Safe && reading.IsComplete && reading.Imports.Count == 0)
            return;
        // An archive in the archive speaks through its own members.
        if (!place.IsHidden && (isModel || members.Count == mark))
            members.Insert(mark, (fullPath, reading));
        archive.Absorb(reading, new(ModelReading.Quote(path, 100), ModelReading.Quote(path, 100)));
    }

    /// <summary>Reads what may be a model inside the bytes of another; null when it is none.</summary>
    public ModelReading? ReadHidden(ModelContent content, int depth)
    {
        var reading = new ModelReading();
        Read(content, reading, new Placing(null, depth) { IsHidden = true });
        if (reading.Risk == ModelRisk.Dangerous)
            return reading;
        // Chance bytes may start like a model; they neither end like one nor import anything.
        var isChance = ModelFormats.AreNoModels.Contains(reading.Format)
            || reading.Format is ModelFormats.Pickle && !reading.IsComplete && reading.Imports.Count == 0 && !reading.IsStopped;
        return isChance ? null : reading;
    }

    public ModelContent MakeSeekable(ModelContent content) => spool.MakeSeekable(content);

    public void Dispose() => spool.Dispose();

    private void Dispatch(ModelContent content, ModelReading reading, Placing place)
    {
        if (place.Depth > Limits.Depth)
            throw new ScanLimitException("les contenus sont imbriqués trop profond", "the contents are nested too deep");
        var head = content.Head(ContentSniffer.HeadSize);
        var kind = ContentSniffer.Sniff(head, content.Length, content.Name, out var compression);
        switch (kind)
        {
            case ContentKind.Empty:
                reading.Format = ModelFormats.Empty;
                break;
            case ContentKind.Pickle:
                ReadPickle(content, reading, place, isCertain: true);
                break;
            case ContentKind.Zip:
                ZipModel.Read(this, MakeSeekable(content), reading, place);
                break;
            case ContentKind.SevenZip:
                SevenZipModel.Read(this, MakeSeekable(content), reading, place);
                break;
            case ContentKind.Rar:
                reading.Format = ModelFormats.Rar;
                using (reading.About(ModelTopic.Container))
                    reading.Incomplete("archive rar, conteneur non standard pour un modèle", "rar archive, no usual container for a model");
                break;
            case ContentKind.Tar:
                TarModel.Read(this, MakeSeekable(content), reading, place);
                break;
            case ContentKind.Compressed:
                ReadCompressed(content, compression, reading, place);
                break;
            case ContentKind.Npy:
                NpyFile.Read(this, content, reading, place);
                break;
            case ContentKind.Hdf5:
                Hdf5Model.Read(this, MakeSeekable(content), reading);
                break;
            case ContentKind.Gguf:
                GgufFile.Read(this, content, reading);
                break;
            case ContentKind.Ggml:
                reading.Format = ModelFormats.Ggml;
                reading.Incomplete("ancien format GGML, non lu", "old GGML format, not read");
                break;
            case ContentKind.Safetensors:
                SafetensorsFile.Read(this, content, reading);
                break;
            case ContentKind.TensorFlowLite:
                TensorFlowLiteFile.Read(MakeSeekable(content), reading);
                break;
            case ContentKind.CatBoost:
                reading.Format = ModelFormats.CatBoost;
                break;
            case ContentKind.LightGbmText:
                reading.Format = ModelFormats.LightGbmText;
                break;
            case ContentKind.XgBoostBinary:
                XgBoostFile.Read(head, reading);
                break;
            case ContentKind.Json:
                JsonModel.Read(this, content, reading);
                break;
            case ContentKind.Xml:
                PmmlFile.Read(head, reading);
                break;
            case ContentKind.Template:
                ChatTemplate.ReadFile(content, reading, Limits);
                break;
            case ContentKind.Protobuf:
                ProtobufModel.Read(this, content, reading);
                break;
            case ContentKind.Executable:
                ReadExecutable(content, reading);
                break;
            case ContentKind.JavaObjects:
                JavaObjects.Read(content, reading);
                break;
        }
        // Outside an archive a YAML file belongs to the code, which is read elsewhere.
        if (reading.Format == ModelFormats.Unknown && place.Path is not null && Path.GetExtension(content.Name) is ".yaml" or ".yml" && ConfiguredTargets.Read(this, content, reading))
            reading.Format = ModelFormats.ModelConfig;
        if (reading.Format == ModelFormats.Unknown)
            ReadPickle(content, reading, place, isCertain: !place.IsHidden && PickleNames.AreLikely(content.Name) && head.Length > 0 && Opcodes.IsOpcode(head[0]));
        if (reading.Format == ModelFormats.Unknown && PickleNames.AreLikely(content.Name) && !place.IsHidden)
            ReadBrokenPickle(content, reading);
    }

    private void ReadAsOthersWould(ModelContent content, ModelReading reading, Placing place)
    {
        var head = content.Head(ContentSniffer.HeadSize);
        var kind = ContentSniffer.Sniff(head, content.Length, content.Name, out _);
        if (kind is not (ContentKind.Pickle or ContentKind.Unknown or ContentKind.Empty))
            ProbeAsPickle(head, reading);
        if (kind is not (ContentKind.Zip or ContentKind.Empty))
            ReadAppendedZip(content, reading, place);
        if (!place.IsHidden && kind is not (ContentKind.Zip or ContentKind.Empty or ContentKind.Compressed or ContentKind.Tar or ContentKind.SevenZip or ContentKind.Rar))
            EncodedModels.Search(this, content, reading, place.Depth);
    }

    private void ReadPickle(ModelContent content, ModelReading reading, Placing place, bool isCertain) =>
        PickleFile.Read(this, content, reading, place.Depth, new PickleSetting(IsTorchScript: place.IsTorchScript), isCertain);

    private void ReadCompressed(ModelContent content, CompressionKind compression, ModelReading reading, Placing place)
    {
        if (compression == CompressionKind.Xz)
            content = MakeSeekable(content);
        reading.Note($"Compressé ({compression}).", $"Compressed ({compression}).");
        try
        {
            var inner = Decompression.Open(content, compression, Budget);
            Dispatch(inner, reading, place with { Depth = place.Depth + 1 });
            if (!place.IsHidden)
                EncodedModels.Search(this, inner, reading, place.Depth + 1);
        }
        finally
        {
            if (reading.Format is ModelFormats.Unknown or ModelFormats.Empty)
                reading.Format = ModelFormats.Compressed;
        }
    }

    /// <summary>A file that bears the name of a pickle and cannot be run as one.</summary>
    private void ReadBrokenPickle(ModelContent content, ModelReading reading)
    {
        reading.Incomplete("le nom dit pickle, le contenu n'en est pas un que l'on sache lire", "the name says pickle, the content is none that we can read");
        PickleSalvage.Search(this, content, 0, reading);
    }

    /// <summary>A pickle reader takes any first byte for an opcode: a file may be one thing for its own readers and a program for that one.</summary>
    private void ProbeAsPickle(byte[] head, ModelReading reading)
    {
        if (!Opcodes.IsOpcode(head[0]))
            return;
        var scratch = new ModelReading();
        var session = new PickleSession(this, new WholeContent(new MemoryStream(head, writable: false)) { Name = "" }, 0, new PickleSetting(FollowsHidden: false));
        using var reader = new ContentReader(new MemoryStream(head, writable: false), head.Length);
        new PickleMachine(reader, session, scratch).Run(out _, 10_000);
        foreach (var import in scratch.Imports.Where(session.IsCertainDanger))
        {
            using var about = reading.About(ModelTopic.Container);
            reading.Import(import);
            reading.Accuse(
                $"Lu comme pickle, le début du fichier importe {import}.",
                $"Read as a pickle, the start of the file imports {import}.");
        }
    }

    /// <summary>Zip readers look for the directory at the end: what comes first may be anything.</summary>
    private void ReadAppendedZip(ModelContent content, ModelReading reading, Placing place)
    {
        if (!content.IsSeekable || place.Depth >= Limits.Depth || !ZipDirectory.HasEnd(content, out var isExact))
            return;
        // Zip bytes kept inside a pickle were read as such.
        if (!isExact && reading.IsComplete && reading.Format is ModelFormats.Pickle or ModelFormats.Joblib or ModelFormats.TorchLegacy)
            return;
        var found = new ModelReading();
        ZipModel.Read(this, content, found, place with { Depth = place.Depth + 1, IsAppended = true });
        if (found.Format == ModelFormats.Zip && found.Imports.Count == 0 && found.Risk == ModelRisk.Safe)
            return;
        using (reading.About(ModelTopic.Container))
        {
            reading.Doubt(
                "Le fichier est aussi une archive zip, dont le répertoire est à la fin : deux lecteurs y voient deux modèles.",
                "The file is a zip archive as well, whose directory is at the end: two readers see two models in it.");
        }
        reading.Absorb(found, new("zip", "zip"));
        if (reading.Format == ModelFormats.Unknown)
            reading.Format = found.Format;
    }

    private static void ReadExecutable(ModelContent content, ModelReading reading)
    {
        using var about = reading.About(ModelTopic.Container);
        reading.Format = ModelFormats.Executable;
        if (PickleNames.AreLikely(content.Name) || PickleNames.IsOtherModel(content.Name))
            reading.Accuse("Un programme porte le nom d'un modèle.", "A program bears the name of a model.");
    }
}

/// <summary>Where a content is.</summary>
/// <param name="Path">Its path inside archives, or null for the file itself.</param>
/// <param name="Depth">How deep it is nested.</param>
internal sealed record Placing(string? Path, int Depth)
{
    public bool IsTorchScript { get; init; }

    /// <summary>True for bytes inside a pickle: no name helps, and no verdict of their own is given.</summary>
    public bool IsHidden { get; init; }

    /// <summary>True for a zip behind other bytes.</summary>
    public bool IsAppended { get; init; }
}
