INSERT INTO fact (audit_id, subject_seq, key, is_known, fact) VALUES (@AuditId, @SubjectSeq, @Key, @IsKnown, @Fact)
