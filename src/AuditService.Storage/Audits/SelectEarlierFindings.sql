SELECT audit.id AS AuditId, audit.started_at AS StartedAt, finding.id AS Id, finding.outcome AS Outcome,
       finding.decisive <> '[]' AS HasDecided, CASE WHEN finding.outcome = 'NeedsReview' THEN judged_rule.rule END AS Rule
FROM audit
CROSS JOIN (SELECT DISTINCT id FROM finding WHERE audit_id IN (@Before, @After) AND outcome IN ('NonCompliant', 'Partial')) AS failing
JOIN finding ON finding.audit_id = audit.id AND finding.id = failing.id
JOIN judged_rule ON judged_rule.hash = finding.rule_hash
-- Two organisations may have projects of one name: what the service audited belongs to its project, what the command line audited to the name.
LEFT JOIN audit_run ON audit_run.audit_id = audit.id
LEFT JOIN audit_run AS own ON own.audit_id = @After
WHERE CASE WHEN own.project_id IS NULL THEN audit_run.project_id IS NULL AND audit.project = @Project ELSE audit_run.project_id = own.project_id END
  AND audit.started_at <= @StartedAt AND audit.id NOT IN (@Before, @After)
ORDER BY audit.started_at, audit.id, finding.seq
