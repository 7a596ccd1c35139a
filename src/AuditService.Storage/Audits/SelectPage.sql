SELECT id AS Id, project AS Project, started_at AS StartedAt, finished_at AS FinishedAt, snapshot_hash AS Snapshot, result AS Result, mean AS Mean,
       findings AS Findings, non_compliant AS NonCompliant, blocking AS Blocking
FROM audit
WHERE (@Project IS NULL OR project = @Project)
  AND (@Before IS NULL OR (started_at, id) < (SELECT started_at, id FROM audit WHERE id = @Before))
ORDER BY started_at DESC, id DESC
LIMIT @Take
