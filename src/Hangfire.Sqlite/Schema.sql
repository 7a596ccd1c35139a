-- Times are UTC milliseconds. AUTOINCREMENT everywhere: a reused id with a fresh attempt counter would make a stale lease valid again.
CREATE TABLE job (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    invocation   TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    expire_at    INTEGER,
    state_id     INTEGER,
    state_name   TEXT,
    state_at     INTEGER
) STRICT;
CREATE INDEX job_by_state ON job (state_name, id) WHERE state_name IS NOT NULL;
CREATE INDEX job_by_expiry ON job (expire_at) WHERE expire_at IS NOT NULL;

CREATE TABLE job_parameter (
    job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    name   TEXT    NOT NULL,
    value  TEXT,
    PRIMARY KEY (job_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE state (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id     INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    reason     TEXT,
    created_at INTEGER NOT NULL,
    data       TEXT    NOT NULL
) STRICT;
CREATE INDEX state_by_job ON state (job_id, id);

CREATE TABLE job_queue (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id      INTEGER NOT NULL,
    queue       TEXT    NOT NULL,
    owner       TEXT,
    lease_until INTEGER,
    fetched_at  INTEGER,
    attempt     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX job_queue_by_queue ON job_queue (queue, id);
CREATE INDEX job_queue_by_owner ON job_queue (owner) WHERE owner IS NOT NULL;

CREATE TABLE set_item (
    key       TEXT NOT NULL,
    value     TEXT NOT NULL,
    score     REAL NOT NULL DEFAULT 0,
    expire_at INTEGER,
    PRIMARY KEY (key, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX set_by_score ON set_item (key, score, value);
CREATE INDEX set_by_expiry ON set_item (expire_at) WHERE expire_at IS NOT NULL;

CREATE TABLE list_item (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    key       TEXT NOT NULL,
    value     TEXT,
    expire_at INTEGER
) STRICT;
CREATE INDEX list_by_key ON list_item (key, id);
CREATE INDEX list_by_expiry ON list_item (expire_at) WHERE expire_at IS NOT NULL;

CREATE TABLE hash_field (
    key       TEXT NOT NULL,
    field     TEXT NOT NULL,
    value     TEXT,
    expire_at INTEGER,
    PRIMARY KEY (key, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX hash_by_expiry ON hash_field (expire_at) WHERE expire_at IS NOT NULL;

CREATE TABLE counter (
    key       TEXT PRIMARY KEY,
    value     INTEGER NOT NULL,
    expire_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX counter_by_expiry ON counter (expire_at) WHERE expire_at IS NOT NULL;

CREATE TABLE server (
    id           TEXT PRIMARY KEY,
    data         TEXT    NOT NULL,
    heartbeat_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE distributed_lock (
    resource   TEXT PRIMARY KEY,
    owner      TEXT    NOT NULL,
    process    TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
