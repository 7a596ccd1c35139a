using AuditService.Collectors.Manifests;
using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Core.Dossiers.Manifests;
using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>Writes the facts of one cross-check under its name.</summary>
internal sealed class DerivedFacts(CollectorIdentity collector)
{
    /// <summary>A comparison of two things that were both read: as strong as a look at the file.</summary>
    public Fact Compared(Subject subject, string key, FactValue value, Location? pointer = null) =>
        Fact.Known(subject, key, value, new(collector, EvidenceGrade.MachineChecked, pointer));

    /// <summary>A conclusion from what the author says: no stronger than that.</summary>
    public Fact Declared(Subject subject, string key, FactValue value, Location? pointer = null) =>
        Fact.Known(subject, key, value, new(collector, EvidenceGrade.Declared, pointer));

    /// <param name="manifestKey">What the author would have to write for the fact to be known.</param>
    public Fact NotDeclared(Subject subject, string key, string manifestKey) => Unknown(subject, key, ManifestFacts.NotDeclared(manifestKey));

    public Fact Unknown(Subject subject, string key, Unavailability why) => Fact.Unavailable(subject, key, why, new(collector, EvidenceGrade.Declared));

    /// <summary>Where an input is not known, neither is what derives from it, for the same reason.</summary>
    public Fact Unknown(Subject subject, string key, string inputKey, Fact? input) => Unknown(subject, key, input?.Why ?? NotStated(inputKey));

    public static Unavailability NotStated(string key) => new(
        UnavailableBecause.NotFound,
        new LocalizedText($"aucun élément du dossier ne donne {key}", $"nothing in the dossier gives {key}"));

    /// <summary>The place of a key of an entry, or of the entry, in the manifest.</summary>
    public static Location? In(ManifestEntry? entry, string? key = null)
    {
        var at = key is not null && entry?.KeyPositions.GetValueOrDefault(key) is { } position ? position : entry?.At;
        return at is null ? null : Location.File(Dossier.ManifestFileName, at.Line, at.Column);
    }
}
