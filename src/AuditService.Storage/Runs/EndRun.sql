UPDATE audit_run SET state = @State, ended_at = @Now, reason_fr = @ReasonFr, reason_en = @ReasonEn
WHERE id = @Id AND state IN ('Queued', 'Running') AND (@Attempt IS NULL OR attempt = @Attempt)
