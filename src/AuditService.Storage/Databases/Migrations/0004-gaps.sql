-- What could not be read, apart from what was left out on purpose: of earlier snapshots it is not known, and taken for unread.
ALTER TABLE snapshot_refused ADD COLUMN leaves_a_gap INTEGER NOT NULL DEFAULT 1;
