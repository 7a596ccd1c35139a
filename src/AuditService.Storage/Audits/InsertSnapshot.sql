INSERT INTO snapshot (hash) VALUES (@SnapshotHash) ON CONFLICT DO NOTHING
