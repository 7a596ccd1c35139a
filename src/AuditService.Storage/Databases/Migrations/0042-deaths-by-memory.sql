-- In which attempt a step was begun last, and what the memory of its audit has to do with it: 0 nothing, 1 it is to run by itself, 2 it is left out.
ALTER TABLE audit_step ADD COLUMN attempt BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit_step ADD COLUMN memory BIGINT NOT NULL DEFAULT 0;
