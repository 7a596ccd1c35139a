UPDATE audit_step SET ended = begun WHERE run_id = @RunId AND collector = @Collector AND step = @Step
