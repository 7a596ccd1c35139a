SELECT id AS Id, project AS Project, started_at AS StartedAt, finished_at AS FinishedAt, snapshot_hash AS Snapshot, result AS Result, mean AS Mean,
       findings AS Findings, non_compliant AS NonCompliant, blocking AS Blocking
FROM audit
WHERE substr(id, 1, length(@Prefix)) = @Prefix
ORDER BY CASE WHEN id = @Prefix THEN 0 ELSE 1 END, started_at DESC, id DESC
LIMIT @Take
