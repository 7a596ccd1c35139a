using System.IO.Hashing;
using AuditService.Collectors.ModelFiles.Contents;
using AuditService.Collectors.ModelFiles.Formats;

namespace AuditService.Collectors.ModelFiles.Archives;

/// <summary>Models in zips: PyTorch, TorchScript, Keras, npz, skops, TorchServe, and any zip in which members are models.</summary>
internal sealed class ZipModel
{
    private const long CheckedSize = 64L * 1024 * 1024;
    private readonly ModelInspection scan;
    private readonly ModelContent content;
    private readonly ModelReading reading;
    private readonly Placing place;
    private readonly ZipDirectory zip;

    private ZipModel(ModelInspection scan, ModelContent content, ModelReading reading, Placing place)
    {
        this.scan = scan;
        this.content = content;
        this.reading = reading;
        this.place = place;
        zip = ZipDirectory.Read(content, scan.Limits, place.IsAppended);
    }

    public static void Read(ModelInspection scan, ModelContent content, ModelReading reading, Placing place)
    {
        reading.Format = ModelFormats.Zip;
        new ZipModel(scan, content, reading, place).Read();
    }

    private void Read()
    {
        reading.Format = Recognise();
        if (!zip.HasDirectory)
            reading.Incomplete("l'archive zip n'a pas de répertoire : seuls les en-têtes de ses membres sont lus", "the zip has no directory: only the headers of its members are read");
        if (zip.IsTruncated)
            reading.Incomplete("le répertoire de l'archive zip est tronqué", "the directory of the zip is truncated");
        TellDuplicates();
        var isScript = reading.Format == ModelFormats.TorchScript;
        // PyTorch can be told to write no checksums: then all are zero.
        var hasChecksums = zip.Members.Exists(member => member.Crc != 0);
        foreach (var member in zip.Members)
            ReadMember(member, isScript, hasChecksums);
        foreach (var member in zip.Unlisted)
        {
            using (reading.About(ModelTopic.Container))
            {
                reading.Accuse(
                    $"Archive trafiquée : le membre « {ModelReading.Quote(member.Name)} » a un en-tête et n'est pas au répertoire.",
                    $"Tampered archive: member \"{ModelReading.Quote(member.Name)}\" has a header and is not in the directory.");
            }
            ReadMember(member, isScript, hasChecksums: false);
        }
        if (reading.Format == ModelFormats.TorchArchive)
            TellCode();
        if (zip.HasDirectory && zip.SuffixStart < content.Length)
            Pickles.PickleSalvage.Search(scan, content, zip.SuffixStart, reading);
    }

    private string Recognise()
    {
        var names = zip.Members.Concat(zip.Unlisted).Where(member => !member.IsFolder).Select(member => member.Name).ToList();
        if (names.Exists(name => IsNamed(name, "data.pkl")))
        {
            return names.Exists(name => IsNamed(name, "constants.pkl") || name.Contains("/code/", StringComparison.Ordinal) || name.StartsWith("code/", StringComparison.Ordinal))
                ? ModelFormats.TorchScript
                : ModelFormats.TorchZip;
        }
        if (names.Exists(name => name.StartsWith("MAR-INF/", StringComparison.Ordinal)))
            return ModelFormats.TorchArchive;
        if (names.Contains("config.json", StringComparer.Ordinal) && names.Exists(name => name is "metadata.json" || name.EndsWith(".weights.h5", StringComparison.Ordinal)))
            return ModelFormats.Keras;
        if (names.Contains("schema.json", StringComparer.Ordinal))
            return ModelFormats.Skops;
        return names.Count > 0 && names.TrueForAll(name => name.EndsWith(".npy", StringComparison.Ordinal)) ? ModelFormats.Npz : ModelFormats.Zip;
    }

    /// <summary>The handler of a TorchServe archive, and what it imports, runs when the server loads the model.</summary>
    private void TellCode()
    {
        if (zip.Members.Concat(zip.Unlisted).FirstOrDefault(member => member.Name.EndsWith(".py", StringComparison.OrdinalIgnoreCase) || member.Name.EndsWith(".pyc", StringComparison.OrdinalIgnoreCase) || member.Name.EndsWith(".so", StringComparison.OrdinalIgnoreCase)) is { } code)
        {
            reading.Doubt(
                $"L'archive porte du code, « {ModelReading.Quote(code.Name)} », que le serveur exécute quand il charge le modèle.",
                $"The archive carries code, \"{ModelReading.Quote(code.Name)}\", which the server runs when it loads the model.");
        }
    }

