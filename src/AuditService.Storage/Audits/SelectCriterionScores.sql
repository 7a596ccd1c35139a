SELECT score AS Score FROM criterion_score WHERE audit_id = @AuditId ORDER BY seq
