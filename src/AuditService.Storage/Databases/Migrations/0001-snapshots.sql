-- What dossiers held, once per snapshot: many audits may look at the same one.
CREATE TABLE snapshot (
    hash TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE snapshot_file (
    snapshot_hash TEXT NOT NULL REFERENCES snapshot (hash) ON DELETE CASCADE,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    PRIMARY KEY (snapshot_hash, path)
);

CREATE TABLE snapshot_refused (
    snapshot_hash TEXT NOT NULL REFERENCES snapshot (hash) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    path TEXT NOT NULL,
    reason_fr TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    PRIMARY KEY (snapshot_hash, seq)
);