    private static bool IsNamed(string path, string file) =>
        path.EndsWith(file, StringComparison.Ordinal) && (path.Length == file.Length || path[^(file.Length + 1)] == '/');

    private void TellDuplicates()
    {
        using var about = reading.About(ModelTopic.Container);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in zip.Members.Where(member => !seen.Add(member.Name)))
        {
            reading.Doubt(
                $"Deux membres de l'archive portent le nom « {ModelReading.Quote(member.Name)} » : les lecteurs n'ouvrent pas le même.",
                $"Two members of the archive bear the name \"{ModelReading.Quote(member.Name)}\": readers do not open the same one.");
        }
    }

    private void ReadMember(ZipMember member, bool isScript, bool hasChecksums)
    {
        TellTampering(member);
        if (member.IsFolder && member.CompressedSize <= 0)
            return;
        if (member.DataOffset == 0)
        {
            reading.Incomplete(
                $"le membre « {ModelReading.Quote(member.Name)} » n'est pas où le répertoire le dit",
                $"member \"{ModelReading.Quote(member.Name)}\" is not where the directory says");
            return;
        }
        ModelContent inner;
        try
        {
            inner = Open(member);
            if (member.ClaimsEncryption && !IsPlain(member, inner))
            {
                reading.Incomplete($"le membre « {ModelReading.Quote(member.Name)} » est chiffré", $"member \"{ModelReading.Quote(member.Name)}\" is encrypted");
                return;
            }
        }
        catch (ModelFormatException format)
        {
            reading.Incomplete($"{ModelReading.Quote(member.Name)} : {format.French}", $"{ModelReading.Quote(member.Name)}: {format.Message}");
            return;
        }
        var inside = place with { Depth = place.Depth + 1, IsTorchScript = isScript, IsAppended = false };
        if (isScript && member.Name.Contains("code/", StringComparison.Ordinal) && member.Name.EndsWith(".py", StringComparison.Ordinal))
            TorchScriptCode.Read(inner, member.Name, reading, scan.Limits);
        else if (IsTensor(member.Name))
            scan.ReadTensor(inner, member.Name, reading, inside);
        else
            scan.ReadMember(inner, member.Name, reading, inside);
        if (hasChecksums && !IsTensor(member.Name))
            CheckSum(member, inner);
    }

    /// <summary>PyTorch keeps the bytes of its tensors under <c>data/0</c>, <c>constants/0</c> ...</summary>
    private bool IsTensor(string name)
    {
        if (reading.Format is not (ModelFormats.TorchZip or ModelFormats.TorchScript))
            return false;
        var parts = name.Split('/');
        return parts.Length >= 2 && parts[^2] is "data" or "tensors" or "constants" or "weights" && parts[^1].All(char.IsAsciiDigit);
    }

    private ModelContent Open(ZipMember member)
    {
        var limit = member.CompressedSize >= 0 ? member.CompressedSize : (long?)null;
        var raw = content.Slice(member.DataOffset, limit, member.Name);
        switch (member.Method)
        {
            case 0:
                return raw;
            case 8:
                return new DerivedContent(() => Decompression.Inflate(raw.Open(), scan.Budget), length: null) { Name = member.Name };
            case 12:
                return new DerivedContent(() => Decompression.Unzip(raw.Open(), CompressionKind.Bzip2, scan.Budget), length: null) { Name = member.Name };
            case 14:
                return new DerivedContent(() => Decompression.Unzip(raw.Open(), CompressionKind.Lzma, scan.Budget), length: null) { Name = member.Name };
            default:
                throw new ModelFormatException($"méthode de compression {member.Method} non lue", $"compression method {member.Method} is not read");
        }
    }

    /// <summary>
    /// A flag that says "encrypted" stops readers that believe it, and nobody else (CVE-2025-1945). It lies when the bytes are what they would be without it.
    /// </summary>
    private bool IsPlain(ZipMember member, ModelContent inner)
    {
        using var about = reading.About(ModelTopic.Container);
        bool isPlain;
        try
        {
            using var stream = inner.Open();
            isPlain = ChecksumOf(stream) == member.Crc
                || ContentSniffer.Sniff(inner.Head(ContentSniffer.HeadSize), inner.Length, member.Name, out _) is not (ContentKind.Unknown or ContentKind.Empty or ContentKind.Protobuf);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            isPlain = false;
        }
        if (isPlain)
        {
            reading.Accuse(
                $"Archive trafiquée : « {ModelReading.Quote(member.Name)} » est marqué comme chiffré et ne l'est pas.",
                $"Tampered archive: \"{ModelReading.Quote(member.Name)}\" is marked as encrypted and is not.");
        }
        return isPlain;
    }

    private void TellTampering(ZipMember member)
    {
        using var about = reading.About(ModelTopic.Container);
        var shown = ModelReading.Quote(member.Name);
        if (member.Name.Split('/', '\\').Contains("..", StringComparer.Ordinal) || member.Name.StartsWith('/') || member.Name.Length > 1 && member.Name[1] == ':')
            reading.Accuse($"Le membre « {shown} » sortirait du dossier d'extraction.", $"Member \"{shown}\" would leave the folder of extraction.");
        if (member.IsFromHeader || member.HeaderName is null)
            return;
        if (!string.Equals(member.HeaderName, member.Name, StringComparison.Ordinal))
        {
            reading.Accuse(
                $"Archive trafiquée : « {shown} » au répertoire, « {ModelReading.Quote(member.HeaderName)} » dans son en-tête.",
                $"Tampered archive: \"{shown}\" in the directory, \"{ModelReading.Quote(member.HeaderName)}\" in its header.");
        }
        const int hiding = ZipMember.Encrypted | ZipMember.PatchedData | ZipMember.StrongEncryption;
        if ((member.HeaderFlags & hiding) != (member.Flags & hiding) || (member.Flags & ZipMember.PatchedData) != 0)
        {
            reading.Accuse(
                $"Archive trafiquée : les drapeaux de « {shown} » mentent sur son contenu.",
                $"Tampered archive: the flags of \"{shown}\" lie about its content.");
        }
        if (member.HeaderMethod != member.Method)
        {
            reading.Accuse(
                $"Archive trafiquée : le répertoire et l'en-tête de « {shown} » ne donnent pas la même compression.",
                $"Tampered archive: directory and header of \"{shown}\" give different compressions.");
        }
        if (member.HeaderCrc != 0 && member.Crc != 0 && member.HeaderCrc != member.Crc)
            TellChecksum(shown);
        if (member.Method == 0 && member.CompressedSize != member.Size && !member.ClaimsEncryption)
        {
            reading.Accuse(
                $"Archive trafiquée : « {shown} » n'est pas compressé et a deux tailles.",
                $"Tampered archive: \"{shown}\" is not compressed and has two sizes.");
        }
    }

    private void CheckSum(ZipMember member, ModelContent inner)
    {
        if (member.Size > CheckedSize)
            return;
        try
        {
            using var stream = inner.Open();
            if (ChecksumOf(stream) is { } crc && crc != member.Crc)
                TellChecksum(ModelReading.Quote(member.Name));
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            reading.Incomplete($"le membre « {ModelReading.Quote(member.Name)} » est abîmé", $"member \"{ModelReading.Quote(member.Name)}\" is damaged");
        }
    }

    /// <summary>Null when the stream is longer than what is checked.</summary>
    private static uint? ChecksumOf(Stream stream)
    {
        var crc = new Crc32();
        var buffer = new byte[64 * 1024];
        long size = 0;
        for (int read; (read = stream.Read(buffer)) > 0; crc.Append(buffer.AsSpan(0, read)))
        {
            if ((size += read) > CheckedSize)
                return null;
        }
        return crc.GetCurrentHashAsUInt32();
    }

    private void TellChecksum(string shown)
    {
        using var about = reading.About(ModelTopic.Container);
        reading.Accuse(
            $"Archive trafiquée : la somme de contrôle de « {shown} » n'est pas celle de son contenu.",
            $"Tampered archive: the checksum of \"{shown}\" is not that of its content.");
    }
}
