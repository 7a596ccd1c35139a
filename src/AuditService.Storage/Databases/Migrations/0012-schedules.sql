-- When projects are audited again. A planned moment is one row: a tick that comes twice orders once.
CREATE TABLE schedule (
    project_id TEXT NOT NULL PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    is_on BIGINT NOT NULL,
    cron TEXT NOT NULL,
    zone TEXT NOT NULL,
    window_minutes BIGINT NOT NULL,
    next_at BIGINT
);
CREATE INDEX schedule_due ON schedule (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE schedule_moment (
    project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    planned_at BIGINT NOT NULL,
    run_id TEXT,
    PRIMARY KEY (project_id, planned_at)
);
