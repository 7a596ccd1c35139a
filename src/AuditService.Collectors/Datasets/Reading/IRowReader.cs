using AuditService.Core;

namespace AuditService.Collectors.Datasets.Reading;

/// <summary>One table of a file, whatever its format: named columns, then rows as text, a null for nothing.</summary>
internal interface IRowReader : IDisposable
{
    string Format { get; }

    /// <summary>Part of the file, such as a sheet; null when the file is one table.</summary>
    string? Part { get; }

    IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// The rows, read once and lazily; a row is as long as <see cref="Columns"/>, and the array is only good until the next one.
    /// Damage throws what <see cref="DatasetFile.IsDamage"/> knows.
    /// </summary>
    IEnumerable<string?[]> Rows();

    /// <summary>Rows so far whose length was not that of the columns.</summary>
    long RaggedRows { get; }

    /// <summary>Cells with a value so far that stand beyond the last column, and are in no row.</summary>
    long LostCells => 0;

    /// <summary>How the engine reads the same rows by itself, many times as quick; null where only this reader can.</summary>
    EngineSource? Engine => null;

    /// <summary>Set once the rows ended early: a limit, a broken tail.</summary>
    LocalizedText? Incomplete { get; }
}
