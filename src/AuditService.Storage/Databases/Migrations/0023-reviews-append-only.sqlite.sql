-- Against mistakes of our own; against somebody with the file in hand stands the chain.
CREATE TRIGGER review_entry_keeps_content BEFORE UPDATE ON review_entry BEGIN SELECT RAISE(ABORT, 'the trail of reviews is append-only'); END;
CREATE TRIGGER review_entry_keeps_rows BEFORE DELETE ON review_entry BEGIN SELECT RAISE(ABORT, 'the trail of reviews is append-only'); END;
