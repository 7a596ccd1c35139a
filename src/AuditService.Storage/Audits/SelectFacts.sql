SELECT fact AS Fact FROM fact WHERE audit_id = @AuditId ORDER BY subject_seq, key
