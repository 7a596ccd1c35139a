namespace AuditService.Storage.Intakes;

/// <summary>What may still be read. What is spent on a nested archive is spent for what holds it too, so that no nesting multiplies the limits. Thread-safe.</summary>
internal sealed class Budget(long bytes, int entries, Budget? outer = null)
{
    private long bytesSpent;
    private long entriesSpent;

    public void SpendBytes(long count)
    {
        outer?.SpendBytes(count);
        if (Interlocked.Add(ref bytesSpent, count) > bytes)
        {
            throw new IntakeException(
                Refusal.TooLarge,
                $"Les fichiers dépassent ensemble la limite de {Megabytes()} Mo.",
                $"The files exceed together the limit of {Megabytes()} MB.");
        }
    }

    public void SpendEntries(long count)
    {
        outer?.SpendEntries(count);
        if (Interlocked.Add(ref entriesSpent, count) > entries)
            throw new IntakeException(Refusal.TooManyEntries, $"Plus de {entries} entrées.", $"More than {entries} entries.");
    }

    private long Megabytes() => bytes / (1024 * 1024);
}
