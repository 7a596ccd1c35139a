-- Orders to audit. One open run a project: the index, not a lock, guarantees it.
CREATE TABLE audit_run (
    id TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    snapshot_hash TEXT NOT NULL REFERENCES snapshot (hash),
    snapshot_name TEXT NOT NULL,
    packs TEXT NOT NULL,
    use_browser BIGINT NOT NULL,
    needs_browser BIGINT NOT NULL,
    "trigger" TEXT NOT NULL,
    state TEXT NOT NULL,
    submitted_by TEXT NOT NULL,
    idempotency_key TEXT,
    submitted_at BIGINT NOT NULL,
    started_at BIGINT,
    ended_at BIGINT,
    attempt BIGINT NOT NULL DEFAULT 0,
    cancel_requested BIGINT NOT NULL DEFAULT 0,
    pulse_at BIGINT,
    step TEXT,
    steps_ended BIGINT NOT NULL DEFAULT 0,
    steps_planned BIGINT NOT NULL DEFAULT 0,
    job_id TEXT,
    audit_id TEXT,
    reason_fr TEXT,
    reason_en TEXT
);
CREATE UNIQUE INDEX audit_run_open ON audit_run (project_id) WHERE state IN ('Queued', 'Running');
CREATE UNIQUE INDEX audit_run_key ON audit_run (submitted_by, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX audit_run_by_project ON audit_run (project_id, submitted_at);
CREATE INDEX audit_run_by_audit ON audit_run (audit_id) WHERE audit_id IS NOT NULL;

-- Steps that were begun and not ended when the process died tell which one kills it.
CREATE TABLE audit_step (
    run_id TEXT NOT NULL REFERENCES audit_run (id) ON DELETE CASCADE,
    collector TEXT NOT NULL,
    step TEXT NOT NULL,
    begun BIGINT NOT NULL,
    ended BIGINT NOT NULL,
    PRIMARY KEY (run_id, collector, step)
);
