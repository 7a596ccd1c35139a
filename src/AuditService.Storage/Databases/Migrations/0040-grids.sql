-- What auditors said in accessibility grids: append-only, each entry sealed by its hash over its content and the hash before. Values as they are hashed.
CREATE TABLE grid_entry (
    sequence BIGINT NOT NULL PRIMARY KEY,
    audit_id TEXT NOT NULL,
    referential TEXT NOT NULL,
    criterion TEXT NOT NULL,
    page TEXT NOT NULL,
    status TEXT NOT NULL,
    derogation TEXT NOT NULL,
    changes TEXT NOT NULL,
    derogation_comment TEXT NOT NULL,
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    file TEXT NOT NULL,
    previous_hash TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL
);

CREATE INDEX grid_entry_by_audit ON grid_entry (audit_id, sequence);
