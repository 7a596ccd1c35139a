-- Against mistakes of our own; against somebody with the file in hand stands the chain.
CREATE TRIGGER grid_entry_keeps_content BEFORE UPDATE ON grid_entry BEGIN SELECT RAISE(ABORT, 'the trail of grids is append-only'); END;
CREATE TRIGGER grid_entry_keeps_rows BEFORE DELETE ON grid_entry BEGIN SELECT RAISE(ABORT, 'the trail of grids is append-only'); END;
