-- Who hears of a project's audits.
CREATE TABLE watcher (
    project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, address)
);

CREATE TABLE webhook (
    project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, url)
);

-- Runs whose news were looked for, whether there were any or not.
CREATE TABLE notified_run (
    run_id TEXT NOT NULL PRIMARY KEY REFERENCES audit_run (id) ON DELETE CASCADE,
    looked_at BIGINT NOT NULL
);
CREATE INDEX audit_run_finished ON audit_run (ended_at) WHERE state = 'Finished';

-- What is to be sent. A recipient hears of a run once, however often the job comes: the index guarantees it.
CREATE TABLE notification (
    id TEXT NOT NULL PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES audit_run (id) ON DELETE CASCADE,
    project_id TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    parcel TEXT NOT NULL,
    language TEXT NOT NULL,
    news TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_try_at BIGINT NOT NULL,
    claim TEXT,
    last_error TEXT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX notification_once ON notification (run_id, kind, recipient);
CREATE INDEX notification_due ON notification (next_try_at) WHERE state = 'Waiting';
CREATE INDEX notification_by_claim ON notification (claim) WHERE claim IS NOT NULL;
