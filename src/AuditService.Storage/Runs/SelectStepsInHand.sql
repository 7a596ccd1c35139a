SELECT step.collector AS Collector, step.step AS Step, step.memory AS Memory
FROM audit_step step JOIN audit_run run ON run.id = step.run_id AND run.attempt = step.attempt
WHERE step.run_id = @RunId AND step.begun > step.ended
