UPDATE audit_run SET state = 'Running', attempt = attempt + 1, started_at = coalesce(started_at, @Now), pulse_at = @Now, steps_ended = 0
WHERE id = @Id AND state IN ('Queued', 'Running') AND cancel_requested = 0
