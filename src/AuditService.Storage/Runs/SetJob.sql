UPDATE audit_run SET job_id = @JobId WHERE id = @Id
