SELECT audit_run.id AS RunId, audit_run.project_id AS ProjectId, project.name AS ProjectName, audit_run.audit_id AS AuditId, audit_run.ended_at AS EndedAt
FROM audit_run JOIN project ON project.id = audit_run.project_id
WHERE audit_run.state = 'Finished' AND audit_run.ended_at >= @Since AND audit_run.audit_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM notified_run WHERE notified_run.run_id = audit_run.id)
  AND (EXISTS (SELECT 1 FROM watcher WHERE watcher.project_id = audit_run.project_id AND watcher.added_at <= audit_run.ended_at)
    OR EXISTS (SELECT 1 FROM webhook WHERE webhook.project_id = audit_run.project_id AND webhook.added_at <= audit_run.ended_at))
ORDER BY audit_run.ended_at, audit_run.id LIMIT @Take
