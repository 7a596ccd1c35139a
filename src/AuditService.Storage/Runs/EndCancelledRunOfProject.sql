UPDATE audit_run SET state = 'Cancelled', ended_at = @Now, reason_fr = @ReasonFr, reason_en = @ReasonEn
WHERE project_id = @ProjectId AND state IN ('Queued', 'Running') AND cancel_requested = 1
