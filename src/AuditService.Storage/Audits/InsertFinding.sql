INSERT INTO finding (
    audit_id, seq, id, rule_id, rule_hash, pack, subject_seq, outcome, severity, is_blocking, grade, decisive, evidence, evidence_total, note)
VALUES (
    @AuditId, @Seq, @Id, @RuleId, @RuleHash, @Pack, @SubjectSeq, @Outcome, @Severity, @IsBlocking, @Grade, @Decisive, @Evidence, @EvidenceTotal, @Note)
