using System.IO.Compression;
using System.IO.Hashing;
using AuditService.Core;

namespace AuditService.Storage.Intakes.Zip;

/// <summary>One entry of a zip, as both its headers agree on it.</summary>
/// <param name="Name">As the archive writes it, not yet judged.</param>
/// <param name="CompressedSize">Bytes it takes in the archive: proven, for no other entry overlaps them.</param>
/// <param name="Size">Bytes it claims to inflate to: proven only once it is read.</param>
/// <param name="Mode">File type and rights on Unix (the upper half of the external attributes), 0 when not given.</param>
internal sealed record ZipMember(string Name, int Flags, int Method, uint Crc, long CompressedSize, long Size, int Mode, long DataStart)
{
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int AesEncrypted = 99;
    private const int EncryptionFlags = 0x1 | 0x40 | 0x2000;

    public bool IsDirectory => Name.EndsWith('/') || FileType == FileTypes.Directory;

    public bool IsLink => FileType == FileTypes.Link;

    private int FileType => Mode & FileTypes.Mask;

    /// <summary>Why the entry cannot be taken, or null. Its name is judged elsewhere.</summary>
    public LocalizedText? Flaw => this switch
    {
        { IsLink: true } => new("Lien symbolique, non suivi.", "Symbolic link, not followed."),
        { FileType: not 0 and not FileTypes.Regular and not FileTypes.Directory } => new("Périphérique ou tube, non lu.", "Device or pipe, not read."),
        { IsDirectory: true, Size: > 0 } => new("Dossier qui contient des octets, non lu.", "Directory that holds bytes, not read."),
        { IsDirectory: true } => null,
        _ when (Flags & EncryptionFlags) != 0 || Method == AesEncrypted => new("Fichier chiffré, non lisible sans mot de passe.", "Encrypted file, not readable without a password."),
        { Method: not Stored and not Deflated } => new($"Compression non prise en charge (méthode {Method}).", $"Unsupported compression (method {Method})."),
        _ => null,
    };

    /// <summary>The content, inflated. The reading stops with an <see cref="IntakeException"/> as soon as a limit is passed or the content is not what the headers promise.</summary>
    public Stream Open(ZipDirectory directory, Budget budget, IntakeLimits limits)
    {
        Stream raw = new SectionStream(directory.File, DataStart, CompressedSize);
        return new CheckedStream(Method == Stored ? raw : new DeflateStream(raw, CompressionMode.Decompress), this, budget, limits);
    }

    /// <summary>Counts what really comes out: declared sizes bound nothing.</summary>
    private sealed class CheckedStream(Stream inflated, ZipMember member, Budget budget, IntakeLimits limits) : ForwardStream
    {
        private readonly Crc32 crc = new();
        private long size;

        public override int Read(Span<byte> buffer)
        {
            var read = ReadInflated(buffer);
            if (read == 0 && buffer.Length > 0)
                CheckEnd();
            size += read;
            crc.Append(buffer[..read]);
            if (size > member.Size)
                throw Lies();
            if (size > limits.ArchiveRatioFreeBytes && size > limits.ArchiveRatio * member.CompressedSize)
            {
                var name = EntryName.Shown(member.Name);
                throw new IntakeException(
                    Refusal.Ratio,
                    $"« {name} » se décompresse à plus de {limits.ArchiveRatio:0} fois sa taille. Si ces données sont honnêtes, l'exploitant peut relever la limite ArchiveRatio, ou le dossier peut être soumis décompressé.",
                    $"\"{name}\" inflates to more than {limits.ArchiveRatio:0} times its size. If these data are honest, the operator may raise the limit ArchiveRatio, or the dossier may be submitted as a folder.");
            }

            budget.SpendBytes(read);
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inflated.Dispose();
            base.Dispose(disposing);
        }

        private int ReadInflated(Span<byte> buffer)
        {
            try
            {
                return inflated.Read(buffer);
            }
            catch (InvalidDataException)
            {
                throw Damaged();
            }
        }

        private void CheckEnd()
        {
            if (size != member.Size)
                throw Lies();
            if (crc.GetCurrentHashAsUInt32() != member.Crc)
                throw Damaged();
        }

        private IntakeException Damaged()
        {
            var name = EntryName.Shown(member.Name);
            return new(Refusal.Broken, $"Archive endommagée : « {name} » ne se relit pas.", $"Damaged archive: \"{name}\" cannot be read back.");
        }

        private IntakeException Lies()
        {
            var name = EntryName.Shown(member.Name);
            return new(Refusal.Tampered, $"Archive altérée : « {name} » n'a pas la taille annoncée.", $"Tampered archive: \"{name}\" has not the size that is declared.");
        }
    }

    /// <summary>The file types of <c>st_mode</c> (POSIX, sys/stat.h).</summary>
    private static class FileTypes
    {
        public const int Mask = 0xF000;
        public const int Regular = 0x8000;
        public const int Directory = 0x4000;
        public const int Link = 0xA000;
    }
}
