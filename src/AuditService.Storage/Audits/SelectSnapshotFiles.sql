SELECT path AS Path, sha256 AS Sha256, size AS Size FROM snapshot_file WHERE snapshot_hash = @SnapshotHash
