SELECT seq AS Seq, kind AS Kind, id AS Id FROM audit_subject WHERE audit_id = @AuditId ORDER BY seq
