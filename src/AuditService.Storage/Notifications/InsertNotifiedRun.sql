INSERT INTO notified_run (run_id, looked_at) VALUES (@RunId, @LookedAt) ON CONFLICT DO NOTHING
