using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.PersonalData;

namespace AuditService.Collectors.Datasets;

/// <summary>
/// Where the collectors of an audit find its data sets, loaded once by the first that asks. Small files stay together; a large one is put away when the next
/// is asked for. Who looks at a file has it alone, and the others wait.
/// </summary>
/// <param name="time">For the time that a reading may take.</param>
/// <param name="detector">The operator's, with added recognisers of names; null for the embedded lists alone.</param>
public sealed class DatasetShelf(TimeProvider time, PersonalDataDetector? detector = null) : IDisposable
{
    /// <summary>Bytes of files that are kept while nobody looks at them.</summary>
    private const long MostBytes = 64L * 1024 * 1024;

    /// <summary>What a loaded file weighs at least, whatever its size: a database of its own. Measured at 3 MB for ten rows.</summary>
    private const long BytesOfAnOpenFile = 3L * 1024 * 1024;

    private readonly PersonalDataDetector detector = detector ?? new(time);
    private readonly Lock gate = new();
    private readonly List<Held> shelf = [];

    internal DatasetLimits Limits { get; init; } = new();

    internal PersonalDataDetector Detector => detector;

    /// <summary>Files loaded so far.</summary>
    internal int Loads { get; private set; }

    /// <summary>True for files that stay on the shelf, together, once loaded; larger ones are loaded anew for whoever wants them with others.</summary>
    internal static bool Keeps(long bytes) => bytes <= MostBytes;

    /// <param name="path">The file on this machine.</param>
    /// <param name="look">What is made of it. Nothing of the file may be kept beyond it.</param>
    /// <param name="cancellation">Stops waiting, loading and looking.</param>
    internal T Look<T>(string path, Func<LoadedFile, T> look, CancellationToken cancellation)
    {
        var held = Take(path);
        try
        {
            held.Turn.Wait(cancellation);
            try
            {
                held.File ??= Load(path, cancellation);
                held.File.Heed(cancellation);
                return look(held.File);
            }
            finally
            {
                held.Turn.Release();
            }
        }
        finally
        {
            lock (gate) held.Lookers--;
        }
    }

    /// <summary>Several files at once, each path's in its place; one content twice is one file. In one order, so that two who want the same never wait for each other.</summary>
    internal T LookAtAll<T>(IReadOnlyList<string> paths, Func<IReadOnlyList<LoadedFile>, T> look, CancellationToken cancellation)
    {
        var files = new Dictionary<string, LoadedFile>(StringComparer.Ordinal);
        return Next([.. paths.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

        T Next(string[] left) => left is [var path, .. var rest]
            ? Look(path, file =>
            {
                files[path] = file;
                return Next(rest);
            }, cancellation)
            : look([.. paths.Select(one => files[one])]);
    }

    /// <summary>
    /// The rows of several files, each file's tables in its place: as they were loaded where the files stay on the shelf together, else read anew, one row
    /// after the other. Throws what <see cref="DatasetFile.IsDamage"/> knows.
    /// </summary>
    internal T LookAtRows<T>(IReadOnlyList<string> paths, DatasetLimits limits, Func<IReadOnlyList<IReadOnlyList<IRowReader>>, T> look, CancellationToken cancellation)
    {
        if (Keeps(paths.Distinct(StringComparer.Ordinal).Sum(Size)))
            return LookAtAll(paths, files => look([.. files.Select(file => file.Parts.Where(part => part.Table is not null).Select(IRowReader (part) => new LoadedRows(part.Format, part.Sheet, part.Table!)).ToList())]), cancellation);
        var opened = new List<IReadOnlyList<IRowReader>>();
        try
        {
            foreach (var path in paths) opened.Add(DatasetFile.Open(path, limits, cancellation));
            return look(opened);
        }
        finally
        {
            foreach (var reader in opened.SelectMany(readers => readers)) reader.Dispose();
        }
    }

    /// <summary>Puts away what nobody looks at: the audit is over.</summary>
    public void Clear() => PutAway(bytes: 0);

    public void Dispose() => Clear();

    private LoadedFile Load(string path, CancellationToken cancellation)
    {
        lock (gate) Loads++;
        return LoadedFile.Load(path, Limits, time, detector, cancellation);
    }

    private Held Take(string path)
    {
        lock (gate)
        {
            var at = shelf.FindIndex(one => string.Equals(one.Path, path, StringComparison.Ordinal));
            var held = at >= 0 ? shelf[at] : new(path, Size(path));
            if (at >= 0) shelf.RemoveAt(at);
            else PutAway(MostBytes - held.Bytes);
            // The last is the one that was looked at last.
            shelf.Add(held);
            held.Lookers++;
            return held;
        }
    }

    /// <summary>The longest unseen first, until the rest is no more than so many bytes.</summary>
    private void PutAway(long bytes)
    {
        lock (gate)
        {
            for (var i = 0; i < shelf.Count && shelf.Sum(one => one.Bytes) > bytes;)
            {
                if (shelf[i].Lookers > 0)
                {
                    i++;
                    continue;
                }

                shelf[i].Dispose();
                shelf.RemoveAt(i);
            }

            if (bytes > 0) return;
            foreach (var idle in shelf.Where(one => one.Lookers == 0).ToList())
            {
                idle.Dispose();
                shelf.Remove(idle);
            }
        }
    }

    private static long Size(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private sealed class Held(string path, long bytes) : IDisposable
    {
        public string Path => path;

        /// <summary>What it is taken to weigh on the shelf.</summary>
        public long Bytes => Math.Max(bytes, BytesOfAnOpenFile);

        public int Lookers { get; set; }

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public LoadedFile? File { get; set; }

        public void Dispose()
        {
            File?.Dispose();
            Turn.Dispose();
        }
    }
}
