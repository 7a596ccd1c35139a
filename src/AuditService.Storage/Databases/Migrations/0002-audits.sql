-- Times are UTC milliseconds; columns that hold a structure which no query looks into hold JSON.
CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    project TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT NOT NULL,
    judged_on TEXT NOT NULL,
    snapshot_hash TEXT NOT NULL REFERENCES snapshot (hash),
    snapshot_name TEXT NOT NULL,
    has_manifest BOOLEAN NOT NULL,
    tools TEXT NOT NULL,
    steps TEXT NOT NULL,
    scheme_version TEXT NOT NULL,
    result TEXT NOT NULL,
    mean DOUBLE PRECISION,
    findings BIGINT NOT NULL,
    non_compliant BIGINT NOT NULL,
    blocking BIGINT NOT NULL
);

CREATE INDEX audit_by_time ON audit (started_at, id);
CREATE INDEX audit_by_project ON audit (project, started_at, id);
CREATE INDEX audit_by_snapshot ON audit (snapshot_hash);

-- A rule as it was when it judged, once per wording: an old audit is shown with the words it was judged by.
CREATE TABLE judged_rule (
    hash TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    rule TEXT NOT NULL
);

CREATE TABLE audit_subject (
    audit_id TEXT NOT NULL REFERENCES audit (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (audit_id, seq)
);

CREATE TABLE fact (
    audit_id TEXT NOT NULL,
    subject_seq BIGINT NOT NULL,
    key TEXT NOT NULL,
    is_known BOOLEAN NOT NULL,
    fact TEXT NOT NULL,
    PRIMARY KEY (audit_id, subject_seq, key),
    FOREIGN KEY (audit_id, subject_seq) REFERENCES audit_subject (audit_id, seq) ON DELETE CASCADE
);

CREATE TABLE finding (
    audit_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    id TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    rule_hash TEXT NOT NULL REFERENCES judged_rule (hash),
    pack TEXT NOT NULL,
    subject_seq BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    severity TEXT NOT NULL,
    is_blocking BOOLEAN NOT NULL,
    grade TEXT,
    decisive TEXT NOT NULL,
    evidence TEXT NOT NULL,
    evidence_total BIGINT NOT NULL,
    note TEXT,
    PRIMARY KEY (audit_id, seq),
    UNIQUE (audit_id, id),
    FOREIGN KEY (audit_id, subject_seq) REFERENCES audit_subject (audit_id, seq) ON DELETE CASCADE
);

CREATE TABLE criterion_score (
    audit_id TEXT NOT NULL REFERENCES audit (id) ON DELETE CASCADE,
    seq BIGINT NOT NULL,
    criterion TEXT NOT NULL,
    floor DOUBLE PRECISION,
    ceiling DOUBLE PRECISION,
    coverage DOUBLE PRECISION,
    confidence DOUBLE PRECISION,
    verdict TEXT NOT NULL,
    score TEXT NOT NULL,
    PRIMARY KEY (audit_id, seq)
);
