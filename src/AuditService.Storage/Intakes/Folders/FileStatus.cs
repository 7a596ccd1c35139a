using System.Runtime.InteropServices;
using System.Text;

namespace AuditService.Storage.Intakes.Folders;

/// <summary>
/// What the file system says of an entry, without opening it. On Linux it comes from <c>statx</c>, which also tells pipes and devices apart (opening
/// a pipe waits for ever) and gives the change time, which no program can set back: only there may an unchanged status stand for an unchanged content.
/// </summary>
/// <param name="Modified">Nanoseconds since 1970.</param>
/// <param name="Changed">Nanoseconds since 1970; 0 where the system does not tell.</param>
internal readonly record struct FileStatus(bool IsRegular, long Size, long Modified, long Changed, ulong Inode, ulong Device)
{
    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicStatus = 0x7ff;
    private const int StructSize = 256;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>True when an equal status proves an equal content, as far as the kernel's word goes.</summary>
    public bool IsProof => Changed != 0;

    /// <summary>Throws <see cref="IOException"/> when the entry is gone or may not be looked at.</summary>
    public static FileStatus Of(string path) => OperatingSystem.IsLinux() ? OfLinux(path) : OfAny(path);

    private static FileStatus OfAny(string path)
    {
        var file = new FileInfo(path);
        return new(file.Exists, file.Exists ? file.Length : 0, file.LastWriteTimeUtc.Ticks, 0, 0, 0);
    }

    private static FileStatus OfLinux(string path)
    {
        var buffer = new byte[StructSize];
        if (Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), DoNotFollow, BasicStatus, buffer) != 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());

        // struct statx, linux/stat.h: the same on every architecture but for the byte order.
        var mode = BitConverter.ToUInt16(buffer, 28);
        return new(
            (mode & TypeMask) == Regular,
            BitConverter.ToInt64(buffer, 40),
            Nanoseconds(buffer, 112),
            Nanoseconds(buffer, 96),
            BitConverter.ToUInt64(buffer, 32),
            ((ulong)BitConverter.ToUInt32(buffer, 136) << 32) | BitConverter.ToUInt32(buffer, 140));
    }

    private static long Nanoseconds(byte[] buffer, int at) => (BitConverter.ToInt64(buffer, at) * 1_000_000_000) + BitConverter.ToUInt32(buffer, at + 8);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);
}
