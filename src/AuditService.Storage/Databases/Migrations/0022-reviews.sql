-- What people said of findings: append-only, each entry sealed by its hash over its content and the hash before. Values as they are hashed.
CREATE TABLE review_entry (
    sequence BIGINT NOT NULL PRIMARY KEY,
    project TEXT NOT NULL,
    finding_id TEXT NOT NULL,
    audit_id TEXT NOT NULL,
    machine TEXT NOT NULL,
    sight TEXT NOT NULL,
    kind TEXT NOT NULL,
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    outcome TEXT,
    owner TEXT,
    until TEXT,
    previous_hash TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL
);

CREATE INDEX review_entry_by_finding ON review_entry (project, finding_id, sequence);
