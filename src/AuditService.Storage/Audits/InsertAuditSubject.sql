INSERT INTO audit_subject (audit_id, seq, kind, id) VALUES (@AuditId, @Seq, @Kind, @Id)
