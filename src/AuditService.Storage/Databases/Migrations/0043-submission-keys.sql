-- A key belongs to the order that it was answered with, whichever submission made that order; several keys may have the same.
CREATE TABLE submission_key (
    submitted_by TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES audit_run (id) ON DELETE CASCADE,
    PRIMARY KEY (submitted_by, idempotency_key)
);
INSERT INTO submission_key (submitted_by, idempotency_key, run_id) SELECT submitted_by, idempotency_key, id FROM audit_run WHERE idempotency_key IS NOT NULL;
DROP INDEX audit_run_key;
ALTER TABLE audit_run DROP COLUMN idempotency_key;
