using AuditService.Collectors.Datasets.Reading;
using AuditService.Collectors.PersonalData;

namespace AuditService.Collectors.Datasets;

/// <summary>A data file whose tables are in the engine, ready for any number of questions. What is broken is a part with its reason, not an exception.</summary>
internal sealed class LoadedFile : IDisposable
{
    private LoadedFile(IReadOnlyList<LoadedPart> parts) => Parts = parts;

    /// <summary>One, or one for each sheet of a workbook.</summary>
    public IReadOnlyList<LoadedPart> Parts { get; }

    public IEnumerable<DatasetTable> Tables => Parts.Select(part => part.Table).OfType<DatasetTable>();

    /// <param name="path">The file on this machine; its name does not matter.</param>
    /// <param name="limits">How much of it is looked at.</param>
    /// <param name="time">For the time that a reading may take.</param>
    /// <param name="detector">Asked, once, what the columns hold.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static LoadedFile Load(string path, DatasetLimits limits, TimeProvider time, PersonalDataDetector detector, CancellationToken cancellation)
    {
        IReadOnlyList<IRowReader> readers;
        try
        {
            readers = DatasetFile.Open(path, limits, cancellation);
        }
        catch (Exception exception) when (DatasetFile.IsDamage(exception))
        {
            var why = File.Exists(path) && new FileInfo(path).Length == 0 ? DatasetProblems.Empty : DatasetProblems.Unreadable(exception);
            return new([new(Sheet: null, "unknown", Table: null, why)]);
        }

        if (readers.Count == 0) return new([new(Sheet: null, "xlsx", Table: null, DatasetProblems.NoRows)]);
        var parts = new List<LoadedPart>();
        try
        {
            foreach (var reader in readers) parts.Add(Load(reader, readers.Count > 1 ? reader.Part : null, limits, time, detector, cancellation));
            return new(parts);
        }
        catch
        {
            new LoadedFile(parts).Dispose();
            throw;
        }
        finally
        {
            foreach (var reader in readers) reader.Dispose();
        }
    }

    /// <summary>Whatever is asked from now on stops with this.</summary>
    public void Heed(CancellationToken cancellation)
    {
        foreach (var table in Tables) table.Cancellation = cancellation;
    }

    public void Dispose()
    {
        foreach (var table in Tables) table.Dispose();
    }

    private static LoadedPart Load(IRowReader reader, string? sheet, DatasetLimits limits, TimeProvider time, PersonalDataDetector detector, CancellationToken cancellation)
    {
        try
        {
            return new(sheet, reader.Format, DatasetTable.Load(reader, limits, time, detector, cancellation), Problem: null);
        }
        catch (Exception exception) when (DatasetFile.IsDamage(exception))
        {
            return new(sheet, reader.Format, Table: null, reader.Columns.Count == 0 ? DatasetProblems.NoRows : DatasetProblems.Unreadable(exception));
        }
    }
}
