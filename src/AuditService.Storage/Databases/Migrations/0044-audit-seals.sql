-- A hash over all that is kept of an audit, taken when it is stored: what is altered afterwards no longer agrees with it. None for older audits.
ALTER TABLE audit ADD COLUMN seal TEXT;
