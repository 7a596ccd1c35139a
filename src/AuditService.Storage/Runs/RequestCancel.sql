UPDATE audit_run SET cancel_requested = 1 WHERE id = @Id AND state IN ('Queued', 'Running')
