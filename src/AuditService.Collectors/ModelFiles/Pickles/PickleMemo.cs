namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>The memo of the pickle machine: values by index, dense as serialisers write them, sparse as attackers do.</summary>
internal sealed class PickleMemo(int maximum)
{
    private const int ChunkSize = 1024;
    private readonly List<SymbolicValue?[]> chunks = [];
    private readonly Dictionary<long, SymbolicValue> sparse = [];

    /// <summary>Number of distinct indexes written: what MEMOIZE numbers by.</summary>
    public long Count { get; private set; }

    /// <summary>True once a value could not be kept.</summary>
    public bool HasForgotten { get; private set; }

    /// <summary>False when the memo is full: the value is not kept.</summary>
    public bool Put(long index, SymbolicValue value)
    {
        var isNew = !TryGet(index, out _);
        if (isNew)
            Count++;
        if (index < (chunks.Count + 1) * (long)ChunkSize && index < maximum)
        {
            if (index >= chunks.Count * (long)ChunkSize)
                chunks.Add(new SymbolicValue?[ChunkSize]);
            chunks[(int)(index / ChunkSize)][index % ChunkSize] = value;
            return true;
        }
        if (sparse.Count >= 100_000 && !sparse.ContainsKey(index))
        {
            HasForgotten = true;
            return false;
        }
        sparse[index] = value;
        return true;
    }

    public bool TryGet(long index, out SymbolicValue value)
    {
        if (index >= 0 && index < chunks.Count * (long)ChunkSize && chunks[(int)(index / ChunkSize)][index % ChunkSize] is { } dense)
        {
            value = dense;
            return true;
        }
        return sparse.TryGetValue(index, out value!);
    }

    /// <summary>Replaces each value by what <paramref name="keep"/> makes of it.</summary>
    public void Replace(Func<SymbolicValue, SymbolicValue> keep)
    {
        foreach (var chunk in chunks)
        {
            for (var i = 0; i < chunk.Length; i++)
            {
                if (chunk[i] is { } value)
                    chunk[i] = keep(value);
            }
        }
        foreach (var index in sparse.Keys.ToList())
            sparse[index] = keep(sparse[index]);
    }
}
