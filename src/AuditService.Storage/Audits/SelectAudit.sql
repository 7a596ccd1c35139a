SELECT id AS Id, project AS Project, started_at AS StartedAt, finished_at AS FinishedAt, judged_on AS JudgedOn, snapshot_hash AS SnapshotHash,
       snapshot_name AS SnapshotName, has_manifest AS HasManifest, tools AS Tools, steps AS Steps, scheme_version AS SchemeVersion, result AS Result,
       mean AS Mean, seal AS Seal
FROM audit
WHERE id = @Id
