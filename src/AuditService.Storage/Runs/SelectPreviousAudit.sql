SELECT audit_id FROM audit_run WHERE project_id = @ProjectId AND audit_id < @AuditId ORDER BY audit_id DESC LIMIT 1
