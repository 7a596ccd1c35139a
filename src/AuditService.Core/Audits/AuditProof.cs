namespace AuditService.Core.Audits;

/// <summary>What was found when a stored audit, and what was made of it, was held against the hashes taken at its time.</summary>
/// <param name="Audit">Id of the audit.</param>
/// <param name="Project">Its project; empty where the audit can no longer be read.</param>
/// <param name="Seal">The hash over all that the store holds of it now. Noted elsewhere, it later proves that nothing was rewritten together with its hash.</param>
/// <param name="Checks">In a fixed order.</param>
public sealed record AuditProof(string Audit, string Project, string? Seal, IReadOnlyList<ProofCheck> Checks)
{
    /// <summary>One alteration outweighs all; what could not be checked never reads as intact.</summary>
    public ProofVerdict Verdict =>
        Checks.Any(check => check.Verdict == ProofVerdict.Altered) ? ProofVerdict.Altered
        : Checks.Any(check => check.Verdict == ProofVerdict.Incomplete) ? ProofVerdict.Incomplete
        : ProofVerdict.Intact;
}

/// <summary>One thing that was held against its hash, or made anew and compared.</summary>
/// <param name="Compared">How many things were compared.</param>
/// <param name="Because">Why it could not be proven either way, or null.</param>
/// <param name="Differences">At most <see cref="MostDifferences"/> of them.</param>
/// <param name="DifferencesTotal">How many there are in all.</param>
public sealed record ProofCheck(ProofSubject Subject, ProofVerdict Verdict, int Compared, LocalizedText? Because, IReadOnlyList<Discrepancy> Differences, int DifferencesTotal)
{
    public const int MostDifferences = 50;

    /// <summary>Altered where there is any difference.</summary>
    public static ProofCheck Of(ProofSubject subject, int compared, IReadOnlyCollection<Discrepancy> differences) =>
        new(subject, differences.Count == 0 ? ProofVerdict.Intact : ProofVerdict.Altered, compared, null, [.. differences.Take(MostDifferences)], differences.Count);

    /// <summary>What could not be proven, with the reason.</summary>
    public static ProofCheck Undecided(ProofSubject subject, string fr, string en) => new(subject, ProofVerdict.Incomplete, 0, new(fr, en), [], 0);
}

/// <summary>A place where two things differ: a path, the id of a finding, a JSON pointer.</summary>
public sealed record Discrepancy(string At, LocalizedText What);

public enum ProofVerdict
{
    Intact,

    /// <summary>Nothing contradicts, but not everything could be checked.</summary>
    Incomplete,

    Altered,
}

public enum ProofSubject
{
    /// <summary>All that the store keeps of the audit, against the hash taken when it was stored.</summary>
    Seal,

    /// <summary>The list of the dossier's files, against the hash of the snapshot.</summary>
    Snapshot,

    /// <summary>The files that were audited and the pictures taken as evidence, as the store keeps them, against their hashes.</summary>
    Contents,

    /// <summary>The rules that judged, against their hashes.</summary>
    Rules,

    /// <summary>The findings, judged again from the facts.</summary>
    Findings,

    /// <summary>The grid, reckoned again from the findings.</summary>
    Scores,

    /// <summary>A report that was written of the audit, against the same report written again.</summary>
    Report,

    /// <summary>The files of a dossier as they are today, against those that were audited.</summary>
    Dossier,
}
