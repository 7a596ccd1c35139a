using System.Security.Cryptography;
using System.Text.Json;
using AuditService.App.RulePacks;
using AuditService.Core;
using AuditService.Core.Audits;
using AuditService.Core.Dossiers;
using AuditService.Storage.Audits;
using AuditService.Storage.Intakes;

namespace AuditService.App.Proofs;

/// <summary>
/// Proves that a stored audit is the one that was made: what the store keeps of it against the hash taken then, its files and pictures against
/// theirs, its findings and scores made again from its facts; and, where asked, that a report says what the store says, and that a dossier is
/// still the one that was audited. Reads only.
/// </summary>
public sealed class VerifyAudit(AuditStore store, IContentStore content, Intake intake, RuleLibraries libraries, WrittenReports reports, AuditServiceSettings settings)
{
    private const int BufferSize = 1024 * 1024;

    /// <param name="id">Complete id of a stored audit.</param>
    /// <param name="request">What else to compare.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <remarks>Throws <see cref="AuthorMistakesException"/> for a report or a dossier that cannot be read as one.</remarks>
    public async Task<AuditProof> ProveAsync(string id, ProofRequest request, CancellationToken cancellation)
    {
        if (await store.FindSealAsync(id, cancellation) is not { } seal)
            throw new InvalidOperationException($"The audit {id} is not stored.");

        var checks = new List<ProofCheck> { OfSeal(seal, request.Seal) };
        var audit = await ReadAsync(id, checks, cancellation);
        if (audit is not null)
        {
            checks.Add(OfSnapshot(audit.Snapshot));
            checks.Add(await OfContentsAsync(audit.Snapshot, seal.Pictures, cancellation));
        }

        checks.Add(ProofCheck.Of(ProofSubject.Rules, seal.Rules, [.. seal.ChangedRules.Select(rule => new Discrepancy(rule, new("le texte de la règle a changé", "the text of the rule has changed")))]));
        if (audit is not null)
        {
            checks.Add(OfFindings(audit));
            checks.Add(OfScores(audit));
            foreach (var report in request.Reports)
                checks.Add(await reports.CompareAsync(audit, report, cancellation));
            if (request.Dossier is { } dossier)
                checks.Add(await OfDossierAsync(audit.Snapshot, dossier, cancellation));
        }

        return new(id, audit?.Project ?? "", seal.Computed, checks);
    }

    private static ProofCheck OfSeal(StoredSeal seal, string? noted)
    {
        if (noted is not null && !string.Equals(noted, seal.Computed, StringComparison.OrdinalIgnoreCase))
            return Altered($"le contenu enregistré donne {seal.Computed}, pas le sceau noté", $"what is stored gives {seal.Computed}, not the seal noted");
        if (seal.Kept is null && noted is null)
        {
            return ProofCheck.Undecided(
                ProofSubject.Seal,
                "L'audit a été enregistré par une version qui ne scellait pas : rien ne prouve qu'il n'a pas changé depuis.",
                "The audit was stored by a version that made no seal: nothing proves that it has not changed since.");
        }

        return seal.Kept is null || seal.Kept == seal.Computed
            ? ProofCheck.Of(ProofSubject.Seal, 1, [])
            : Altered("le contenu enregistré ne correspond plus au sceau pris à l'enregistrement", "what is stored no longer agrees with the seal taken when it was");

        static ProofCheck Altered(string fr, string en) => ProofCheck.Of(ProofSubject.Seal, 1, [new("seal", new(fr, en))]);
    }

    /// <summary>The audit, or null with the check that says that its rows no longer make one.</summary>
    private async Task<Audit?> ReadAsync(string id, List<ProofCheck> checks, CancellationToken cancellation)
    {
        try
        {
            return await store.FindAsync(id, cancellation);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or ArgumentException or InvalidDataException or KeyNotFoundException or InvalidOperationException or NotSupportedException)
        {
            checks.Add(ProofCheck.Of(ProofSubject.Findings, 0, [new("audit", new(
                $"l'audit enregistré n'est plus lisible ({unreadable.GetType().Name})",
                $"the stored audit can no longer be read ({unreadable.GetType().Name})"))]));
            return null;
        }
    }

    private static ProofCheck OfSnapshot(Snapshot snapshot) => ProofCheck.Of(
        ProofSubject.Snapshot,
        snapshot.Files.Count + snapshot.Refused.Count,
        Snapshot.Of(snapshot.Name, snapshot.Files, snapshot.Refused).Hash == snapshot.Hash
            ? []
            : [new(snapshot.Hash, new("la liste des fichiers ne donne pas l'empreinte du dossier", "the list of files does not give the hash of the dossier"))]);

