using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AuditService.Storage.Contents;

/// <summary>Contents that come in together. Adding is thread-safe.</summary>
internal sealed class ContentBatch(ContentStore store) : IDisposable
{
    private const int BufferSize = 256 * 1024;

    private readonly ConcurrentDictionary<string, (string File, long Size)> staged = new(StringComparer.Ordinal);

    /// <summary>
    /// Reads the stream to its end, hashes it, and keeps it aside unless it is known. Throws <see cref="ContentTooLargeException"/> beyond
    /// <paramref name="maximum"/> bytes, and <see cref="ContentUnreadableException"/> when the stream fails: any other failure is the store's own.
    /// </summary>
    public async Task<Content> AddAsync(Stream source, long maximum, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var first = await ReadAsync(source, buffer, cancellation);
            if (first > maximum)
                throw new ContentTooLargeException();
            return first < BufferSize
                ? AddWhole(buffer.AsSpan(0, first))
                : await AddStreamAsync(source, buffer, maximum, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>The file of a content of this batch or of the store.</summary>
    public string PathOf(string sha256) => staged.TryGetValue(sha256, out var content) ? content.File : store.PathOf(sha256);

    /// <summary>Brings the named contents into the store. The others are forgotten.</summary>
    public void Commit(IEnumerable<string> hashes)
    {
        foreach (var hash in hashes)
        {
            if (staged.TryRemove(hash, out var content))
                store.Adopt(content.File, hash, content.Size);
        }
    }

    public void Dispose()
    {
        foreach (var (file, _) in staged.Values)
            File.Delete(file);
        staged.Clear();
    }

    private static async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await source.ReadAtLeastAsync(buffer.AsMemory(0, BufferSize), BufferSize, throwOnEndOfStream: false, cancellation);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ContentUnreadableException(unreadable);
        }
    }

    private Content AddWhole(ReadOnlySpan<byte> bytes)
    {
        var content = new Content(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);
        if (IsKnown(content))
            return content;

        var file = store.NewStagingFile();
        using (var stream = PrivateFiles.Create(file))
            stream.Write(bytes);
        Keep(content, file);
        return content;
    }

    private async Task<Content> AddStreamAsync(Stream source, byte[] buffer, long maximum, CancellationToken cancellation)
    {
        var file = store.NewStagingFile();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long size = 0;
            await using (var stream = PrivateFiles.Create(file))
            {
                for (var read = BufferSize; read > 0; read = await ReadAsync(source, buffer, cancellation))
                {
                    size += read;
                    if (size > maximum)
                        throw new ContentTooLargeException();
                    hash.AppendData(buffer, 0, read);
                    await stream.WriteAsync(buffer.AsMemory(0, read), cancellation);
                }
            }

            var content = new Content(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
            Keep(content, file);
            return content;
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }

    private bool IsKnown(Content content) => staged.ContainsKey(content.Sha256) || store.Holds(content.Sha256, content.Size);

    private void Keep(Content content, string file)
    {
        if (store.Holds(content.Sha256, content.Size) || !staged.TryAdd(content.Sha256, (file, content.Size)))
            File.Delete(file);
    }
}

/// <summary>A content is longer than what was allowed for it.</summary>
internal sealed class ContentTooLargeException : IOException;

/// <summary>What was to be stored cannot be read.</summary>
internal sealed class ContentUnreadableException(Exception inner) : IOException(inner.Message, inner);

/// <summary>A content by its hash (lower-case hexadecimal) and its size in bytes.</summary>
internal readonly record struct Content(string Sha256, long Size);
