namespace AuditService.Collectors.ModelFiles.Contents;

/// <summary>Keeps decompressed bytes aside where a format needs random access: in memory when small, else in a temporary file that vanishes when closed.</summary>
internal sealed class Spool(ScanBudget budget) : IDisposable
{
    private const int InMemory = 4 * 1024 * 1024;
    private readonly List<Stream> streams = [];

    public ModelContent MakeSeekable(ModelContent content)
    {
        if (content.IsSeekable)
            return content;
        using var source = content.Open();
        Stream kept = new MemoryStream();
        try
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = source.Read(buffer)) > 0;)
            {
                budget.SpendSpooled(read);
                if (kept is MemoryStream memory && memory.Length + read > InMemory)
                {
                    var file = TemporaryFile();
                    memory.Position = 0;
                    memory.CopyTo(file);
                    memory.Dispose();
                    kept = file;
                }
                kept.Write(buffer.AsSpan(0, read));
            }
        }
        catch
        {
            kept.Dispose();
            throw;
        }
        streams.Add(kept);
        return new WholeContent(kept) { Name = content.Name };
    }

    public void Dispose()
    {
        foreach (var stream in streams)
            stream.Dispose();
        streams.Clear();
    }

    private static FileStream TemporaryFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), "audit-model-" + Path.GetRandomFileName()), options);
    }
}