    private async Task<ProofCheck> OfContentsAsync(Snapshot snapshot, IReadOnlyList<string> pictures, CancellationToken cancellation)
    {
        var differences = new List<Discrepancy>();
        var named = snapshot.Files.Select(file => (file.Path, file.Sha256, (long?)file.Size)).Concat(pictures.Select(picture => ($"{picture}.png", picture, (long?)null))).ToList();
        var known = new Dictionary<string, (long Size, LocalizedText? What)>(StringComparer.Ordinal);
        foreach (var (path, sha256, size) in named)
        {
            if (!known.TryGetValue(sha256, out var seen))
                known.Add(sha256, seen = await LookAtAsync(sha256, cancellation));
            if (seen.What is { } what)
                differences.Add(new(path, what));
            else if (size is { } bytes && bytes != seen.Size)
                differences.Add(new(path, new($"{bytes} octets sont consignés, le contenu en a {seen.Size}", $"{bytes} bytes are recorded, the content has {seen.Size}")));
        }

        return ProofCheck.Of(ProofSubject.Contents, named.Count, differences);
    }

    private async Task<(long Size, LocalizedText? What)> LookAtAsync(string sha256, CancellationToken cancellation)
    {
        try
        {
            await using var stream = new BufferedStream(content.Open(sha256), BufferSize);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
            return (stream.Length, hash == sha256 ? null : new("le contenu gardé a changé", "the content kept has changed"));
        }
        catch (FileNotFoundException)
        {
            return (0, new("le contenu n'est plus gardé", "the content is no longer kept"));
        }
        catch (ArgumentException)
        {
            return (0, new("l'empreinte consignée n'en est pas une", "what is recorded is no hash"));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (0, new("le contenu gardé est illisible", "the content kept cannot be read"));
        }
    }

    private static ProofCheck OfFindings(Audit audit) => MadeAgain(audit, ProofSubject.Findings, audit.Findings.Count, Rejudgement.OfFindings(audit));

    private ProofCheck OfScores(Audit audit)
    {
        var scheme = libraries.Load().Scoring;
        return scheme.Version == audit.Scorecard.SchemeVersion
            ? MadeAgain(audit, ProofSubject.Scores, audit.Scorecard.Criteria.Count, Rejudgement.OfScores(audit, scheme))
            : ProofCheck.Undecided(
                ProofSubject.Scores,
                $"Le barème de l'audit ({audit.Scorecard.SchemeVersion}) n'est pas celui qui est chargé ({scheme.Version}) : les scores n'ont pas été recalculés.",
                $"The scale of the audit ({audit.Scorecard.SchemeVersion}) is not the one loaded ({scheme.Version}): the scores were not reckoned again.");
    }

    /// <summary>Another version may judge otherwise: then a difference proves nothing.</summary>
    private static ProofCheck MadeAgain(Audit audit, ProofSubject subject, int compared, IReadOnlyList<Discrepancy> differences) =>
        differences.Count == 0 || audit.Tools.AuditService == ProgramVersion.Current
            ? ProofCheck.Of(subject, compared, differences)
            : ProofCheck.Undecided(
                subject,
                $"{differences.Count} différence(s), mais l'audit a été fait par la version {audit.Tools.AuditService} et ce programme est la version {ProgramVersion.Current}.",
                $"{differences.Count} difference(s), but the audit was made by version {audit.Tools.AuditService} and this program is version {ProgramVersion.Current}.");

    private async Task<ProofCheck> OfDossierAsync(Snapshot audited, string path, CancellationToken cancellation)
    {
        var today = await intake.LookAtAsync(path, [settings.DataDirectory], cancellation) switch
        {
            IntakeTaken taken => taken.Snapshot,
            IntakeRefused refused => throw new AuthorMistakesException([new AuthorProblem(new SourcePosition(path, 1, 1), refused.Reason)]),
            var unknown => throw new InvalidOperationException($"Unknown intake result {unknown.GetType().Name}"),
        };
        var before = audited.Files.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        var now = today.Files.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        return ProofCheck.Of(
            ProofSubject.Dossier,
            before.Count,
            [
                .. before.Where(file => now.TryGetValue(file.Key, out var hash) && hash != file.Value).Select(file => new Discrepancy(file.Key, new("modifié depuis l'audit", "changed since the audit"))),
                .. before.Keys.Where(file => !now.ContainsKey(file)).Select(file => new Discrepancy(file, new("disparu depuis l'audit", "gone since the audit"))),
                .. now.Keys.Where(file => !before.ContainsKey(file)).Select(file => new Discrepancy(file, new("ajouté depuis l'audit", "added since the audit"))),
                .. Differing(audited.Refused, today.Refused, "laissé de côté à l'audit, plus aujourd'hui", "left out at the audit, not today"),
                .. Differing(today.Refused, audited.Refused, "laissé de côté aujourd'hui, pas à l'audit", "left out today, not at the audit"),
            ]);

        static IEnumerable<Discrepancy> Differing(IReadOnlyList<RefusedEntry> these, IReadOnlyList<RefusedEntry> others, string fr, string en) =>
            these.Select(entry => entry.Path).Except(others.Select(entry => entry.Path), StringComparer.Ordinal).Select(entry => new Discrepancy(entry, new(fr, en)));
    }
}

/// <summary>What to compare beside the store itself.</summary>
/// <param name="Seal">A seal that was noted before, or null.</param>
/// <param name="Reports">Reports written of the audit, JSON or HTML.</param>
/// <param name="Dossier">The dossier as it is today, a folder or a zip, or null.</param>
public sealed record ProofRequest(string? Seal, IReadOnlyList<string> Reports, string? Dossier);
