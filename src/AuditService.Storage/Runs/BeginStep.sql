INSERT INTO audit_step (run_id, collector, step, begun, ended, attempt) VALUES (@RunId, @Collector, @Step, 1, 0, @Attempt)
ON CONFLICT (run_id, collector, step) DO UPDATE SET begun = audit_step.begun + 1, attempt = excluded.attempt
