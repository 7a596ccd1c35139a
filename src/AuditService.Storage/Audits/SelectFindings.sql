SELECT seq AS Seq, id AS Id, rule_hash AS RuleHash, subject_seq AS SubjectSeq, outcome AS Outcome, grade AS Grade, decisive AS Decisive, evidence AS Evidence,
       evidence_total AS EvidenceTotal, note AS Note
FROM finding
WHERE audit_id = @AuditId
ORDER BY seq
