-- Who may come in. Times are UTC milliseconds; roles, kinds and scopes are words.
CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    normalized_email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    password_hash TEXT,
    security_stamp TEXT NOT NULL,
    is_disabled BIGINT NOT NULL,
    has_second_factor BIGINT NOT NULL,
    authenticator_key TEXT,
    failed_sign_ins BIGINT NOT NULL,
    locked_until BIGINT,
    created_at BIGINT NOT NULL,
    last_sign_in_at BIGINT,
    version BIGINT NOT NULL
);

CREATE INDEX person_by_organisation ON person (organisation, normalized_email);

CREATE TABLE person_role (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
);

CREATE TABLE recovery_code (
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    PRIMARY KEY (person_id, hash)
);

-- A link that lets somebody set a password, once: for the first administrator there is no person yet.
CREATE TABLE one_time_link (
    hash TEXT NOT NULL PRIMARY KEY,
    person_id TEXT REFERENCES person (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE api_token (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    last_used_at BIGINT
);

CREATE INDEX api_token_by_person ON api_token (person_id, created_at);

-- The keys that sign and encrypt cookies, shared by all processes on this database.
CREATE TABLE data_protection_key (
    name TEXT NOT NULL PRIMARY KEY,
    xml TEXT NOT NULL
);

-- Sessions that somebody signed out of, until their cookies are worth nothing anyway.
CREATE TABLE ended_session (
    id TEXT NOT NULL PRIMARY KEY,
    until BIGINT NOT NULL
);
