SELECT collector AS Collector, step AS Step, begun - ended AS Deaths, memory AS Memory FROM audit_step WHERE run_id = @RunId AND (begun > ended OR memory > 0)
