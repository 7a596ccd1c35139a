using AuditService.Core;
using AuditService.Core.Dossiers;

namespace AuditService.Storage.Intakes;

/// <summary>What came of an intake. A closed family.</summary>
public abstract record IntakeResult;

/// <param name="Snapshot">The dossier; its contents are in the store.</param>
/// <param name="Reused">Files that were not read again, because nothing about them changed since an earlier intake of the same folder.</param>
public sealed record IntakeTaken(Snapshot Snapshot, int Reused) : IntakeResult;

/// <summary>The dossier as a whole was refused; nothing of it was kept.</summary>
/// <param name="Reason">What a submitter is told: what is wrong, and how to mend it.</param>
public sealed record IntakeRefused(Refusal Because, LocalizedText Reason) : IntakeResult;

/// <summary>Why a whole dossier was refused.</summary>
public enum Refusal
{
    /// <summary>There is nothing at that path, or it may not be read.</summary>
    NotFound,

    /// <summary>Neither a folder nor a zip.</summary>
    UnknownFormat,

    /// <summary>The archive is damaged or incomplete.</summary>
    Broken,

    /// <summary>Headers of the archive contradict each other: two readers would see two archives.</summary>
    Tampered,

    /// <summary>Entries of the archive share the same bytes.</summary>
    Overlap,

    /// <summary>A name leads out of the dossier: absolute, with a drive, or with <c>..</c>.</summary>
    Escape,

    /// <summary>Two entries have the same name, or names that differ only by case or Unicode composition.</summary>
    Collision,

    TooManyEntries,
    TooLarge,

    /// <summary>An entry inflates beyond the allowed ratio.</summary>
    Ratio,

    TooSlow,
}
