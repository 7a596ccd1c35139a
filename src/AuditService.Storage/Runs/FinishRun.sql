UPDATE audit_run SET state = 'Finished', audit_id = @AuditId, ended_at = @Now, steps_ended = steps_planned WHERE id = @Id AND attempt = @Attempt AND state = 'Running' AND cancel_requested = 0
