INSERT INTO criterion_score (audit_id, seq, criterion, floor, ceiling, coverage, confidence, verdict, score)
VALUES (@AuditId, @Seq, @Criterion, @Floor, @Ceiling, @Coverage, @Confidence, @Verdict, @Score)
