INSERT INTO audit (
    id, project, started_at, finished_at, judged_on, snapshot_hash, snapshot_name, has_manifest, tools, steps, scheme_version, result, mean, findings,
    non_compliant, blocking, seal)
VALUES (
    @Id, @Project, @StartedAt, @FinishedAt, @JudgedOn, @SnapshotHash, @SnapshotName, @HasManifest, @Tools, @Steps, @SchemeVersion, @Result, @Mean, @Findings,
    @NonCompliant, @Blocking, @Seal)
