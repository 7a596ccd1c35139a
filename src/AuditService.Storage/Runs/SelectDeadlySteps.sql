SELECT collector AS Collector, step AS Step FROM audit_step WHERE run_id = @RunId AND begun - ended >= @Deaths
