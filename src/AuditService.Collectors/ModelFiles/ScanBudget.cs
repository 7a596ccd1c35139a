namespace AuditService.Collectors.ModelFiles;

/// <summary>What is left of the limits for one file and all that it contains.</summary>
internal sealed class ScanBudget(ModelScanLimits limits, TimeProvider time, CancellationToken cancellation)
{
    private readonly long started = time.GetTimestamp();
    private long opcodes = limits.Opcodes;
    private long expanded = limits.ExpandedBytes;
    private long spooled = limits.SpooledBytes;
    private int members = limits.Members;

    public void SpendOpcodes(long count)
    {
        if ((opcodes -= count) < 0)
            throw new ScanLimitException("la limite d'instructions pickle est atteinte", "the limit of pickle opcodes was reached");
        CheckTime();
    }

    public void SpendExpanded(long bytes)
    {
        if ((expanded -= bytes) < 0)
            throw new ScanLimitException("la limite d'octets décompressés est atteinte", "the limit of decompressed bytes was reached");
        CheckTime();
    }

    public void SpendSpooled(long bytes)
    {
        if ((spooled -= bytes) < 0)
            throw new ScanLimitException("la limite d'octets mis de côté est atteinte", "the limit of bytes kept aside was reached");
    }

    public void SpendMember()
    {
        if (--members < 0)
            throw new ScanLimitException("la limite de membres d'archive est atteinte", "the limit of archive members was reached");
        CheckTime();
    }

    public void CheckTime()
    {
        cancellation.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(started) > limits.Time)
            throw new ScanLimitException("le temps de lecture est écoulé", "the reading time is over");
    }
}

/// <summary>A limit stopped the reading; what was found before stands.</summary>
internal sealed class ScanLimitException(string french, string english) : Exception(english)
{
    public string French { get; } = french;
}

/// <summary>The content is not what its format says; what was found before stands.</summary>
internal sealed class ModelFormatException(string french, string english) : Exception(english)
{
    public string French { get; } = french;
}
