UPDATE audit_step SET memory = @Memory WHERE run_id = @RunId AND collector = @Collector AND step = @Step
