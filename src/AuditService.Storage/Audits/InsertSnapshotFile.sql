INSERT INTO snapshot_file (snapshot_hash, path, sha256, size) VALUES (@SnapshotHash, @Path, @Sha256, @Size)
