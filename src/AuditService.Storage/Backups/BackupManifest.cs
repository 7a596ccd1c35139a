using System.Text.Json;

namespace AuditService.Storage.Backups;

/// <summary>What a backup holds, as its last entry, <c>manifest.json</c>, says it. Hashes are SHA-256 in lower-case hexadecimal, sizes are bytes.</summary>
/// <param name="Format">Version of the archive's layout.</param>
/// <param name="Program">Version of the program that wrote it.</param>
/// <param name="Audits">Number of audits in the database.</param>
/// <param name="Files">Every other entry, but for <paramref name="Lost"/>.</param>
/// <param name="Lost">Contents that the database names and the store no longer holds whole. They are restored by nothing.</param>
public sealed record BackupManifest(int Format, string Program, DateTimeOffset CreatedAt, long Audits, IReadOnlyList<BackupFile> Files, IReadOnlyList<string> Lost)
{
    public const string EntryName = "manifest.json";
    public const int CurrentFormat = 1;

    internal const string DatabasesFolder = "databases/";
    internal const string ContentsFolder = DataFiles.Contents + "/";
    internal const string ReportsFolder = DataFiles.Reports + "/";

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public int Contents => Files.Count(file => file.Entry.StartsWith(ContentsFolder, StringComparison.Ordinal));

    public int Reports => Files.Count(file => file.Entry.StartsWith(ReportsFolder, StringComparison.Ordinal));

    public long Bytes => Files.Sum(file => file.Size);
}

/// <param name="Entry">Name of the entry in the archive.</param>
public sealed record BackupFile(string Entry, long Size, string Sha256);
