using System.Text.Json.Serialization;

namespace AuditService.Core.Facts;

/// <summary>Who stated a fact, on what evidence, with what strength.</summary>
/// <param name="Collector">Name and version of the collector.</param>
/// <param name="Grade">Strength of the evidence.</param>
/// <param name="Pointer">Where the evidence is: the line of the manifest, the file that was read ...; null when the observations say it.</param>
public sealed record Provenance(CollectorIdentity Collector, EvidenceGrade Grade, Location? Pointer = null);

/// <summary>A collector's name and version. The version changes whenever the same input would give other facts: it is part of the cache key.</summary>
public sealed record CollectorIdentity(string Name, int Version)
{
    public override string ToString() => $"{Name}/{Version}";
}

/// <summary>Strength of evidence; the numbers that confidence is computed from are in <c>rules/scoring.yaml</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvidenceGrade>))]
public enum EvidenceGrade
{
    Declared,
    Attached,
    Reviewed,
    MachineChecked,
}
