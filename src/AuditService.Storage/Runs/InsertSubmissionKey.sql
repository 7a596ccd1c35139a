INSERT INTO submission_key (submitted_by, idempotency_key, run_id) VALUES (@SubmittedBy, @IdempotencyKey, @RunId)
