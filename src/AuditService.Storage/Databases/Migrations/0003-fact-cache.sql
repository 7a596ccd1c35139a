-- Facts by everything they depend on. A cache: it may be emptied at any moment.
CREATE TABLE cached_facts (
    collector TEXT NOT NULL,
    version BIGINT NOT NULL,
    step TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    facts TEXT NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (collector, version, step, input_hash)
);

CREATE INDEX cached_facts_by_use ON cached_facts (used_at);
