-- A value of the risk map that a person rates otherwise: value:machine:step, as it is hashed; null for a review of a finding.
ALTER TABLE review_entry ADD COLUMN rating TEXT;
