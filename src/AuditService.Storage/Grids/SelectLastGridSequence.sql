SELECT CAST(COALESCE(MAX(grid_entry.sequence), 0) AS BIGINT)
FROM grid_entry
WHERE grid_entry.audit_id = @AuditId
