using System.Text.Json;
using AuditService.Core;
using AuditService.Core.Audits;

namespace AuditService.Reports.Json;

/// <summary>What <c>audit verify</c> found, as JSON, schema version 1: the names are a promise to other programs.</summary>
public static class ProofJson
{
    public const int SchemaVersion = 1;

    public static async Task WriteAsync(IReadOnlyList<AuditProof> proofs, Language language, Stream output, CancellationToken cancellation)
    {
        await JsonSerializer.SerializeAsync(output, Of(proofs, language), AuditJson.Options, cancellation);
        await output.WriteAsync("\n"u8.ToArray(), cancellation);
    }

    public static ProofDocument Of(IReadOnlyList<AuditProof> proofs, Language language) => new(
        SchemaVersion,
        proofs.Count == 0 ? ProofVerdict.Intact : proofs.Max(proof => proof.Verdict),
        [
            .. proofs.Select(proof => new ProofEntry(
                proof.Audit,
                proof.Project,
                proof.Verdict,
                proof.Seal,
                [
                    .. proof.Checks.Select(check => new ProofCheckEntry(
                        check.Subject,
                        check.Verdict,
                        check.Compared,
                        check.Because?.In(language),
                        [.. check.Differences.Select(difference => new DifferenceEntry(difference.At, difference.What.In(language)))],
                        check.DifferencesTotal)),
                ])),
        ]);
}

/// <param name="Verdict">The worst of the audits.</param>
public sealed record ProofDocument(int SchemaVersion, ProofVerdict Verdict, IReadOnlyList<ProofEntry> Audits);

/// <param name="Seal">Hash over all that the store holds of the audit now; null where it is gone.</param>
public sealed record ProofEntry(string Audit, string Project, ProofVerdict Verdict, string? Seal, IReadOnlyList<ProofCheckEntry> Checks);

/// <param name="Compared">How many things were compared.</param>
/// <param name="Because">Why it could not be proven either way.</param>
/// <param name="DifferencesTotal">How many there are in all; the list is bounded.</param>
public sealed record ProofCheckEntry(ProofSubject Check, ProofVerdict Verdict, int Compared, string? Because, IReadOnlyList<DifferenceEntry> Differences, int DifferencesTotal);

/// <param name="At">A path, the id of a finding, or a JSON pointer.</param>
public sealed record DifferenceEntry(string At, string What);
