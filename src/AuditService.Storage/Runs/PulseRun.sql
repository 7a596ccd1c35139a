UPDATE audit_run SET pulse_at = @Now, step = @Step, steps_ended = @StepsEnded, steps_planned = @StepsPlanned
WHERE id = @Id AND attempt = @Attempt AND state = 'Running' AND cancel_requested = 0
