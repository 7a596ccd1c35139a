using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using AuditService.Storage.Contents;
using AuditService.Storage.Databases;
using AuditService.Storage.Intakes;
using AuditService.Storage.Intakes.Zip;
using Microsoft.Data.Sqlite;

namespace AuditService.Storage.Backups;

/// <summary>
/// Restores a backup into a data directory that is not there yet. The archive may come from anybody: entry names never become paths, declared sizes
/// prove nothing, and nothing is in its place before every hash and the database itself have been verified.
/// </summary>
public sealed class BackupReader(string dataDirectory)
{
    private const int HashLength = 64;
    private const int AuditIdLength = 32;
    private const string ReportExtension = ".html";

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>About two million files.</summary>
    private const int LargestManifest = 512 * 1024 * 1024;
    private const int LargestDirectory = 512 * 1024 * 1024;

    /// <summary>Deflate reaches 1032 at most; empty pages of a database come near. What bounds the whole is the room on the disk.</summary>
    private static readonly IntakeLimits Limits = new() { ArchiveRatio = 1_100 };

    private readonly string directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataDirectory));

    /// <summary>Throws <see cref="BackupException"/>, with nothing restored, when the directory is not empty or anything in the archive is not as its manifest says.</summary>
    public async Task<BackupManifest> RestoreAsync(string archive, CancellationToken cancellation)
    {
        RefuseWhatIsThere();
        if (!File.Exists(archive))
            throw new BackupException("Fichier introuvable.", "File not found.");

        var aside = $"{directory}.restoring-{Guid.NewGuid():N}";
        try
        {
            using var file = File.OpenHandle(archive);
            var zip = ZipDirectory.Read(file, new Budget(long.MaxValue, int.MaxValue), cancellation, LargestDirectory);
            var members = MembersOf(zip);
            var manifest = await ManifestOfAsync(zip, members, cancellation);
            Match(manifest, members);
            PrivateFiles.CreateDirectory(aside);
            RefuseWithoutRoom(manifest, aside);

            using (var store = new ContentStore(Path.Combine(aside, DataFiles.Contents)))
            {
                foreach (var each in manifest.Files)
                    await RestoreAsync(each, members[each.Entry], zip, store, aside, cancellation);
            }

            await VerifyAsync(manifest, aside, cancellation);
            RefuseWhatIsThere();
            if (Directory.Exists(directory))
                Directory.Delete(directory);
            Directory.Move(aside, directory);
            return manifest;
        }
        catch (IntakeException refused)
        {
            throw new BackupException(refused.Reason, refused);
        }
        finally
        {
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
        }
    }

    internal static bool IsReport(string name) =>
        name.Length == AuditIdLength + ReportExtension.Length && name.EndsWith(ReportExtension, StringComparison.Ordinal) && name.AsSpan(0, AuditIdLength).IndexOfAnyExcept(Hexadecimal) < 0;

    private void RefuseWhatIsThere()
    {
        if (File.Exists(directory) || (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()))
            throw new BackupException($"« {directory} » n'est pas vide : une restauration ne remplace rien. Choisissez un autre dossier avec --data.", $"\"{directory}\" is not empty: a restoration replaces nothing. Choose another directory with --data.");
    }

    private static Dictionary<string, ZipMember> MembersOf(ZipDirectory zip)
    {
        var members = new Dictionary<string, ZipMember>(StringComparer.Ordinal);
        foreach (var member in zip.Members)
        {
            if (member.Flaw is { } flaw)
                throw new BackupException(new($"« {EntryName.Shown(member.Name)} » : {flaw.Fr}", $"\"{EntryName.Shown(member.Name)}\": {flaw.En}"));
            if (!members.TryAdd(member.Name, member))
                throw NotOurs($"« {EntryName.Shown(member.Name)} » y est deux fois", $"\"{EntryName.Shown(member.Name)}\" is in it twice");
        }

        return members;
    }

    private static async Task<BackupManifest> ManifestOfAsync(ZipDirectory zip, Dictionary<string, ZipMember> members, CancellationToken cancellation)
    {
        if (!members.Remove(BackupManifest.EntryName, out var member) || member.Size > LargestManifest)
            throw NotOurs($"il n'a pas de {BackupManifest.EntryName}", $"it has no {BackupManifest.EntryName}");
        await using var stream = member.Open(zip, new Budget(LargestManifest, 1), Limits);
        try
        {
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, BackupManifest.Json, cancellation);
            return manifest switch
            {
                null => throw NotOurs("son manifeste est vide", "its manifest is empty"),
                { Format: not BackupManifest.CurrentFormat } => throw new BackupException(
                    $"Cette sauvegarde a le format {manifest.Format}, et ce programme lit le format {BackupManifest.CurrentFormat}. Utilisez la version {manifest.Program}.",
                    $"This backup has format {manifest.Format}, and this program reads format {BackupManifest.CurrentFormat}. Use version {manifest.Program}."),
                _ => manifest,
            };
        }
        catch (JsonException malformed)
        {
            throw new BackupException(new("Ce n'est pas une sauvegarde d'AuditService : son manifeste ne se lit pas.", "This is no backup of AuditService: its manifest cannot be read."), malformed);
        }
    }

    /// <summary>Both ways: what the manifest names is in the archive, and nothing else is.</summary>
    private static void Match(BackupManifest manifest, Dictionary<string, ZipMember> members)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            var shown = EntryName.Shown(file.Entry);
            if (!IsOurs(file) || !named.Add(file.Entry))
                throw NotOurs($"son manifeste nomme « {shown} »", $"its manifest names \"{shown}\"");
            if (!members.TryGetValue(file.Entry, out var member))
                throw NotOurs($"« {shown} » y manque", $"\"{shown}\" is missing in it");
            if (member.Size != file.Size)
                throw NotOurs($"« {shown} » n'a pas la taille que dit le manifeste", $"\"{shown}\" has not the size that the manifest says");
        }

        named.UnionWith(manifest.Lost.Select(hash => BackupManifest.ContentsFolder + hash));
        if (members.Keys.FirstOrDefault(name => !named.Contains(name)) is { } extra)
            throw NotOurs($"son manifeste ne connaît pas « {EntryName.Shown(extra)} »", $"its manifest does not know \"{EntryName.Shown(extra)}\"");
        if (!named.Contains(BackupManifest.DatabasesFolder + DataFiles.Database))
            throw NotOurs($"il n'a pas de base {DataFiles.Database}", $"it has no database {DataFiles.Database}");
    }

    private static bool IsOurs(BackupFile file) => IsHash(file.Sha256) && (Name(file.Entry, BackupManifest.DatabasesFolder), Name(file.Entry, BackupManifest.ContentsFolder), Name(file.Entry, BackupManifest.ReportsFolder)) switch
    {
        ({ } database, _, _) => DataFiles.Databases.Contains(database),
        (_, { } content, _) => content == file.Sha256,
        (_, _, { } report) => IsReport(report),
        _ => false,
    };

    private static string? Name(string entry, string folder) => entry.StartsWith(folder, StringComparison.Ordinal) ? entry[folder.Length..] : null;

    private static bool IsHash(string text) => text.Length == HashLength && text.AsSpan().IndexOfAnyExcept(Hexadecimal) < 0;

    private static void RefuseWithoutRoom(BackupManifest manifest, string aside)
    {
        var room = new DriveInfo(aside).AvailableFreeSpace;
        if (manifest.Bytes > room || manifest.Bytes < 0)
            throw new BackupException($"La sauvegarde restaurée prendrait {manifest.Bytes / 1024 / 1024} Mo ; il en reste {room / 1024 / 1024} sur ce disque.", $"The restored backup would take {manifest.Bytes / 1024 / 1024} MB; {room / 1024 / 1024} are left on this disk.");
    }

    private static async Task RestoreAsync(BackupFile file, ZipMember member, ZipDirectory zip, ContentStore store, string aside, CancellationToken cancellation)
    {
        await using var stream = member.Open(zip, new Budget(file.Size, 1), Limits);
        string hash;
        if (Name(file.Entry, BackupManifest.ContentsFolder) is not null)
        {
            hash = await store.PutAsync(stream, cancellation);
        }
        else
        {
            // Its form was checked: one of our own names, or the id of an audit.
            var target = Name(file.Entry, BackupManifest.DatabasesFolder) is { } database
                ? Path.Combine(aside, database)
                : Path.Combine(aside, DataFiles.Reports, Name(file.Entry, BackupManifest.ReportsFolder)!);
            PrivateFiles.CreateDirectory(Path.GetDirectoryName(target)!);
            await using (var written = PrivateFiles.Create(target))
                await stream.CopyToAsync(written, cancellation);
            await using var again = File.OpenRead(target);
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(again, cancellation));
        }

        if (hash != file.Sha256)
            throw new BackupException($"« {file.Entry} » a été altéré depuis la sauvegarde : son empreinte n'est plus la même.", $"\"{file.Entry}\" was altered since the backup: its hash is no longer the same.");
    }

    private static async Task VerifyAsync(BackupManifest manifest, string aside, CancellationToken cancellation)
    {
        foreach (var name in DataFiles.Databases.Where(name => File.Exists(Path.Combine(aside, name))))
        {
            if (!IsSound(Path.Combine(aside, name)))
                throw new BackupException($"La base {name} de la sauvegarde est endommagée.", $"The database {name} of the backup is damaged.");
        }

        NamedContents named;
        using (var database = Open(Path.Combine(aside, DataFiles.Database)))
            named = await NamedContents.ReadAsync(database, cancellation);
        SqliteCopy.Settle(Path.Combine(aside, DataFiles.Database));
        var held = manifest.Files.Select(file => file.Sha256).Concat(manifest.Lost).ToHashSet(StringComparer.Ordinal);
        if (named.Hashes.FirstOrDefault(hash => !held.Contains(hash)) is { } missing)
            throw NotOurs($"sa base nomme un contenu qui n'y est pas ({missing})", $"its database names a content that is not in it ({missing})");
    }

    private static bool IsSound(string database)
    {
        try
        {
            return SqliteCopy.IsSound(database);
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static AuditDatabase Open(string database)
    {
        try
        {
            return AuditDatabase.OpenSqlite(database);
        }
        catch (UnusableDatabaseException unusable)
        {
            throw new BackupException(unusable.Reason, unusable);
        }
    }

    private static BackupException NotOurs(string fr, string en) => new($"Ce n'est pas une sauvegarde intacte d'AuditService : {fr}.", $"This is no intact backup of AuditService: {en}.");
}
